"""Filters of the register that the office keeps under a name."""

from __future__ import annotations

from db import connection, journal
from db.errors import UserError
from db.records import SavedView
from xianfeng_gui.work import hazard_filter
from xianfeng_gui.work.hazard_filter import HazardFilter

PAGE = "hazards"


def names() -> list[str]:
    """The names of the kept views."""
    return [
        row[0] for row in connection.rows("SELECT name FROM saved_view WHERE page = ? ORDER BY name", (PAGE,))
    ]


def load(name: str) -> HazardFilter:
    """The view of that name; UserError when it is gone."""
    text = connection.scalar("SELECT query FROM saved_view WHERE page = ? AND name = ?", (PAGE, name))
    if text is None:
        raise UserError(f"没有名为“{name}”的视图")
    return hazard_filter.from_json(text)


def save(name: str, wanted: HazardFilter, actor: str) -> None:
    """Keep a view; one of the same name is replaced."""
    name = name.strip()
    if not 1 <= len(name) <= 20:
        raise UserError("视图名称应为1至20个字", "name")
    with journal.change(f"保存视图“{name}”", actor):
        SavedView.delete().where(SavedView.page == PAGE, SavedView.name == name).execute()
        SavedView.create(page=PAGE, name=name, query=wanted.to_json())


def remove(name: str, actor: str) -> None:
    """Forget a view."""
    with journal.change(f"删除视图“{name}”", actor):
        SavedView.delete().where(SavedView.page == PAGE, SavedView.name == name).execute()
