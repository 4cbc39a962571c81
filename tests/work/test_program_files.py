"""Which exe is this program's, and which files belong to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import UserError
from tests import windows_exe
from xianfeng_gui.work import program_files


def test_from_source_nothing_runs_that_could_be_copied() -> None:
    assert program_files.running() is None


def test_a_single_file_stands_alone_also_beside_the_folder_edition(tmp_path: Path) -> None:
    windows_exe.folder_edition(tmp_path)
    exe = windows_exe.single_file(tmp_path)
    assert program_files.chosen(exe).files() == [exe]


def test_the_folder_edition_needs_its_folder(tmp_path: Path) -> None:
    exe = windows_exe.folder_edition(tmp_path / "a")
    (tmp_path / "a" / "data").mkdir()
    (tmp_path / "a" / "data" / "archive.db").write_bytes(b"not to be copied")
    names = [path.relative_to(tmp_path / "a").as_posix() for path in program_files.chosen(exe).files()]
    assert names == ["xianfeng.exe", "_internal/PySide6/core.pyd", "_internal/base.dll"]
    alone = tmp_path / "xianfeng.exe"
    exe.rename(alone)
    with pytest.raises(UserError, match="缺少它的_internal"):
        program_files.chosen(alone)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ",
        windows_exe.exe_bytes(folder=False)[:-200],
        windows_exe.exe_bytes(folder=False, product="别的程序"),
        b"PK" + windows_exe.exe_bytes(folder=False),
    ],
    ids=["empty", "stump", "cut off", "another program", "no exe"],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    exe = tmp_path / "程序.exe"
    exe.write_bytes(content)
    with pytest.raises(UserError, match="“程序.exe”不是先锋安全的程序文件"):
        program_files.chosen(exe)
    with pytest.raises(UserError, match="不是先锋安全的程序文件"):
        program_files.chosen(tmp_path)


def test_another_version_is_refused(tmp_path: Path) -> None:
    exe = windows_exe.single_file(tmp_path, windows_exe.exe_bytes(folder=False, version="0.0.9"))
    with pytest.raises(UserError, match="版本是0.0.9"):
        program_files.chosen(exe)


@pytest.mark.parametrize(
    ("office", "folder"),
    [
        ("新林村", "先锋安全-新林村"),
        ('双桥"村/一:组?', "先锋安全-双桥_村_一_组_"),
        ("某村.", "先锋安全-某村"),
    ],
)
def test_a_village_has_a_folder_that_windows_can_make(office: str, folder: str) -> None:
    assert program_files.folder_name(office) == folder
