"""Checklists: the built-in ones, the office's own, and their items. Nothing is deleted: lists and items are retired."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from db import bulk, connection, ids, journal
from db.errors import UserError
from db.records import Checklist, ChecklistItem
from db.vocabulary import Grade
from xianfeng_gui.rules import checklists as rules
from xianfeng_gui.rules.checklists import ChecklistData, ItemData
from xianfeng_gui.work import resources

if TYPE_CHECKING:
    from xianfeng_gui.rules.earlier_law import LawChange

BUILT_IN = "builtin."
"""Beginning of the keys of the program's own lists; the rest is the name of the file."""
_FOLDER = "checklists"
_STEP = 10
"""Distance of positions, so that rows of different offices can be merged without meeting."""


@dataclass(frozen=True)
class ChecklistRow:
    """A checklist as lists show it; ``items`` in use and ``retired`` ones are counted."""

    id: str
    name: str
    topic_id: str
    topic: str
    remark: str
    items: int
    retired: int
    active: bool
    built_in: bool


@dataclass(frozen=True)
class ItemRow:
    """An item as lists show it; ``number`` counts those in use from 1, 0 for a retired one."""

    id: str
    number: int
    text: str
    finding: str
    basis: str
    measure: str
    grade: Grade
    active: bool

    def data(self) -> ItemData:
        """What can be changed of it."""
        return ItemData(self.text, self.finding, self.basis, self.measure, self.grade)


def load_built_in(actor: str) -> int:
    """Add the program's own lists that the archive lacks; lists that are there stay as the office has made them.

    Returns how many were added.
    """
    with journal.change("载入内置检查表", actor) as change:
        added = add_missing()
        change.label = f"载入{added}张内置检查表"
    return added


def missing() -> list[str]:
    """Keys of the program's own lists that the archive lacks, in order."""
    known = {row[0] for row in connection.rows("SELECT key FROM checklist")}
    files = sorted(resources.resource(_FOLDER).glob("[0-9]*.toml"))
    return [key for file in files if (key := BUILT_IN + file.stem) not in known]


def is_first_need() -> bool:
    """Whether the archive has never had a list: it was made before there were any."""
    return not connection.scalar("SELECT EXISTS (SELECT 1 FROM checklist)")


def add_missing() -> int:
    """Add the program's own lists that the archive lacks; only inside a change. Returns how many."""
    keys = missing()
    laws = _laws() if keys else {}
    for key in keys:
        data = rules.parse_checklist(resources.read(_FOLDER, f"{key.removeprefix(BUILT_IN)}.toml"), laws)
        _insert(data, key, _fixed_id(key), [_fixed_id(f"{key}/{item.text}") for item in data.items])
    return len(keys)


def _laws() -> dict[str, rules.Law]:
    return rules.parse_laws(resources.read(_FOLDER, "laws.toml"))


@lru_cache(maxsize=1)
def _changes() -> tuple[LawChange, ...]:
    """Which articles held before the versions that the lists are written from."""
    from xianfeng_gui.rules.earlier_law import parse_changes

    return parse_changes(resources.read(_FOLDER, "earlier.toml"), _laws())


def _fixed_id(name: str) -> str:
    """The same key in every office, so that the built-in lists of two offices are one when they are merged."""
    import hashlib

    return hashlib.sha256(name.encode()).hexdigest()[:32]


def add_list(data: ChecklistData) -> str:
    """Add a list of the office's own; only inside a change. UserError when the name is taken. Returns its id."""
    _refuse_taken(data.name, None)
    list_id = ids.new_id()
    _insert(data, f"own.{list_id}", list_id, [ids.new_id() for _ in data.items])
    return list_id


