"""Undo and redo restore every row, and never more than that."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import apsw
import peewee
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import connection, journal, store
from db.errors import UserError
from db.records import (
    RECORDS,
    Hazard,
    HazardStep,
    Office,
    Paper,
    PaperHazard,
    Photo,
    Setting,
    SheetLayout,
    Site,
)
from tests.db import rows
from tests.db.rows import ACTOR

Op = tuple[str, int, int]

NAMES = ["甲厂", "乙厂", "丙店", "丁站", "戊"]
STATES = ["reported", "verified", "issued", "rectifying", "rectified", "closed"]
DUE = [None, dt.date(2021, 6, 30), dt.date(2021, 7, 31)]


def _pick(model: type[Any], n: int) -> str:
    """The key of some row; a key that no row has in an empty table."""
    keys = [row[0] for row in connection.rows(f"SELECT id FROM {model._meta.table_name} ORDER BY id")]
    return str(keys[n % len(keys)]) if keys else "none"


def _change_hazard(n: int, m: int) -> None:
    values = {
        "state": STATES[m % 6],
        "deadline": DUE[m % 3],
        "description": NAMES[m % 5],
        "site": _pick(Site, m),
    }
    Hazard.update(**values).where(Hazard.id == _pick(Hazard, n)).execute()


def _add_step(n: int, m: int) -> None:
    HazardStep.create(
        hazard=_pick(Hazard, n), kind="verify", on_date=rows.DAY, to_state=STATES[m % 6], entered_at=rows.DAY
    )


OPS: dict[str, Callable[[int, int], object]] = {
    "add office": lambda n, m: Office.create(name=NAMES[n % 5], code=f"C{m}"),
    "change office": lambda n, m: Office.update(position=m).where(Office.id == _pick(Office, n)).execute(),
    "remove office": lambda n, m: Office.delete_by_id(_pick(Office, n)),
    "add site": lambda n, m: Site.create(name=NAMES[n % 5], village=_pick(Office, m)),
    "rename site": lambda n, m: Site.update(name=NAMES[m % 5]).where(Site.id == _pick(Site, n)).execute(),
    "remove site": lambda n, m: Site.delete_by_id(_pick(Site, n)),
    "add hazard": lambda n, m: rows.hazard(f"YJB-2021-{n}", site=_pick(Site, m), deadline=DUE[m % 3]),
    "change hazard": _change_hazard,
    "move hazard": lambda n, m: (
        Hazard.update(location=NAMES[m % 5]).where(Hazard.id == _pick(Hazard, n)).execute()
    ),
    "remove hazard": lambda n, m: Hazard.delete_by_id(_pick(Hazard, n)),
    "add step": _add_step,
    "remove step": lambda n, m: HazardStep.delete_by_id(_pick(HazardStep, n)),
    "add photo": lambda n, m: rows.photo(_pick(Hazard, n), f"{m}"),
    "caption photo": lambda n, m: (
        Photo.update(caption=NAMES[m % 5]).where(Photo.id == _pick(Photo, n)).execute()
    ),
    "remove photo": lambda n, m: Photo.delete_by_id(_pick(Photo, n)),
    "set": lambda n, m: Setting.insert(id=NAMES[n % 5], value=str(m)).on_conflict_replace().execute(),
    "unset": lambda n, m: Setting.delete_by_id(_pick(Setting, n)),
}

ops = st.tuples(st.sampled_from(list(OPS)), st.integers(0, 9), st.integers(0, 9))
# Weighted towards what builds something up, and a change holds up to four operations.
changes = st.lists(st.lists(ops, min_size=1, max_size=4), min_size=1, max_size=12)


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        store.create(Path(folder))
        try:
            rows.plan()
            yield connection.path()
        finally:
            store.close()


def _do(operations: list[Op]) -> None:
    """One change; what the schema refuses takes the whole change back."""
    with contextlib.suppress(peewee.IntegrityError, apsw.ConstraintError), journal.change("乱改", ACTOR):
        for name, n, m in operations:
            OPS[name](n, m)


@settings(max_examples=100)
@given(changes)
def test_undo_of_everything_and_redo_of_everything(all_changes: list[list[Op]]) -> None:
    with _scratch() as file:
        states = [rows.snapshot()]
        for operations in all_changes:
            _do(operations)
            if rows.snapshot() != states[-1]:
                states.append(rows.snapshot())
            rows.assert_derived(file)
        assert connection.scalar("SELECT max(seq) FROM journal") == len(states)
        for state in reversed(states[:-1]):
            journal.undo(ACTOR)
            assert rows.snapshot() == state
            rows.assert_derived(file)
        for state in states[1:]:
            journal.redo(ACTOR)
            assert rows.snapshot() == state
            rows.assert_derived(file)
        assert journal.last_redoable() is None
        assert journal.broken_at(connection.connection()) is None


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["change", "undo", "redo"]), max_size=25))
def test_any_mixture_behaves_like_two_stacks(steps: list[str]) -> None:
    """The reference: a stack of what was done and one of what was undone, which a new change empties."""
    with _scratch():
        done, undone, value = [""], [""][:0], 0
        for step in steps:
            if step == "change":
                value += 1
                rows.setting("n", str(value))
                done, undone = [*done, str(value)], []
            elif step == "undo" and len(done) > 1:
                journal.undo(ACTOR)
                undone.append(done.pop())
            elif step == "redo" and undone:
                journal.redo(ACTOR)
                done.append(undone.pop())
            elif step == "redo":
                with pytest.raises(UserError, match="没有可以恢复的操作"):
                    journal.redo(ACTOR)
            assert (connection.scalar("SELECT value FROM setting WHERE id = 'n'") or "") == done[-1]
            in_force = [
                e.label for e in journal.entries(limit=999) if e.undoes is None and e.undone_by is None
            ]
            assert len(in_force) == len(done)


def test_labels_and_who_undid_what(planned: Path) -> None:
    rows.setting("甲", "1")
    assert journal.undo("丁某").label == "设置甲"
    assert (journal.entries()[0].label, journal.entries()[0].actor) == ("撤销：设置甲", "丁某")
    assert journal.entries()[1].undone_by == 3
    journal.redo("丁某")
    redone, undo, first, _ = journal.entries()
    assert redone.label == "恢复：设置甲"
    assert (redone.undoes, undo.undoes) == (undo.seq, first.seq)
    assert (undo.undone_by, first.undone_by) == (4, None)


def test_a_new_change_ends_what_can_be_redone(planned: Path) -> None:
    rows.setting("甲", "1")
    journal.undo(ACTOR)
    rows.setting("乙", "1")
    with pytest.raises(UserError, match="没有可以恢复的操作"):
        journal.redo(ACTOR)


def test_nothing_to_undo(folder: Path) -> None:
    with pytest.raises(UserError, match="没有可以撤销的操作"):
        journal.undo(ACTOR)


def test_what_has_left_the_house_is_not_undone_nor_anything_before_it(planned: Path) -> None:
    rows.setting("甲", "1")
    with journal.change("下达整改通知", ACTOR, undoable=False):
        Setting.create(id="乙", value="1")
    before = rows.snapshot()
    for _ in range(2):
        with pytest.raises(UserError, match="“下达整改通知”已经生效，不能撤销；.*作废"):
            journal.undo(ACTOR)
    assert rows.snapshot() == before and len(journal.entries()) == 3


def test_a_row_that_was_changed_behind_the_journal_is_not_overwritten(planned: Path) -> None:
    rows.setting("甲", "1")
    rows.setting("甲", "2")
    rows.tamper(connection.path(), "UPDATE setting SET value = '9'")
    with pytest.raises(UserError, match="“设置甲”之后又有其他操作改动了同一记录"):
        journal.undo(ACTOR)
    assert Setting.get_by_id("甲").value == "9"
    assert len(journal.entries()) == 3


def test_an_earlier_entry_names_what_came_after_it(planned: Path) -> None:
    rows.setting("甲", "1")
    rows.setting("甲", "2")
    entry = journal.entries()[1]
    with pytest.raises(UserError, match="“设置甲”之后又有“设置甲”改动了同一记录，请先撤销后面的操作"):
        journal._revert(entry, ACTOR, "撤销")
    assert Setting.get_by_id("甲").value == "2"


def test_all_kinds_of_rows_come_back(planned: Path) -> None:
    """A row of each table removed and brought back in one change each, whole."""
    with journal.change("登记", ACTOR):
        hazard = rows.hazard("1", id="h")
        rows.photo("h", "ab", id="p")
        Paper.create(
            id="d", kind="notice", number="一号", year=2021, sequence=1, office="o1", site="s",
            issued_on=rows.DAY, sha256="cd", pages=1,
        )  # fmt: skip
        PaperHazard.create(id="i", paper="d", hazard=hazard, position=1)
    full = rows.snapshot()
    with journal.change("全部删除", ACTOR):
        for record in reversed(RECORDS):
            record.delete().execute()
    assert not any(rows.snapshot().values())
    journal.undo(ACTOR)
    assert rows.snapshot() == full
    rows.assert_derived(connection.path())


def test_what_is_remembered_aside_is_passed_over(folder: Path) -> None:
    layout = {"purpose": "form", "kind": "hazards", "mapping": "{}", "used_on": rows.DAY}
    with journal.change("登记", ACTOR):
        Office.create(name="甲", code="A")
    with journal.change("记住", ACTOR):
        SheetLayout.create(fingerprint="1", **layout)
    with journal.change("导入", ACTOR):
        SheetLayout.create(fingerprint="2", **layout)
        Office.create(name="乙", code="B")
    assert [journal.undo(ACTOR).label, journal.undo(ACTOR).label] == ["导入", "登记"]
    assert [one.fingerprint for one in SheetLayout.select()] == ["1"], (
        "an import takes what it remembered along"
    )
    with journal.change("记住", ACTOR):
        SheetLayout.create(fingerprint="3", **layout)
    journal.redo(ACTOR)
    assert Office.select().count() == 1 and journal.broken_at(connection.connection()) is None
