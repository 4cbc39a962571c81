"""Rows of a register of papers (发文登记簿): a paper issued by hand, more of one that came in so, or the reason why not.

What this program issued is never changed by a list. Nor does a list of papers enter steps of hazards' lives: how they
stand is told by the ledger of hazards.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from db import clock, connection, ids
from db.errors import UserError
from db.records import Paper
from db.vocabulary import PaperKind
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.rules.ledger.spelling import YearSupplied
from xianfeng_gui.rules.numbering import parse_number, plain_number, year_in
from xianfeng_gui.work import offices, settings
from xianfeng_gui.work.ledger import known_sites, paper_services
from xianfeng_gui.work.ledger.corrections import Corrections
from xianfeng_gui.work.ledger.counted_numbers import LEAPS
from xianfeng_gui.work.ledger.judged import Fate, Judge, Judged, SiteMatch, refused
from xianfeng_gui.work.ledger.known_sites import KnownSites
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName
from xianfeng_gui.work.papers import issuing, style

HAZARDS, SERVICES, NEW_SITE = "hazards", "services", "new_site"
"""Keys of a paper's record for what stands in other tables: hazards' ids, services to be entered, a site nobody knows yet."""
_LEAP = 1000
"""A number so far beyond the last one of its kind is pointed out: the next paper's number goes on from it."""
_PLAIN = ("issuer_name", "pages", "voided_on", "void_reason")
_BETWEEN = re.compile(r"[、，,；;\s]+")
_REFERENCES = ("office", "site", "inspection", "follows")
_Values = dict[str, Any]


