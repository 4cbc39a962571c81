"""A dressed application and the context that pages share, on a township's real archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.windows import left_over, take_away
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.context import Context


@pytest.fixture(autouse=True)
def no_window_is_left() -> Iterator[None]:
    """A window that stays behind would go on looking at the archive, which is closed or another test's by then."""
    yield
    left = left_over()
    for one in left:  # so that only this test fails
        take_away(one)
    assert not left, "the test has left its window: tests.ui.windows.opened takes it away"


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The application with the light palette and the usual letters."""
    theme.apply(qapp)
    return qapp


@pytest.fixture
def context(dressed: QApplication, township: Path) -> Iterator[Context]:
    """What every page and dialog shares; its worker has finished when the archive closes."""
    made = Context()
    yield made
    made.close()
