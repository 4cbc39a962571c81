"""Rows of a ledger of inspections: a new inspection, a correction of a known one, or the reason why not."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from db import clock, connection, ids
from db.errors import UserError
from db.records import Inspection, InspectionInspector
from xianfeng_gui.rules.inspections import check_times
from xianfeng_gui.rules.ledger import visits
from xianfeng_gui.rules.ledger.fields import Value, bare
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.rules.ledger.spelling import text
from xianfeng_gui.work import inspections, offices, topics
from xianfeng_gui.work.inspection_data import LONGEST_FINDINGS
from xianfeng_gui.work.inspectors import InspectorData
from xianfeng_gui.work.ledger.corrections import Corrections
from xianfeng_gui.work.ledger.counted_numbers import LEAPS, CountedNumbers
from xianfeng_gui.work.ledger.judged import Fate, Judge, Judged, SiteMatch, refused
from xianfeng_gui.work.ledger.known_sites import KnownSites, site_of
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName
from xianfeng_gui.work.ledger.people_by_name import InspectorsByName

NUMBER = re.compile(r"[A-Z][A-Z0-9]{0,7}-[0-9]{4}-J[0-9]{3,5}")
_LEAP = 1_000
"""A number so far beyond this office's last is pointed out."""
_CORRECTED = (
    "starts_at", "ends_at", "place", "companion", "companion_post", "companion_phone", "certificates_shown",
    "findings", "refused", "witnesses", "remark",
)  # fmt: skip
"""What a ledger may change of a known inspection: what can be corrected by hand (``inspections.correct``)."""
_NEEDED = (("site", "被检查单位（场所）"), ("on_date", "检查日期"))
_TIMES = (("starts_at", "开始时间"), ("ends_at", "结束时间"))
_TOLD_APART = (("subjects", "检查内容"), ("problems", "存在问题"))
"""What other ledgers tell in columns of their own belongs to the findings."""
_INSPECTORS = ("leaders", "inspectors")
_LONGEST_NAME = InspectionInspector.name.max_length


@dataclass
class _Visit:
    """An inspection that is known: where it stands (a number, or a row of this ledger) and when it began; ``judged``: the
    row that it comes in with."""

    place: str
    starts_at: str
    judged: Judged | None = None