class PaperJudge(Judge):
    """Judges rows in order; which paper another stands on is settled when all of them are known."""

    def __init__(self, said: Corrections) -> None:
        self.sites, self.offices = KnownSites(said.apart), OfficesByName()
        self.own = offices.own_office()
        self.names = (self.own.name, settings.get("paper.township"))
        self.today = clock.today()
        self.ways = paper_services.words_for_ways()
        self.patterns = style.patterns()
        self.counted = {
            (str(kind), int(year)): int(last)
            for kind, year, last in connection.rows("SELECT kind, year, last FROM number_counter")
        }
        rows = connection.rows("SELECT number, id, site_id, found_on FROM hazard")
        self.hazards = {str(number): str(hazard) for number, hazard, _, _ in rows}
        self.about = {str(hazard): (str(site), str(found_on)) for _, hazard, site, found_on in rows}
        self.inspections: dict[str, str] = dict(connection.rows("SELECT number, id FROM inspection"))
        self.known: dict[str, str] = dict(connection.rows("SELECT number, id FROM paper"))
        self.seen: set[str] = set()
        self.following: list[tuple[Judged, _Values, str]] = []

    def row(self, row: LedgerRow) -> Judged:
        """The row's fate, but for the paper that it stands on."""
        number = plain_number(str(row.values.get("number", "")))
        try:
            if row.problems:
                raise UserError("；".join(row.problems.values()))
            if not number:
                raise UserError("缺少发文字号")
            if number in self.seen:
                raise UserError(f"{number}在表中出现了两次，请合并成一行")
            _settle_year(row.values, number)
            known = self.known.get(number)
            judged = self._known(row, known) if known else self._new(row, number)
            self.seen.add(number)
        except UserError as error:
            judged = refused(row, str(error))
        judged.subject = str(row.values.get("site", ""))
        judged.words = f"{number} {PaperKind.label_of(str(row.values.get('kind', '')))}".strip()
        return judged

    def matches(self) -> list[SiteMatch]:
        """The names that were taken for another spelling."""
        return list(self.sites.matches.values())

    def finish(self) -> None:
        """Find the papers that others stand on, which a register has in any order."""
        for judged, record, number in self.following:
            earlier = self.known.get(number)
            if earlier is None or earlier == (judged.target or record["id"]):
                judged.remarks = (*judged.remarks, f"没有字号为“{number[:30]}”的其他文书，所依文书没有登记")
            elif not judged.target:
                record["follows"] = earlier
            elif Paper.get_by_id(judged.target).follows_id != earlier:
                record["follows"] = earlier
                judged.fate = Fate.UPDATE

    def _new(self, row: LedgerRow, number: str) -> Judged:
        values: _Values = row.values
        remarks: list[str] = []
        kind = self._kind(values, number)
        if "issued_on" not in values:
            raise UserError("缺少发文日期")
        told = self._told(values, kind, values["issued_on"], values.get("voided_on"), remarks)
        if "site" in values:
            told["site"], told[NEW_SITE] = known_sites.site_of(
                values, None, self.sites, self.offices, remarks
            )
        elif HAZARDS in told:
            told["site"] = self.about[told[HAZARDS][0]][0]
        else:
            raise UserError("缺少受文单位")
        told |= {"kind": kind, **self._counted(kind, number, values["issued_on"])}
        remarks += self._doubts(number, told)
        defaults = {"office": self.own.id, "issuer_name": "", "pages": 0, "void_reason": "", NEW_SITE: None}
        record: _Values = (
            defaults | told | {"id": ids.new_id(), "number": number, "sha256": "", "content": ""}
        )
        judged = Judged(row.number, Fate.CREATE, record=record, remarks=tuple(remarks))
        self.known[number] = record["id"]
        self._follow(values, judged, record)
        return judged

    def _known(self, row: LedgerRow, paper_id: str) -> Judged:
        """More of a paper that came in from a register; one of this program stays as it is."""
        paper: Paper = Paper.get_by_id(paper_id)
        values: _Values = row.values
        remarks: list[str] = []
        kind, on = PaperKind(str(values.get("kind", paper.kind))), values.get("issued_on", paper.issued_on)
        told = self._told(values, kind, on, values.get("voided_on", paper.voided_on), remarks)
        changed = {
            key: value for key, value in told.items() if key != SERVICES and _held(paper, key) != value
        }
        if services := paper_services.untold(paper, told.get(SERVICES, ())):
            changed[SERVICES] = services
        if paper.is_kept:
            known = self.sites.find(str(values["site"])) if "site" in values else paper.site_id
            differs = changed or known != paper.site_id
            said = ("由本程序出具，不随登记表修改，需要更正、登记送达的请在“文书”中办理",) if differs else ()
            return Judged(row.number, Fate.UNCHANGED, target=paper_id, remarks=said)
        if "voided_on" in changed and paper.voided_on is None:
            issuing.check_unfollowed(paper)
        if "site" in values:
            site, new = known_sites.site_of(values, None, self.sites, self.offices, remarks)
            changed |= {"site": site, NEW_SITE: new} if site != paper.site_id else {}
        if "kind" in changed or "issued_on" in changed:
            changed |= self._counted(kind, paper.number, on)
        if changed:
            remarks += self._doubts(
                paper.number, {"kind": kind, "issued_on": on, "site": paper.site_id} | changed
            )
        fate = Fate.UPDATE if changed else Fate.UNCHANGED
        judged = Judged(row.number, fate, record=changed, target=paper_id, remarks=tuple(remarks))
        self._follow(values, judged, changed)
        return judged

    def _follow(self, values: Mapping[str, Any], judged: Judged, record: _Values) -> None:
        if "follows" in values:
            self.following.append((judged, record, plain_number(str(values["follows"]))))

    def _kind(self, values: Mapping[str, Any], number: str) -> PaperKind:
        """As the row says, else the kind whose numbers are of this pattern."""
        kind = PaperKind(str(values["kind"])) if "kind" in values else self._kind_by(number)
        if kind is None:
            raise UserError("缺少文书种类")
        return kind

    def _kind_by(self, number: str) -> PaperKind | None:
        return next((kind for kind, one in self.patterns.items() if parse_number(one, number)), None)

    def _told(
        self,
        values: Mapping[str, Any],
        kind: PaperKind,
        issued_on: dt.date,
        voided_on: dt.date | None,
        remarks: list[str],
    ) -> _Values:
        """What the row says but for the site, in the record's fields; UserError for what can't be so."""
        told: _Values = {key: values[key] for key in (*_PLAIN, "issued_on") if key in values}
        if wrong := next(self._wrong(told, issued_on, voided_on), ""):
            raise UserError(wrong)
        if "kind" in values:
            told["kind"] = kind
        if "office" in values:
            told["office"] = self._office(str(values["office"]), remarks)
        if found := self._hazards(str(values.get("hazards", "")), remarks):
            told[HAZARDS] = found
        if "inspection" in values:
            inspection = self.inspections.get(str(values["inspection"]))
            if inspection is None:
                remarks.append(f"没有编号为“{values['inspection']}”的检查，所依检查没有登记")
            else:
                told["inspection"] = inspection
        if services := paper_services.read_services(values, kind, issued_on, self.ways, remarks):
            told[SERVICES] = services
        return told

    def _wrong(self, told: _Values, issued_on: dt.date, voided_on: dt.date | None) -> Iterator[str]:
        if issued_on > self.today:
            yield f"发文日期{issued_on}晚于今天"
        if voided_on is not None and voided_on > self.today:
            yield f"作废日期{voided_on}晚于今天"
        if voided_on is not None and voided_on < issued_on:
            yield f"作废日期{voided_on}早于发文日期{issued_on}"
        if voided_on is None and told.get("void_reason"):
            yield "写了作废原因，没有作废日期，请补上日期"
        pages = told.get("pages", 1)
        if not isinstance(pages, int) or pages < 1:
            yield f"页数“{pages}”应为正整数"

    def _office(self, written: str, remarks: list[str]) -> str:
        """The office that issued it; the township's own name means this one."""
        if written in self.names:
            return str(self.own.id)
        found = self.offices.any(written)
        if found is None:
            remarks.append(f"发文单位“{written[:20]}”不在机构名单中，暂记为本单位")
        return found or str(self.own.id)

    def _hazards(self, written: str, remarks: list[str]) -> tuple[str, ...]:
        """The ids of the hazards that a cell lists."""
        numbers = list(dict.fromkeys(part for part in _BETWEEN.split(written) if part))
        if unknown := [one for one in numbers if one not in self.hazards]:
            names = "”“".join(unknown[:3]) + (f"”等{len(unknown)}个" if len(unknown) > 3 else "”")
            remarks.append(f"没有编号为“{names}的隐患，没有列入")
        return tuple(self.hazards[one] for one in numbers if one in self.hazards)

    def _counted(self, kind: PaperKind, number: str, issued_on: dt.date) -> _Values:
        """Year and sequence; a number of another pattern counts nothing."""
        year, sequence = parse_number(self.patterns[kind], number) or (issued_on.year, 0)
        return {"year": year, "sequence": sequence}

    def _doubts(self, number: str, told: _Values) -> list[str]:
        """What looks wrong and may be so."""
        found, kind = [], told["kind"]
        if (other := self._kind_by(number) or kind) is not kind:
            found.append(f"字号是“{other.label}”的写法，请核对文书种类")
        if told.get("sequence", 0) > self.counted.get((kind.value, told.get("year", 0)), 0) + _LEAP:
            found.append(LEAPS)
        about = [self.about[hazard] for hazard in told.get(HAZARDS, ())]
        if kind is not PaperKind.CIRCULAR and any(site != told["site"] for site, _ in about):
            found.append("所列隐患不都是这个单位的，请核对")
        if any(day > told["issued_on"].isoformat() for _, day in about):
            found.append("发文日期早于所列隐患的发现日期，请核对")
        return found


def _settle_year(values: _Values, number: str) -> None:
    """A day of issue that names no year is one of the number's year."""
    on, year = values.get("issued_on"), year_in(number)
    if isinstance(on, YearSupplied) and year is not None:
        day = 28 if (on.month, on.day) == (2, 29) else on.day
        values["issued_on"] = dt.date(year, on.month, day)


def _held(paper: Paper, key: str) -> Any:
    """What the archive holds of a field, as a row tells it."""
    if key == HAZARDS:
        return tuple(str(one.hazard_id) for one in paper.items.order_by("position"))
    return getattr(paper, f"{key}_id" if key in _REFERENCES else key)
