"""Offices by the names that ledgers write: 绣庄 for 绣庄村, 应急办 for 镇应急办."""

from __future__ import annotations

import re

from db import ids
from xianfeng_gui.work import offices

_VILLAGE = re.compile(r"(?!各|本|全)[一-鿿]{2,10}(?:村|社区)")


class OfficesByName:
    """Every office in use, looked up once a ledger. ``added``: villages that the ledger names for the first time, by the
    ids that they will have; ``used``: those of them that a row which comes in lies in."""

    def __init__(self) -> None:
        self.added: dict[str, str] = {}
        self.used: dict[str, str] = {}
        self._offices: dict[str, str] = {}
        self._villages: dict[str, str] = {}
        for one in offices.choices():
            local = one.kind in offices.LOCAL_KINDS
            for name in _spellings(one.name, local):
                (self._villages if local else self._offices).setdefault(name, one.id)
        self._local = {one.name: one.id for one in offices.choices(local=True)}

    def village(self, name: str) -> str | None:
        """The village or community of that name."""
        return self._villages.get("".join(name.split())) or self._villages.get(_bare(name))

    def names_village(self, words: str) -> bool:
        """Whether words name a village or community, known or new."""
        return self.village(words) is not None or _VILLAGE.fullmatch(words) is not None

    def village_or_new(self, name: str) -> str | None:
        """The village of that name; one that is not known yet is added with the ledger. None when it is no village."""
        name = "".join(name.split())
        known = self.village(name)
        if known is None and _VILLAGE.fullmatch(name):
            known = ids.new_id()
            self.added[known] = name
            for spelling in _spellings(name, True):
                self._villages.setdefault(spelling, known)
        return known

    def use(self, village: str | None) -> None:
        """A row that comes in lies there."""
        if village in self.added:
            self.used[village] = self.added[village]

    def named_in(self, address: str) -> tuple[str, str] | None:
        """Id and name of the one village whose whole name stands in an address; none when there is none, or several."""
        plain = "".join(address.split())
        found = [name for name in self._local if name in plain]
        longest = [name for name in found if not any(name in other for other in found if other != name)]
        return (self._local[longest[0]], longest[0]) if len(longest) == 1 else None

    def any(self, name: str) -> str | None:
        """The office of that name, of whatever kind; of several joined by 、 the first."""
        first = "".join(name.split()).replace("，", "、").replace(",", "、").split("、")[0]
        return self._offices.get(first) or self._offices.get(_bare(first)) or self.village(first)

    def inspecting(self, written: str, own: str, remarks: list[str]) -> str:
        """The office that inspects: the one of that name, else ``own``; ``remarks`` takes what is to be said of it."""
        known = self.any(written) if written else None
        if written and known is None:
            remarks.append(f"检查单位“{written[:20]}”不在机构名单中，暂记为本单位")
        return known or own


def _spellings(name: str, local: bool) -> set[str]:
    return {name, _bare(name)} if local else {name, name.removeprefix("镇")}


def _bare(name: str) -> str:
    name = "".join(name.split())
    for ending in ("村委会", "居委会", "社区居委会", "社区", "村"):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name
