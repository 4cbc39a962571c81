"""Creating and opening an archive; what is not one of ours is refused in words and left as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from db import backup, check, clock, connection, journal, notes, store
from db.errors import DamagedError, UserError
from db.records import Office
from tests.db import rows

ROOT = Path(__file__).resolve().parents[2]


def test_create_and_open_again(tmp_path: Path) -> None:
    folder = tmp_path / "新建" / "数据"
    assert not store.exists(folder)
    store.create(folder)
    rows.plan()
    store.close()
    assert sorted(path.name for path in folder.iterdir()) == ["archive.db"]
    store.open_folder(folder)
    assert Office.select().count() == 2
    assert check.problems() == []
    store.close()
    with pytest.raises(RuntimeError, match="no archive"):
        connection.path()


def test_a_second_create_is_refused(planned: Path) -> None:
    with pytest.raises(UserError, match="已经有数据，不能重新建立；请另选"):
        store.create(planned)
    assert Office.select().count() == 2


def test_a_folder_without_an_archive(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="还没有数据"):
        store.open_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="无法在.*检查磁盘空间和写入权限"):
        store.create(tmp_path / "file" / "data")


def test_a_full_disk_leaves_no_half_archive(tmp_path: Path) -> None:
    """A process that may not write files beyond 64 KiB stands for the full disk."""
    code = """
import resource, signal, sys
from pathlib import Path
from db import store
from db.errors import UserError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, resource.RLIM_INFINITY))
try:
    store.create(Path(sys.argv[1]))
except UserError as error:
    print(error)
"""
    folder = tmp_path / "data"
    run = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert "请检查磁盘空间" in run.stdout, run.stderr
    assert list(folder.iterdir()) == []
    store.create(folder)
    store.close()


def test_what_a_kill_while_creating_leaves_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "archive.db.part").write_bytes(b"SQLite format 3\0 and no further")
    (tmp_path / "archive.db.part-wal").write_bytes(b"left over")
    assert not store.exists(tmp_path)
    store.create(tmp_path)
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["archive.db"]
    store.open_folder(tmp_path)
    assert check.problems() == []
    store.close()


def test_a_newer_archive_is_refused_and_left_alone(planned: Path) -> None:
    store.close()
    rows.tamper(planned / store.NAME, f"PRAGMA user_version = {journal.SCHEMA + 1}")
    before = (planned / store.NAME).read_bytes()
    with pytest.raises(UserError, match=f"格式{journal.SCHEMA + 1}.*请先更新程序") as raised:
        store.open_folder(planned)
    assert not isinstance(raised.value, DamagedError)
    assert (planned / store.NAME).read_bytes() == before


def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / store.NAME
    foreign = sqlite3.connect(file)
    foreign.execute("CREATE TABLE recipe (name TEXT)")
    foreign.commit()
    foreign.close()
    before = file.read_bytes()
    with pytest.raises(UserError, match="不是本程序的数据文件"):
        store.open_folder(tmp_path)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [store.NAME]


def _text(file: Path) -> None:
    file.write_bytes(b"not a database" * 500)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _halved(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _zeros(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def _no_header(file: Path) -> None:
    file.write_bytes(b"\xff" * 100 + file.read_bytes()[100:])


def _one_page(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:4096])


DAMAGE = [_text, _empty, _halved, _zeros, _no_header, _one_page]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_damaged_archive_names_the_last_good_backup(planned: Path, damage: Callable[[Path], None]) -> None:
    good = backup.automatic()
    store.close()
    damage(planned / store.NAME)
    with pytest.raises(DamagedError) as raised:
        store.open_folder(planned)
    assert f"请用最近的备份“{good}”恢复" in str(raised.value)
    good.unlink()
    with pytest.raises(DamagedError, match="没有找到备份，请从U盘"):
        store.open_folder(planned)
    backup_free = planned / "backups"
    assert list(backup_free.iterdir()) == []


def test_a_damaged_file_is_free_for_a_restore(planned: Path) -> None:
    """Windows replaces no file that is still open, not even by the exception that tells of the damage."""
    store.close()
    _text(planned / store.NAME)
    with pytest.raises(DamagedError) as raised:
        store.open_folder(planned)
    assert raised.value.__traceback__ is not None
    assert str(planned / store.NAME) not in _open_files()


def _open_files() -> list[str]:
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("no /proc here")
    return [str(path.resolve()) for path in folder.iterdir()]


def test_notes_are_no_part_of_the_journal(planned: Path) -> None:
    notes.put("draft", {"说明": "未完", "n": [1, None]})
    notes.put("draft", {"说明": "未完", "n": [2]})
    store.close()
    store.open_folder(planned)
    assert notes.get("draft") == {"说明": "未完", "n": [2]}
    notes.drop("draft")
    assert notes.get("draft", 7) == 7
    assert len(journal.entries()) == 1


def test_the_clock_can_be_set() -> None:
    assert clock.now().date() == clock.today() == rows.dt.date(2021, 6, 18)
    clock.set_today(None)
    assert clock.now().date() in (clock.today(), clock.today() - rows.dt.timedelta(days=1))


def test_all_was_saved_survives_a_power_cut(folder: Path) -> None:
    link = connection.connection()
    assert link.pragma("synchronous") == 2 and link.pragma("journal_mode") == "wal"
    assert link.pragma("foreign_keys") == 1 and link.pragma("query_only") == 1
    with pytest.raises(apsw.ReadOnlyError):
        link.execute("CREATE TABLE x (y)")
