"""Runs the whole program in a process of its own, with a test's lines at every window that comes up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Starts the program as main.py does and, once a window stands there, runs the test's own lines on it.
_DRIVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QProgressDialog
import main
app = QApplication(sys.argv[:1])
windows = []
def look():
    window = app.activeModalWidget() or next((w for w in app.topLevelWidgets() if w.isVisible()), None)
    if window is not None and window not in windows and not isinstance(window, QProgressDialog):
        windows.append(window)
        act(window)
timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
def say(*words):
    print(*words, flush=True)
def later(what):
    "Ask again until ``what`` is done."
    if not what():
        QTimer.singleShot(20, lambda: later(what))
def act(window):
{lines}
sys.exit(main.main(sys.argv[1:]))
"""


def start(
    folder: Path | None, lines: str, *, program: Path = ROOT, today: str = "2021-06-18", before: str = ""
) -> subprocess.Popen[str]:
    """The program's process; ``lines`` see the ``window`` that has come up and may ``say`` things.

    Without ``folder`` the program at ``program`` looks for its data itself; ``before`` runs first of all.
    """
    indented = "\n".join(f"    {line}" for line in lines.strip("\n").splitlines())
    words = [sys.executable, "-c", before + _DRIVER.replace("{lines}", indented)]
    words += ["--data", str(folder)] if folder else []
    words += ["--today", today] if today else []
    return subprocess.Popen(
        words, cwd=program, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit status and what was said on both streams."""
    try:
        out, err = process.communicate(timeout=240)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError(f"the program has not ended: {process.communicate()}") from None
    # The offscreen platform's only remark on showing any window.
    lines = [line for line in err.splitlines() if "propagateSizeHints" not in line]
    return process.returncode, out, "\n".join(lines)
