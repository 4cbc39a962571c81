"""Writes 100,000 hazards as a list and prints the seconds, the rows and the peak of memory over the start in MiB (Linux).

``ours``: the register as the program writes it, reading included. ``openpyxl``: the same values, already read, by its
write-only mode without styles.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

ROWS = 100_000


def _peak_mib() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _ours(target: Path) -> float:
    from xianfeng_gui.sheets.book import write_book
    from xianfeng_gui.sheets.columns import Table
    from xianfeng_gui.work import sheets_hazards
    from xianfeng_gui.work.hazard_filter import HazardFilter

    start = time.perf_counter()
    (table,) = sheets_hazards.register(HazardFilter())
    write_book(target, [Table(table.sheet, table.head, islice(table.rows, ROWS))])
    return time.perf_counter() - start


def _openpyxl(target: Path) -> float:
    from openpyxl import Workbook

    from xianfeng_gui.sheets.cells import stored
    from xianfeng_gui.work import sheets_hazards
    from xianfeng_gui.work.hazard_filter import HazardFilter

    (table,) = sheets_hazards.register(HazardFilter())
    columns = table.sheet.filled
    rows = [
        [number, *(stored(value, column) for value, column in zip(row, columns, strict=True))]
        for number, row in enumerate(islice(table.rows, ROWS), 1)
    ]
    start = time.perf_counter()
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for row in rows:
        page.append(row)
    book.save(target)
    return time.perf_counter() - start


def _run(writer: str, folder: str, today: str) -> None:
    before = _peak_mib()
    os.environ["OPENPYXL_LXML"] = "False"  # as in the shipped program, which has no lxml
    from db import clock, store

    clock.set_today(dt.date.fromisoformat(today))
    store.open_folder(Path(folder))
    with tempfile.TemporaryDirectory() as scratch:
        took = {"ours": _ours, "openpyxl": _openpyxl}[writer](Path(scratch) / "list.xlsx")
    store.close()
    print(took, _peak_mib() - before)


_run(*sys.argv[1:])
