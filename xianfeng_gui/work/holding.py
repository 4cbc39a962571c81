"""Who has the data folder's window open: one window a folder, known to the window and to the commands alike.

The lock is SQLite's own exclusive lock on the empty file ``window.lock``: the system lets go of it when the
process ends, however it ends, so there is never a stale one to clear away, and it works the same on Windows.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from db import clock, store
from db.errors import UserError
from xianfeng_gui.work import place

LOCK = "window.lock"
HOLDER = "window.holder"


@dataclass(frozen=True)
class Holder:
    """The process that has the window: its computer and process number, and when it began."""

    host: str
    pid: int
    since: dt.datetime | None

    def __str__(self) -> str:
        """As a sentence names it."""
        return f"电脑“{self.host}”上的程序（进程{self.pid}）"


class Hold:
    """A folder held by this process until ``release``.

    ``crashed`` is who held it before and ended without letting go: killed, crashed, or the stick pulled out.
    """

    def __init__(self, folder: Path, link: apsw.Connection, crashed: Holder | None) -> None:
        self.folder = folder
        self.crashed = crashed
        self._link = link

    def release(self) -> None:
        """Let go of the folder; the lock file stays for whoever comes next, unless there is nothing to lock."""
        # A folder that is gone keeps the holder's name, and the next start looks whether all is well.
        with contextlib.suppress(OSError):
            (self.folder / HOLDER).unlink(missing_ok=True)
        self._link.close(True)
        with contextlib.suppress(OSError):
            if not store.exists(self.folder):
                (self.folder / LOCK).unlink(missing_ok=True)

    def renew(self) -> bool:
        """Hold the folder again after it was gone; false when another process has it now. UserError as in ``hold``."""
        self._link.close(True)
        again = hold(self.folder)
        if again is not None:
            self._link = again._link
        return again is not None


def hold(folder: Path) -> Hold | None:
    """Hold the folder (made if need be); none when another process has it. UserError when it can't be written."""
    if place.is_too_long(folder):
        raise UserError(_TOO_LONG.format(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        link = apsw.Connection(str(folder / LOCK))
        try:
            link.execute("PRAGMA journal_mode = MEMORY")  # nothing is ever written, so leave no journal file
            link.execute("BEGIN EXCLUSIVE")
            crashed = holder(folder)
            (folder / HOLDER).write_text(f"{os.getpid()} {_computer()}\n{clock.now()}", "utf-8")
        except apsw.BusyError:
            link.close()
            return None
        except BaseException:
            link.close()
            raise
    except (OSError, *store.CANNOT_WRITE) as error:
        raise UserError(_why_not(folder, error)) from error
    return Hold(folder, link, crashed)


_TOO_LONG = "文件夹“{}”的路径太长，里面的文件会存不了；请把整个程序文件夹移到较浅的位置（如D:\\xianfeng），再从那里打开"


def _why_not(folder: Path, error: BaseException) -> str:
    if isinstance(error, apsw.FullError) or (isinstance(error, OSError) and error.errno in place.FULL):
        return f"文件夹“{folder}”所在的磁盘已满，请删除或移走一些文件再打开"
    return f"文件夹“{folder}”不能写入，请检查U盘是否插好、是否写保护，再试一次"


def _computer() -> str:
    """This computer's name; the socket module would take longer to import than all of this takes to run."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "?")
    return os.uname().nodename


def holder(folder: Path) -> Holder | None:
    """Who says to hold the folder, or to have held it without ever letting go."""
    try:
        first, _, since = (folder / HOLDER).read_text("utf-8").partition("\n")
        pid, host = first.split(" ", 1)
        return Holder(host, int(pid), dt.datetime.fromisoformat(since) if since else None)
    except (FileNotFoundError, ValueError):
        return None


@contextlib.contextmanager
def alone(folder: Path, what: str) -> Iterator[None]:
    """Do what no window may be open for; UserError says who has one."""
    held = hold(folder)
    if held is None:
        who = holder(folder) or "另一个程序"
        raise UserError(f"{who}正打开着这个数据文件夹，请先关闭窗口再{what}")
    try:
        yield
    finally:
        held.release()
