"""Reads a ledger of 100,000 rows and prints the seconds, the rows and the peak of memory over the start in MiB (Linux).

``make``: writes the ledger, as another program would, from the district's register. ``ours``: the file opened, every row
read, understood and checked against the archive. ``openpyxl``: its read-only mode going through the same rows.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from itertools import islice
from pathlib import Path

ROWS = 100_000


def _peak_mib() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _make(ledger: Path) -> int:
    from openpyxl import Workbook

    from xianfeng_gui.sheets.cells import stored
    from xianfeng_gui.work import sheets_hazards
    from xianfeng_gui.work.hazard_filter import HazardFilter

    (table,) = sheets_hazards.register(HazardFilter())
    columns = table.sheet.filled
    book = Workbook(write_only=True)
    page = book.create_sheet("隐患台账")
    page.append(["隐患台账"])
    page.append([column.title for column in table.sheet.columns])
    for number, row in enumerate(islice(table.rows, ROWS), 1):
        page.append([number, *(stored(value, column) for value, column in zip(row, columns, strict=True))])
    book.save(ledger)
    return ROWS


def _ours(ledger: Path) -> int:
    from xianfeng_gui.work.ledger import preview
    from xianfeng_gui.work.ledger.judged import Fate

    found = preview.look(ledger)
    return found.count(Fate.CREATE)


def _openpyxl(ledger: Path) -> int:
    import openpyxl

    book = openpyxl.load_workbook(ledger, read_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) - 2


def _run(reader: str, folder: str, ledger: str, today: str) -> None:
    from db import clock, store

    clock.set_today(dt.date.fromisoformat(today))
    store.open_folder(Path(folder))
    before, start = _peak_mib(), time.perf_counter()
    rows = {"make": _make, "ours": _ours, "openpyxl": _openpyxl}[reader](Path(ledger))
    took = time.perf_counter() - start
    store.close()
    print(took, rows, _peak_mib() - before)


_run(*sys.argv[1:])
