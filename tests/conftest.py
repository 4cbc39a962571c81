"""What every test needs: a screen that nobody sees, one locale, one day, and repeatable examples."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

# Before Qt or openpyxl are imported: no window on the screen, UTF-8 whatever the machine's locale is, and
# openpyxl writing with the standard library as in the shipped program (lxml is here only through pikepdf).
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["PYTHONUTF8"] = "1"
os.environ["OPENPYXL_LXML"] = "False"

import hypothesis
import pytest

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


@pytest.fixture
def township(tmp_path: Path) -> Iterator[Path]:
    """The data folder of 镇应急办 with the built-in plan, open; closed afterwards."""
    folder = tmp_path / "data"
    archive.found(folder, "镇应急办")
    yield folder
    store.close()
