"""Lists for tests: every kind written once over the made-up township, and read by a second library and LibreOffice."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from db.vocabulary import ListKind
from xianfeng_gui.work import sheets
from xianfeng_gui.work.hazard_filter import HazardFilter
from xianfeng_gui.work.inspection_list import InspectionFilter
from xianfeng_gui.work.master import TaskScope
from xianfeng_gui.work.sheets_late import LateFilter
from xianfeng_gui.work.sheets_monthly import MonthFilter
from xianfeng_gui.work.sheets_plan import PlanListFilter
from xianfeng_gui.work.sheets_registers import CalendarFilter, PaperFilter, PeopleFilter
from xianfeng_gui.work.sites import SiteFilter

EVERYTHING: dict[ListKind, Any] = {
    ListKind.HAZARDS: HazardFilter(),
    ListKind.TWO_LISTS: HazardFilter(),
    ListKind.STEPS: HazardFilter(),
    ListKind.TASKS: TaskScope(),
    ListKind.MASTER: TaskScope(),
    ListKind.MONTHLY: MonthFilter("2021-05"),
    ListKind.LATE: LateFilter(),
    ListKind.SITES: SiteFilter(inactive=True),
    ListKind.PEOPLE: PeopleFilter(out_of_use=True),
    ListKind.PAPERS: PaperFilter(),
    ListKind.INSPECTIONS: InspectionFilter(),
    ListKind.INSPECTION_PLAN: PlanListFilter(2021),
    ListKind.CALENDAR: CalendarFilter(dt.date(2021, 6, 1), dt.date(2021, 6, 30)),
    ListKind.STATISTICS: HazardFilter(),
}
"""The filter of each kind that chooses all there is (of a month, where a list is of a month)."""
_CSV = 'csv:"Text - txt - csv (StarCalc)":44,34,76,1,,0,false,true,false,false,false,-1'
"""Every worksheet as UTF-8, cells as they are shown."""


def written(kind: ListKind, folder: Path, wanted: Any = None) -> Path:
    """A kind's workbook, for all there is unless ``wanted`` says otherwise."""
    target = folder / f"{kind.value}.xlsx"
    sheets.write(kind, EVERYTHING[kind] if wanted is None else wanted, target)
    return target


def records(file: Path, page: int = 0) -> list[dict[str, Any]]:
    """The rows of a worksheet by its titles, as openpyxl reads them; without the last row of totals."""
    rows = list(load_workbook(file).worksheets[page].iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] in ("序号", "月份"))
    titles = [str(title) for title in rows[head]]
    return [dict(zip(titles, row, strict=True)) for row in rows[head + 1 :] if row[0] != "合计"]


def totals(file: Path, page: int = 0) -> dict[str, Any]:
    """The last row of a worksheet by the titles."""
    rows = list(load_workbook(file).worksheets[page].iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] in ("序号", "月份"))
    return dict(zip(map(str, rows[head]), rows[-1], strict=True))


def _convert(files: list[Path], folder: Path, into: str) -> None:
    """Have LibreOffice write the files into a folder in another format."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed here: tools/setup.sh dev installs it"
    profile = (folder / "profile").as_uri()
    words = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", into]
    subprocess.run(
        [*words, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=240
    )


def by_libreoffice_again(file: Path, folder: Path) -> Path:
    """The same workbook as LibreOffice writes it."""
    _convert([file], folder, "xlsx")
    return folder / file.name


def by_libreoffice(files: list[Path], folder: Path) -> dict[str, list[list[str]]]:
    """Every worksheet's cells as LibreOffice shows them, by ``file-worksheet``."""
    _convert(files, folder, _CSV.replace('"', ""))
    found = {}
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as text:
            found[file.stem] = list(csv.reader(text))
    return found
