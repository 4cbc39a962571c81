"""The least that a Qt program with a window can be: bench/empty.spec freezes it, and it stays until it is closed."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1366, 728)
window.setWindowTitle("empty program")
window.show()
sys.exit(app.exec())
