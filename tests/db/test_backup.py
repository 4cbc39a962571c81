"""Backups are whole, verified and kept in turn; a failed one leaves nothing behind."""

from __future__ import annotations

import contextlib
import datetime as dt
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from db import backup, clock, connection, journal, media, store
from db.errors import UserError
from db.records import Office, Setting
from tests.db import rows
from tests.db.rows import ACTOR

ROOT = Path(__file__).resolve().parents[2]


def settings_in(file: Path) -> dict[str, str]:
    with contextlib.closing(connection.connect(file, read_only=True)) as link:
        return dict(link.execute("SELECT id, value FROM setting").fetchall())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_todays_backup(planned: Path) -> None:
    media.put(b"photo")
    rows.setting("甲", "1")
    assert backup.is_due()
    made = backup.automatic()
    assert made == planned / "backups" / "20210618.db" and not backup.is_due()
    rows.setting("甲", "2")
    assert settings_in(made) == {"甲": "1"}
    assert backup.automatic() == made
    assert settings_in(made) == {"甲": "2"}
    backup.verify(made)
    assert names(made.parent) == ["20210618.db", "media.db"]
    with rows.raw(made.with_name("media.db")) as link:
        assert link.execute("SELECT body FROM blob").get == b"photo"
    assert backup.newest(made.parent) == made


def test_without_pictures_there_is_no_media_file(planned: Path) -> None:
    assert names(backup.automatic().parent) == ["20210618.db"]
    assert not media.path().exists()


def test_it_is_whole_while_a_writer_is_in_a_transaction(planned: Path) -> None:
    inside, go = threading.Event(), threading.Event()

    def write() -> None:
        with journal.change("慢慢写", "西"):
            Setting.create(id="a", value="1")
            inside.set()
            assert go.wait(60)
            Setting.create(id="b", value="1")
        connection.release()

    writer = threading.Thread(target=write)
    writer.start()
    assert inside.wait(60)
    made = backup.automatic()
    go.set()
    writer.join()
    assert settings_in(made) == {}
    assert settings_in(backup.automatic()) == {"a": "1", "b": "1"}


def test_a_busy_writer_does_not_hold_it_up(planned: Path) -> None:
    """Each state in between is whole: both settings of a change or neither."""
    stop = threading.Event()

    def write() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            with journal.change("连续写", "西"):
                for key in "ab":
                    Setting.insert(id=key, value=f"{turn}").on_conflict_replace().execute()
                Setting.insert(id="bulk", value="字" * 300_000).on_conflict_replace().execute()
        connection.release()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            begun = time.monotonic()
            found = settings_in(backup.automatic())
            assert time.monotonic() - begun < 5
            assert found.get("a") == found.get("b")
    finally:
        stop.set()
        writer.join()


def test_rotation_keeps_ten_days_and_the_ends_of_months(planned: Path) -> None:
    day = dt.date(2021, 1, 1)
    while day <= dt.date(2021, 6, 18):
        (planned / "backups").mkdir(exist_ok=True)
        (planned / "backups" / f"{day:%Y%m%d}.db").write_bytes(b"")
        day += dt.timedelta(days=1)
    others = ["before-restore-20210101-080000.db", "before-schema-2.db", "notes.txt", "2021.db"]
    for name in others:
        (planned / "backups" / name).write_bytes(b"")
    backup.automatic()
    months = ["20210131.db", "20210228.db", "20210331.db", "20210430.db", "20210531.db"]
    days = [f"202106{day:02}.db" for day in range(9, 19)]
    assert names(planned / "backups") == sorted([*months, *days, *others])


