"""Sites by the names that ledgers write: exactly, by a merged one's old name, or under another spelling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db import connection, ids
from xianfeng_gui.rules.site_names import bare_name
from xianfeng_gui.work.ledger.judged import SiteMatch
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName
from xianfeng_gui.work.sites import comparable

ON_THE_CARD = ("address", "legal_representative", "phone", "credit_code")
"""What ledgers of other things tell of a site; a new one's card takes it over."""


class KnownSites:
    """Looks up names once a ledger. ``apart``: names that are not to be taken for another spelling."""

    def __init__(self, apart: frozenset[str]) -> None:
        self.apart = apart
        self.matches: dict[str, SiteMatch] = {}
        self._exact: dict[str, str] = {}
        self._found: dict[str, str] = {}
        self._alike: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        for site_id, name, merged_into in connection.rows(
            "SELECT id, name, merged_into_id FROM site ORDER BY merged_into_id IS NOT NULL"
        ):
            self.add(str(merged_into or site_id), str(name))
            self._names.setdefault(str(site_id), str(name))

    def add(self, site_id: str, name: str) -> None:
        """A site that exists, or will exist once the ledger is written."""
        self._exact.setdefault(comparable(name), site_id)
        self._alike.setdefault(bare_name(name), []).append(site_id)
        self._names.setdefault(site_id, name)

    def find(self, name: str) -> str | None:
        """The site's id; a match by spelling is kept in ``matches``. None when several look alike, or none does."""
        if (again := self._found.get(name)) is not None:
            return again
        exact = self._exact.get(comparable(name))
        if exact is not None:
            self._found[name] = exact
        if exact is not None or name in self.apart:
            return exact
        alike = set(self._alike.get(bare_name(name), ()))
        if len(alike) != 1:
            return None
        [site_id] = alike
        self.matches[name] = SiteMatch(name, site_id, self._names[site_id])
        return site_id

    def name(self, site_id: str) -> str:
        """What the site is called."""
        return self._names[site_id]

    def alike(self, name: str) -> list[str]:
        """The names of the sites that look like this one, when there are several; a name kept apart has none."""
        if name in self.apart:
            return []
        return [self._names[one] for one in dict.fromkeys(self._alike.get(bare_name(name), ()))]


def site_of(
    values: Mapping[str, Any],
    village: str | None,
    sites: KnownSites,
    offices: OfficesByName,
    remarks: list[str],
) -> tuple[str, dict[str, Any] | None]:
    """The site that a row names under ``site``, and the record of one that nobody knows yet (none for a known one).

    ``village``: where the row says that it lies, else the address may tell. ``remarks`` takes what is to be said of it.
    """
    name: str = values["site"]
    known = sites.find(name)
    if known is not None:
        return known, None
    if alike := sites.alike(name):
        remarks.append(f"与“{'”“'.join(alike[:3])}”名称相近，不能确定是哪一个，按新单位登记")
    site_id = ids.new_id()
    sites.add(site_id, name)
    if village is None and (named := offices.named_in(str(values.get("address", "")))):
        village = named[0]
        remarks.append(f"属地按地址记为“{named[1]}”")
    card = {key: str(values[key]) for key in ON_THE_CARD if values.get(key)}
    return site_id, {"id": site_id, "name": name, "village": village, **card}
