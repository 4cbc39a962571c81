"""Colours, letter sizes and fonts of the window; the only place where anything is styled.

A palette file in resources/style names each colour once; the style sheet and what a delegate paints both use the names.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from xianfeng_gui.work import resources

PALETTES = {"light": "浅色", "dark": "深色"}
SIZES = {10: "标准", 13: "大字"}
_SYSTEM_FONTS = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC")
_BUNDLED_FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf")

_colours: dict[str, QColor] = {}


def colour(name: str) -> QColor:
    """A colour of the present palette by its name, such as ``late`` or ``secondary``."""
    return _colours[name]


def apply(app: QApplication, palette: str = "light", points: int = 10) -> None:
    """Dress the application; may be called again when the office chooses another palette or size."""
    app.setFont(QFont(_family(), points))
    names = _read_palette(resources.resource("style", f"{palette}.palette"))
    _colours.clear()
    _colours.update((name, QColor(value)) for name, value in names.items())
    app.setPalette(_qt_palette())
    sizes = {"title": str(points + 6), "heading": str(points + 3), "small": str(max(9, points - 1))}
    sheet = resources.read("style", "window.qss")
    app.setStyleSheet(Template(sheet).substitute(names | sizes))


def _read_palette(path: Path) -> dict[str, str]:
    pairs = (line.split() for line in path.read_text("utf-8").splitlines() if line.strip())
    return dict((name, value) for name, value in pairs)


def _family() -> str:
    for family in _SYSTEM_FONTS:
        if QFontDatabase.hasFamily(family):
            return family
    added = [
        QFontDatabase.addApplicationFont(str(resources.resource("fonts", name))) for name in _BUNDLED_FONTS
    ]
    return QFontDatabase.applicationFontFamilies(added[0])[0]


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
