"""Rows of a ledger of hazards: a new hazard, a correction of a known one, or the reason why not."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from db import clock, connection
from db.vocabulary import Grade, HazardState, Source
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.rules.ledger.meanings import Met
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.work import offices
from xianfeng_gui.work.ledger import hazard_days, known_sites
from xianfeng_gui.work.ledger.corrections import Corrections
from xianfeng_gui.work.ledger.counted_numbers import LEAPS, CountedNumbers
from xianfeng_gui.work.ledger.judged import Fate, Judge, Judged, SiteMatch, refused
from xianfeng_gui.work.ledger.known_sites import KnownSites
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName
from xianfeng_gui.work.ledger.topics_by_words import TopicsByWords

_NUMBER = re.compile(r"[A-Z][A-Z0-9]{0,7}-[0-9]{4}-[0-9]{4,6}")
_LEAP = 10_000
"""A number so far beyond this office's last is pointed out."""
_CORRECTED = ("location", "description", "measure", "person", "finder", "basis", "deadline")
"""What a ledger may change of a known hazard; its state only moves by steps, which are entered one by one."""
_STORED = f"SELECT state, {', '.join(_CORRECTED)} FROM hazard WHERE id = ?"
_NEEDED = (("site", "单位（场所）名称"), ("description", "隐患描述"), ("found_on", "发现日期"))
_LONGEST = 3000
_NO_HAZARD = re.compile(
    "(?:(?:无|没有|未|暂未|暂无)(?:发现|查出|排查出|存在)?(?:明显|安全|重大|事故|任何|生产|问题|隐患|异常|情况|、|和|及)*|正常|合格|良好)。?"
)
_GRADES = {term.value: term for term in Grade}
_SOURCES = {term.value: term for term in Source}
_STATES = {term.value: term for term in HazardState}
_GENERAL, _INSPECTION = Grade.GENERAL.value, Source.INSPECTION.value
_UNDATED = {
    HazardState.RECTIFIED: (
        "rectified_on",
        "没有整改完成日期，按日期不详登记，复查期限从整改期限或者发现日期起算",
    ),
    HazardState.PASSED: ("closed_on", "没有复查日期，按日期不详登记"),
    HazardState.CLOSED: ("closed_on", "没有销号日期，按日期不详登记，不计入各月的销号数"),
}
"""States whose day a ledger often lacks: the field, and what is said of it."""


