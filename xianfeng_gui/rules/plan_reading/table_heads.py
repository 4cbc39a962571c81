"""How a table of tasks is laid out: the row that names its columns, bands over its width, totals, what stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xianfeng_gui.rules.plan_reading import people
from xianfeng_gui.rules.plan_reading.outline import Line, heading, tidy

_COLUMNS = {
    "topic": "(?:整治|工作|重点|行动|治理|攻坚|所属|任务|隐患|项目)?(?:专题|专项|类别|领域|行业|行业领域|板块|方向|类型)(?:名称)?",
    "target": "(?:工作|整治|治理|任务|量化|预期|年度|阶段|总体|具体)*(?:目标|指标|目标值|目标要求)|(?:完成|验收)标准",
    "lead": "牵头单位|牵头部门|牵头责任单位",
    "responsible": "责任单位|责任部门|负责单位|承办单位|落实单位|实施单位|责任主体|责任分工|责任科室",
    "supporting": "配合单位|配合部门|参与单位|协办单位",
    "leader": "|".join(people.LABELS["leader"]),
    "person": "|".join(people.LABELS["person"]),
    "time": "(?:计划)?完成(?:时限|时间|期限)|(?:整改|整治|办结|工作)?(?:时限|期限)(?:要求)?|时间要求|时间节点|时间安排|截止时间",
    "measure": "重点任务|主要任务|工作任务|目标任务|任务名称|整治任务|任务|整治重点|工作项目|项目",
    "content": "具体措施|工作措施|整治措施|主要措施|措施|工作内容|任务内容|整治内容|具体内容|主要内容|工作要求|内容|任务清单",
}
OFFICES = ("lead", "responsible", "supporting")
PEOPLE = ("leader", "person")
_COUNTED = "序号|编号|№|No\\.?"
_NUMERAL = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")
_LAST_HEAD = 6
"""Rows from the top in which the names of the columns are looked for."""
_LONGEST_CAPTION = 40
_ANNEX = re.compile(r"附[件表]\s*\d*[-—－]?\d*[:：、.．]?|表\s*\d+[:：、.．]?")
_LIST_WORD = re.compile(
    "(?:重点|主要|整治|工作)?(?:任务|工作|措施|责任)?(?:分工|分解|安排)?(?:一览|汇总)?(?:清单|表)$"
)


def find_head(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The row that names the columns and which column is what; -1 when no row does. Of a head of several rows it is the
    one that names the most (责任分工 above 牵头单位 and 配合单位)."""
    found: tuple[int, dict[str, int]] = (-1, {})
    for at, row in enumerate(rows[:_LAST_HEAD]):
        columns = _columns(row)
        if columns.keys() & {"measure", "content"} and columns.keys() & {"lead", "responsible", "time"}:
            found = max(found, (at, columns), key=lambda one: len(one[1]))
    return found


def _columns(row: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, cell in enumerate(row):
        words = re.sub(r"\s", "", cell)
        for key in _COLUMNS:
            if key not in columns and re.fullmatch(f"(?:{_COLUMNS[key]})(?:及.*|和.*|[（(].*)?", words):
                columns[key] = column
                if key in OFFICES and re.search("责任人|负责人", words):  # 责任单位及责任人
                    columns.setdefault("person", column)
                break
    return columns


def counts_rows(title: str) -> bool:
    """Whether a column only counts the rows."""
    return bool(re.fullmatch(_COUNTED, title))


def band(row: Sequence[str]) -> str:
    """The topic that a row merged over the whole width names, or one that has only it behind 一 or （一）; empty for any
    other row."""
    words = list(dict.fromkeys(filter(None, map(tidy, row))))
    if len(words) == 2 and _NUMERAL.fullmatch(words[0]) and words[0] == tidy(row[0]):
        return words[1]
    if len(row) < 3 or len(words) != 1 or not all(map(tidy, row)):
        return ""
    return "" if is_total(row) else named(words[0])


def band_above(rows: Sequence[Sequence[str]], head: int) -> str:
    """The topic of the first rows, where its band stands above the names of the columns; a table's title is none."""
    word = band(rows[head - 1]) if head else ""
    is_one_of_several = any(map(band, rows[head + 1 :])) or word != tidy(rows[head - 1][0])
    return word if is_one_of_several and not _LIST_WORD.search(word) else ""


def named(cell: str) -> str:
    """A topic's name without its number: 一、消防安全."""
    found = heading(Line(cell, 0))
    return (found.title or found.rest) if found else cell


def is_total(row: Sequence[str]) -> bool:
    """Whether a row adds up or explains."""
    return bool(re.match("合计|小计|总计|备注|说明|注[:：]", next(filled(row), "")))


def filled(row: Sequence[str]) -> Iterator[str]:
    """The cells that hold something."""
    return (cell.strip() for cell in row if cell.strip())


def caption(lines: Sequence[Line], after: int, at: int) -> str:
    """What the last line above a table at ``at`` calls it, below the table at ``after``; empty where that is a sentence:
    （一）消防安全整治, 附件2：燃气整治任务清单."""
    line = next((one for one in reversed(lines) if after < one.at < at), None)
    if line is None or "。" in line.text or len(line.text) > _LONGEST_CAPTION:
        return ""
    return _LIST_WORD.sub("", named(_ANNEX.sub("", line.text)))
