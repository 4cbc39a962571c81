"""Making a stick: whole and verified, or the drive as it was before."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db import store
from db.errors import UserError
from tests import windows_exe
from tests.work.acts import ACTOR, office_id
from xianfeng_gui.exchange import start_file
from xianfeng_gui.work import archive, offices, program_files, start_files, stick
from xianfeng_gui.work.program_files import Program
from xianfeng_gui.work.progress import Cancelled, Progress
from xianfeng_gui.work.stick import MadeStick

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def village(township: Path) -> str:
    return offices.add_village("新林村", ACTOR)


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """The stick, with something of the clerk's own on it."""
    made = tmp_path / "E盘"
    made.mkdir()
    (made / "照片.jpg").write_bytes(b"own")
    return made


@pytest.fixture
def single(tmp_path: Path) -> Program:
    return program_files.chosen(windows_exe.single_file(tmp_path / "版本"))


def content(folder: Path) -> dict[str, str]:
    """Every file below a folder with its SHA-256, empty folders with an empty text."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in folder.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }


def make(village: str, drive: Path, program: Program, show: Callable[[str], None] = print) -> MadeStick:
    return stick.make(village, drive, program, Progress(show))


def test_a_stick_has_all_a_village_needs(village: str, drive: Path, single: Program, tmp_path: Path) -> None:
    shown: list[str] = []
    made = make(village, drive, single, shown.append)
    assert made == MadeStick(drive / "先锋安全-新林村", 3, made.size, keeps_data=False)
    assert sorted(path.name for path in drive.iterdir()) == ["先锋安全-新林村", "照片.jpg"]
    assert sorted(path.name for path in made.folder.iterdir()) == [
        "start.xfstart",
        "xianfeng.exe",
        "使用说明.pdf",
    ]
    assert (made.folder / "xianfeng.exe").read_bytes() == single.exe.read_bytes()
    assert (made.folder / "使用说明.pdf").read_bytes().startswith(b"%PDF")
    total = made.size * 2 // 1024**2
    assert shown[-1] == f"{total}/{total}"
    tasks = {row["id"] for row in start_files.for_village(village).rows["task"]}
    store.close()
    found = start_files.beside(made.folder)
    assert found is not None
    archive.found_from_start(tmp_path / "village", start_files.read(found))
    assert {row["id"] for row in start_files.rows.take(start_files.Task)} == tasks
    store.close()


def test_villages_share_a_stick(village: str, drive: Path, single: Program) -> None:
    other = offices.add_village("兴隆村", ACTOR)
    first = content(make(village, drive, single).folder)
    made = make(other, drive, single)
    assert content(drive / "先锋安全-新林村") == first
    assert start_files.read(made.folder / start_files.NAME).office.code == "XLC2"


def test_a_newer_edition_takes_the_older_ones_place_and_data_stay(
    village: str, drive: Path, single: Program, tmp_path: Path
) -> None:
    edition = program_files.chosen(windows_exe.folder_edition(tmp_path / "整套"))
    folder = make(village, drive, edition).folder
    (folder / "data").mkdir()
    (folder / "data" / "archive.db").write_bytes(b"the village's work")
    (folder / "_internal" / "old.dll").write_bytes(b"of an older edition")
    (folder / "村里的.txt").write_bytes(b"own")
    seen = stick.outlook(village, drive, edition)
    assert (seen.folder, seen.replaces, seen.keeps_data) == (folder, True, True)
    assert make(village, drive, edition).keeps_data
    assert not (folder / "_internal" / "old.dll").exists()
    make(village, drive, single)
    assert sorted(path.name for path in folder.iterdir()) == [
        "data",
        "start.xfstart",
        "xianfeng.exe",
        "使用说明.pdf",
        "村里的.txt",
    ]
    assert (folder / "data" / "archive.db").read_bytes() == b"the village's work"
    assert (folder / "xianfeng.exe").read_bytes() == single.exe.read_bytes()


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("after", [1, 3, 5, 7])
def test_stopping_leaves_no_trace(
    village: str, drive: Path, single: Program, again: bool, after: int
) -> None:
    if again:
        make(village, drive, single)
    before = content(drive)
    steps = 0

    def show(words: str) -> None:
        nonlocal steps
        steps += 1
        if steps == after:
            progress.cancel()

    progress = Progress(show)
    with pytest.raises(Cancelled):
        stick.make(village, drive, single, progress)
    assert content(drive) == before


def _spoil(place: Path, at_half: bool) -> Callable[[str], None]:
    """Change a file that has been written as soon as reading back begins, as a bad stick does."""

    def show(words: str) -> None:
        done, total = map(int, words.split("/"))
        exe = place / ".xianfeng.part" / "new" / "xianfeng.exe"
        if exe.exists() and (done * 2 >= total) == at_half:
            exe.write_bytes(exe.read_bytes()[:-1] + b"?")

    return show


def test_a_stick_that_does_not_keep_what_was_written(village: str, drive: Path, single: Program) -> None:
    before = content(drive)
    with pytest.raises(UserError, match="校验不符：“xianfeng.exe”.*请换一个U盘") as raised:
        make(village, drive, single, _spoil(drive / "先锋安全-新林村", at_half=True))
    assert raised.value.field == "drive"
    assert content(drive) == before


def test_a_stick_that_is_pulled_out(village: str, drive: Path, single: Program) -> None:
    def show(words: str) -> None:
        if drive.exists():
            shutil.rmtree(drive)

    with pytest.raises(UserError, match="可能已被拔出.*重新插好"):
        make(village, drive, single, show)


FULL = """
import resource, signal, sys
from pathlib import Path
from db import store
from db.errors import UserError
from xianfeng_gui.work import offices, stick
from xianfeng_gui.work.program_files import Program
from xianfeng_gui.work.progress import Progress
store.open_folder(Path(sys.argv[1]))
village = offices.by_name("新林村").id
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
try:
    stick.make(village, Path(sys.argv[2]), Program(Path(sys.argv[3])), Progress())