def _insert(data: ChecklistData, key: str, list_id: str, item_ids: list[str]) -> None:
    position = int(connection.scalar("SELECT coalesce(max(position), 0) FROM checklist")) + _STEP
    topic = topic_by_name(data.topic)
    Checklist.create(id=list_id, key=key, name=data.name, topic=topic, remark=data.remark, position=position)
    rows = (
        vars(item)
        | {"id": item_id, "checklist": list_id, "position": place * _STEP, "grade": item.grade.value}
        for place, (item, item_id) in enumerate(zip(data.items, item_ids, strict=True), 1)
    )
    bulk.insert(ChecklistItem, rows)


def topic_by_name(short_name: str) -> str | None:
    """The active campaign's topic of that short name or full name; none when it has none."""
    found = connection.scalar(
        "SELECT topic.id FROM topic JOIN campaign ON campaign.id = campaign_id "
        "WHERE campaign.active AND ?1 <> '' AND (topic.short_name = ?1 OR topic.name = ?1) ORDER BY starts_on DESC",
        (short_name,),
    )
    return None if found is None else str(found)


def topic_for(list_id: str) -> str | None:
    """The active campaign's topic that problems found with this list belong to (by name, after a new campaign began)."""
    name = connection.scalar(
        "SELECT topic.short_name FROM topic JOIN checklist ON checklist.topic_id = topic.id WHERE checklist.id = ?",
        (list_id,),
    )
    return topic_by_name(str(name)) if name else None


def topic_number(list_id: str) -> int | None:
    """The number of that topic."""
    found = connection.scalar("SELECT number FROM topic WHERE id = ?", (topic_for(list_id),))
    return None if found is None else int(found)


_ROWS = (
    "SELECT list.id, list.name, coalesce(list.topic_id, ''), coalesce(topic.short_name, ''), list.remark, "
    "(SELECT count(*) FROM checklist_item WHERE checklist_id = list.id AND active), "
    "(SELECT count(*) FROM checklist_item WHERE checklist_id = list.id AND NOT active), list.active, list.key "
    "FROM checklist AS list LEFT JOIN topic ON topic.id = list.topic_id "
)


def checklist_rows(*, retired: bool = True) -> list[ChecklistRow]:
    """The lists in order, those in use first; without ``retired`` only those in use."""
    condition = "" if retired else "WHERE list.active "
    return [
        _row(row) for row in connection.rows(f"{_ROWS}{condition}ORDER BY NOT list.active, list.position")
    ]


def checklist(list_id: str) -> ChecklistRow:
    """One list; UserError when there is none."""
    found = connection.one(f"{_ROWS}WHERE list.id = ?", (list_id,))
    if found is None:
        raise UserError("没有这张检查表，请刷新后重试", "checklist")
    return _row(found)


def name_of(list_id: str) -> str:
    """A list's name; empty when there is none any more."""
    return str(connection.scalar("SELECT name FROM checklist WHERE id = ?", (list_id,)) or "")


def by_name(name: str) -> ChecklistRow:
    """The list in use of that name, or of the topic of that short name; UserError when there is none."""
    wanted = " ".join(name.split())
    for row in checklist_rows(retired=False):
        if wanted in (row.name, row.topic):
            return row
    raise UserError(f"没有名为“{wanted}”的检查表，请核对名称", "checklist")


def _row(row: connection.Row) -> ChecklistRow:
    return ChecklistRow(*(*row[:7], bool(row[7]), str(row[8]).startswith(BUILT_IN)))


def item_rows(list_id: str, *, retired: bool = False) -> list[ItemRow]:
    """A list's items in order, with ``retired`` also those not in use any more, at their places."""
    sql = (
        "SELECT id, text, finding, basis, measure, grade, active FROM checklist_item "
        "WHERE checklist_id = ? AND (active OR ?) ORDER BY position, id"
    )
    return list(_numbered(connection.rows(sql, (list_id, retired))))


def _numbered(rows: Iterable[connection.Row]) -> Iterator[ItemRow]:
    number = 0
    for item_id, text, finding, basis, measure, grade, active in rows:
        number += bool(active)
        yield ItemRow(
            item_id, number if active else 0, text, finding, basis, measure, Grade(grade), bool(active)
        )


