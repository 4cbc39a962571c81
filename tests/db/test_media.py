"""Pictures by their content: kept once, copied when new, mended from a backup."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import pytest

from db import media
from db.errors import UserError


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
