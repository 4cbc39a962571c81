"""Many rows at once are the same as rows created one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import bulk, connection, ids, journal, store
from db.records import Campaign, Office
from db.vocabulary import OfficeKind


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[None]:
    store.create(tmp_path / "data")
    yield
    ids.repeatable(None)
    store.close()


CAMPAIGN = {
    "key": "甲",
    "name": "行动",
    "starts_on": dt.date(2020, 6, 1),
    "ends_on": dt.date(2022, 12, 31),
    "active": False,
}


def test_rows_are_stored_as_create_stores_them(archive: None) -> None:
    with journal.change("逐条", "试"):
        ids.repeatable(1)
        Campaign.create(**CAMPAIGN)
        one_by_one = connection.rows("SELECT * FROM campaign")
        Campaign.delete().execute()
        ids.repeatable(1)
        bulk.insert(Campaign, [CAMPAIGN])
    assert connection.rows("SELECT * FROM campaign") == one_by_one


def test_terms_and_given_keys(archive: None) -> None:
    with journal.change("成批", "试"):
        bulk.insert(
            Office,
            [
                {"id": str(n), "name": f"甲{n}村", "code": f"J{n}", "kind": OfficeKind.VILLAGE}
                for n in range(3)
            ],
        )
    assert [office.kind for office in Office.select()] == [OfficeKind.VILLAGE] * 3
    assert journal.entries()[0].label == "成批"


def test_what_a_table_does_not_take_ends_the_change(archive: None) -> None:
    with pytest.raises(Exception, match="NOT NULL"), journal.change("成批", "试"):
        bulk.insert(Office, [{"name": "乙", "code": "Y"}, {"name": None, "code": "B"}])
    assert Office.select().count() == 0


def test_only_inside_a_change(archive: None) -> None:
    with pytest.raises(RuntimeError, match="inside a change"):
        bulk.insert(Office, [])
