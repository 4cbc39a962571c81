"""Sites: saving one, finding one while typing, the list of them, and everything about one."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any

from db import connection, journal
from db.errors import UserError
from db.records import Site
from db.records.base import ShortText
from db.vocabulary import RiskLevel, SiteKind, StandardizationGrade
from xianfeng_gui.rules.credit_code import clean_credit_code

RECENT_HAZARDS = 400
"""How many of the latest hazards say which sites were used last."""

_MERGED = "（已并入）"
_LONGEST_OLD_NAME = 50

SPECIAL_RISKS = (
    "major_hazard_installation",
    "confined_space",
    "explosive_dust",
    "ammonia_refrigeration",
    "molten_metal",
)
"""The flags of what makes a site dangerous; their labels are on the record's fields."""


@dataclass(frozen=True)
class SiteData:
    """A site's card as typed; empty where nothing is known. ``village_id`` is the office it lies in."""

    name: str
    kind: SiteKind = SiteKind.UNKNOWN
    village_id: str | None = None
    address: str = ""
    credit_code: str = ""
    legal_representative: str = ""
    phone: str = ""
    industry: str = ""
    standardization_grade: StandardizationGrade = StandardizationGrade.UNKNOWN
    risk_level: RiskLevel | None = None
    major_hazard_installation: bool = False
    confined_space: bool = False
    explosive_dust: bool = False
    ammonia_refrigeration: bool = False
    molten_metal: bool = False
    remark: str = ""
    active: bool = True


@dataclass(frozen=True)
class SiteChoice:
    """A site as offered while typing."""

    id: str
    name: str
    address: str
    village: str


@dataclass(frozen=True)
class SiteFilter:
    """What is chosen above the list of sites; empty values choose everything.

    ``special`` is one of SPECIAL_RISKS. Sites out of business are shown only with ``inactive``.
    """

    text: str = ""
    village_id: str | None = None
    kind: SiteKind | None = None
    risk_level: RiskLevel | None = None
    special: str = ""
    inactive: bool = False

    def in_words(self) -> str:
        """For a list's head."""
        parts = [f"含“{self.text.strip()}”"] if self.text.strip() else []
        if self.village_id:
            parts.append(str(connection.scalar("SELECT name FROM office WHERE id = ?", (self.village_id,))))
        parts += [term.label for term in (self.kind, self.risk_level) if term is not None]
        parts += [str(Site._meta.fields[self.special].verbose_name)] if self.special else []
        return "；".join([*parts, "在营和停业的单位（场所）" if self.inactive else "在营单位（场所）"])


@dataclass(frozen=True)
class SiteRow:
    """A row of the list of sites; ``special`` are labels; ``open_hazards`` neither closed nor dismissed."""

    id: str
    name: str
    kind: SiteKind
    village: str
    address: str
    industry: str
    legal_representative: str
    risk_level: RiskLevel | None
    special: tuple[str, ...]
    open_hazards: int
    active: bool


@dataclass(frozen=True)
class SiteDetail:
    """Everything about a site, with the counts of its hazards as of the day asked for."""

    id: str
    data: SiteData
    village: str
    hazards: int
    open_hazards: int
    late_hazards: int
    open_major: int
    last_found_on: dt.date | None
    inspections: int
    last_inspected_on: dt.date | None


def comparable(name: str) -> str:
    """A name as it is compared: without blanks, full-width signs made plain, in small letters."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def save_site(data: SiteData, actor: str, site_id: str | None = None) -> str:
    """Add a site, or change the one of that id; returns the id."""
    fields = _fields(data, site_id)
    with journal.change(f"{'修改' if site_id else '添加'}单位（场所）{fields['name']}", actor):
        return _store(fields, site_id)


def new_site(data: SiteData) -> str:
    """Add a site on the way to something else; only inside a change."""
    return _store(_fields(data, None), None)


def _store(fields: dict[str, Any], site_id: str | None) -> str:
    if site_id is None:
        return str(Site.create(**fields).id)
    # The name may be that of a card merged into this one; names are unique.
    old = Site.select().where((Site.merged_into == site_id) & (Site.name == fields["name"])).first()
    if old is not None:
        Site.update(name=f"{old.name[:_LONGEST_OLD_NAME]}{_MERGED}").where(Site.id == old.id).execute()
    if not Site.update(**fields).where(Site.id == site_id).execute():
        raise UserError("没有这个单位（场所），请刷新后重试")
    return site_id


def _fields(data: SiteData, site_id: str | None) -> dict[str, Any]:
    """The record's fields, checked."""
    fields = asdict(data)
    for name, value in fields.items():
        if isinstance(value, str) and type(value) is str:
            fields[name] = _text(name, value)
    fields["name"] = " ".join(data.name.split())
    fields["credit_code"] = clean_credit_code(data.credit_code)
    fields["village"] = fields.pop("village_id") or None
    if not fields["name"]:
        raise UserError("请填写单位（场所）名称", "name")
    _refuse_known(fields["name"], site_id)
    if fields["village"] and not connection.scalar("SELECT 1 FROM office WHERE id = ?", (fields["village"],)):
        raise UserError("没有这个属地，请重新选择", "village_id")
    return fields


def _text(name: str, text: str) -> str:
    """Stripped, and within the field's limit."""
    field, text = Site._meta.fields.get(name), text.strip()
    if isinstance(field, ShortText) and len(text) > field.max_length:
        raise UserError(f"“{field.verbose_name}”最多{field.max_length}个字，请缩短", name)
    return text


def _refuse_known(name: str, site_id: str | None) -> None:
    """One site under two spellings would split its hazards."""
    known = by_name(name)
    if known is not None and known.id != site_id:
        raise UserError(f"已经有“{known.name}”，请直接选用，不用重复添加", "name")


