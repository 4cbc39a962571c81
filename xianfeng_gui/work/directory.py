"""The directory: every office and every person with what their page shows, also those no longer in use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db import connection
from xianfeng_gui.work import settings
from xianfeng_gui.work.offices import PersonData


@dataclass(frozen=True)
class OfficeRow:
    """An office; ``kind`` is a value of OfficeKind, ``people`` counts those in post, ``own`` marks the office of this PC."""

    id: str
    name: str
    full_name: str
    code: str
    kind: str
    market_town: bool
    active: bool
    people: int
    own: bool


@dataclass(frozen=True)
class PersonRow:
    """A person; ``certificate_days`` are left until the certificate expires, negative after; none without a date.

    ``certificate_soon``: it expires within the office's warning term.
    """

    id: str
    data: PersonData
    certificate_days: int | None
    certificate_soon: bool


def office_rows(*, out_of_use: bool = False) -> list[OfficeRow]:
    """Offices in their order; with ``out_of_use`` also those taken out of use, at the end."""
    own = settings.get(settings.OWN_OFFICE)
    sql = (
        "SELECT id, name, full_name, code, kind, market_town, active, "
        "(SELECT count(*) FROM person WHERE office_id = office.id AND person.active) "
        "FROM office WHERE active OR ? ORDER BY active DESC, position, name"
    )
    return [
        OfficeRow(row[0], row[1], row[2], row[3], row[4], bool(row[5]), bool(row[6]), row[7], row[0] == own)
        for row in connection.rows(sql, (out_of_use,))
    ]


_PEOPLE = (
    "SELECT id, office_id, name, post, phone, certificate_number, certificate_expires_on, leader, active "
    "FROM person "
)


def person_rows(office_id: str, today: dt.date) -> list[PersonRow]:
    """The people of an office: leaders first, those no longer in post last."""
    sql = _PEOPLE + "WHERE office_id = ? ORDER BY active DESC, leader DESC, name"
    warning = settings.terms()["certificate_warning"].number
    return [_person(row, today, warning) for row in connection.rows(sql, (office_id,))]


def office_of_person(person_id: str) -> str | None:
    """The office that a person belongs to; none when there is no such person."""
    found = connection.scalar("SELECT office_id FROM person WHERE id = ?", (person_id,))
    return None if found is None else str(found)


def _person(row: connection.Row, today: dt.date, warning: int) -> PersonRow:
    expires = dt.date.fromisoformat(row[6]) if row[6] else None
    data = PersonData(row[1], row[2], row[3], row[4], row[5], expires, bool(row[7]), bool(row[8]))
    days = None if expires is None else (expires - today).days
    return PersonRow(row[0], data, days, days is not None and 0 <= days <= warning)
