"""Qt's own words (file dialogs, buttons, context menus) in Chinese, whatever the system's language is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_WORDS = {
    ("QFileDialog", "&Look in:"): "查找范围(&L)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QAbstractFileIconProvider", "Drive"): "驱动器",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QPrintSettingsOutput", "Page &Set:"): "页面范围(&S)：",
}
"""What Qt 6.11's own Chinese translation leaves in English, by context and source."""


class _Rest(QTranslator):
    """Translates what the translation file doesn't have."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, count: int = -1
    ) -> str | None:
        return _WORDS.get((context, source))


def speak(app: QCoreApplication) -> None:
    """Have Qt speak Chinese, with Chinese dates and numbers, from now on."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    file = QTranslator(app)
    if file.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(file)
    app.installTranslator(_Rest(app))
