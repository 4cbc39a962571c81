"""A ledger as an office keeps it: deep head, merged cells, lines above and below, codes, pictures."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

_NONE = (None,)
ROWS: tuple[tuple[Any, ...], ...] = (
    ("先锋镇绣庄村2021年第二季度安全隐患排查治理台账", *_NONE * 10),
    ("填报单位：绣庄村　填报人：何某　　填报日期：2021年6月30日", *_NONE * 10),
    ("检查日期：", dt.date(2021, 6, 3), *_NONE * 9),
    (
        *("序号", "企业\n名称", "隐患情况", None, None, "整改\n责任人", "联系\n电话", "整改期限"),
        *("整改情况（1已整改 2整改中）", "整改前\n照片", "整改后\n照片"),
    ),
    (None, None, "存在的问题", "隐患部位", "隐患等级（1一般 2重大）", *_NONE * 6),
    (1, "重庆市江津区青禾榨菜加工厂有限公司", "疏散通道\n堆放杂物", "车间", 1, "何某 丁某", 13800000000.0, "6月30日", 1, None, None),
    (None, None, "灭火器失效", "仓库", 2, "何某", 13800000000.0, "2021年7月", 2, None, None),
    _NONE * 11,
    (2, "好运来副食店", "电线私拉乱接", None, "１", "罗某、张某/李某", "１３９０００００００１", "二〇二一年七月三日", 2, None, None),
    (3, "青禾榨菜加工厂", "配电箱未接地", "门口", "一般", "丁某", "0231234567", 44400, "已整改", None, None),
    ("合计", None, "4条", *_NONE * 8),
    ("注：每季度末报送", *_NONE * 10),
    ("审核人：丁某", *_NONE * 10),
)  # fmt: skip
MERGED = (
    *("A1:K1", "A2:K2", "A4:A5", "B4:B5", "C4:E4", "F4:F5", "G4:G5", "H4:H5", "I4:I5", "J4:J5", "K4:K5"),
    *("A6:A7", "B6:B7"),
)
PICTURES = (("J6", "red"), ("K6", "green"), ("J10", "blue"))


def write(
    path: Path,
    rows: Sequence[Sequence[Any]] = ROWS,
    merged: Sequence[str] = MERGED,
    pictures: Sequence[tuple[str, str]] = PICTURES,
) -> Path:
    """The ledger as an .xlsx with a hidden draft before it, a hidden row and a hidden column."""
    book = openpyxl.Workbook()
    draft = book.worksheets[0]
    draft.title, draft.sheet_state = "草稿", "hidden"
    sheet = book.create_sheet("隐患台账")
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["D"].hidden = True
    for place, colour in pictures:
        sheet.add_image(SheetImage(io.BytesIO(picture(colour))), place)
    book.save(path)
    return path


def picture(colour: str) -> bytes:
    """A small photo in one colour."""
    out = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(out, "PNG")
    return out.getvalue()
