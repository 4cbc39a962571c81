"""Pictures by their content: kept once, copied when new, mended from a backup."""

from __future__ import annotations

import contextlib
import hashlib
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db import connection, media, store
from db.errors import UserError
from tests.db import rows


def test_a_picture_is_kept_once_under_its_content(folder: Path) -> None:
    key = media.put(b"\xff\xd8picture")
    assert media.put(b"\xff\xd8picture") == key
    assert key == hashlib.sha256(b"\xff\xd8picture").hexdigest()
    assert media.get(key) == b"\xff\xd8picture"
    with pytest.raises(UserError, match="完整备份"):
        media.get("0" * 64)


def test_only_what_is_new_is_copied(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    media.copy_new(media.path(), target)
    keys = {media.put(b"one"), media.put(b"two")}
    media.copy_new(media.path(), target)
    media.copy_new(media.path(), target)
    with contextlib.closing(media.open_file(target)) as link:
        assert {row[0] for row in link.execute("SELECT sha256 FROM blob")} == keys


def test_damaged_tells_missing_and_changed(folder: Path) -> None:
    good, bad = media.put(b"one"), media.put(b"two")
    with contextlib.closing(media.open_file(media.path())) as link:
        link.execute("UPDATE blob SET body = x'00' WHERE sha256 = ?", (bad,))
    assert media.damaged({good, bad, "0" * 64}) == ({"0" * 64}, {bad})
    assert media.damaged({good}) == (set(), set())


def test_mending_replaces_the_bad_by_the_good_and_never_the_good_by_the_bad(
    folder: Path, tmp_path: Path
) -> None:
    first, second = media.put(b"one"), media.put(b"two")
    copy = tmp_path / "copy.db"
    media.copy_new(media.path(), copy)
    with contextlib.closing(media.open_file(media.path())) as link:
        link.execute("UPDATE blob SET body = x'00' WHERE sha256 = ?", (first,))
    with contextlib.closing(media.open_file(copy)) as link:
        link.execute("UPDATE blob SET body = x'00' WHERE sha256 = ?", (second,))
    media.copy_new(copy, media.path(), mend=True)
    assert (media.get(first), media.get(second)) == (b"one", b"two")


def test_soundness_of_a_file(folder: Path, tmp_path: Path) -> None:
    media.put(b"one")
    assert media.is_sound(media.path())
    (tmp_path / "text.db").write_bytes(b"not a database" * 100)
    (tmp_path / "empty.db").write_bytes(b"")
    assert not media.is_sound(tmp_path / "text.db")
    assert not media.is_sound(tmp_path / "empty.db")
    assert not media.is_sound(folder / "archive.db")


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from db import media, store
from db.errors import UserError
store.open_folder(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    media.put(bytes(500_000))
except UserError as error:
    print(error)
"""


def test_a_full_disk_is_said_in_words(folder: Path) -> None:
    store.close()
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(folder)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    assert "没有保存；请" in run.stdout


def test_another_writer_and_write_protection_are_said_in_words(folder: Path) -> None:
    media.put(b"one")
    with contextlib.closing(media.open_file(media.path())) as other:
        other.execute("BEGIN IMMEDIATE")
        media._connection().set_busy_timeout(10)
        with pytest.raises(UserError, match="另一个程序正在写入数据"):
            media.put(b"two")
    media._connection().execute("PRAGMA query_only = ON")
    with pytest.raises(UserError, match="写保护"):
        media.put(b"two")


def test_a_large_change_does_not_leave_its_whole_size_in_the_log(folder: Path) -> None:
    log = folder / f"{store.NAME}-wal"
    with rows.raw(connection.path()) as link:
        link.execute("CREATE TABLE bulk (body BLOB)")
        link.execute("INSERT INTO bulk VALUES (zeroblob(?))", (connection.LOG_BYTES + 10_000_000,))
        assert log.stat().st_size > connection.LOG_BYTES
        link.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
        link.execute("INSERT INTO bulk VALUES (x'00')")
        assert log.stat().st_size <= connection.LOG_BYTES


def test_many_may_make_the_file_at_the_same_moment(tmp_path: Path) -> None:
    def make(file: Path) -> None:
        together.wait()
        media.open_file(file).close()

    with ThreadPoolExecutor(6) as pool:
        for turn in range(40):
            together = threading.Barrier(6)
            assert list(pool.map(make, [tmp_path / f"{turn}.db"] * 6)) == [None] * 6
