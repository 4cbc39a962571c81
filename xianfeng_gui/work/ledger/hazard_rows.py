"""Rows of a ledger of hazards: a new hazard, a correction of a known one, or the reason why not."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from db import clock, connection, ids
from db.records import Hazard
from db.vocabulary import Grade, HazardState, Source
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.work import offices
from xianfeng_gui.work.ledger.judged import Fate, Judged, SiteMatch, refused
from xianfeng_gui.work.ledger.known_sites import KnownSites
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName
from xianfeng_gui.work.ledger.topics_by_words import TopicsByWords

_NUMBER = re.compile(r"[A-Z][A-Z0-9]{0,7}-\d{4}-\d{4,}")
_CORRECTED = ("location", "description", "measure", "person", "finder", "basis", "deadline")
"""What a ledger may change of a known hazard; its state only moves by steps, which are entered one by one."""
_OF_THE_SITE = ("address", "legal_representative", "phone", "credit_code")
_NEEDED = (("site", "单位（场所）名称"), ("description", "隐患描述"), ("found_on", "发现日期"))
_LONGEST = 3000
_GRADES = {term.value: term for term in Grade}
_SOURCES = {term.value: term for term in Source}
_STATES = {term.value: term for term in HazardState}
_GENERAL, _INSPECTION = Grade.GENERAL.value, Source.INSPECTION.value
_DONE = (HazardState.RECTIFIED, HazardState.PASSED, HazardState.CLOSED)


class HazardJudge:
    """Judges rows in order, so that a site that the ledger brings is known to its later rows."""

    def __init__(self, apart: frozenset[str]) -> None:
        self.sites = KnownSites(apart)
        self.offices = OfficesByName()
        self.topics = TopicsByWords()
        self.own = offices.own_office().id
        self.today = clock.today()
        self.numbers = {str(n): str(i) for n, i in connection.rows("SELECT number, id FROM hazard")}
        self.tasks: dict[str, str] = dict(
            connection.rows(
                "SELECT task.number, task.id FROM task JOIN campaign ON campaign.id = campaign_id WHERE active"
            )
        )
        self.by_words: dict[tuple[str, str], tuple[str | None, str | None]] = {}
        self.seen: set[str] = set()

    def row(self, row: LedgerRow) -> Judged:
        """The row's fate; the record of a new hazard is made of the row's own values."""
        get = row.values.get
        number, site, words = str(get("number", "")), str(get("site", "")), str(get("description", ""))
        if number and number in self.seen:
            return refused(row, f"编号{number}在表中出现了两次", site, words)
        if reasons := [*row.problems.values(), *self._lacks(row)]:
            return refused(row, "；".join(reasons), site, words)
        self.seen.add(number)
        known = self.numbers.get(number)
        judged = self._known(row, known) if known else self._new(row, number)
        judged.subject, judged.words = site, words
        return judged

    def matches(self) -> list[SiteMatch]:
        """The names that were taken for another spelling."""
        return list(self.sites.matches.values())

    def new_villages(self) -> dict[str, str]:
        """The villages that the ledger names for the first time."""
        return self.offices.added

    def _lacks(self, row: LedgerRow) -> list[str]:
        values = row.values
        found = [f"缺少{words}" for key, words in _NEEDED if key not in values and key not in row.problems]
        on, until = values.get("found_on"), values.get("deadline")
        if isinstance(on, dt.date):
            if on > self.today:
                found.append(f"发现日期{on}晚于今天")
            if isinstance(until, dt.date) and until < on:
                found.append(f"整改期限{until}早于发现日期{on}")
        if len(str(values.get("description", ""))) > _LONGEST:
            found.append(f"隐患描述超过{_LONGEST}字")
        return found

    def _known(self, row: LedgerRow, hazard_id: str) -> Judged:
        known = Hazard.get_by_id(hazard_id)
        changed = {
            key: row.values[key]
            for key in _CORRECTED
            if key in row.values and row.values[key] != getattr(known, key)
        }
        remarks: tuple[str, ...] = ()
        if row.values.get("state", known.state) != known.state:
            remarks = (f"状态仍为“{known.state.label}”，请在程序中办理",)
        fate = Fate.UPDATE if changed else Fate.UNCHANGED
        return Judged(row.number, fate, record=changed, target=hazard_id, remarks=remarks)

    def _new(self, row: LedgerRow, number: str) -> Judged:
        values: dict[str, Any] = row.values
        remarks: list[str] = []
        topic, told = self.topics.find(str(values.get("topic", "")), values["description"])
        if told:
            remarks.append(told)
        office, village = self._offices(values, remarks)
        state = self._state(values, remarks)
        site, new_site = self._site(values, village, remarks)
        if number and not _NUMBER.fullmatch(number):
            remarks.append(f"“{number[:20]}”不是本程序的编号，导入时另行编号")
            number = ""
        for key in _OF_THE_SITE:
            if key in values:
                del values[key]
        values["number"] = number
        values["grade"] = _GRADES[values.get("grade", _GENERAL)]
        values["source"] = _SOURCES[values.get("source", _INSPECTION)]
        values["listed"] = values.get("listed", False)
        values["topic"], values["office"], values["village"] = topic, office, village
        values["task"] = self.tasks.get(values["task"]) if "task" in values else None
        values["state"], values["site"], values["new_site"] = state, site, new_site
        return Judged(row.number, Fate.CREATE, record=values, remarks=tuple(remarks))

    def _offices(self, values: Any, remarks: list[str]) -> tuple[str, str | None]:
        """The office in charge and the village, each by its words; remembered, since ledgers repeat them."""
        written = (str(values.get("village", "")), str(values.get("office", "")))
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
        if state in _DONE and not (values.get("rectified_on") or values.get("closed_on")):
            remarks.append("没有整改完成日期，以导入当天为准")
        return state

    def _site(
        self, values: Any, village: str | None, remarks: list[str]
    ) -> tuple[str, dict[str, Any] | None]:
        name = str(values["site"])
        known = self.sites.find(name)
        if known is not None:
            return known, None
        if alike := self.sites.alike(name):
            remarks.append(f"与“{'”“'.join(alike[:3])}”名称相近，不能确定是哪一个，按新单位登记")
        site_id = ids.new_id()
        self.sites.add(site_id, name)
        card = {key: str(values[key]) for key in _OF_THE_SITE if values.get(key)}
        return site_id, {"id": site_id, "name": name, "village": village, **card}
