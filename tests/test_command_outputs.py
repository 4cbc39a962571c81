"""What commands write goes beside the data folder's own files and never over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import connection
from db.errors import UserError
from tests.test_command import SPEC, Run, add, office, refused, run
from xianfeng_gui.work import backups, outputs

__all__ = ["office", "run"]
NOTICE = "先锋府安改〔2021〕1号"
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
    for words, ending in (
        (["backup"], ""),
        (["calendar"], ".ics"),
        (["hazard", "list"], ".xlsx"),
        (["paper", "notice", number], ".pdf"),
    ):
        refused(office(*words, "-o", target + ending), "程序自己的数据，不能覆盖")
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    # The number of the refused notice was not used.
    assert "〔2021〕1号" in office("paper", "notice", number, "-o", str(tmp_path / "a.pdf")).out


def test_a_backup_beside_the_data_is_refused_and_one_away_keeps_its_name(office: Run, tmp_path: Path) -> None:
    refused(office("backup", "-o", str(tmp_path / "data" / "a.zip")), "请选U盘或其他文件夹")
    refused(office("backup", "-o", str(tmp_path / "stick" / "a.zip")), "不存在")
    (tmp_path / "stick").mkdir()
    assert str(tmp_path / "stick" / "a.zip") in office("backup", "-o", str(tmp_path / "stick" / "a.zip")).out
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["a.zip"]


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        *((["paper", "notice", "NUMBER"], ".pdf"), (["paper", "correct", NOTICE], ".docx")),
        *((["volume", "NUMBER"], ".pdf"), (["poster"], ".pdf")),
        *((["sheet", "hazards"], ".xlsx"), (["hazard", "list"], ".xlsx"), (["calendar"], ".ics")),
        (["report"], ".zip"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_file_bears_the_ending_of_what_it_holds(
    office: Run, tmp_path: Path, words: list[str], ending: str
) -> None:
    (number,) = add(office, tmp_path, SPEC)
    named = [number if word == "NUMBER" else word for word in words]
    for name in ("x.txt", "通知书2021.6.18"):
        refused(office(*named, "-o", str(tmp_path / name)), name, ending, "结尾，请改文件名")
        assert not (tmp_path / name).exists()


def test_single_files_go_into_a_folder(office: Run, tmp_path: Path) -> None:
    add(office, tmp_path, SPEC)
    refused(office("papers", "--due", "-o", str(tmp_path / "all.pdf")), "文件夹", "--merge")
    refused(office("papers", "--due", "--merge", "-o", str(tmp_path / "all.xlsx")), ".pdf结尾")
    assert NOTICE not in office("paper", "--list").out
    assert office("papers", "--due", "-o", str(tmp_path / "2021.6.18")).status == 0
    assert (tmp_path / "2021.6.18" / f"{NOTICE}.pdf").is_file()


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
