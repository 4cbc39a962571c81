"""A newer program on older data: a backup, the new schema, and a note of which program an older one would need."""

from __future__ import annotations

import contextlib
from pathlib import Path

from db import store
from db.errors import UserError
from xianfeng_gui import __version__
from xianfeng_gui.work import faults, holding


def open_folder(folder: Path) -> Path | None:
    """Open the data for a headless command; returns the backup of older data that were brought up to date.

    UserError when they can't be opened, or when they are older and a window of an older program has them open.
    """
    kept = None
    if not store.open_current(folder):
        with holding.alone(folder, "升级数据"):
            kept = update(folder)
        store.open_current(folder)
    note_program()
    return kept


def update(folder: Path) -> Path:
    """Bring older data that this process holds up to date; returns their backup. What goes wrong is also logged."""
    try:
        return store.update(folder)
    except Exception as error:
        faults.record(folder, error)
        if isinstance(error, UserError):
            raise
        raise UserError("数据没有升级：程序内部出错，已写入日志；原来的数据没有改动") from error


def note_program() -> None:
    """Note in the open archive which program its schema needs."""
    # A full disk keeps nobody from reading: the next start tries again.
    with contextlib.suppress(UserError):
        store.note_program(__version__)
