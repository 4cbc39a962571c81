"""Rows of a ledger of sites: a new site, more of a known one, or the reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from db import connection, ids
from db.errors import UserError
from db.records import Site
from xianfeng_gui.rules.credit_code import clean_credit_code
from xianfeng_gui.rules.ledger.fields import Value
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.work.ledger.known_sites import KnownSites
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName
from xianfeng_gui.work.ledger.preview import Fate, Judged, SiteMatch


class SiteJudge:
    """Judges rows in order, so that a site twice in the ledger is one site."""

    def __init__(self, apart: frozenset[str]) -> None:
        self.sites = KnownSites(apart)
        self.offices = OfficesByName()
        self.seen: set[str] = set()
        self.codes = {
            str(code): str(site_id)
            for code, site_id in connection.rows(
                "SELECT credit_code, coalesce(merged_into_id, id) FROM site WHERE credit_code <> ''"
            )
        }

    def judge(self, rows: Iterable[LedgerRow]) -> tuple[list[Judged], list[SiteMatch]]:
        """Every row with its fate, and the names that were taken for another spelling."""
        judged = [self._row(row) for row in rows]
        return judged, list(self.sites.matches.values())

    def _row(self, row: LedgerRow) -> Judged:
        if row.problems:
            return Judged(row, Fate.REFUSE, reason="；".join(row.problems.values()))
        try:
            record, remarks = self._record(dict(row.values))
        except UserError as error:
            return Judged(row, Fate.REFUSE, reason=str(error))
        name = str(record["name"])
        site_id = self.codes.get(str(record.get("credit_code", ""))) or self.sites.find(name)
        if site_id is None:
            site_id = ids.new_id()
            self.sites.add(site_id, name)
            self.seen.add(site_id)
            return Judged(row, Fate.CREATE, record | {"id": site_id}, remarks=remarks)
        if site_id in self.seen:
            return Judged(row, Fate.REFUSE, reason=f"与前面的“{name}”是同一个单位（场所），请合并成一行")
        self.seen.add(site_id)
        known = Site.get_by_id(site_id)
        record.pop("name")
        changed = {key: value for key, value in record.items() if getattr(known, _attribute(key)) != value}
        fate = Fate.UPDATE if changed else Fate.UNCHANGED
        return Judged(row, fate, changed, target=site_id, remarks=remarks)

    def _record(self, values: dict[str, Value]) -> tuple[dict[str, Any], tuple[str, ...]]:
        if not values.get("name"):
            raise UserError("缺少单位（场所）名称")
        record: dict[str, Any] = dict(values)
        remarks: list[str] = []
        if code := record.get("credit_code"):
            record["credit_code"] = clean_credit_code(str(code))
        if "village" in record:
            written = str(record["village"])
            record["village"] = self.offices.village(written)
            if record["village"] is None:
                remarks.append(f"没有名为“{written}”的村、社区，属地留空")
                del record["village"]
        return record, tuple(remarks)


def _attribute(key: str) -> str:
    return "village_id" if key == "village" else key
