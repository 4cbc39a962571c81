"""Files that are written for people: never over the data folder's own, and never half."""

from __future__ import annotations

import os
from pathlib import Path

from db import connection, media, store
from db.errors import UserError
from xianfeng_gui.work import holding, law

_OWN_FOLDERS = ("backups", "logs")
_OWN_FILES = (store.NAME, media.NAME, holding.LOCK, holding.HOLDER, law.NAME)
"""Names in the data folder, and beginnings of names: SQLite puts ``-wal``, ``-shm`` and ``-journal`` behind them."""


def checked_target(path: Path) -> Path:
    """Where an output goes, absolute; UserError when the open archive's data folder keeps its own files there."""
    target = path.absolute()
    folder, place = connection.path().parent.resolve(), target.resolve()
    if place.is_relative_to(folder) and _is_own(place.relative_to(folder)):
        raise UserError(f"“{target}”是程序自己的数据，不能覆盖，请换一个文件夹或文件名")
    return target


def _is_own(inside: Path) -> bool:
    """Whether a place inside the data folder is one of its own; letter case counts for nothing, as on Windows."""
    if not inside.parts:
        return False  # the folder itself: it can't be written, and is told as any other folder
    top = inside.parts[0].casefold()
    return top in _OWN_FOLDERS or top.startswith(_OWN_FILES)


def write(path: Path, body: bytes) -> Path:
    """Write a file beside its place, move it there when it is whole, and return where; UserError when it can't be."""
    target = checked_target(path)
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_through(part, body)
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            f"无法写入“{target}”，请检查路径、U盘和磁盘空间，并关闭正打开这个文件的程序"
        ) from error
    return target


def _write_through(file: Path, body: bytes) -> None:
    with file.open("wb") as handle:
        handle.write(body)
        handle.flush()
        os.fsync(handle.fileno())
