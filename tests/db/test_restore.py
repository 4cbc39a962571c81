"""A restore puts a verified backup in place and keeps what was there; what is refused changes nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from db import backup, check, clock, connection, journal, media, numbers, store
from db.errors import UserError
from db.records import Setting
from tests.db import rows


def value() -> str:
    """The setting that tells one state from another."""
    return str(Setting.get_by_id("n").value)


@pytest.fixture
def carried(planned: Path, tmp_path: Path) -> Path:
    """A backup as one file with the state 1 and a photo; the archive has state 2 since."""
    rows.setting("n", "1")
    with journal.change("登记", rows.ACTOR):
        rows.hazard("1", id="h")
        rows.photo("h", media.put(b"photo"))
    backup.to_file(tmp_path / "镇.xfbak")
    rows.setting("n", "2")
    return tmp_path / "镇.xfbak"


def test_there_and_back_again(planned: Path, carried: Path) -> None:
    aside = backup.restore(planned, carried)
    assert value() == "1" and check.problems() == []
    assert aside is not None and aside.parent == planned / "backups"
    second = backup.restore(planned, aside)
    assert value() == "2" and check.problems() == []
    # Both within one second, and neither lost.
    assert second is not None and second != aside and aside.exists()
    backup.restore(planned, second)
    assert value() == "1"
    rows.setting("n", "3")
    assert sorted(path.name for path in planned.iterdir() if path.name.startswith("tmp")) == []


def test_into_an_empty_folder_with_its_pictures(carried: Path, tmp_path: Path) -> None:
    store.close()
    assert backup.restore(tmp_path / "new", carried) is None
    assert value() == "1" and check.problems() == []
    assert media.get(str(connection.scalar("SELECT sha256 FROM photo"))) == b"photo"


def test_a_dated_copy_with_the_pictures_beside_it(planned: Path, tmp_path: Path) -> None:
    rows.setting("n", "1")
    key = media.put(b"photo")
    copy = backup.automatic()
    store.close()
    backup.restore(tmp_path / "new", copy)
    assert value() == "1" and media.get(key) == b"photo"
    assert copy.exists()


def test_what_a_crash_left_in_the_write_ahead_log_is_restored_too(planned: Path, tmp_path: Path) -> None:
    rows.setting("n", "1")
    with rows.raw(connection.path()) as link:
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rows.setting("n", "2")
    for ending in ("", "-wal"):  # as after a cut of power, without the checkpoint of a proper end
        shutil.copyfile(planned / f"archive.db{ending}", tmp_path / f"crashed.db{ending}")
    backup.restore(planned, tmp_path / "crashed.db")
    assert value() == "2" and check.problems() == []


def test_pictures_that_were_damaged_since_are_mended(planned: Path, carried: Path) -> None:
    with contextlib.closing(media.open_file(media.path())) as link:
        link.execute("UPDATE blob SET body = x'00'")
    assert check.problems() != []
    backup.restore(planned, carried)
    assert check.problems() == []


def test_over_a_damaged_archive(planned: Path, carried: Path) -> None:
    store.close()
    (planned / store.NAME).write_bytes(b"not a database" * 500)
    (planned / media.NAME).write_bytes(b"nor this" * 500)
    aside = backup.restore(planned, carried)
    assert value() == "1" and check.problems() == []
    assert aside is not None and aside.read_bytes() == b"not a database" * 500
    kept = [path for path in (planned / "backups").glob("before-restore-media-*.db")]
    assert [path.read_bytes() for path in kept] == [b"nor this" * 500]


def test_a_number_used_since_the_backup_stays_used(planned: Path, tmp_path: Path) -> None:
    def taken() -> int:
        with journal.change("取号", rows.ACTOR):
            return numbers.take("notice", 2021)

    assert taken() == 1
    backup.to_file(tmp_path / "镇.xfbak")
    assert taken() == 2
    backup.restore(planned, tmp_path / "镇.xfbak")
    assert taken() == 3
    store.close()
    (planned / store.NAME).write_bytes(b"not a database" * 500)  # nothing to be learnt from it
    backup.restore(planned, tmp_path / "镇.xfbak")
    assert taken() == 2 and check.problems() == []


def test_what_fails_midway_leaves_the_present_state(planned: Path, carried: Path) -> None:
    clock.set_today(clock.today(), dt.time(8, 0))
    in_the_way = planned / "backups" / "before-restore-20210618-080000.db-wal" / "x"
    in_the_way.mkdir(parents=True)
    with rows.raw(connection.path()) as other:  # so that there is a write-ahead log to move
        other.execute("SELECT count(*) FROM setting").get  # noqa: B018
        with pytest.raises(UserError, match="没有恢复"):
            backup.restore(planned, carried)
    assert value() == "2" and check.problems() == []
    assert [path.name for path in (planned / "backups").iterdir()] == [in_the_way.parent.name]


def _truncated(good: Path, bad: Path) -> None:
    bad.write_bytes(good.read_bytes()[: good.stat().st_size // 2])


def _text(good: Path, bad: Path) -> None:
    bad.write_text("这不是备份")


def _empty(good: Path, bad: Path) -> None:
    bad.write_bytes(b"")


def _without_pictures(good: Path, bad: Path) -> None:
    with zipfile.ZipFile(good) as packed, zipfile.ZipFile(bad, "w") as part:
        part.writestr("archive.db", packed.read("archive.db"))


def _bad_pictures(good: Path, bad: Path) -> None:
    with zipfile.ZipFile(good) as packed, zipfile.ZipFile(bad, "w") as part:
        part.writestr("archive.db", packed.read("archive.db"))
        part.writestr("media.db", b"not a database" * 500)


def _other_zip(good: Path, bad: Path) -> None:
    with zipfile.ZipFile(bad, "w") as packed:
        packed.writestr("letter.txt", "您好")


def _foreign(good: Path, bad: Path) -> None:
    with contextlib.closing(sqlite3.connect(bad)) as link:
        link.execute("CREATE TABLE recipe (name TEXT)")
        link.commit()


def _altered(good: Path, bad: Path, sql: str) -> None:
    with zipfile.ZipFile(good) as packed:
        bad.write_bytes(packed.read("archive.db"))
    rows.tamper(bad, sql)


def _newer(good: Path, bad: Path) -> None:
    _altered(good, bad, f"PRAGMA user_version = {journal.SCHEMA + 1}")


def _tampered(good: Path, bad: Path) -> None:
    _altered(good, bad, "UPDATE journal SET actor = '别人' WHERE seq = 2")


def _halved_copy(good: Path, bad: Path) -> None:
    _altered(good, bad, "PRAGMA journal_mode = DELETE")
    bad.write_bytes(bad.read_bytes()[: bad.stat().st_size // 8192 * 4096])


REFUSED: list[tuple[Callable[[Path, Path], None], str]] = [
    (_truncated, "“坏.xfbak”"),
    (_text, "备份文件“坏.xfbak”已损坏，请换一个备份"),
    (_empty, "备份文件“坏.xfbak”已损坏，请换一个备份"),
    (_without_pictures, "“坏.xfbak”不是本程序的备份文件，或者没有复制完整"),
    (_bad_pictures, "备份文件“坏.xfbak”里的照片已损坏，请换一个备份"),
    (_other_zip, "“坏.xfbak”不是本程序的备份文件，或者没有复制完整"),
    (_foreign, "“坏.xfbak”不是本程序的数据文件"),
    (_newer, "请先更新程序"),
    (_tampered, "“坏.xfbak”的操作日志从第2条起对不上，请换一个备份"),
    (_halved_copy, "备份文件“坏.xfbak”已损坏，请换一个备份"),
]


@pytest.mark.parametrize(("spoil", "sentence"), REFUSED, ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_refused_changes_nothing(
    planned: Path, carried: Path, spoil: Callable[[Path, Path], None], sentence: str
) -> None:
    bad = carried.with_name("坏.xfbak")
    spoil(carried, bad)
    before = sorted(path.relative_to(planned) for path in planned.rglob("*"))
    with pytest.raises(UserError, match=sentence):
        backup.restore(planned, bad)
    assert sorted(path.relative_to(planned) for path in planned.rglob("*")) == before
    rows.setting("m", "still open and writable")
    assert value() == "2" and check.problems() == []


def test_a_flipped_byte_anywhere_in_the_file_is_found_or_does_no_harm(planned: Path, carried: Path) -> None:
    whole = carried.read_bytes()
    bad = carried.with_name("坏.xfbak")
    for place in range(0, len(whole), len(whole) // 40):
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            backup.restore(planned, bad)
        except UserError:
            assert value() in "12"
        else:
            assert value() == "1"
        assert check.problems() == []


def test_there_is_no_such_file(planned: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到备份文件"):
        backup.restore(planned, tmp_path / "none.xfbak")
    assert connection.path() == planned / store.NAME


def test_a_target_that_cannot_be_written(planned: Path, carried: Path) -> None:
    shutil.rmtree(planned / "backups", ignore_errors=True)
    (planned / "backups").write_text("in the way")
    with pytest.raises(UserError, match="没有恢复：.*请检查U盘和磁盘空间"):
        backup.restore(planned, carried)
    assert value() == "2" and check.problems() == []


def test_damaged_pictures_beside_a_copy_are_to_be_moved(planned: Path) -> None:
    rows.setting("n", "1")
    media.put(b"photo")
    copy = backup.automatic()
    copy.with_name(media.NAME).write_bytes(b"not a database" * 500)
    with pytest.raises(UserError, match="已损坏；请把它移到别处再恢复"):
        backup.restore(planned, copy)
    copy.with_name(media.NAME).unlink()
    backup.restore(planned, copy)
    assert value() == "1"
