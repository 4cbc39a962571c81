"""The data that is measured on: the demo's township and district, made once under build/bench."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from db import clock, store
from xianfeng_gui.work.demo.sizes import DEMO_DAY

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "bench"
TODAY = DEMO_DAY.isoformat()


def demo(size: str) -> Path:
    """The data folder of ``town`` (2,000 hazards) or ``district`` (200,000), made the first time."""
    folder = HOME / size
    if not folder.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        print(f"making {folder} ...", flush=True)
        # Made beside it, so that an interrupted run is begun anew.
        with tempfile.TemporaryDirectory(dir=HOME) as scratch:
            made = Path(scratch) / size
            program = [sys.executable, str(ROOT / "main.py"), "--data", str(made), "--today", TODAY]
            subprocess.run([*program, "demo", "--size", size], check=True, stdout=subprocess.DEVNULL)
            made.rename(folder)
    return folder


def empty() -> Path:
    """The data folder of an office that has registered nothing yet, made the first time."""
    folder = HOME / "empty"
    if not folder.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=HOME) as scratch:
            made = Path(scratch) / "empty"
            program = [sys.executable, str(ROOT / "main.py"), "--data", str(made), "--today", TODAY]
            subprocess.run([*program, "init", "--office", "镇应急办"], check=True, stdout=subprocess.DEVNULL)
            made.rename(folder)
    return folder


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[None]:
    """The folder's archive open in this process, on the demo's day."""
    clock.set_today(DEMO_DAY)
    store.open_folder(folder)
    try:
        yield
    finally:
        store.close()
        clock.set_today(None)


@contextlib.contextmanager
def scratch_town() -> Iterator[None]:
    """A copy of the township that may be written to, open; beside the original, so on the same disk."""
    with tempfile.TemporaryDirectory(dir=demo("town").parent) as scratch:
        shutil.copy(store.archive_path(demo("town")), scratch)
        with opened(Path(scratch)):
            yield


def probe(name: str, *arguments: str) -> str:
    """Run a probe of bench/probes in a fresh Python, without a screen; returns what it prints."""
    command = [sys.executable, "-m", f"bench.probes.{name}", *arguments]
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}:\n{done.stderr}")
    return done.stdout
