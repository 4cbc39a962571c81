"""Up to its first painted window the program imports no heavy library; what is slow to load comes when it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house.sources import ROOT

LATER = {
    "reportlab",
    "openpyxl",
    "PIL",
    "icalendar",
    "pypinyin",
    "peewee",
    "tomllib",
    "hashlib",
    "PySide6.QtPdf",
}


def test_the_window_comes_up_without_heavy_libraries(township: Path) -> None:
    probe = [sys.executable, "-m", "bench.probes.start", str(township), "2021-06-18", "--modules"]
    done = subprocess.run(
        probe, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=240, check=True
    )
    imported = set(done.stdout.split())
    assert "xianfeng_gui.ui.pages.overview" in imported
    assert imported & LATER == set()
