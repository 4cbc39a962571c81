"""Rows of a ledger of sites: a new site, more of a known one, or the reason why not."""

from __future__ import annotations

from typing import Any

from db import connection, ids
from db.errors import UserError
from db.records import Site
from xianfeng_gui.rules.credit_code import clean_credit_code
from xianfeng_gui.rules.ledger.fields import Value
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.work.ledger.corrections import Corrections
from xianfeng_gui.work.ledger.judged import Fate, Judge, Judged, SiteMatch, tried
from xianfeng_gui.work.ledger.known_sites import KnownSites
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName


class SiteJudge(Judge):
    """Judges rows in order, so that a site twice in the ledger is one site."""

    def __init__(self, said: Corrections) -> None:
        self.sites = KnownSites(said.apart)
        self.offices = OfficesByName()
        self.seen: set[str] = set()
        self.codes = {
            str(code): str(site_id)
            for code, site_id in connection.rows(
                "SELECT credit_code, coalesce(merged_into_id, id) FROM site WHERE credit_code <> ''"
            )
        }

    def row(self, row: LedgerRow) -> Judged:
        """The row's fate."""
        name = str(row.values.get("name", ""))
        judged = tried(row, lambda: self._fate(row, name))
        judged.subject, judged.words = name, str(row.values.get("address", ""))
        return judged

    def _fate(self, row: LedgerRow, name: str) -> Judged:
        values = dict(row.values)
        if row.band and "village" not in values and self.offices.names_village(row.band):
            values["village"] = row.band
        record, remarks = self._record(values)
        judged = self._judged(row, name, record, remarks)
        self.offices.use(judged.record.get("village"))
        return judged

    def matches(self) -> list[SiteMatch]:
        """The names that were taken for another spelling."""
        return list(self.sites.matches.values())

    def new_villages(self) -> dict[str, str]:
        """The villages that the ledger names for the first time."""
        return self.offices.used

    def _judged(self, row: LedgerRow, name: str, record: dict[str, Any], remarks: tuple[str, ...]) -> Judged:
        code = str(record.get("credit_code", ""))
        by_code = self.codes.get(code)
        site_id = by_code or self.sites.find(name)
        if by_code and (called := self.sites.name(by_code)) != name:
            remarks = (*remarks, f"信用代码与“{called}”相同，视为同一单位，名称不改")
        if site_id is None:
            if alike := self.sites.alike(name):
                told = f"与“{'”“'.join(alike[:3])}”名称相近，不能确定是哪一个，按新单位登记"
                remarks = (*remarks, told)
            site_id = ids.new_id()
            self.sites.add(site_id, name)
            if code:
                self.codes[code] = site_id
            self.seen.add(site_id)
            remarks = (*remarks, *self._lies_by_address(record))
            return Judged(row.number, Fate.CREATE, record=record | {"id": site_id}, remarks=remarks)
        if site_id in self.seen:
            raise UserError(f"与前面的“{name}”是同一个单位（场所），请合并成一行")
        self.seen.add(site_id)
        known = Site.get_by_id(site_id)
        record.pop("name")
        if known.village_id is None:
            remarks = (*remarks, *self._lies_by_address(record))
        changed = {key: value for key, value in record.items() if getattr(known, _attribute(key)) != value}
        fate = Fate.UPDATE if changed else Fate.UNCHANGED
        return Judged(row.number, fate, record=changed, target=site_id, remarks=remarks)

    def _record(self, values: dict[str, Value]) -> tuple[dict[str, Any], tuple[str, ...]]:
        if not values.get("name"):
            raise UserError("缺少单位（场所）名称")
        record: dict[str, Any] = dict(values)
        remarks: list[str] = []
        if code := record.get("credit_code"):
            record["credit_code"] = clean_credit_code(str(code))
        if "village" in record:
            written = str(record["village"])
            record["village"] = self.offices.village_or_new(written)
            if record["village"] is None:
                remarks.append(f"没有名为“{written}”的村、社区，属地留空")
                del record["village"]
        return record, tuple(remarks)

    def _lies_by_address(self, record: dict[str, Any]) -> tuple[str, ...]:
        """The village that the address names, where the ledger says none; and what is to be said of it."""
        named = self.offices.named_in(str(record.get("address", ""))) if "village" not in record else None
        if named is None:
            return ()
        record["village"] = named[0]
        return (f"属地按地址记为“{named[1]}”",)


def _attribute(key: str) -> str:
    return "village_id" if key == "village" else key
