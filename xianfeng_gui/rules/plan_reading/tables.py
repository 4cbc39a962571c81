"""Task lists as tables: a head with 任务, 责任单位, 完成时限 …, one row a task."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xianfeng_gui.rules.plan_reading import people
from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.measures import MeasureText
from xianfeng_gui.rules.plan_reading.office_names import names
from xianfeng_gui.rules.plan_reading.offices import Parts, read
from xianfeng_gui.rules.plan_reading.outline import Line, heading, itemized, short_title, tidy
from xianfeng_gui.rules.plan_reading.topics import TopicText

_COLUMNS = {
    "topic": "专题|类别|领域|行业|行业领域|重点领域|板块|项目类别|整治方向",
    "lead": "牵头单位|牵头部门|牵头责任单位",
    "responsible": "责任单位|责任部门|负责单位|承办单位|落实单位",
    "supporting": "配合单位|配合部门|参与单位|协办单位",
    "leader": "|".join(people.LABELS["leader"]),
    "person": "|".join(people.LABELS["person"]),
    "time": "完成时限|完成时间|时限|期限|时间要求|时间节点|时间安排",
    "measure": "重点任务|主要任务|工作任务|任务名称|整治任务|任务|整治重点|工作项目|项目",
    "content": "具体措施|工作措施|整治措施|主要措施|措施|工作内容|任务内容|整治内容|具体内容|主要内容|工作要求|内容|任务清单",
}
_OFFICES = ("lead", "responsible", "supporting")
_PEOPLE = ("leader", "person")
_COUNTED = "序号|编号|№|No\\.?"
LONGEST_TITLE = 60


def topics(table: TableBlock, name: str) -> list[TopicText]:
    """The table's topics; ``name`` is the topic of a table without such a column. Empty for any other table."""
    at, columns = _head(table.rows)
    if at < 0:
        return []
    grouped: dict[str, list[MeasureText]] = {}
    above: dict[str, str] = {}
    for row in table.rows[at + 1 :]:
        if band := _band(row):
            above = {"topic": band}
            continue
        cells = _cells(row, columns)
        if not _says_a_task(row, cells):
            continue
        above = {key: value for key, value in above.items() if key not in _no_longer(cells)}
        above |= {key: value for key, value in cells.items() if value and key != "time"}
        who = {key: above.get(key, "") for key in (*_OFFICES, *_PEOPLE)}
        parts = _parts(who | {"time": cells.get("time", "")})
        made = _measures(row, columns, above.get("measure", ""))
        grouped.setdefault(above.get("topic", "") or name, []).extend(
            MeasureText(title, text, table.at, parts) for title, text in made
        )
    return [TopicText(topic, table.at, Parts(), tuple(found)) for topic, found in grouped.items()]


def _no_longer(cells: dict[str, str]) -> tuple[str, ...]:
    """What a row does not take over from the one above: who is named anew is not helped by those of that row, and has
    people of its own."""
    if cells.get("lead"):
        return (*_OFFICES, *_PEOPLE)
    return ("person",) if cells.get("responsible") else ()


def _measures(row: Sequence[str], columns: dict[str, int], measure: str) -> list[tuple[str, str]]:
    """Title and text of the row's measures: several where its cell lists 1. 2. 3."""
    key = "content" if _cell(row, columns, "content").strip() else "measure"
    items = [tidy(item) for item in itemized(re.sub(r"\s+", " ", _cell(row, columns, key)))]
    if items:
        return [("", item) for item in items]
    text = tidy(_cell(row, columns, "content")) or measure
    return [(measure if len(measure) <= LONGEST_TITLE else short_title(measure), text)]


def unused(table: TableBlock) -> list[str]:
    """The rows that name no task, each in words, and what stands in columns that mean nothing here; the whole table as
    its first row when it is no task list."""
    at, columns = _head(table.rows)
    if at < 0:
        return [_in_words(row) for row in table.rows[:1]]
    rows, tasks = [row for row in table.rows[at + 1 :] if not (_band(row) or _is_total(row))], []
    found = []
    for row in rows:
        if _says_a_task(row, _cells(row, columns)):
            tasks.append(row)
        elif any(_filled(row)):
            found.append(_in_words(row))
    for column, title in enumerate(map(tidy, table.rows[at])):
        if texts := _not_taken(title, column, columns, tasks):
            found.append(f"“{title}”栏：{'；'.join(dict.fromkeys(texts))}")
    return found


def _not_taken(title: str, column: int, columns: dict[str, int], tasks: Sequence[Sequence[str]]) -> list[str]:
    """What a column says and no task takes over: all of one that means nothing here, and people that are not one by name."""
    texts = [tidy(row[column]) for row in tasks if column < len(row) and tidy(row[column])]
    keys = {key for key, one in columns.items() if one == column}
    if not keys & set(_PEOPLE):
        return [] if keys or re.fullmatch(_COUNTED, title) else texts
    if keys & set(_OFFICES):
        texts = [named for text in texts if (named := people.told_apart(text)[1])]
    return [text for text in texts if not people.names_one(text)]


def _in_words(row: Sequence[str]) -> str:
    return "　".join(dict.fromkeys(map(tidy, _filled(row))))


def _cells(row: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    """The row's known cells, tidied; offices that stand one a line are told apart."""
    cells = {key: _cell(row, columns, key) for key in columns}
    for key in cells.keys() & set(_OFFICES):
        cells[key] = re.sub(
            r"(?<=[办所局站心队岗校科会室])[ \t\u3000]*\s[ \t\u3000]*", "、", cells[key].strip()
        )
        if columns[key] == columns.get("person"):
            cells[key], cells["person"] = people.told_apart(cells[key])
    return {key: tidy(text) for key, text in cells.items()}


def _cell(row: Sequence[str], columns: dict[str, int], key: str) -> str:
    column = columns.get(key, len(row))
    return row[column] if column < len(row) else ""


def _says_a_task(row: Sequence[str], cells: dict[str, str]) -> bool:
    return any(cells.get(key) for key in ("measure", "content")) and not _is_total(row)


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The row that names the columns and which column is what; -1 when no row does."""
    for at, row in enumerate(rows[:6]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            words = re.sub(r"\s", "", cell)
            for key in _COLUMNS:
                if key not in columns and re.fullmatch(f"(?:{_COLUMNS[key]})(?:及.*|和.*|[（(].*)?", words):
                    columns[key] = column
                    if key in _OFFICES and re.search("责任人|负责人", words):  # 责任单位及责任人
                        columns.setdefault("person", column)
                    break
        if columns.keys() & {"measure", "content"} and columns.keys() & {"lead", "responsible", "time"}:
            return at, columns
    return -1, {}


def _band(row: Sequence[str]) -> str:
    """The topic that a row merged over the whole width names; empty for any other row."""
    words = {tidy(cell) for cell in row}
    if len(row) < 3 or len(words) != 1:
        return ""
    [word] = words
    head = heading(Line(word, 0))
    return "" if _is_total(row) else (head.title if head else word)


def _is_total(row: Sequence[str]) -> bool:
    return bool(re.match("合计|小计|总计|备注|说明|注[:：]", next(_filled(row), "")))


def _filled(row: Sequence[str]) -> Iterator[str]:
    return (cell.strip() for cell in row if cell.strip())


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
