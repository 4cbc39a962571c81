"""Is the data folder still there? A stick that is pulled out is noticed, and work goes on when it is back.

While the folder is gone nothing is read or written (``db.connection.leave``); it is opened again only when it holds the
very archive that was open, not another stick's.
"""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path

from db import connection, store
from db.errors import UserError
from xianfeng_gui.work import glimpse, holding
from xianfeng_gui.work.holding import Hold

_STICK_OR_DISK = (2, 3)
_CHANGED = "数据文件刚被换过，正在重新打开…"


class Sight(Enum):
    """What a look has found: all as before, just gone, still gone, or just come back."""

    THERE = "there"
    LOST = "lost"
    GONE = "gone"
    BACK = "back"


class Presence:
    """Looks after the folder of the open archive, which this process holds."""

    def __init__(self, folder: Path, held: Hold | None) -> None:
        self.folder = folder
        self.sentence = ""
        """What to tell the person while the folder is gone."""
        self._held = held
        self._mark = glimpse.last_mark()
        self._file = _file_of(folder)

    def look(self, *, idle: bool) -> Sight:
        """Look once; ``idle`` says that no other thread is using the archive, which closing and opening need."""
        if connection.is_gone():
            return self._try_to_return() if idle else Sight.GONE
        if self._is_there():
            return Sight.THERE
        self.sentence = self._why_gone() or _CHANGED
        if not idle:
            return Sight.GONE
        connection.leave()
        return Sight.LOST

    def _is_there(self) -> bool:
        if self._file is None or _file_of(self.folder) != self._file:
            return False
        try:
            self._mark = glimpse.last_mark()
        except store.CANNOT_WRITE:
            return False  # the file's name may still be known when the stick is not
        return True

    def _try_to_return(self) -> Sight:
        self.sentence = self._why_gone() or self._reopen()
        return Sight.GONE if self.sentence else Sight.BACK

    def _why_gone(self) -> str:
        if _file_of(self.folder) is None:
            if elsewhere := self._elsewhere():
                return (
                    f"原来的数据现在在“{elsewhere}”，盘符变了。没有保存的内容已另存为草稿；"
                    "请关闭本窗口，从那里重新打开程序，再接着填写。"
                )
            return (
                f"找不到数据文件夹“{self.folder}”，U盘可能已拔出。请把它插回原处；"
                "窗口里正在填写的内容还在，插回以前不能保存。"
            )
        if not glimpse.continues(self.folder, self._mark):
            return f"“{self.folder}”里不是刚才打开的数据。请插回原来的U盘；窗口里正在填写的内容还在。"
        return ""

    def _reopen(self) -> str:
        """Open the folder again; the sentence that says why not."""
        try:
            if self._held is not None and not self._held.renew():
                who = holding.holder(self.folder) or "另一个程序"
                return f"{who}已经打开了这些数据。请先关闭那边的窗口；窗口里正在填写的内容还在。"
            store.open_current(self.folder)
        except UserError as error:
            return f"数据文件夹又找到了，但打不开：{error}。窗口里正在填写的内容还在。"
        self._file = _file_of(self.folder)
        return ""

    def _elsewhere(self) -> Path | None:
        """The same archive under another drive's letter (Windows gives a stick any letter that is free)."""
        if sys.platform != "win32":
            return None
        import ctypes

        inside = self.folder.relative_to(self.folder.anchor)
        # Only sticks and disks: a drive on the network that doesn't answer would hold up the window.
        roots = [f"{letter}:\\" for letter in "CDEFGHIJKLMNOPQRSTUVWXYZ"]
        near = [Path(one) for one in roots if ctypes.windll.kernel32.GetDriveTypeW(one) in _STICK_OR_DISK]
        return next((root / inside for root in near if self._is_in(root / inside)), None)

    def _is_in(self, folder: Path) -> bool:
        return _file_of(folder) is not None and glimpse.continues(folder, self._mark)


def _file_of(folder: Path) -> tuple[int, int] | None:
    """Which file the folder's archive is, to the system; none when there is none or it can't be reached."""
    try:
        facts = store.archive_path(folder).stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino
