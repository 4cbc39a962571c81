"""Numbers are handed out once and only once."""

from __future__ import annotations

from pathlib import Path

from db import connection, journal, numbers
from tests.db import rows
from tests.db.rows import ACTOR


def test_kinds_and_years_are_counted_apart(folder: Path) -> None:
    with journal.change("取号", ACTOR):
        assert [numbers.take("notice", 2021) for _ in range(3)] == [1, 2, 3]
        assert numbers.take("notice", 2022) == 1
        assert numbers.take("hazard.YJB", 2021) == 1
    counted = numbers.counters(connection.connection())
    assert counted == [("hazard.YJB", 2021, 1), ("notice", 2021, 3), ("notice", 2022, 1)]


def test_a_block_follows_what_was_taken(folder: Path) -> None:
    with journal.change("取号", ACTOR):
        assert numbers.take("notice", 2021) == 1
        assert list(numbers.take_block("notice", 2021, 3)) == [2, 3, 4]
        assert list(numbers.take_block("hazard.YJB", 2021, 2)) == [1, 2]
        assert numbers.take("notice", 2021) == 5


def test_an_undo_frees_no_number(planned: Path) -> None:
    with journal.change("登记隐患", ACTOR):
        rows.hazard(str(numbers.take("hazard.YJB", 2021)))
    journal.undo(ACTOR)
    assert connection.scalar("SELECT count(*) FROM hazard") == 0
    with journal.change("登记隐患", ACTOR):
        rows.hazard(str(numbers.take("hazard.YJB", 2021)))
    assert connection.scalar("SELECT number FROM hazard") == "2"


def test_counters_are_raised_and_never_lowered(folder: Path) -> None:
    with journal.change("取号", ACTOR):
        numbers.take_block("notice", 2021, 5)
        numbers.take_block("hazard.YJB", 2021, 2)
    with rows.raw(connection.path()) as link:
        numbers.raise_to(link, [("notice", 2021, 3), ("hazard.YJB", 2021, 7), ("notice", 2022, 1)])
        assert numbers.counters(link) == [("hazard.YJB", 2021, 7), ("notice", 2021, 5), ("notice", 2022, 1)]
