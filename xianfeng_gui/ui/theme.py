"""Colours, letter sizes and fonts of the window; the only place where anything is styled.

A palette file in resources/style names each colour once; the style sheet and what a delegate paints both use the names.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from xianfeng_gui.work import resources

PALETTES = {"light": "浅色", "dark": "深色"}
SIZES = {10: "标准字", 13: "大字"}
_SYSTEM_FONTS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "微软雅黑",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "Noto Sans SC",
)
"""Chinese screen fonts in the order in which they are wanted; a Chinese Windows may list its own by either name."""
_BUNDLED_FONT = "NotoSansSC-Medium.ttf"
"""The papers' own 黑体: a second weight would add 1.7 MB to every exe, for PCs that lack every Chinese font."""

_colours: dict[str, QColor] = {}


def colour(name: str) -> QColor:
    """A colour of the present palette by its name, such as ``late`` or ``secondary``."""
    return _colours[name]


def apply(app: QApplication, palette: str = "light", points: int = 10) -> None:
    """Dress the application; may be called again when the office chooses another palette or size."""
    font = QFont(_family(), points)
    app.setFont(font)
    names = read_palette(resources.resource("style", f"{palette}.palette"))
    _colours.clear()
    _colours.update((name, QColor(value)) for name, value in names.items())
    app.setPalette(_qt_palette())
    sheet = resources.read("style", "window.qss")
    QDir.setSearchPaths("style", [str(resources.resource("style"))])
    app.setStyleSheet(Template(sheet).substitute(names | _sizes(font), palette=palette))


def _sizes(font: QFont) -> dict[str, str]:
    """The letters' family, their sizes in points; the height of a field's line and of a tick's box in pixels, which grow with the letters."""
    points, line = font.pointSize(), QFontMetrics(font).height()
    letters = {"points": points, "title": points + 6, "heading": points + 3, "small": max(9, points - 1)}
    mark = round(line * 0.85)
    boxes = {"line": line + 3, "arrow": round(line * 0.6), "mark": mark, "small_mark": mark - 4}
    # A chosen circle's edge is wider by 4 pixels on each side, so that it stays as large as an empty one.
    boxes |= {"round": mark // 2 + 1, "dot": mark - 8}
    return {name: str(size) for name, size in (letters | boxes).items()} | {"family": font.family()}


def read_palette(path: Path) -> dict[str, str]:
    """A palette's colours by their names, as ``#rrggbb``."""
    pairs = (line.split() for line in path.read_text("utf-8").splitlines() if line.strip())
    return dict((name, value) for name, value in pairs)


def choose_family(families: Iterable[str]) -> str:
    """The best of the system's ``families`` for Chinese on a screen; empty when none will do."""
    # Where two makers have a font of one name, Qt adds the maker: “Noto Sans CJK SC [GOOG]”.
    found = {family.partition(" [")[0].casefold(): family for family in families}
    return next((found[name.casefold()] for name in _SYSTEM_FONTS if name.casefold() in found), "")


@cache
def _family() -> str:
    return choose_family(QFontDatabase.families()) or _bundled_family()


def _bundled_family() -> str:
    added = QFontDatabase.addApplicationFont(str(resources.resource("fonts", _BUNDLED_FONT)))
    return QFontDatabase.applicationFontFamilies(added)[0]


def _qt_palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "ground",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "panel",
        QPalette.ColorRole.AlternateBase: "ground",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.Button: "panel",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.Highlight: "blue",
        QPalette.ColorRole.HighlightedText: "on_blue",
        QPalette.ColorRole.PlaceholderText: "faint",
        QPalette.ColorRole.ToolTipBase: "panel",
        QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.Link: "blue",
        QPalette.ColorRole.Mid: "field_edge",
        QPalette.ColorRole.Dark: "field_edge",
    }
    for role, name in roles.items():
        palette.setColor(role, colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("faint"))
    return palette


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and have it looked at again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
