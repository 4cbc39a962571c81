"""Files for people: whole or not at all, and what is said when another program has one open."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from db.errors import UserError
from xianfeng_gui.work import outputs
from xianfeng_gui.work.outputs import HeldError
from xianfeng_gui.work.progress import Cancelled, Progress


def test_a_fault_midway_leaves_the_old_file(township: Path, tmp_path: Path) -> None:
    target = tmp_path / "清单.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), outputs.replacing(target) as part:
        part.write_bytes(b"half")
        raise RuntimeError("the stick is out")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path != township] == ["清单.xlsx"]


def test_a_file_held_open_is_said_and_another_name_offered(
    township: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "清单.xlsx"
    target.write_bytes(b"old")
    (tmp_path / "清单（2）.xlsx").write_bytes(b"taken")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", refuse)  # what Windows answers while WPS holds the target
    with pytest.raises(HeldError, match="请先关闭正在打开它的Excel或WPS，或改存为“清单（3）.xlsx”") as caught:
        outputs.write(target, b"new")
    assert (caught.value.offered, caught.value.field) == (tmp_path / "清单（3）.xlsx", "target")
    assert target.read_bytes() == b"old" and not list(tmp_path.glob(".*"))


def test_the_owner_mark_of_excel_counts_as_held(township: Path, tmp_path: Path) -> None:
    target = tmp_path / "清单.xlsx"
    outputs.write(target, b"old")
    (tmp_path / "~$清单.xlsx").write_bytes(b"")
    with pytest.raises(HeldError, match="另一台电脑上打开") as caught:
        outputs.write(target, b"new")
    assert outputs.write(caught.value.offered, b"new").name == "清单（2）.xlsx"
    assert target.read_bytes() == b"old"


def test_what_a_power_cut_left_goes_with_the_next_file(township: Path, tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / name for name in (".甲.xlsx.xianfeng.part", ".乙.pdf.xianfeng.part", ".丙.part")
    )
    for file in (old, young, other):
        file.write_bytes(b"half")
    for file in (old, other):
        os.utime(file, (time.time() - 7200,) * 2)
    outputs.write(tmp_path / "丁.xlsx", b"new")
    assert [file.exists() for file in (old, young, other)] == [False, True, True]
    young.rename(tmp_path / ".丁.xlsx.xianfeng.part")
    outputs.write(tmp_path / "丁.xlsx", b"newer")
    assert list(tmp_path.glob(".*")) == [other]


def test_a_full_disk(township: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="磁盘空间"), outputs.replacing(tmp_path / "a.xlsx"):
        raise OSError(errno.ENOSPC, "no space left")
    assert not list(tmp_path.glob("*.xlsx")) and not list(tmp_path.glob(".*"))


def test_progress_tells_and_stops() -> None:
    told: list[str] = []
    progress = Progress(told.append)
    progress.step(500)
    progress.step(600, 1000)
    progress.cancel()
    with pytest.raises(Cancelled, match="已取消"):
        progress.step(700)
    assert told == ["500", "600/1000"]