def on_day(item: ItemRow, day: dt.date) -> ItemRow:
    """The item with the basis that held on ``day``; what only a later rule makes major is general then."""
    from xianfeng_gui.rules.earlier_law import basis_on

    then = basis_on(item.basis, day, _changes())
    return replace(item, basis=then.text, grade=Grade.GENERAL if then.lost else item.grade)


def save_list(list_id: str | None, name: str, topic_id: str | None, remark: str, actor: str) -> str:
    """Change a list's head, or begin a new list (without items as yet); returns its id."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= rules.LONGEST_NAME:
        raise UserError(f"检查表名称应为1至{rules.LONGEST_NAME}个字", "name")
    fields: dict[str, Any] = {"name": name, "topic": topic_id or None, "remark": remark.strip()}
    with journal.change(f"{'修改' if list_id else '新建'}检查表“{name}”", actor):
        _refuse_taken(name, list_id)
        if list_id is None:
            list_id = add_list(ChecklistData(name, "", remark.strip(), ()))
        Checklist.update(**fields).where(Checklist.id == list_id).execute()
        return list_id


def _refuse_taken(name: str, list_id: str | None) -> None:
    if connection.scalar(
        "SELECT 1 FROM checklist WHERE active AND name = ? AND id IS NOT ?", (name, list_id)
    ):
        raise UserError(f"已经有名为“{name}”的检查表，请换一个名称，或先停用原来的", "name")


def set_list_active(list_id: str, active: bool, actor: str) -> None:
    """Take a list out of use, or back."""
    name = checklist(list_id).name
    with journal.change(f"{'启用' if active else '停用'}检查表“{name}”", actor):
        if active:
            _refuse_taken(name, list_id)
        Checklist.update(active=active).where(Checklist.id == list_id).execute()


def save_item(list_id: str, data: ItemData, actor: str, item_id: str | None = None) -> str:
    """Change an item, or add one at the end; returns its id. Answers already given keep the words they were asked in."""
    data = rules.tidy(data)
    rules.check_item(data)
    name = checklist(list_id).name
    with journal.change(f"{'修改' if item_id else '添加'}检查项（{name}）", actor):
        if item_id is not None:
            ChecklistItem.update(**vars(data)).where(ChecklistItem.id == item_id).execute()
            return item_id
        last = connection.scalar(
            "SELECT coalesce(max(position), 0) FROM checklist_item WHERE checklist_id = ?", (list_id,)
        )
        return str(ChecklistItem.create(checklist=list_id, position=int(last) + _STEP, **vars(data)).id)


def move_item(item_id: str, by: int, actor: str) -> None:
    """Move an item up (-1) or down (1) past its neighbour in use; at the end of the list nothing happens."""
    item: ChecklistItem = ChecklistItem.get_by_id(item_id)
    ordered = [row.id for row in item_rows(item.checklist_id, retired=True)]
    used = [row.id for row in item_rows(item.checklist_id) if row.id != item_id]
    before = sum(ordered.index(one) < ordered.index(item_id) for one in used)
    wanted = before + by
    if not 0 <= wanted <= len(used):
        return
    ordered.remove(item_id)
    # Behind the neighbour that it passes when it goes down, before it when it goes up.
    place = ordered.index(used[wanted - 1]) + 1 if by > 0 else ordered.index(used[wanted])
    ordered.insert(place, item_id)
    with journal.change("调整检查项顺序", actor):
        for position, one in enumerate(ordered, 1):
            ChecklistItem.update(position=position * _STEP).where(
                ChecklistItem.id == one, ChecklistItem.position != position * _STEP
            ).execute()


def set_item_active(item_id: str, active: bool, actor: str) -> None:
    """Take an item out of use, or back; what was answered before stays."""
    with journal.change(f"{'启用' if active else '停用'}检查项", actor):
        ChecklistItem.update(active=active).where(ChecklistItem.id == item_id).execute()
