"""What commands write goes beside the data folder's own files and never over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import connection
from db.errors import UserError
from tests.test_command import SPEC, Run, add, office, refused, run
from xianfeng_gui.work import backups, outputs

__all__ = ["office", "run"]
OWN = [
    "archive.db",
    "media.db",
    "archive.db-wal",
    "Media.DB-shm",
    "window.lock",
    "holidays.toml",
    "backups/a",
]


@pytest.mark.parametrize("name", OWN)
def test_own_files_are_no_targets(office: Run, tmp_path: Path, name: str) -> None:
    (number,) = add(office, tmp_path, SPEC)
    data = tmp_path / "data"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    target = str(data / ".." / "data" / name)
    for words in (["backup"], ["calendar"], ["hazard", "list"], ["paper", "notice", number]):
        refused(office(*words, "-o", target), "程序自己的数据，不能覆盖")
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    # The number of the refused notice was not used.
    assert "〔2021〕1号" in office("paper", "notice", number, "-o", str(tmp_path / "a.pdf")).out


def test_a_backup_beside_the_data_is_refused_and_one_away_keeps_its_name(office: Run, tmp_path: Path) -> None:
    refused(office("backup", "-o", str(tmp_path / "data" / "a.zip")), "请选U盘或其他文件夹")
    refused(office("backup", "-o", str(tmp_path / "stick" / "a.zip")), "不存在")
    (tmp_path / "stick").mkdir()
    assert str(tmp_path / "stick" / "a.zip") in office("backup", "-o", str(tmp_path / "stick" / "a.zip")).out
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["a.zip"]


def test_a_link_to_the_archive_is_seen_through(township: Path, tmp_path: Path) -> None:
    (tmp_path / "harmless.pdf").symlink_to(connection.path())
    with pytest.raises(UserError, match="程序自己的数据"):
        outputs.checked_target(tmp_path / "harmless.pdf")
    with pytest.raises(UserError, match="程序自己的数据"):
        backups.back_up_to(township / "backups" / "a")


def test_a_file_is_replaced_whole_or_not_at_all(township: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.pdf"
    assert outputs.write(target, b"one") == target
    assert outputs.write(target, b"two").read_bytes() == b"two"
    assert outputs.write(township / "a.pdf", b"three").read_bytes() == b"three"
    for bad in (tmp_path / "new", target / "below", tmp_path / ("长" * 200)):
        with pytest.raises(UserError, match="无法写入"):
            outputs.write(bad, b"x")
    assert [path.name for path in target.parent.iterdir()] == ["a.pdf"]
