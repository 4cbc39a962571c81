"""The main window: tabs on the left, the chosen page on the right, the status bar below."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db import connection, notes
from db.errors import UserError
from xianfeng_gui.ui import drafts, screen
from xianfeng_gui.ui.context import EVERYTHING, Context
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.tabs import Tab, tabs
from xianfeng_gui.ui.widgets.banner import Banners
from xianfeng_gui.ui.widgets.basics import button
from xianfeng_gui.ui.widgets.shrinking import ElidedLabel
from xianfeng_gui.ui.widgets.tab_bar import TabBar
from xianfeng_gui.work import offices, topics
from xianfeng_gui.work.topics import HAZARDS, SAFEGUARDS

LOOK_EVERY_MS = 3000
BUSY_AFTER_MS = 500
"""Only what takes longer is worth a word."""
_WEEKDAYS = "一二三四五六日"
_PAGE_OF_TABLE = {
    "hazard": HAZARDS,
    "hazard-new": HAZARDS,
    "hazard-topic": HAZARDS,
    "hazard-site": HAZARDS,
    "inspection": "inspections",
    "inspection-new": "inspections",
    "inspection-plan": "inspections",
    "inspection-site": "inspections",
    "site": "sites",
    "paper": "papers",
    "person": "offices",
    "office": "offices",
    "phase": "calendar",
}


class MainWindow(QMainWindow):
    """One data folder's window."""

    day_changed = Signal()
    """The window has stood open past midnight."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.reopen_requested = False
        """Set before closing to have the window built anew, as after restoring a backup."""
        self.context = Context(self)
        self.pages: dict[str, Page] = {}
        self._busy_with = ""
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(self._say_busy)
        self._tabs: dict[str, Tab] = {}
        self.bar = TabBar()
        self.stack = QStackedWidget()
        self._build()
        self._build_status()
        self._build_shortcuts()
        self.context.said.connect(self._say)
        self.context.wanted.connect(self.show_record)
        self.context.changed.connect(self._on_changed)
        self.context.restyling.connect(self._drop_hidden_pages)
        self.context.worker.busy.connect(self._show_busy)
        self.context.worker.stepped.connect(self._show_step)
        self.setWindowTitle(f"{offices.own_office().name} · 安全生产专项整治")
        self.setMinimumSize(*screen.SMALLEST)
        screen.place(self)
        self.bar.choose("overview")
        self.refresh_badges()
        self._remind_of_draft()
        self._version = connection.version()
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_EVERY_MS)
        self._watch.timeout.connect(self._look_for_others)
        self._watch.timeout.connect(self._look_at_day)
        self._watch.start()

    def _build(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.bar)
        row.addLayout(self._build_right(), 1)
        self.setCentralWidget(middle)
        for tab in tabs():
            self._tabs[tab.key] = tab
            self.bar.add(tab.key, tab.text)
        self.bar.chosen.connect(self.show_page)

    def _build_right(self) -> QVBoxLayout:
        self.banners = Banners()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banners)
        right.addWidget(self.stack, 1)
        return right

    def _build_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self.said = ElidedLabel(least=8)
        self.undo_button = button("撤销  Ctrl+Z", self.undo, link=True)
        self.undo_button.hide()
        bar.addWidget(self.said)
        bar.addWidget(self.undo_button)
        self.progress = QLabel()
        self.cancel_button = button("取消", self.context.worker.cancel, link=True)
        self.cancel_button.hide()
        bar.addPermanentWidget(self.progress)
        bar.addPermanentWidget(self.cancel_button)
        self.facts = ElidedLabel(least=8)
        self._show_day()
        self.operator = QPushButton()
        self.context.operated.connect(self._show_operator)
        self._show_operator()
        self.operator.setProperty("link", True)
        self.operator.setToolTip("点击更改经办人；操作日志按此记名")
        self.operator.clicked.connect(self.change_operator)
        bar.addPermanentWidget(self.facts)
        bar.addPermanentWidget(self.operator)

    def _show_day(self) -> None:
        self._day = today = self.context.today()
        day = f"{today.year}年{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}"
        self.facts.setText(f"今天 {day}    数据：{self.folder}    F1 帮助")

    def _build_shortcuts(self) -> None:
        actions = {
            "Ctrl+N": lambda: self._do("new"),
            "Ctrl+E": lambda: self._do("export"),
            "Ctrl+I": lambda: self._do("bring_in"),
            "Ctrl+P": lambda: self._do("print_out"),
            "Ctrl+F": lambda: self._do("search"),
            "Ctrl+H": lambda: self._do("history"),
            "Ctrl+Z": self.undo,
            "Ctrl+Y": self.redo,
            "F5": self.refresh_page,
            "F1": self.help,
            "Ctrl+PgDown": lambda: self._step(1),
            "Ctrl+PgUp": lambda: self._step(-1),
        }
        for keys, action in actions.items():
            QShortcut(QKeySequence(keys), self, action)
        for number in range(1, 10):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda row=number: self.bar.setCurrentRow(row))
        QShortcut(QKeySequence("Ctrl+0"), self, lambda: self.bar.setCurrentRow(0))

    def _drop_hidden_pages(self) -> None:
        """They are made anew, with the letters of then, when they are shown."""
        for key, page in list(self.pages.items()):
            if page is not self.stack.currentWidget():
                del self.pages[key]
                page.leave()
                self.stack.removeWidget(page)
                page.deleteLater()
        # At once: dressing them takes seconds.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def page(self) -> Page:
        """The page in view."""
        found = self.stack.currentWidget()
        assert isinstance(found, Page)
        return found

    def show_page(self, key: str) -> Page:
        """Show a tab's page, making it the first time."""
        if key not in self.pages:
            self.pages[key] = self._tabs[key].make(self.context)
            self.stack.addWidget(self.pages[key])
        page = self.pages[key]
        self.stack.setCurrentWidget(page)
        page.ensure_fresh()
        if not self.bar.hasFocus():
            page.take_focus()
        return page

    def show_record(self, table: str, record_id: str) -> None:
        """Go to the page of a record and select it there; ``restart`` closes the window to be built anew."""
        if table == "restart":
            self.reopen_requested = True
            self.close()
            return
        key = _PAGE_OF_TABLE.get(table, table)
        if table == "task":
            key = topics.topic_of_task(record_id) or SAFEGUARDS
        elif table == "topic":
            key = record_id
        if key in self._tabs:
            self.bar.choose(key)
            self.page().show_record(table, record_id)

    def _do(self, what: str) -> None:
        page = self.page()
        if what == "new" and "new" not in page.offers:
            # Registering a hazard is the most frequent thing of all: Ctrl+N does it from every page.
            self.bar.choose(HAZARDS)
            page = self.page()
        if what in page.offers:
            getattr(page, what)()

    def _step(self, by: int) -> None:
        self.bar.setCurrentRow((self.bar.currentRow() + by) % self.bar.count())

    def refresh_page(self) -> None:
        """Read the page and the counts again (F5)."""
        self.page().refresh()
        self.refresh_badges()

    def refresh_badges(self) -> None:
        """The red counts of what is late."""
        counts = topics.late_counts(self.context.today())
        for tab in self._tabs.values():
            if tab.badge:
                self.bar.set_badge(tab.badge, counts.get(tab.badge, 0))

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"campaign", "topic"} and [tab.key for tab in tabs()] != list(self._tabs):
            # Another plan's topics, as after taking back one that was loaded: the tabs follow.
            QTimer.singleShot(0, self, lambda: self.show_record("restart", ""))
            return
        if tables & {"hazard", "task", "monthly_report", EVERYTHING}:
            self.refresh_badges()

    def _remind_of_draft(self) -> None:
        """After a crash as after Esc: what was typed is still there."""
        if notes.get(drafts.NEW_HAZARD):
            self.context.say("有一份没有登记完的隐患，按 Ctrl+N 接着填写")

    def _look_for_others(self) -> None:
        """A command beside the window may have written: read again what is shown."""
        if connection.is_gone():
            return
        version = connection.version()
        if version != self._version:
            self._version = version
            self.context.changed.emit(frozenset({EVERYTHING}))

    def _look_at_day(self) -> None:
        """What is late depends on the day: after midnight everything shown is read again."""
        if self.context.today() != self._day:
            self._show_day()
            self.context.changed.emit(frozenset({EVERYTHING}))
            self.day_changed.emit()

    def _say(self, sentence: str, undo: bool) -> None:
        self.said.setText(sentence)
        self.undo_button.setVisible(undo)

    def _show_busy(self, what: str) -> None:
        if what == self._busy_with:
            return  # another job has been queued behind it
        self.progress.clear()
        self.cancel_button.hide()
        self._busy_with = what
        if what:
            self._busy_timer.start()
        else:
            self._busy_timer.stop()

    def _say_busy(self) -> None:
        self.progress.setText(f"正在{self._busy_with}…")
        self.cancel_button.setVisible(self.context.worker.can_cancel())

    def _show_step(self, words: str) -> None:
        if self.cancel_button.isVisible():
            self.progress.setText(f"正在{self._busy_with}… {words}")

    def undo(self) -> None:
        """Take back the last change (Ctrl+Z)."""
        self._revert("undo", "已撤销：")

    def redo(self) -> None:
        """Do again what was taken back (Ctrl+Y)."""
        self._revert("redo", "已恢复：")

    def _revert(self, what: str, done: str) -> None:
        from xianfeng_gui.work import undoing

        try:
            label = getattr(undoing, what)(self.context.actor())
        except UserError as error:
            self.context.say(str(error))
            return
        self.context.say(done + label)

    def _show_operator(self) -> None:
        self.operator.setText(f"经办人：{offices.actor()}")

    def change_operator(self) -> None:
        """Ask who is at the keyboard."""
        from xianfeng_gui.ui.dialogs.operator import ask_operator

        if ask_operator(self):
            self.context.operated.emit()

    @property
    def chapter(self) -> str:
        """The handbook's chapter of the page in view."""
        return self.page().chapter

    def help(self) -> None:
        """The handbook, where it speaks of the page in view (F1)."""
        from xianfeng_gui.ui.dialogs.help import HelpDialog

        HelpDialog(self).exec()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts, finish the worker, back up."""
        from xianfeng_gui.ui.closing import back_up_before_exit

        for page in self.pages.values():
            # Widths are a comfort: a full disk must not keep the window from backing up and closing.
            with contextlib.suppress(UserError):
                page.leave()
        # A restored backup needn't be backed up, and must not replace today's.
        if not self.reopen_requested and not back_up_before_exit(self):
            event.ignore()
            return
        with contextlib.suppress(UserError):
            screen.keep_place(self)
        self._watch.stop()
        self.context.close()
        connection.use(None)
        super().closeEvent(event)
