"""Write a list as an Excel workbook that can be printed as it is.

Rows stream through openpyxl's write-only mode, so that 200,000 of them need no more memory than one.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from db.errors import UserError
from xianfeng_gui.sheets.columns import CellValue, ListHead, Sheet

MOST_ROWS = 1_048_000
"""Data rows that fit on a worksheet below its head (the format's limit is 1,048,576 rows)."""


def write_list(
    target: Path | BinaryIO, sheet: Sheet, rows: Iterable[Sequence[CellValue]], head: ListHead
) -> int:
    """Write a workbook with one list; returns the number of rows.

    Each row has a value a column, in order. A file is replaced only when the new one is complete. UserError when
    the target is open in Excel or cannot be written, or when there are more rows than a sheet can hold.
    """
    if not isinstance(target, Path):
        return _write(target, sheet, rows, head)
    with _replacing(target) as beside:
        return _write(beside, sheet, rows, head)


def _write(target: Path | BinaryIO, sheet: Sheet, rows: Iterable[Sequence[CellValue]], head: ListHead) -> int:
    from openpyxl import Workbook

    from xianfeng_gui.sheets.worksheet import ListWriter

    book = Workbook(write_only=True)
    with contextlib.closing(ListWriter(book, sheet, head)) as writer:
        for row in rows:
            if writer.count == MOST_ROWS:
                raise UserError(f"一张表最多{MOST_ROWS}行，请先筛选，再分几次导出")
            writer.add(row)
    book.save(target)
    return writer.count


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its place at the end: a stick pulled out midway spoils nothing."""
    beside = target.with_name(f".{target.name}.part")
    try:
        if target.exists():
            target.open(
                "r+b"
            ).close()  # refused while Excel has it open: say so before the work, not after it
        try:
            yield beside
            os.replace(beside, target)
        finally:
            beside.unlink(missing_ok=True)
    except PermissionError as error:
        raise UserError(
            f"无法写入“{target.name}”，请先关闭正在打开它的Excel或WPS，并确认文件夹可以写入", "target"
        ) from error
    except OSError as error:
        raise UserError(
            f"无法写入“{target}”，请检查文件夹是否存在、U盘是否插好、空间是否够用", "target"
        ) from error
