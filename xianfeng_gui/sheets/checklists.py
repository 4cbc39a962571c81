"""Checklists as sheets: a declaration for writing them so that they can be changed in Excel, and a reader of any workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.errors import UserError
from db.records import ChecklistItem
from xianfeng_gui.sheets.columns import ORDER, Kind, Sheet
from xianfeng_gui.sheets.fields import of_record
from xianfeng_gui.sheets.opening import open_workbook
from xianfeng_gui.sheets.parsing import plain_text

_HEAD_WITHIN = 20
"""Rows at the top among which the columns' titles are looked for."""

CHECKLIST = Sheet(
    "checklist",
    "检查表",
    (
        ORDER,
        of_record(ChecklistItem, "text", 36, Kind.LINES),
        of_record(ChecklistItem, "finding", 34, Kind.LINES),
        of_record(ChecklistItem, "basis", 30, Kind.LINES),
        of_record(ChecklistItem, "measure", 36, Kind.LINES),
        of_record(ChecklistItem, "grade", 10),
    ),
)


def read_checklist(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Row number and texts by key of each item in a sheet whose head names 检查内容 and, where there are, 问题表述,
    检查依据, 整改措施, 等级. UserError when the file can't be read or has no such head."""
    grid = open_workbook(path).read().grid
    rows = enumerate(([plain_text(cell) for cell in row] for row in grid), 1)
    places: dict[str, int] = {}
    for number, row in rows:
        places = _places(row)
        if "text" in places or number == _HEAD_WITHIN:
            break
    if "text" not in places:
        titles = "、".join(column.title for column in CHECKLIST.incoming)
        raise UserError(f"“{path.name}”里找不到“检查内容”这一栏，表头应为：{titles}", "path")
    found = ((number, {key: " ".join(row[at].split()) for key, at in places.items()}) for number, row in rows)
    return [(number, texts) for number, texts in found if any(texts.values())]


def _places(row: Sequence[str]) -> dict[str, int]:
    titles = ["".join(cell.split()) for cell in row]
    return {column.key: titles.index(column.title) for column in CHECKLIST.incoming if column.title in titles}