class InspectionJudge(Judge):
    """Judges rows in order; several rows on one visit (same site, same day) are one inspection."""

    def __init__(self, said: Corrections) -> None:
        self.sites, self.offices, self.people = KnownSites(said.apart), OfficesByName(), InspectorsByName()
        self.own, self.today, self.campaign = offices.own_office().id, clock.today(), topics.campaign().id
        self.counted = CountedNumbers(inspections.COUNTED, _LEAP)
        rows = connection.rows("SELECT name, id FROM checklist ORDER BY active, position DESC")
        self.checklists = {bare(name): str(one) for name, one in rows}
        self.numbers: dict[str, str] = {}
        self.visits: dict[tuple[str, str], list[_Visit]] = defaultdict(list)
        for one, number, site, on, begun in connection.rows(
            "SELECT id, number, site_id, on_date, starts_at FROM inspection ORDER BY number"
        ):
            self.numbers[number] = one
            self.visits[site, on].append(_Visit(number, begun))
        self.seen: set[str] = set()

    def row(self, row: LedgerRow) -> Judged:
        """The row's fate."""
        values = row.values
        site, words = str(values.get("site", "")), ""
        try:
            if reasons := self._reasons(row):
                raise UserError("；".join(reasons))
            remarks: list[str] = []
            told = self._told(values, remarks)
            words = str(told.get("findings", ""))
            judged = self._judged(row, told, remarks)
        except UserError as error:
            judged = refused(row, str(error))
        judged.subject, judged.words = site, words
        return judged

    def matches(self) -> list[SiteMatch]:
        """The names that were taken for another spelling."""
        return list(self.sites.matches.values())

    def new_villages(self) -> dict[str, str]:
        """The villages that the ledger names for the first time."""
        return self.offices.used

    def _reasons(self, row: LedgerRow) -> list[str]:
        values, found = row.values, list(row.problems.values())
        found += [f"缺少{title}" for key, title in _NEEDED if not values.get(key) and key not in row.problems]
        on = values.get("on_date")
        if isinstance(on, dt.date) and on > self.today:
            found.append(f"检查日期{on}晚于今天")
        return found

    def _told(self, values: dict[str, Value], remarks: list[str]) -> dict[str, Any]:
        """What the row tells in the record's fields: times, findings, and ``inspectors``; what it does not tell is missing."""
        told: dict[str, Any] = {key: values[key] for key in _CORRECTED if key in values}
        told |= _times(values)
        check_times(told.get("starts_at", ""), told.get("ends_at", ""))
        parts = [str(told["findings"])] if told.get("findings") else []
        parts += [f"{title}：{values[key]}" for key, title in _TOLD_APART if values.get(key)]
        if parts:
            told["findings"] = "\n".join(parts)
            _check_length(told["findings"])
        if words := "、".join(str(values[key]) for key in _INSPECTORS if values.get(key)):
            told["inspectors"] = named = visits.people(words)
            for one in named:
                if len(one.name) > _LONGEST_NAME:
                    raise UserError(f"检查人员“{one.name[:20]}…”不像姓名，请用顿号分开各人姓名")
            if visits.names_others(words):
                remarks.append("检查人员只记写明姓名的")
        return told

    def _judged(self, row: LedgerRow, told: dict[str, Any], remarks: list[str]) -> Judged:
        number = str(row.values.get("number", ""))
        if number and not NUMBER.fullmatch(number):
            remarks.append(f"“{number}”不是本程序的编号，导入时另行编号")
            number = ""
        if number in self.seen:
            raise UserError(f"编号{number}在表中出现了两次")
        if number in self.numbers:
            judged = self._known(row, number, told)
        else:
            judged = self._new(row, number, told, remarks)
        if number:
            self.seen.add(number)
        judged.remarks = (*remarks, *judged.remarks)
        return judged

    def _known(self, row: LedgerRow, number: str, told: dict[str, Any]) -> Judged:
        """Corrections of a known inspection; one of another site or day is another inspection."""
        known: Inspection = Inspection.get_by_id(self.numbers[number])
        if (self.sites.find(str(row.values["site"])), row.values["on_date"]) != (
            known.site_id,
            known.on_date,
        ):
            raise UserError(
                f"编号{number}是“{known.site.name}”{known.on_date}的检查，与本行的单位或者日期不同，请核对编号"
            )
        named = told.pop("inspectors", None)
        changed = {key: value for key, value in told.items() if value != _held(known, key)}
        if named is not None and [one.name for one in named] != [
            one.name for one in inspections.inspectors_of(known.id)
        ]:
            changed["inspectors"] = [self.people.find(one, known.office_id) for one in named]
        check_times(changed.get("starts_at", known.starts_at), changed.get("ends_at", known.ends_at))
        fate = Fate.UPDATE if changed else Fate.UNCHANGED
        return Judged(row.number, fate, record=changed, target=str(known.id))

    def _new(self, row: LedgerRow, number: str, told: dict[str, Any], remarks: list[str]) -> Judged:
        values, told_of_site = row.values, list[str]()
        village = self.offices.village_or_new(str(values.get("village", "")))
        site, new_site = site_of(values, village, self.sites, self.offices, told_of_site)
        office = self.offices.inspecting(str(values.get("office", "")), self.own, remarks)
        told["inspectors"] = [self.people.find(one, office) for one in told.get("inspectors", ())]
        visit = None if number else self._told_before(site, values["on_date"], told.get("starts_at", ""))
        if visit is not None:
            return _told_again(row, visit, told)
        remarks += told_of_site
        if not told["inspectors"]:
            remarks.append("没有写明检查人员，按不详登记")
        if number and self.counted.leaps(number):
            remarks.append(LEAPS)
        if new_site is not None:
            self.offices.use(new_site["village"])
        record = {"certificates_shown": False} | told  # nobody says that they were shown
        record |= {
            "id": ids.new_id(), "number": number, "campaign": self.campaign, "site": site, "new_site": new_site,
            "office": office, "on_date": values["on_date"],
            "checklist": self._checklist(str(values.get("checklist", "")), remarks),
        }  # fmt: skip
        judged = Judged(row.number, Fate.CREATE, record=record)
        begun = told.get("starts_at", "")
        self.visits[site, str(values["on_date"])].append(_Visit(f"第{row.number}行", begun, judged))
        return judged

    def _checklist(self, written: str, remarks: list[str]) -> str | None:
        known = self.checklists.get(bare(written)) if written else None
        if written and known is None:
            remarks.append(f"没有名为“{written[:20]}”的检查表，未记")
        return known

    def _told_before(self, site: str, on: Value, begun: str) -> _Visit | None:
        """The inspection of that site on that day; two that began at different times are two."""
        for visit in self.visits.get((site, str(on)), ()):
            if not begun or visit.starts_at in ("", begun):
                return visit
        return None


def _told_again(row: LedgerRow, visit: _Visit, told: dict[str, Any]) -> Judged:
    """A visit that is registered already, or one more row on it: what it tells more goes to the row that is written."""
    if visit.judged is None:
        return Judged(row.number, Fate.UNCHANGED, remarks=(f"同一单位、同一天的检查已登记为{visit.place}",))
    record = dict(visit.judged.record)
    before, more = str(record.get("findings", "")), str(told.get("findings", ""))
    if more and more not in before:
        record["findings"] = "\n".join(part for part in (before, more) if part)
        _check_length(record["findings"])
    names = {one.name for one in record["inspectors"]}
    more_people: list[InspectorData] = [one for one in told["inspectors"] if one.name not in names]
    record["inspectors"] = [*record["inspectors"], *more_people]
    visit.judged.record = record
    return Judged(row.number, Fate.UNCHANGED, remarks=(f"与{visit.place}是同一次检查，并入该行",))


def _times(values: dict[str, Value]) -> dict[str, str]:
    """Beginning and end; a cell that tells both (9:00-10:30) tells the end where no other does."""
    told: dict[str, str] = {}
    for key, title in _TIMES:
        try:
            begin, end = visits.times(str(values.get(key, "")))
        except UserError as error:
            raise UserError(f"“{title}”{error}") from error
        if begin:
            told[key] = begin
        if end and key == "starts_at":
            told["ends_at"] = end
    return told


def _check_length(findings: str) -> None:
    if len(findings) > LONGEST_FINDINGS:
        raise UserError(f"检查情况超过{LONGEST_FINDINGS}字，请精简")


def _held(known: Inspection, key: str) -> Any:
    """What is stored, as a ledger's cell would say it."""
    value = getattr(known, key)
    return text(value) if isinstance(value, str) else value
