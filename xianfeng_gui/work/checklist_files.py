"""Checklists from and to files: TOML as the program's own ones, .xlsx or .csv as offices keep them."""

from __future__ import annotations

from pathlib import Path

from db import journal
from db.errors import UserError
from xianfeng_gui.rules import checklists as rules
from xianfeng_gui.rules.checklists import ChecklistData, ItemData
from xianfeng_gui.work import checklists, outputs, resources


def import_file(path: Path, actor: str) -> str:
    """Add a checklist from a file; a sheet's name is the file's. UserError says what is wrong. Returns its id."""
    data = _read(path)
    with journal.change(f"导入检查表“{data.name}”", actor):
        return checklists.add_list(data)


def _read(path: Path) -> ChecklistData:
    if path.suffix.lower() == ".toml":
        laws = rules.parse_laws(resources.read("checklists", "laws.toml"))
        return rules.parse_checklist(_text(path), laws)
    from xianfeng_gui.sheets.checklists import read_checklist

    return rules.checked(path.stem, "", "", (_item(number, texts) for number, texts in read_checklist(path)))


def _item(number: int, texts: dict[str, str]) -> ItemData:
    """The item in a sheet's row."""
    try:
        grade = rules.grade_of(texts.get("grade", ""))
    except UserError as error:
        raise UserError(f"第{number}行：{error}", error.field) from error
    return ItemData(**{key: text for key, text in texts.items() if key != "grade"}, grade=grade)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"读不出文件“{path.name}”，请检查文件是否还在；文件应为UTF-8编码", "path") from error


def export(list_id: str, target: Path) -> int:
    """Write a list's items in use as an Excel sheet that can be changed and imported; returns how many."""
    from xianfeng_gui.sheets.book import write_book
    from xianfeng_gui.sheets.checklists import CHECKLIST
    from xianfeng_gui.work import sheets_head

    rows = [
        (item.text, item.finding, item.basis, item.measure, item.grade)
        for item in checklists.item_rows(list_id)
    ]
    title = checklists.checklist(list_id).name
    with outputs.replacing(target) as part:
        write_book(part, [sheets_head.table(CHECKLIST, rows, title=title)])
    return len(rows)
