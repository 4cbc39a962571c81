"""What the reader of cells does not tell of a worksheet: how far it reaches, what is hidden, where its pictures lie."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xianfeng_gui.sheets.limits import unpacking

Area = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, from 0, all included."""


@dataclass(frozen=True)
class Picture:
    """A picture that lies on a worksheet: row and column, from 0, of its upper left corner; ``name`` for messages.

    ``read`` gives the bytes as they stand in the file (UserError when they can't be read).
    """

    row: int
    column: int
    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Facts:
    """``rows``, ``columns``: how many the cells that hold something reach over (0: not known).

    ``hidden_rows``, ``hidden_columns``: from 0. ``without_result``: formulas whose result the file does not hold.
    ``merged``: where the reader of cells does not tell it (.ods).
    """

    rows: int = 0
    columns: int = 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    without_result: int = 0
    pictures: tuple[Picture, ...] = ()
    merged: tuple[Area, ...] = ()


def part_bytes(path: str, part: str) -> bytes:
    """A part of a zip file; UserError when it can't be unpacked."""
    with unpacking(Path(path).name), zipfile.ZipFile(path) as archive:
        return archive.read(part)
