"""Task lists as tables: a head with 任务, 责任单位, 完成时限 …, one row a task."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.offices import Parts, names, read
from xianfeng_gui.rules.plan_reading.outline import Line, heading, short_title, tidy
from xianfeng_gui.rules.plan_reading.topics import MeasureText, TopicText

_COLUMNS = {
    "topic": "专题|类别|领域|行业|项目类别|整治方向",
    "lead": "牵头单位|牵头部门|责任单位|责任部门|牵头责任单位|负责单位",
    "supporting": "配合单位|配合部门|参与单位|协办单位",
    "time": "完成时限|完成时间|时限|期限|时间要求|时间节点|时间安排",
    "measure": "重点任务|主要任务|工作任务|任务名称|整治任务|任务|整治重点|工作项目|项目",
    "content": "具体措施|工作措施|整治措施|主要措施|措施|工作内容|任务内容|整治内容|具体内容|主要内容|工作要求|内容|任务清单",
}


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
        if cells.get("lead"):  # who is named anew is not helped by those of the row above
            above.pop("supporting", None)
        above |= {key: value for key, value in cells.items() if value}
        filled = {key: above.get(key, "") for key in ("topic", "measure", "lead", "supporting", "time")}
        text = cells.get("content") or filled["measure"]
        title = filled["measure"] if len(filled["measure"]) <= 60 else short_title(filled["measure"])
        topic = filled["topic"] or name
        grouped.setdefault(topic, []).append(MeasureText(title, text, table.at, _parts(filled)))
    return [TopicText(topic, table.at, Parts(), tuple(found)) for topic, found in grouped.items()]


def unused(table: TableBlock) -> list[str]:
    """The rows that name no task, each in words; the whole table as its first row when it is no task list."""
    at, columns = _head(table.rows)
    if at < 0:
        return [_in_words(row) for row in table.rows[:1]]
    return [
        _in_words(row)
        for row in table.rows[at + 1 :]
        if any(_filled(row)) and not (_band(row) or _is_total(row) or _says_a_task(row, _cells(row, columns)))
    ]


def _in_words(row: Sequence[str]) -> str:
    return "　".join(dict.fromkeys(map(tidy, _filled(row))))


def _cells(row: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    return {key: tidy(row[column]) for key, column in columns.items() if column < len(row)}


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
                    break
        if ("measure" in columns or "content" in columns) and ("lead" in columns or "time" in columns):
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
    lead = re.sub(r"\s+", "、", cells["lead"])
    words = [
        f"责任单位：{lead}" if lead else "",
        f"配合单位：{cells['supporting']}" if cells["supporting"] else "",
    ]
    words.append(f"完成时限：{cells['time']}" if cells["time"] else "")
    found = read("；".join(word for word in words if word)) if any(words) else Parts()
    return found if found.lead or not names(lead) else Parts(names(lead), time=found.time)
