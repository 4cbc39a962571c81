"""Looks once a second whether the data folder is still there, and says so above the page and in an open form."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QTimer

from db import connection, store
from db.errors import UserError
from xianfeng_gui.ui import crash
from xianfeng_gui.ui.context import EVERYTHING
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import draft_store
from xianfeng_gui.work.holding import Hold
from xianfeng_gui.work.presence import Presence, Sight

LOOK_EVERY_MS = 1000
_BANNER = "folder"


class FolderWatch(QObject):
    """Belongs to a window; ends with it."""

    def __init__(self, window: MainWindow, held: Hold | None) -> None:
        super().__init__(window)
        self._window = window
        self._presence = Presence(window.folder, held)
        # The name of the archive's drafts has to be known before the archive is gone.
        draft_store.take_back()
        crash.explain_with(self.explain)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look once, and tell what has changed."""
        context = self._window.context
        if not connection.is_open():
            self._timer.stop()  # the window is closing
            return
        sight = self._presence.look(idle=context.worker.is_idle())
        if sight in (Sight.LOST, Sight.GONE):
            self._window.banners.tell(_BANNER, self._presence.sentence)
            if sight is Sight.LOST:
                context.warned.emit(self._presence.sentence)
        elif sight is Sight.BACK:
            self._return()
        else:
            self._window.banners.drop(_BANNER)

    def _return(self) -> None:
        self._window.banners.drop(_BANNER)
        draft_store.take_back()
        context = self._window.context
        context.warned.emit("")
        context.say("数据文件夹又找到了，可以接着保存")
        context.changed.emit(frozenset({EVERYTHING}))

    def explain(self, error: BaseException) -> bool:
        """Whether an unexpected error is no fault of the program: a person's, or the folder is gone."""
        if not shiboken6.isValid(self) or not connection.is_open():
            return False  # the window has closed
        if isinstance(error, UserError):
            self._window.context.say(str(error))
            self._window.context.warned.emit(str(error))
            return True
        if isinstance(error, (OSError, *store.CANNOT_WRITE)):
            self.look()
            return connection.is_gone()
        return False
