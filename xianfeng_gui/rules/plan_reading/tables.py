"""Task lists as tables: a head with 任务, 责任单位, 完成时限 …, one row a task."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xianfeng_gui.rules.plan_reading import people
from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.measures import MeasureText
from xianfeng_gui.rules.plan_reading.office_names import names
from xianfeng_gui.rules.plan_reading.offices import Parts, read
from xianfeng_gui.rules.plan_reading.outline import Line, itemized, short_title, tidy
from xianfeng_gui.rules.plan_reading.table_heads import (
    OFFICES,
    PEOPLE,
    band,
    band_above,
    caption,
    counts_rows,
    filled,
    find_head,
    is_total,
    named,
)
from xianfeng_gui.rules.plan_reading.tasks import LONGEST_TITLE
from xianfeng_gui.rules.plan_reading.topics import TopicText

_OF_ONE_ROW = ("time", "target")
"""What an empty cell does not take over from the row above."""


def all_topics(tables: Sequence[TableBlock], lines: Sequence[Line], name: str) -> list[TopicText]:
    """The topics of all tables. Where several name none, each is one, called as the line above it says, else ``name``."""
    found: list[TopicText] = []
    task_lists = [table for table in tables if find_head(table.rows)[0] >= 0]
    after = -1
    for table in task_lists:
        own = caption(lines, after, table.at) if len(task_lists) > 1 else ""
        found += topics(table, own or name)
        after = table.at
    return found


def topics(table: TableBlock, name: str) -> list[TopicText]:
    """The table's topics; ``name`` is the topic of a table without such a column. Empty for any other table."""
    head, columns = find_head(table.rows)
    if head < 0:
        return []
    found: dict[str, list[MeasureText]] = {}
    above: dict[str, str] = {}
    if first := band_above(table.rows, head):
        above["topic"] = first
    for at, row in _below(table, head):
        if topic := band(row):
            above = {"topic": topic}
            continue
        cells = _cells(row, columns)
        if not _says_a_task(row, cells):
            continue
        above = {key: value for key, value in above.items() if key not in _no_longer(cells)}
        above |= {key: value for key, value in cells.items() if value and key not in _OF_ONE_ROW}
        who = {key: above.get(key, "") for key in (*OFFICES, *PEOPLE)}
        parts = _parts(who | {"time": cells.get("time", "")})
        found.setdefault(above.get("topic", "") or name, []).extend(
            MeasureText(title, text, at, parts, cells.get("target", ""))
            for title, text in _measures(row, columns, above.get("measure", ""))
        )
    return [TopicText(topic, measures[0].at, Parts(), tuple(measures)) for topic, measures in found.items()]


def _below(table: TableBlock, head: int) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows below the names of the columns, each with its line; where the names come again they are none."""
    names = [tidy(cell) for cell in table.rows[head]]
    for number, row in enumerate(table.rows[head + 1 :], head + 1):
        if [tidy(cell) for cell in row] != names:
            yield table.at + number, row


def _no_longer(cells: dict[str, str]) -> tuple[str, ...]:
    """What a row does not take over from the one above: who is named anew is not helped by those of that row, and has
    people of its own."""
    if cells.get("lead"):
        return (*OFFICES, *PEOPLE)
    return ("person",) if cells.get("responsible") else ()


def _measures(row: Sequence[str], columns: dict[str, int], measure: str) -> list[tuple[str, str]]:
    """Title and text of the row's measures: several where its cell lists 1. 2. 3."""
    key = "content" if _cell(row, columns, "content").strip() else "measure"
    items = [tidy(item) for item in itemized(re.sub(r"\s+", " ", _cell(row, columns, key)))]
    if items:
        return [("", item) for item in items]
    text = tidy(_cell(row, columns, "content")) or measure
    return [(measure if len(measure) <= LONGEST_TITLE else short_title(measure), text)]


def unused(table: TableBlock) -> list[tuple[int, str]]:
    """The rows that name no task, each with its line and in words, and what stands in columns that mean nothing here; the
    whole table as its first row when it is no task list."""
    head, columns = find_head(table.rows)
    if head < 0:
        return [(table.at, _in_words(row)) for row in table.rows[:1]]
    tasks: list[Sequence[str]] = []
    found: list[tuple[int, str]] = []
    for at, row in _below(table, head):
        if _says_a_task(row, _cells(row, columns)) and not band(row):
            tasks.append(row)
        elif any(filled(row)) and not (band(row) or is_total(row)):
            found.append((at, _in_words(row)))
    for column, title in enumerate(map(tidy, table.rows[head])):
        if texts := _not_taken(title, column, columns, tasks):
            found.append((table.at + head, f"“{title}”栏：{'；'.join(dict.fromkeys(texts))}"))
    return found


def _not_taken(title: str, column: int, columns: dict[str, int], tasks: Sequence[Sequence[str]]) -> list[str]:
    """What a column says and no task takes over: all of one that means nothing here, and people that are not one by name."""
    texts = [tidy(row[column]) for row in tasks if column < len(row) and tidy(row[column])]
    keys = {key for key, one in columns.items() if one == column}
    if not keys & set(PEOPLE):
        return [] if keys or counts_rows(title) else texts
    if keys & set(OFFICES):
        texts = [named for text in texts if (named := people.told_apart(text)[1])]
    return [text for text in texts if not people.names_one(text)]


def _in_words(row: Sequence[str]) -> str:
    return "　".join(dict.fromkeys(map(tidy, filled(row))))


def _cells(row: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    """The row's known cells, tidied; offices that stand one a line are told apart."""
    cells = {key: _cell(row, columns, key) for key in columns}
    for key in cells.keys() & set(OFFICES):
        cells[key] = re.sub(
            r"(?<=[办所局站心队岗校科会室])[ \t\u3000]*\s[ \t\u3000]*", "、", cells[key].strip()
        )
        if columns[key] == columns.get("person"):
            cells[key], cells["person"] = people.told_apart(cells[key])
    plain = {key: tidy(text) for key, text in cells.items()}
    return plain | {key: named(plain[key]) for key in plain.keys() & {"topic"}}


def _cell(row: Sequence[str], columns: dict[str, int], key: str) -> str:
    column = columns.get(key, len(row))
    return row[column] if column < len(row) else ""


def _says_a_task(row: Sequence[str], cells: dict[str, str]) -> bool:
    return any(cells.get(key) for key in ("measure", "content")) and not is_total(row)


def _parts(cells: dict[str, str]) -> Parts:
    labels = {
        "lead": "牵头单位",
        "responsible": "责任单位",
        "supporting": "配合单位",
        "leader": "牵头领导",
        "person": "责任人",
        "time": "完成时限",
    }
    found = read("；".join(f"{label}：{cells[key]}" for key, label in labels.items() if cells[key]))
    first = cells["lead"] or cells["responsible"]
    if found.lead or not names(first):
        return found
    return Parts(names(first), time=found.time, leader=found.leader, person=found.person)
