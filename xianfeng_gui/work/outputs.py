"""Files that are written for people: never over the data folder's own, and never half."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from db import connection, media, store
from db.errors import UserError
from xianfeng_gui.work import holding, law

_OWN_FOLDERS = ("backups", "logs")
_OWN_FILES = (store.NAME, media.NAME, holding.LOCK, holding.HOLDER, law.NAME)
"""Names in the data folder, and beginnings of names: SQLite puts ``-wal``, ``-shm`` and ``-journal`` behind them."""
_OWNER_MARK = "~$"
"""Excel and WPS put a small file with this before the name beside what they have open, also on a shared folder."""
_MOST_NAMES = 1000
_PART = ".xianfeng.part"
"""Behind the name of what is not yet whole."""
_LEFT_AFTER = 3600
"""Seconds after its last byte from which such a file is nobody's: the PC went off while it was written."""


class HeldError(UserError):
    """Another program has the file open; ``offered`` is a free name beside it."""

    def __init__(self, target: Path, why: str) -> None:
        self.offered = free_name(target)
        super().__init__(
            f"无法写入“{target.name}”：{why}；请先关闭正在打开它的Excel或WPS，或改存为“{self.offered.name}”",
            "target",
        )


def checked_target(path: Path) -> Path:
    """Where an output goes, absolute; UserError when the open archive's data folder keeps its own files there."""
    target = path.absolute()
    if not connection.is_open():
        return target
    folder, place = connection.path().parent.resolve(), target.resolve()
    if place.is_relative_to(folder) and _is_own(place.relative_to(folder)):
        raise UserError(f"“{target}”是程序自己的数据，不能覆盖，请换一个文件夹或文件名")
    return target


def check_folder(folder: Path) -> None:
    """UserError where no file can be written; the folder is made."""
    probe = checked_target(folder) / f".{os.getpid()}.part"
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise _cannot_write(probe.parent) from error


def _is_own(inside: Path) -> bool:
    """Whether a place inside the data folder is one of its own; letter case counts for nothing, as on Windows."""
    if not inside.parts:
        return False  # the folder itself: it can't be written, and is told as any other folder
    top = inside.parts[0].casefold()
    return top in _OWN_FOLDERS or top.startswith(_OWN_FILES)


def free_name(target: Path) -> Path:
    """The same name with the first number in brackets that no file has: 隐患台账（2）.xlsx."""
    names = (target.with_name(f"{target.stem}（{n}）{target.suffix}") for n in range(2, _MOST_NAMES))
    return next(name for name in names if not name.exists() and not _owner_mark(name).exists())


def _owner_mark(target: Path) -> Path:
    return target.with_name(_OWNER_MARK + target.name)


def write(path: Path, body: bytes) -> Path:
    """Write a file beside its place, move it there when it is whole, and return where; UserError when it can't be."""
    with replacing(path) as part:
        part.write_bytes(body)
    return path.absolute()


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A place to write to that becomes ``path`` at the end; after any fault nothing is changed and nothing left.

    UserError when it can't be written, HeldError when another program has it open.
    """
    target = checked_target(path)
    part = target.with_name(f".{target.name}{_PART}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _refuse_held(target)
        _remove_left(target.parent)
        try:
            yield part
            _write_through(part)
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
    except PermissionError as error:
        if target.is_file() and os.access(target.parent, os.W_OK):
            raise HeldError(target, "它正被别的程序打开，或是只读文件") from error
        raise _cannot_write(target) from error
    except OSError as error:
        raise _cannot_write(target) from error


def _cannot_write(target: Path) -> UserError:
    return UserError(f"无法写入“{target}”，请检查路径、U盘和磁盘空间，并关闭正打开这个文件的程序", "target")


def _refuse_held(target: Path) -> None:
    """Say at once, and not after minutes of work, that the place is taken."""
    if target.is_file():
        target.open("r+b").close()  # Windows refuses while Excel has it open
        if _owner_mark(target).exists():
            raise HeldError(target, f"旁边有“{_owner_mark(target).name}”，可能正在这台或另一台电脑上打开")


def _remove_left(folder: Path) -> None:
    """Remove what a power cut or a killed process left half; what another process still writes is younger."""
    for left in folder.glob(f".*{_PART}"):
        with contextlib.suppress(
            OSError
        ):  # another's file that can't be removed keeps nobody from writing his own
            if left.is_file() and time.time() - left.stat().st_mtime > _LEFT_AFTER:
                left.unlink(missing_ok=True)


def _write_through(file: Path) -> None:
    with file.open("r+b") as handle:
        os.fsync(handle.fileno())
