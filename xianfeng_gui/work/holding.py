"""Who has the data folder's window open: one window a folder, known to the window and to the commands alike.

The lock is SQLite's own exclusive lock on the empty file ``window.lock``: the system lets go of it when the
process ends, however it ends, so there is never a stale one to clear away, and it works the same on Windows.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from db import store
from db.errors import UserError

LOCK = "window.lock"
HOLDER = "window.holder"


@dataclass(frozen=True)
class Holder:
    """The process that has the window: its computer and process number."""

    host: str
    pid: int

    def __str__(self) -> str:
        """As a sentence names it."""
        return f"电脑“{self.host}”上的程序（进程{self.pid}）"


class Hold:
    """A folder held by this process until ``release``."""

    def __init__(self, folder: Path, link: apsw.Connection) -> None:
        self.folder = folder
        self._link = link

    def release(self) -> None:
        """Let go of the folder; the lock file stays for whoever comes next, unless there is nothing to lock."""
        (self.folder / HOLDER).unlink(missing_ok=True)
        self._link.close()
        if not store.exists(self.folder):
            (self.folder / LOCK).unlink(missing_ok=True)


def hold(folder: Path) -> Hold | None:
    """Hold the folder (made if need be); none when another process has it. UserError when it can't be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        link = apsw.Connection(str(folder / LOCK))
        try:
            link.execute("PRAGMA journal_mode = MEMORY")  # nothing is ever written, so leave no journal file
            link.execute("BEGIN EXCLUSIVE")
        except apsw.BusyError:
            link.close()
            return None
        (folder / HOLDER).write_text(f"{os.getpid()} {_computer()}", "utf-8")
    except (OSError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.IOError) as error:
        raise UserError(f"文件夹“{folder}”不能写入，请检查U盘是否写保护，或另选文件夹") from error
    return Hold(folder, link)


def _computer() -> str:
    """This computer's name; the socket module would take longer to import than all of this takes to run."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "?")
    return os.uname().nodename


def holder(folder: Path) -> Holder | None:
    """Who says to hold the folder; only meaningful while it is held."""
    try:
        pid, host = (folder / HOLDER).read_text("utf-8").split(" ", 1)
    except (FileNotFoundError, ValueError):
        return None
    return Holder(host, int(pid))


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
