"""Half-filled forms, kept where the data are (``db.notes``), or in the user's own folder while that can't be written.

What was put into the user's folder (a full or missing stick) goes back to the data when they can be written again,
unless something newer was typed there meanwhile.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import clock, connection, notes, store
from db.errors import UserError
from xianfeng_gui.work import glimpse, place

PHOTOS = ".photos"
"""Ends the key of the photos that belong to a form's draft."""

_CANNOT = (UserError, *store.CANNOT_WRITE)

_names: dict[Path, str] = {}
"""Of the open archive: the name of its file in the user's folder, which is needed when the archive is gone."""


@dataclass(frozen=True)
class Kept:
    """A draft: its key and when it was last typed in."""

    key: str
    saved_at: dt.datetime


def put(key: str, value: Any) -> None:
    """Keep a JSON value; UserError when it can be kept nowhere."""
    try:
        notes.put(key, value)
    except _CANNOT:
        _write(_read() | {key: [value, str(clock.now())]})
    else:
        _forget(key)


def get(key: str) -> Any:
    """What was kept under a key, or none."""
    found = _read().get(key)
    return found[0] if found else notes.get(key)


def drop(key: str) -> None:
    """Forget a draft."""
    _forget(key)
    notes.drop(key)


def kept() -> list[Kept]:
    """Every form's draft in the data, the latest first."""
    sql = (
        "SELECT key, saved_at FROM note WHERE key LIKE 'draft.%' OR key LIKE 'task-%' ORDER BY saved_at DESC"
    )
    rows = connection.rows(sql)
    return [Kept(str(key), dt.datetime.fromisoformat(at)) for key, at in rows if not key.endswith(PHOTOS)]


def take_back() -> None:
    """Bring what lies in the user's folder back into the data, as far as they can be written."""
    for key, (value, saved_at) in _read().items():
        there = connection.scalar("SELECT saved_at FROM note WHERE key = ?", (key,))
        try:
            if there is None or str(there) <= saved_at:
                notes.put(key, value)
        except _CANNOT:
            return  # it stays where it is, and is found there by ``get``
        _forget(key)


def _forget(key: str) -> None:
    waiting = _read()
    if key in waiting:
        del waiting[key]
        _write(waiting)


def _file() -> Path | None:
    """The archive's file in the user's folder; none for an archive that was gone before it was ever asked for."""
    archive = connection.path()
    if archive not in _names:
        with contextlib.suppress(*_CANNOT):
            _names[archive] = glimpse.identity()[:32]
    name = _names.get(archive)
    return place.user_folder() / "drafts" / f"{name}.json" if name else None


def _forget_name() -> None:
    if not connection.is_gone():
        _names.clear()


connection.on_close(_forget_name)


def _read() -> dict[str, Any]:
    file = _file()
    if file is None:
        return {}
    try:
        return dict(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def _write(waiting: dict[str, Any]) -> None:
    file = _file()
    if file is None:
        raise UserError("草稿没有保存：找不到数据文件夹；请不要关闭这个窗口")
    try:
        if not waiting:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(waiting, ensure_ascii=False), "utf-8")
        os.replace(part, file)
    except OSError as error:
        raise UserError("草稿没有保存：数据文件夹和本机都写不进去；请不要关闭这个窗口") from error
