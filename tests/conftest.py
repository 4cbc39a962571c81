"""What every test needs: a screen that nobody sees, one locale, one day, and repeatable examples."""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# Before Qt or openpyxl are imported: the usual screen, seen by nobody, UTF-8 whatever the machine's locale is, and
# openpyxl writing with the standard library as in the shipped program (which leaves lxml's own writer aside).
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).parent / 'fixtures' / 'screen.json'}"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["PYTHONUTF8"] = "1"
os.environ["OPENPYXL_LXML"] = "False"

import hypothesis
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import clock, store
from xianfeng_gui.work import archive

TODAY = dt.date(2021, 6, 18)

# The suite draws the same examples each time; `--hypothesis-profile search` looks for new ones.
hypothesis.settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True, database=None)
hypothesis.settings.register_profile("search", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("ci")


@pytest.fixture(autouse=True)
def today() -> Iterator[dt.date]:
    """The program's day, 18 June 2021 (the demo's day), whatever a test sets it to before."""
    clock.set_today(TODAY)
    yield TODAY
    clock.set_today(None)


@pytest.fixture(autouse=True, scope="module")
def collects_again() -> Iterator[None]:
    """Windows leave the collection of garbage to a timer of theirs; when they are gone, it is Python's own again."""
    yield
    gc.enable()


class PatientBot(QtBot):
    """Waits longer for what has to come in the end: five seconds are little where other work shares the processors."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = 30_000) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = 30_000, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, with more patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own data folder, which is not there: whoever runs the tests keeps what lies in the real one."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    return tmp_path / "own" / "xianfeng"


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a first start of 镇应急办 leaves it; copied, since making it anew for each test takes longer than most."""
    folder = tmp_path_factory.mktemp("founded") / "data"
    clock.set_today(TODAY)
    archive.found(folder, "镇应急办")
    store.close()
    return folder


@pytest.fixture
def township(tmp_path: Path, founded: Path) -> Iterator[Path]:
    """The data folder of 镇应急办 with the built-in plan, open; closed afterwards."""
    folder = tmp_path / "data"
    shutil.copytree(founded, folder)
    store.open_folder(folder)
    yield folder
    store.close()