except UserError as error:
    print(error)
store.close()
"""


def test_a_stick_that_gets_full_midway(village: str, township: Path, drive: Path, single: Program) -> None:
    store.close()
    before = content(drive)
    words = [sys.executable, "-c", FULL, str(township), str(drive), str(single.exe)]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "空间不足，没有做成" in run.stdout
    assert content(drive) == before


def test_too_little_room_is_said_before_anything_is_written(
    village: str, drive: Path, tmp_path: Path
) -> None:
    huge = tmp_path / "huge.exe"
    huge.touch()
    os.truncate(huge, shutil.disk_usage(drive).free + 1024**3)  # holds nothing, takes no room
    before = content(drive)
    with pytest.raises(UserError, match=r"空间不足：需要\d+ MB，只剩\d+ MB"):
        make(village, drive, Program(huge))
    assert content(drive) == before


def test_what_a_broken_off_try_left_is_cleared_away(village: str, drive: Path, single: Program) -> None:
    left = drive / "先锋安全-新林村" / ".xianfeng.part" / "new"
    left.mkdir(parents=True)
    (left / "xianfeng.exe").write_bytes(b"half")
    assert ".xianfeng.part" not in [path.name for path in make(village, drive, single).folder.iterdir()]


def test_when_one_file_cannot_take_its_place_the_earlier_ones_come_back(
    village: str, drive: Path, single: Program
) -> None:
    folder = make(village, drive, single).folder
    (folder / "照片").mkdir()
    (folder / "照片" / "1.jpg").write_bytes(b"own")
    before = content(folder)

    def show(words: str) -> None:
        done, total = map(int, words.split("/"))
        if done == total:
            # One more thing to be moved, to where something else stands.
            (folder / ".xianfeng.part" / "new" / "照片" / "x").mkdir(parents=True, exist_ok=True)

    with pytest.raises(UserError, match="没有做成"):
        make(village, drive, single, show)
    assert content(folder) == before


def test_a_write_protected_stick(village: str, drive: Path, single: Program) -> None:
    (drive / "先锋安全-新林村").write_bytes(b"a file where the folder should be")
    with pytest.raises(UserError, match="没有做成"):
        make(village, drive, single)


def test_a_newer_stick_is_not_set_back(village: str, drive: Path, single: Program) -> None:
    folder = make(village, drive, single).folder
    start = start_files.for_village(village)
    newer = replace(start, manifest=replace(start.manifest, program="99.0.0"))
    for manifest in (newer.manifest, replace(newer.manifest, schema=999)):
        (folder / start_files.NAME).write_bytes(start_file.to_bytes(replace(newer, manifest=manifest)))
        before = content(drive)
        with pytest.raises(UserError, match="比本机的新"):
            make(village, drive, single)
        assert content(drive) == before
    (folder / start_files.NAME).write_bytes(b"damaged")
    make(village, drive, single)


def test_places_that_will_not_do(
    village: str, township: Path, drive: Path, single: Program, tmp_path: Path
) -> None:
    for wrong, words in (
        (tmp_path / "none", "不存在"),
        (drive / "照片.jpg", "不存在"),
        (township, "正在使用的数据"),
        (township / "backups", "不存在"),
    ):
        with pytest.raises(UserError, match=words) as raised:
            make(village, wrong, single)
        assert raised.value.field == "drive"
    folder = make(village, drive, single).folder
    with pytest.raises(UserError, match="程序所在的文件夹"):
        make(village, drive, program_files.chosen(folder / "xianfeng.exe"))
    for office in (office_id("镇应急办"), "nobody"):
        with pytest.raises(UserError, match="只能为村、社区"):
            make(office, drive, single)


def test_a_program_that_cannot_be_read(village: str, drive: Path, tmp_path: Path) -> None:
    before = content(drive)
    with pytest.raises(UserError, match="读不出程序文件"):
        make(village, drive, Program(tmp_path / "gone.exe"))
    assert content(drive) == before
