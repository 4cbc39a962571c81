"""What all lists have in common: whose they are, of which day, and rows put in the order of the columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import TypeVar

from db import clock
from xianfeng_gui.sheets.columns import CellValue, ListHead, Row, Sheet, Table
from xianfeng_gui.work import offices, topics

_T = TypeVar("_T")


def table(
    sheet: Sheet, rows: Iterable[Row], filter_text: str = "", *, title: str = "", legend: str = ""
) -> Table:
    """A list of this office and day; its title is the sheet's unless another is given."""
    head = ListHead(title or sheet.title, offices.own_office().name, clock.today(), filter_text, legend)
    return Table(sheet, head, rows)


def campaign_title(title: str) -> str:
    """A list's title with the campaign's name before it."""
    return topics.campaign().name + title


def rows(sheet: Sheet, values: Mapping[str, Callable[[_T], CellValue]], found: Iterable[_T]) -> Iterator[Row]:
    """Rows of a sheet from anything: ``values`` says for every column's key how its value is got."""
    getters = [values[column.key] for column in sheet.filled]
    for one in found:
        yield tuple(get(one) for get in getters)


def attributes(sheet: Sheet) -> dict[str, Callable[[object], CellValue]]:
    """Such values for rows that have an attribute a column."""
    return {column.key: attrgetter(column.key) for column in sheet.filled}


def select(sheet: Sheet, expressions: Mapping[str, str]) -> str:
    """SQL columns in the sheet's order from an expression a key."""
    return ", ".join(expressions[column.key] for column in sheet.filled)


def scopes(topic_id: str) -> list[topics.TopicTab]:
    """The topics that a filter's topic means: every one and the safeguards, or just one of them."""
    found = [*topics.topics(), topics.SAFEGUARDS_TAB]
    return [tab for tab in found if topic_id in ("", tab.id)]


def scope_in_words(topic_id: str) -> str:
    """The same in words."""
    return "、".join(tab.name for tab in scopes(topic_id)) if topic_id else "全部专题"
