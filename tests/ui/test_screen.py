"""The window's colours, letters, font and place on whatever screens there are today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from db import notes, store
from tests.ui.windows import opened
from xianfeng_gui.ui import screen, theme
from xianfeng_gui.ui.pages.settings import SettingsPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import resources

VILLAGE = QRect(0, 0, 1366, 728)
TOWN = QRect(1366, 0, 1920, 1040)


@pytest.mark.parametrize(
    ("families", "chosen"),
    [
        (["Arial", "Microsoft YaHei", "SimSun", "Microsoft YaHei UI"], "Microsoft YaHei UI"),
        (["宋体", "微软雅黑", "Arial"], "微软雅黑"),
        (["DejaVu Sans", "noto sans cjk sc"], "noto sans cjk sc"),
        (["Noto Sans CJK SC [GOOG]", "Noto Sans CJK SC [ADBO]"], "Noto Sans CJK SC [ADBO]"),
        (["Noto Sans SC", "Source Han Sans SC"], "Source Han Sans SC"),
        (["DejaVu Sans", "SimSun", "WenQuanYi Micro Hei"], ""),
        ([], ""),
    ],
)
def test_the_systems_font_is_taken_when_it_is_there(families: list[str], chosen: str) -> None:
    assert theme.choose_family(families) == chosen


def test_without_one_the_bundled_font_is_taken(dressed: QApplication) -> None:
    if not theme.choose_family(set(QFontDatabase.families()) - {"Noto Sans SC"}):
        assert dressed.font().family() == "Noto Sans SC"
    assert QFontMetrics(dressed.font()).inFontUcs4(ord("镇"))


@pytest.mark.parametrize("palette", theme.PALETTES)
def test_the_style_sheet_finds_its_pictures(qapp: QApplication, palette: str) -> None:
    theme.apply(qapp, palette)
    sheet = qapp.styleSheet()
    named = [part.split(")")[0].removeprefix("style:") for part in sheet.split("url(")[1:]]
    assert named and all(palette in name for name in named)
    assert [name for name in named if not resources.resource("style", name).is_file()] == []


def test_every_palette_names_the_same_colours() -> None:
    names = [set(theme.read_palette(resources.resource("style", f"{one}.palette"))) for one in theme.PALETTES]
    assert all(one == names[0] for one in names)


rects = st.builds(
    QRect, st.integers(-6000, 6000), st.integers(-4000, 4000), st.integers(1, 5000), st.integers(1, 3000)
)


@given(wanted=rects, screens=st.sampled_from([[VILLAGE], [VILLAGE, TOWN], [TOWN, VILLAGE]]))
def test_a_window_always_stands_on_a_screen(wanted: QRect, screens: list[QRect]) -> None:
    found = screen.fitted(wanted, screens)
    home = next(one for one in screens if one.contains(found))
    assert found.top() >= home.top() + screen.TITLE_BAR
    assert found.width() <= wanted.width() and found.height() <= wanted.height()
    assert screen.fitted(found, screens) == found


def test_a_window_goes_where_there_is_still_a_screen() -> None:
    on_town = QRect(1500, 100, 1400, 800)
    assert screen.fitted(on_town, [VILLAGE, TOWN]) == on_town
    alone = screen.fitted(on_town, [VILLAGE])
    assert VILLAGE.contains(alone) and alone.width() == VILLAGE.width()


@pytest.fixture
def window(dressed: QApplication, township: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with opened(township) as made:
        yield made


def test_the_first_window_fills_a_small_screen(window: MainWindow) -> None:
    assert window.isMaximized()
    free = window.screen().availableGeometry()
    assert window.width() <= free.width() and window.height() <= free.height()


def test_the_window_comes_back_where_it_was(window: MainWindow, township: Path) -> None:
    window.showNormal()
    window.setGeometry(120, 60, 1100, 660)
    window.close()
    store.open_folder(township)
    with opened(township) as other:
        assert other.geometry() == QRect(120, 60, 1100, 660) and not other.isMaximized()


def test_a_place_on_a_screen_that_is_gone_is_forgiven(window: MainWindow, township: Path) -> None:
    window.close()
    store.open_folder(township)
    notes.put("screen.window", {"place": [4000, -900, 3000, 2000], "whole": False})
    with opened(township) as other:
        assert other.screen().availableGeometry().contains(other.geometry())


def test_other_letters_are_taken_over_at_once(window: MainWindow, qtbot: QtBot) -> None:
    keys = list(window._tabs)
    for key in keys:
        window.bar.choose(key)
    qtbot.waitUntil(window.context.worker.is_idle)
    settings = window.page()
    assert isinstance(settings, SettingsPage)
    before = {one: one.verticalHeader().defaultSectionSize() for one in settings.findChildren(QTableView)}
    width = window.bar.width()
    settings.points_field.set_value("13")
    assert list(window.pages) == [keys[-1]]
    assert window.bar.width() > width
    assert before and all(one.verticalHeader().defaultSectionSize() > high for one, high in before.items())
    for key in keys:
        window.bar.choose(key)
    qtbot.waitUntil(window.context.worker.is_idle)
    assert len(window.pages) == len(keys)


def test_keys_that_lead_to_a_page_put_the_cursor_into_it(window: MainWindow, qtbot: QtBot) -> None:
    window.bar.clearFocus()
    window.page().take_focus()
    for key in list(window._tabs):
        window.bar.choose(key)
        qtbot.waitUntil(window.context.worker.is_idle)
        focus = window.focusWidget()
        assert focus is not None and (window.page().isAncestorOf(focus) or focus is window.bar), key


def test_all_tabs_are_seen_at_once_in_the_smallest_window(window: MainWindow, qapp: QApplication) -> None:
    theme.apply(qapp, points=13)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*screen.SMALLEST)
    QApplication.processEvents()
    assert window.bar.verticalScrollBar().maximum() == 0
