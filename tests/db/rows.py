"""A small made-up township for the tests of db/, and what follows from its records computed anew."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw

from db import connection, journal, search
from db.records import RECORDS, Campaign, Hazard, Office, Photo, Setting, Site, Task, Topic

ACTOR = "何某"
DAY = dt.date(2021, 6, 1)
TABLES = [record._meta.table_name for record in RECORDS]


def plan() -> None:
    """A campaign, a topic, two offices, a site and a task with fixed keys, in one change."""
    with journal.change("载入工作方案", ACTOR):
        Campaign.create(id="c", key="甲", name="整治行动", starts_on=DAY, ends_on=dt.date(2022, 12, 31))
        Topic.create(id="t", campaign="c", number=1, name="消防安全", short_name="消防")
        Office.create(id="o1", name="镇应急办", code="YJB")
        Office.create(id="o2", name="绣庄村", code="XZ", kind="village")
        Site.create(id="s", name="青禾榨菜加工厂", village="o2")
        Task.create(id="k", campaign="c", topic="t", number="1-01", title="排查", starts_on=DAY, deadline=DAY)


def hazard(number: str, **values: Any) -> Hazard:
    """A hazard of the plan's topic; only inside a change."""
    fields: dict[str, Any] = {
        "campaign": "c",
        "topic": "t",
        "site": "s",
        "office": "o1",
        "found_on": DAY,
        "description": "疏散通道堆放杂物",
        "last_step_on": DAY,
    }
    return Hazard.create(number=number, **{**fields, **values})


def photo(owner: str, sha256: str, **values: Any) -> Photo:
    """A photo of the hazard with that key; only inside a change."""
    return Photo.create(hazard=owner, sha256=sha256, width=4, height=3, **values)


def setting(key: str, value: str) -> None:
    """One change that writes a setting."""
    with journal.change(f"设置{key}", ACTOR):
        Setting.insert(id=key, value=value).on_conflict_replace().execute()


def snapshot() -> dict[str, list[connection.Row]]:
    """Every row of every recorded table."""
    return {table: sorted(connection.rows(f"SELECT * FROM {table}"), key=str) for table in TABLES}


@contextlib.contextmanager
def raw(file: Path) -> Iterator[apsw.Connection]:
    """The file as another program would open it: nothing recorded, nothing protected, no foreign keys."""
    with contextlib.closing(connection.connect(file)) as link:
        link.execute("PRAGMA foreign_keys = OFF")
        yield link


def tamper(file: Path, sql: str, parameters: tuple[Any, ...] = ()) -> None:
    """Change the file behind the journal's back, its protecting triggers removed."""
    with raw(file) as link:
        link.execute("DROP TRIGGER IF EXISTS journal_keep_update; DROP TRIGGER IF EXISTS journal_keep_delete")
        link.execute(sql, parameters)


_LINE = "number, topic_id, state, grade, source, office_id, village_id, site_id, found_on, deadline"
_DUE = "iif(state IN ('reported', 'verified', 'issued', 'rectifying'), coalesce(deadline, ''), '')"


def assert_derived(file: Path) -> None:
    """Lines, counts and search index are what a rebuild from the records would give."""
    with raw(file) as link:
        lines = set(link.execute(f"SELECT hazard_id, {_LINE} FROM hazard_line"))
        assert lines == set(link.execute(f"SELECT id, {_LINE} FROM hazard"))
        counted = (
            f"SELECT topic_id, state, grade, office_id, {_DUE}, count(*) FROM hazard GROUP BY 1, 2, 3, 4, 5"
        )
        assert set(link.execute("SELECT * FROM hazard_tally")) == set(link.execute(counted))
        link.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, hazard_search, instance)")
        indexed: dict[int, set[str]] = {}
        for row, term in link.execute("SELECT doc, term FROM temp.word"):
            indexed.setdefault(row, set()).add(term)
        texts = (
            "SELECT line.seq, hazard.number, description, location, site.name FROM hazard JOIN site "
            "ON site.id = hazard.site_id JOIN hazard_line AS line ON line.hazard_id = hazard.id"
        )
        assert indexed == {row[0]: set(search.grams(*row[1:]).split()) for row in link.execute(texts)}