class HazardJudge(Judge):
    """Judges rows in order, so that a site that the ledger brings is known to its later rows."""

    def __init__(self, said: Corrections) -> None:
        self.sites = KnownSites(said.apart)
        self.offices = OfficesByName()
        self.topics = TopicsByWords((said.meanings or {}).get("topic", {}))
        self.said_topics = said.topics
        self.own = offices.own_office().id
        self.today = clock.today()
        self.numbers = {str(n): str(i) for n, i in connection.rows("SELECT number, id FROM hazard")}
        self.tasks: dict[str, str] = dict(
            connection.rows(
                "SELECT task.number, task.id FROM task JOIN campaign ON campaign.id = campaign_id WHERE active"
            )
        )
        self.inspections: dict[str, tuple[str, str]] = {
            row[0]: row[1:] for row in connection.rows("SELECT number, id, site_id FROM inspection")
        }
        self.counted = CountedNumbers("hazard.", _LEAP)
        self.known_words: dict[int, str] | None = None
        self.by_words: dict[tuple[str, str], tuple[str | None, str | None]] = {}
        self.seen: set[str] = set()

    def row(self, row: LedgerRow) -> Judged:
        """The row's fate; the record of a new hazard is made of the row's own values."""
        values: dict[str, Any] = row.values
        get = values.get
        number, site, words = get("number", ""), get("site", ""), get("description", "")
        if number and number in self.seen and _NUMBER.fullmatch(number):
            return refused(row, f"编号{number}在表中出现了两次", site, words)
        on = get("found_on")
        until = get("deadline", on)
        done = get("rectified_on", on)
        closed = get("closed_on", done)
        # Most rows are as they should be; looking for what is wrong takes longer than seeing that nothing is.
        sound = (
            on.__class__ is until.__class__ is done.__class__ is closed.__class__ is dt.date
            and site
            and words
            and not row.problems
            and len(words) <= _LONGEST
            and not _NO_HAZARD.fullmatch(words)
            and on <= done <= closed <= self.today
            and on <= until
        )
        told: tuple[str, ...] = ()
        if not sound:
            told = hazard_days.settle(values)
            if reasons := [*row.problems.values(), *self._lacks(row)]:
                return refused(row, "；".join(reasons), site, words)
        self.seen.add(number)
        known = self.numbers.get(number)
        judged = self._known(row, known) if known else self._new(row, number)
        judged.subject, judged.words = site, words
        if told:
            judged.remarks = (*told, *judged.remarks)
        return judged

    def matches(self) -> list[SiteMatch]:
        """The names that were taken for another spelling."""
        return list(self.sites.matches.values())

    def met(self) -> list[Met]:
        """The words for topics that a clerk may say more of."""
        return list(self.topics.met())

    def new_villages(self) -> dict[str, str]:
        """The villages that the ledger names for the first time."""
        return self.offices.used

    def _lacks(self, row: LedgerRow) -> list[str]:
        values = row.values
        if _NO_HAZARD.fullmatch(str(values.get("description", ""))):
            return [f"“{values['description']}”不是隐患，不登记"]
        found = [f"缺少{words}" for key, words in _NEEDED if key not in values and key not in row.problems]
        found += hazard_days.wrong(values, self.today)
        if len(str(values.get("description", ""))) > _LONGEST:
            found.append(f"隐患描述超过{_LONGEST}字")
        return found

    def _known(self, row: LedgerRow, hazard_id: str) -> Judged:
        """Corrections of a hazard, within what can be corrected by hand (``work.hazards.edit``)."""
        state, *stored = connection.rows(_STORED, (hazard_id,))[0]
        state = _STATES[state]
        known = dict(zip(_CORRECTED, stored, strict=True))
        changed: dict[str, Any] = {
            key: row.values[key]
            for key in _CORRECTED
            if key in row.values and str(row.values[key]) != known[key]
        }
        remarks = []
        if row.values.get("state", state) != state:
            remarks.append(f"状态仍为“{state.label}”，请在程序中办理")
        if changed and not lifecycle.is_open(state):
            changed = {}
            remarks.append(f"{state.label}的隐患不随台账修改，如需更正请先重新启动")
        if "deadline" in changed:
            if state in lifecycle.BEFORE_NOTICE:
                basis = row.values.get("deadline_basis", "")
                changed |= {"first_deadline": changed["deadline"], "deadline_basis": basis}
            else:
                del changed["deadline"]
                remarks.append("通知已下达，整改期限不随台账修改，请办理延期")
        fate = Fate.UPDATE if changed else Fate.UNCHANGED
        return Judged(row.number, fate, record=changed, target=hazard_id, remarks=tuple(remarks))

    def _told_again(self, site: str, values: Any) -> str | None:
        """The number of the same hazard where it is registered already: a ledger without numbers that comes in again."""
        if self.known_words is None:
            rows = connection.rows("SELECT site_id, found_on, description, number FROM hazard")
            self.known_words = {hash((one[0], one[1], one[2].strip())): str(one[3]) for one in rows}
        return self.known_words.get(hash((site, str(values["found_on"]), values["description"].strip())))

    def _new(self, row: LedgerRow, number: str) -> Judged:
        values: dict[str, Any] = row.values
        remarks: list[str] = []
        if row.band:
            self._take_band(row.band, values, remarks)
        topic, told = self.topics.find(values.get("topic", ""), values["description"])
        if row.number in self.said_topics:
            topic = self.said_topics[row.number]
        elif told:
            remarks.append(told)
        office, village = self._offices(values, remarks)
        state = self._state(values, remarks)
        site, new_site = known_sites.site_of(values, village, self.sites, self.offices, remarks)
        if number and not _NUMBER.fullmatch(number):
            remarks.append(f"“{number[:20]}”不是本程序的编号，导入时另行编号")
            number = ""
        if not number and new_site is None and (again := self._told_again(site, values)):
            return Judged(
                row.number, Fate.UNCHANGED, remarks=(f"同一单位、同一天、同样的描述，已登记为{again}",)
            )
        if number[-5:].isdigit() and self.counted.leaps(number):
            remarks.append(LEAPS)
        if self.offices.added:
            self.offices.use(village)
        for key in known_sites.ON_THE_CARD:
            if key in values:
                del values[key]
        values["number"] = number
        values["grade"] = _GRADES[values.get("grade", _GENERAL)]
        values["source"] = _SOURCES[values.get("source", _INSPECTION)]
        values["listed"] = values.get("listed", False)
        values["topic"], values["office"], values["village"] = topic, office, village
        values["task"] = self.tasks.get(values["task"]) if "task" in values else None
        if "inspection" in values:
            values["inspection"] = self._inspection(values["inspection"], site, remarks)
        values["state"], values["site"], values["new_site"] = state, site, new_site
        return Judged(row.number, Fate.CREATE, record=values, remarks=tuple(remarks) if remarks else ())

    def _take_band(self, band: str, values: dict[str, Any], remarks: list[str]) -> None:
        """Village or topic of a row that names none, from the row set across the table above it."""
        if "village" not in values and self.offices.names_village(band):
            values["village"] = band
            remarks.append(f"属地按分段标题记为“{band}”")
        elif "topic" not in values and self.topics.is_name(band):
            values["topic"] = band
            remarks.append(f"专题按分段标题“{band}”")

    def _inspection(self, number: str, site: str, remarks: list[str]) -> str | None:
        """The inspection of that number that found the hazard, at the same site."""
        found, inspected = self.inspections.get(number, (None, site))
        if found is None:
            remarks.append(f"没有编号为“{number[:30]}”的检查，来源检查未记")
        elif inspected != site:
            remarks.append(f"检查{number}不是这个单位的，来源检查未记")
            return None
        return found

    def _offices(self, values: Any, remarks: list[str]) -> tuple[str, str | None]:
        """The office in charge and the village, each by its words; remembered, since ledgers repeat them."""
        written = (values.get("village", ""), values.get("office", ""))
        known = self.by_words.get(written)
        if known is None:
            village = self.offices.village_or_new(written[0])
            office = self.offices.any(written[1]) if written[1] else village
            known = self.by_words[written] = (office, village)
        if written[1] and known[0] is None:
            remarks.append(f"责任单位“{written[1][:20]}”不在机构名单中，暂记为本单位")
        return known[0] or self.own, known[1]

    def _state(self, values: Any, remarks: list[str]) -> HazardState:
        state = _STATES[values["state"]] if "state" in values else None
        if state is None:
            state = HazardState.REPORTED
            if values.get("closed_on"):
                state = HazardState.CLOSED
            elif values.get("rectified_on"):
                state = HazardState.RECTIFIED
        elif state is HazardState.RECTIFIED and values.get("closed_on"):
            state = HazardState.CLOSED
        if state in _UNDATED and not values.get(_UNDATED[state][0]):
            remarks.append(_UNDATED[state][1])
        return state
