"""Workbooks that the first reader refuses, tried with openpyxl: values only, row by row, styles left out when they are bad."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from db.errors import UserError
from xianfeng_gui.sheets import ole
from xianfeng_gui.sheets.limits import refuse_huge

_STYLES = "xl/styles.xml"
_PLAIN_STYLES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{}</cellXfs>"
    '<cellStyles><cellStyle name="Normal" xfId="0"/></cellStyles></styleSheet>'
)
_STYLES_NAMED = 2000
"""Cells refer to formats by number; so many plain ones stand in for those that can't be read."""


def names(path: Path) -> list[tuple[str, bool]]:
    """The worksheets' names and whether each is hidden; UserError when openpyxl can't open it either."""
    with _opened(path) as book:
        return [(sheet.title, sheet.sheet_state != "visible") for sheet in book.worksheets]


def rows(path: Path, name: str) -> Iterator[list[Any]]:
    """A worksheet's rows, all as wide as the first wide one; UserError when a part can't be read."""
    with _opened(path) as book, _in_words(path):
        width, count = 0, 0
        for row in book[name].iter_rows(values_only=True):
            count += 1
            width = max(width, len(row))
            refuse_huge(path.name, count, width)
            yield [None if cell == "" else cell for cell in row] + [None] * (width - len(row))


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (UserError, GeneratorExit):
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise UserError(f"“{path.name}”打不开：文件已损坏，请用WPS或Excel打开后另存再导入") from error


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        if file.read(8) == ole.MARK:
            raise UserError(f"“{path.name}”打不开：文件已损坏，请用WPS或Excel打开后另存为.xlsx再导入")
    with _in_words(path), contextlib.ExitStack() as stack:
        try:
            book = _load(path)
        except Exception:  # whatever its style sheet makes openpyxl raise; the next try is told in words
            book = _load(stack.enter_context(_without_styles(path)))
        stack.callback(book.close)
        yield book


def _load(source: Path | IO[bytes]) -> Any:
    import warnings

    import openpyxl

    # It warns of whatever it leaves out (validations, extensions); only the values are wanted.
    warnings.filterwarnings("ignore", module="openpyxl")
    return openpyxl.load_workbook(source, read_only=True, data_only=True, keep_links=False)


@contextlib.contextmanager
def _without_styles(path: Path) -> Iterator[IO[bytes]]:
    """A copy of the workbook whose formats are all plain; dates become the day numbers that they are."""
    with tempfile.TemporaryFile() as file:
        with (
            zipfile.ZipFile(path) as source,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy,
        ):
            for part in source.namelist():
                if part != _STYLES:
                    with source.open(part) as old, copy.open(part, "w", force_zip64=True) as new:
                        while block := old.read(1 << 20):
                            new.write(block)
            copy.writestr(_STYLES, _PLAIN_STYLES.format("<xf/>" * _STYLES_NAMED))
        file.seek(0)
        yield file