def by_name(name: str) -> SiteChoice | None:
    """The site of that name, blanks and width of signs aside; of a merged one's old name, the one that is kept."""
    wanted = comparable(name)
    for site_id, known, merged_into in connection.rows("SELECT id, name, merged_into_id FROM site"):
        if comparable(known) == wanted:
            return _choices("WHERE site.id = ?", (merged_into or site_id,))[0]
    return None


def _choices(condition: str, parameters: tuple[object, ...]) -> list[SiteChoice]:
    sql = (
        "SELECT site.id, site.name, site.address, coalesce(office.name, '') FROM site "
        f"LEFT JOIN office ON office.id = site.village_id {condition}"
    )
    return [SiteChoice(*row) for row in connection.rows(sql, parameters)]


def find_sites(text: str, limit: int) -> list[SiteChoice]:
    """Sites in business by name or address, by characters or pinyin initials; those that begin so come first.

    Without text: the ones of the latest hazards, then others by name.
    """
    if not text.strip():
        return _recent(limit)
    condition = (
        "WHERE site.active AND hit(?1, site.name, site.address) "
        "ORDER BY instr(site.name, ?2) <> 1, NOT hit(?1, site.name), site.name LIMIT ?3"
    )
    return _choices(condition, (text, text.strip(), limit))


def _recent(limit: int) -> list[SiteChoice]:
    used = dict.fromkeys(
        row[0]
        for row in connection.rows(
            "SELECT site_id FROM hazard_line ORDER BY seq DESC LIMIT ?", (RECENT_HAZARDS,)
        )
    )
    order = {site_id: place for place, site_id in enumerate(used)}
    found = _choices("WHERE site.active ORDER BY site.name", ())
    return sorted(found, key=lambda one: order.get(one.id, len(order)))[:limit]


def site_rows(filters: SiteFilter = SiteFilter()) -> list[SiteRow]:  # noqa: B008 (frozen)
    """The sites that the filters let through, by name."""
    flags = ", ".join(f"site.{name}" for name in SPECIAL_RISKS)
    conditions = ["site.merged_into_id IS NULL", "TRUE" if filters.inactive else "site.active"]
    if filters.text:
        conditions.append("hit(:text, site.name, site.address, site.legal_representative, site.industry)")
    conditions += ["site.village_id = :village"] if filters.village_id else []
    conditions += ["site.kind = :kind"] if filters.kind else []
    conditions += ["site.risk_level = :risk"] if filters.risk_level else []
    if filters.special:
        if filters.special not in SPECIAL_RISKS:
            raise ValueError(f"not a special risk: {filters.special}")
        conditions.append(f"site.{filters.special}")
    sql = (
        "SELECT site.id, site.name, site.kind, coalesce(office.name, ''), site.address, site.industry, "
        f"site.legal_representative, site.risk_level, site.active, {flags} FROM site "
        f"LEFT JOIN office ON office.id = site.village_id WHERE {' AND '.join(conditions)} ORDER BY site.name"
    )
    parameters = {
        "text": filters.text,
        "village": filters.village_id,
        "kind": filters.kind and filters.kind.value,
        "risk": filters.risk_level and filters.risk_level.value,
    }
    counts = _open_hazards()
    return [_row(row, counts) for row in connection.rows(sql, parameters)]


def _open_hazards() -> dict[str, int]:
    """Open hazards by site; the index on site and state answers it alone."""
    return dict(
        connection.rows(
            "SELECT site_id, CAST(total(state NOT IN ('closed', 'dismissed')) AS INTEGER) FROM hazard_line "
            "GROUP BY site_id"
        )
    )


def _row(row: connection.Row, counts: dict[str, int]) -> SiteRow:
    site_id, name, kind, village, address, industry, representative, risk, active, *flags = row
    special = tuple(
        str(Site._meta.fields[flag].verbose_name)
        for flag, is_set in zip(SPECIAL_RISKS, flags, strict=True)
        if is_set
    )
    return SiteRow(
        id=site_id,
        name=name,
        kind=SiteKind(kind),
        village=village,
        address=address,
        industry=industry,
        legal_representative=representative,
        risk_level=RiskLevel(risk) if risk else None,
        special=special,
        open_hazards=counts.get(site_id, 0),
        active=bool(active),
    )


def site_detail(site_id: str, today: dt.date) -> SiteDetail:
    """Everything about a site; a UserError when there is none of that id."""
    site = Site.get_or_none(Site.id == site_id)
    if site is None:
        raise UserError("没有这个单位（场所），请刷新后重试")
    counts = connection.one(
        "SELECT count(*), total(state NOT IN ('closed', 'dismissed')), "
        "total(state IN ('reported', 'verified', 'issued', 'rectifying') AND deadline < :today), "
        "total(grade = 'major' AND state NOT IN ('closed', 'dismissed')), max(found_on) "
        "FROM hazard_line WHERE site_id = :site",
        {"site": site_id, "today": today.isoformat()},
    )
    assert counts is not None
    hazards, open_hazards, late, open_major, last = counts
    inspected = connection.one("SELECT count(*), max(on_date) FROM inspection WHERE site_id = ?", (site_id,))
    assert inspected is not None
    return SiteDetail(
        id=site_id,
        data=SiteData(**{name: getattr(site, name) for name in SiteData.__dataclass_fields__}),
        village=site.village.name if site.village else "",
        hazards=hazards,
        open_hazards=int(open_hazards),
        late_hazards=int(late),
        open_major=int(open_major),
        last_found_on=dt.date.fromisoformat(last) if last else None,
        inspections=inspected[0],
        last_inspected_on=dt.date.fromisoformat(inspected[1]) if inspected[1] else None,
    )
