"""Nothing that was reported as saved is lost by a kill, and two processes may write at once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from db import check, connection, store
from xianfeng_gui.work import archive

ROOT = Path(__file__).resolve().parents[1]

# Registers hazards with a photo each, one after another, and says each number once it has been saved.
WRITER = """
import datetime as dt, sys
from pathlib import Path
from db import clock, store
from xianfeng_gui.work import hazards
clock.set_today(dt.date(2021, 6, 18))
folder, name, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store.open_folder(folder)
print("open", flush=True)
for turn in range(most):
    spec = {"topic": 5, "office": "绣庄村", "site": f"{name}{turn}", "found_on": "2021-06-01",
            "description": "消防通道堵塞", "deadline": "2021-06-30", "photos": ["a.jpg"]}
    print(*hazards.register_all([spec], name, folder.parent), flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A founded data folder, closed, and a photo beside it."""
    archive.found(tmp_path / "data", "镇应急办")
    store.close()
    Image.new("RGB", (64, 48), "red").save(tmp_path / "a.jpg")
    return tmp_path / "data"


def start(folder: Path, name: str, most: int) -> subprocess.Popen[str]:
    """A process that writes."""
    words = [sys.executable, "-c", WRITER, str(folder), name, str(most)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")


def stored(folder: Path) -> list[str]:
    """The numbers in the archive, which must be sound."""
    store.open_folder(folder)
    try:
        assert check.problems() == []
        return [str(row[0]) for row in connection.rows("SELECT number FROM hazard ORDER BY number")]
    finally:
        store.close()


def test_a_kill_loses_nothing_that_was_saved(folder: Path) -> None:
    chance = random.Random(137)
    saved: list[str] = []
    for turn in range(6):
        writer = start(folder, f"第{turn}次检查点", 10_000)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        # However slow the machine is, some have been saved; where in the next one it is killed is chance.
        lines = [writer.stdout.readline() for _ in range(chance.randrange(1, 5))]
        time.sleep(chance.uniform(0, 0.05))
        writer.kill()
        lines += writer.stdout.read().splitlines(keepends=True)
        # A line cut off by the kill was never reported whole.
        said = [line.strip() for line in lines if line.endswith("\n")]
        writer.wait()
        writer.stdout.close()
        found = stored(folder)
        assert set(said) <= set(found)
        # At most the one whose report the kill cut off is there unannounced.
        assert len(found) - len(saved) - len(said) in (0, 1)
        saved = found
    assert len(saved) > 6 and len(saved) == len(set(saved))
    assert saved == [f"YJB-2021-{number:04d}" for number in range(1, len(saved) + 1)]


def test_two_processes_write_at_once(folder: Path) -> None:
    writers = [start(folder, name, 25) for name in ("东片检查点", "西片检查点")]
    said = [writer.communicate(timeout=240)[0].split()[1:] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert [len(numbers) for numbers in said] == [25, 25]
    assert sorted(said[0] + said[1]) == stored(folder)
    assert len(set(said[0] + said[1])) == 50


# Ends the process from outside at the moment when all of a list is written, and only its name is not yet given to it.
ENDED = """
import os, signal, sys
def end(event, said):
    if event == "open" and str(said[0]).endswith(".xianfeng.part") and "+" in (said[1] or ""):
        os.kill(os.getpid(), signal.SIGTERM)
sys.addaudithook(end)
import main
sys.exit(main.main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a process is ended without being asked")
def test_a_command_that_is_ended_leaves_nothing_half(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "任务.xlsx"
    target.parent.mkdir()
    target.write_bytes(b"old")
    words = [sys.executable, "-c", ENDED, "--data", str(folder), "sheet", "tasks", "-o", str(target)]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stderr) == (2, "已中断，没有完成\n")
    assert target.read_bytes() == b"old" and list(target.parent.iterdir()) == [target]