def test_old_months_go_after_a_year(planned: Path) -> None:
    for month in range(24):
        clock.set_today(dt.date(2019 + (5 + month) // 12, (5 + month) % 12 + 1, 28))
        (planned / "backups").mkdir(exist_ok=True)
        (planned / "backups" / f"{clock.today():%Y%m%d}.db").write_bytes(b"")
    backup.automatic()
    kept = [path.stem[:6] for path in backup.dated(planned / "backups")]
    assert kept[0] == "202006" and len(kept) == backup.KEEP_MONTHS


def test_a_clock_that_went_back_does_not_cost_the_copy_just_made(planned: Path) -> None:
    (planned / "backups").mkdir()
    for month in range(1, 13):
        for day in (1, 28):
            (planned / "backups" / f"2022{month:02}{day:02}.db").write_bytes(b"")
    clock.set_today(dt.date(2000, 1, 1))
    made = backup.automatic()
    backup.verify(made)
    assert len(backup.dated(made.parent)) == 5 + backup.KEEP_MONTHS + 1


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from db import backup, connection, store
from db.errors import UserError
store.open_folder(Path(sys.argv[1]))
connection.connection()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    backup.to_file(Path(sys.argv[2])) if sys.argv[2] else backup.automatic()
except UserError as error:
    print(error)
store.close()
"""


@pytest.mark.parametrize("limit", [40_000, 65_536, 300_000])
@pytest.mark.parametrize("target", ["stick/镇.xfbak", ""])
def test_a_full_disk_leaves_no_half_file(planned: Path, tmp_path: Path, target: str, limit: int) -> None:
    with journal.change("很多", ACTOR):
        Setting.create(id="bulk", value="".join(map(str, range(80_000))))
    media.put(bytes(range(256)) * 4000)
    earlier = backup.automatic()
    earlier.with_name(media.NAME).unlink()
    before = earlier.read_bytes()
    store.close()
    kept = names(planned), names(planned / "backups")
    words = [sys.executable, "-c", FULL_DISK, str(planned), target and str(tmp_path / target), str(limit)]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("备份没有完成：无法写入“") and "请检查磁盘空间和U盘" in run.stdout
    assert not (tmp_path / target).is_file()
    assert names(planned) == kept[0]
    stick = tmp_path / "stick"
    assert not stick.exists() or names(stick) == []
    assert earlier.read_bytes() == before
    store.open_folder(planned)


def test_a_target_that_cannot_be_written(planned: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="备份没有完成：无法写入.*请检查磁盘空间和U盘"):
        backup.to_file(tmp_path / "file" / "镇.xfbak")
    (planned / "backups").write_text("in the way")
    with pytest.raises(UserError, match="备份没有完成：无法写入.*请检查磁盘空间和U盘"):
        backup.automatic()


def test_one_file_holds_all(planned: Path, tmp_path: Path) -> None:
    media.put(b"photo")
    rows.setting("甲", "1")
    target = tmp_path / "U盘" / "镇应急办.xfbak"
    with pytest.raises(UserError, match="不存在"):
        backup.to_file(target)
    target.parent.mkdir()
    backup.to_file(target)
    rows.setting("甲", "2")
    backup.to_file(target)
    assert names(target.parent) == [target.name]
    with zipfile.ZipFile(target) as packed:
        assert packed.namelist() == ["archive.db", "media.db"]
        packed.extractall(tmp_path / "unpacked")
    assert settings_in(tmp_path / "unpacked" / "archive.db") == {"甲": "2"}
    assert names(planned) == ["archive.db", "archive.db-shm", "archive.db-wal", *names_of_media(planned)]


def names_of_media(folder: Path) -> list[str]:
    return [name for name in names(folder) if name.startswith(media.NAME)]


KILLED = """
import datetime as dt, sys
from pathlib import Path
from db import backup, clock, store
clock.set_today(dt.date(2021, 6, 18))
store.open_folder(Path(sys.argv[1]))
print("open", flush=True)
while True:
    backup.automatic()
"""


def test_a_kill_in_the_middle_leaves_the_backup_before(planned: Path) -> None:
    with journal.change("很多", ACTOR):
        Setting.create(id="bulk", value="".join(map(str, range(300_000))))
    first = backup.automatic()
    store.close()
    for delay in (0.0, 0.004, 0.011, 0.023, 0.031):
        words = [sys.executable, "-c", KILLED, str(planned)]
        with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE) as run:
            assert run.stdout is not None and run.stdout.readline() == b"open\n"
            time.sleep(delay)
            run.kill()
        backup.verify(first)
        assert len(settings_in(first)) == 1
        assert backup.newest(planned / "backups") == first
    store.open_folder(planned)
    backup.automatic()
    assert names(planned / "backups") == ["20210618.db"]
    assert Office.select().count() == 2


def test_a_damaged_archive_is_not_backed_up_over_the_good_one(planned: Path) -> None:
    good = backup.automatic()
    before = good.read_bytes()
    with rows.raw(connection.path()) as link:
        page = link.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'task_number'").get
        size = link.pragma("page_size")
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(connection.path(), "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    connection.use(connection.path())
    with pytest.raises(UserError, match="备份没有完成：现有数据文件已损坏，请先检查数据"):
        backup.automatic()
    assert good.read_bytes() == before and names(good.parent) == [good.name]


def test_damaged_pictures_are_said_to_be(planned: Path) -> None:
    media.put(b"photo")
    store.close()
    (planned / media.NAME).write_bytes(b"not a database" * 500)
    store.open_folder(planned)
    with pytest.raises(UserError, match="备份没有完成：照片和文件的数据文件已损坏"):
        backup.automatic()
    assert (planned / "backups" / "20210618.db").exists()


def test_a_damaged_media_file_among_the_backups_makes_way(planned: Path) -> None:
    key = media.put(b"photo")
    kept = backup.automatic().with_name(media.NAME)
    kept.write_bytes(b"not a database" * 500)
    backup.automatic()
    with rows.raw(kept) as link:
        assert link.execute("SELECT sha256 FROM blob").get == key
    assert kept.with_name("media-damaged.db").read_bytes() == b"not a database" * 500
