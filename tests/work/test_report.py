"""The log and the problem report: what is in them, and above all what is not."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import main
from db import backup, media, store
from db.errors import UserError
from tests.work.hazard_specs import added, jpeg
from xianfeng_gui.work import faults, logs, report


def read(file: Path) -> dict[str, str]:
    """A report's files by name."""
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def _fail(text: str) -> Exception:
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def test_a_report_says_what_is_needed_and_nothing_of_the_records(township: Path, tmp_path: Path) -> None:
    added()
    faults.record(township, _fail("罗某 19900000009"))
    backup.automatic()
    made = report.write(tmp_path / "U盘" / "问题报告", township, {"屏幕": "1366×768"})
    assert made == tmp_path / "U盘" / "问题报告.zip"
    files = read(made)
    assert set(files) == {"versions.txt", "check.txt", "logs/0-xianfeng.log"}
    for name in (
        "程序：",
        "Python：3.",
        "SQLite：3.",
        "系统：",
        "编码：",
        "屏幕：1366×768",
        "备份：1份",
        "可写：是",
    ):
        assert name in files["versions.txt"]
    assert files["check.txt"] == "快速检查：没有发现问题\n"
    assert "builtins.ValueError" in files["logs/0-xianfeng.log"]
    whole = "".join(files.values())
    for private in ("罗某", "19900000009", "疏散通道", "镇应急办", str(tmp_path), str(Path.home())):
        assert private not in whole


def test_a_report_on_damaged_data(township: Path, tmp_path: Path) -> None:
    store.close()
    store.archive_path(township).write_bytes(b"not a database" * 500)
    files = read(report.write(tmp_path / "报告.zip", township, {}))
    assert "没有检查：数据文件“（数据文件夹）/archive.db”已损坏" in files["check.txt"]


def test_a_report_without_any_data(tmp_path: Path) -> None:
    files = read(report.write(tmp_path / "报告.zip", tmp_path / "none", {}))
    assert "没有检查" in files["check.txt"] and "读不出" in files["versions.txt"]


def test_the_check_in_a_report_finds_what_is_missing(township: Path, tmp_path: Path) -> None:
    jpeg(tmp_path / "a.jpg")
    added(tmp_path, photos=["a.jpg"])
    media.close()
    for file in township.glob("media.db*"):
        file.unlink()
    files = read(report.write(tmp_path / "报告.zip", township, {}))
    assert files["check.txt"] == "缺少1个照片或文件的内容\n"


def test_a_report_does_not_take_the_place_of_the_data(township: Path) -> None:
    with pytest.raises(UserError, match="是程序自己的数据"):
        report.write(township / "logs" / "报告.zip", township, {})


def test_the_command(township: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store.close()
    assert main.main(["--data", str(township), "report", "-o", str(tmp_path / "报告.zip")]) == 0
    assert "已保存问题报告" in capsys.readouterr().out
    assert "快速检查：没有发现问题" in read(tmp_path / "报告.zip")["check.txt"]


def test_a_log_does_not_grow_without_end(tmp_path: Path) -> None:
    entry = "一行" * 2000
    for _ in range(400):
        logs.write(tmp_path, entry)
    files = logs.files(tmp_path)
    assert [file.name for file in files] == ["xianfeng.log", "xianfeng.1.log", "xianfeng.2.log"]
    assert all(file.stat().st_size < logs.LARGEST_BYTES + len(entry) * 4 for file in files)


def test_a_folder_that_is_gone_is_not_made_by_the_log(tmp_path: Path, own_folder: Path) -> None:
    """Or the stick's folder could not come back to its place."""
    assert logs.write(tmp_path / "gone", "x") == own_folder / "logs" / "xianfeng.log"
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (r"C:\Users\王某\Desktop\a.db", r"C:\Users\~\Desktop\a.db"),
        ("c:/users/wang mou/a.db", "c:/users/~/a.db"),
        (r"'C:\\Users\\WANGMO~1\\a.db'", r"'C:\\Users\\~\\a.db'"),
        ("no path at all", "no path at all"),
    ],
)
def test_no_users_name_in_a_path(text: str, masked: str, tmp_path: Path) -> None:
    assert logs.masked(text, tmp_path) == masked


def test_the_data_folder_and_the_home_are_not_named(tmp_path: Path) -> None:
    text = f"{tmp_path}/archive.db and {Path.home()}/x"
    assert logs.masked(text, tmp_path) == "（数据文件夹）/archive.db and ~/x"
