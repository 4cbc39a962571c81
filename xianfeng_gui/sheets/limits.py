"""What is too large to be a ledger of an office, and so is refused before a reader needs memory for it."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections.abc import Iterator

from db.errors import UserError

MOST_ROWS, MOST_COLUMNS = 400_000, 500
MOST_CELLS = 10_000_000
"""Rows times columns. The reader keeps 32 bytes for each place of that area, whether something stands in it or not."""
LARGEST_FILE = 200_000_000
LARGEST_TEXT = 60_000_000
"""Bytes of a .csv, which is held in memory as a whole; 100,000 rows of 25 columns take about 30 million."""
LARGEST_UNPACKED = 600_000_000
"""Bytes of all parts of a workbook once unpacked; 100,000 rows of 25 columns take about 150 million."""
LARGEST_STRINGS = 200_000_000
"""Bytes of a workbook's common table of texts once unpacked, which the reader holds in memory."""
LARGEST_ROW = 16_000_000
"""Bytes of one row as XML: what goes on longer without a row's end is no worksheet."""
LARGEST_PART_RATIO = 1000
"""More than this many times its packed size is no honest worksheet."""
MOST_PARTS = 20_000
LARGEST_PICTURE = 50_000_000


def refuse_huge(name: str, rows: int, columns: int) -> None:
    """UserError for a table that no ledger of an office has; ``name`` is the file's."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise UserError(
            f"“{name}”有{rows}行、{columns}列，最多读{MOST_ROWS}行、{MOST_COLUMNS}列；请删去多余的空行空列或拆开后再导入"
        )


def too_long(name: str) -> UserError:
    """What is said of a table as soon as it is known to be too long, without counting the rest of it."""
    return UserError(
        f"“{name}”的内容超过{MOST_ROWS}行，最多读{MOST_ROWS}行；请删去多余的空行空列或拆开后再导入"
    )


def abnormal(name: str) -> UserError:
    """What is said of a file that unpacks into far more than it should."""
    return UserError(f"“{name}”解开后异常庞大，可能不是正常的表格，没有读取")


def damaged(name: str) -> UserError:
    """What is said of a file whose parts can't be read."""
    return UserError(f"“{name}”不完整或已损坏，请重新复制一份，或用WPS打开后另存再导入")


@contextlib.contextmanager
def unpacking(name: str) -> Iterator[None]:
    """Whatever unpacking a damaged zip file raises, told in words; KeyError: a part that must be there is not."""
    try:
        yield
    except UserError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        KeyError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise damaged(name) from error
