"""python-calamine, with whatever it can't read told as nothing instead of raised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from xianfeng_gui.sheets.hostile import locked

_T = TypeVar("_T")


@dataclass(frozen=True)
class Cells:
    """A worksheet as it was read; ``height`` and ``width`` count from the sheet's first row and column."""

    sheet: Any
    height: int
    width: int
    merged: tuple[tuple[int, int, int, int], ...]

    def rows(self) -> Iterator[list[Any]]:
        """Its rows from the sheet's first on; the reader leaves out the columns before the first that holds something."""
        if not self.height:
            return
        _, first_column = self.sheet.start
        if not first_column:
            yield from self.sheet.iter_rows()
            return
        before = [None] * first_column
        for row in self.sheet.iter_rows():
            yield before + row


class Calamine:
    """A workbook opened by python-calamine."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._file = path.open("rb")
        self._book: Any = None

    def __enter__(self) -> Calamine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _try(self, action: Callable[[Any], _T]) -> _T | None:
        """None when it can't be read; UserError when it has a password."""
        import python_calamine as calamine

        try:
            if self._book is None:
                self._book = calamine.CalamineWorkbook.from_filelike(self._file)
            return action(self._book)
        except calamine.PasswordError as error:
            raise locked(self._name) from error
        except calamine.CalamineError:
            return None
        except BaseException as error:
            # A malformed file can hit an assertion of the Rust library, which comes as no Exception.
            if type(error).__name__ == "PanicException":
                return None
            raise

    def names(self) -> list[tuple[str, bool]]:
        """The worksheets' names and whether each is hidden; empty when the file can't be read."""
        import python_calamine as calamine

        def read(book: Any) -> list[tuple[str, bool]]:
            return [
                (one.name, one.visible != calamine.SheetVisibleEnum.Visible)
                for one in book.sheets_metadata
                if one.typ == calamine.SheetTypeEnum.WorkSheet
            ]

        return self._try(read) or []

    def sheet(self, name: str) -> Cells | None:
        """A worksheet; None when it can't be read."""

        def read(book: Any) -> Cells:
            sheet = book.get_sheet_by_name(name)
            merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
            last_row, last_column = sheet.end or (-1, -1)
            return Cells(sheet, last_row + 1, last_column + 1, merged)

        return self._try(read)
