"""Who may inspect: the people of the office and all who hold a certificate, and what is to be said of certificates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from db import connection
from xianfeng_gui.rules.inspections import Certificate, certificate_warnings
from xianfeng_gui.work import offices, settings


@dataclass(frozen=True)
class InspectorChoice:
    """Someone who can be chosen; number empty and ``expires_on`` none where nothing is known."""

    person_id: str
    name: str
    office: str
    certificate_number: str
    expires_on: dt.date | None


@dataclass(frozen=True)
class InspectorData:
    """An inspector as written down for one inspection; ``person_id`` none for somebody who isn't in the register."""

    name: str
    certificate_number: str = ""
    person_id: str | None = None


_PEOPLE = (
    "SELECT person.id, person.name, office.name, certificate_number, certificate_expires_on FROM person "
    "JOIN office ON office.id = person.office_id WHERE person.active "
)


def choices() -> list[InspectorChoice]:
    """The own office's people with a certificate, then its others, then who holds one elsewhere."""
    own = offices.own_office().id
    sql = (
        f"{_PEOPLE} AND (office_id = ?1 OR certificate_number <> '') "
        "ORDER BY office_id <> ?1, certificate_number = '', office.position, person.name"
    )
    return [_choice(row) for row in connection.rows(sql, (own,))]


def _choice(row: connection.Row) -> InspectorChoice:
    return InspectorChoice(*(*row[:4], dt.date.fromisoformat(row[4]) if row[4] else None))


def known(name: str, certificate_number: str = "") -> InspectorData:
    """An inspector by name: the only person in post of that name (and number, if one is given), else as written."""
    name, number = "".join(name.split()), certificate_number.strip()
    found = [_choice(row) for row in connection.rows(f"{_PEOPLE} AND person.name = ?", (name,))]
    fitting = [one for one in found if number in ("", one.certificate_number)] or (
        [one for one in found if not one.certificate_number] if number else []
    )
    if len(fitting) != 1:
        return InspectorData(name, number)
    return InspectorData(name, number or fitting[0].certificate_number, fitting[0].person_id)


def warnings(inspectors: Sequence[InspectorData], on: dt.date) -> list[str]:
    """What stands against enforcement papers, and certificates that run out soon; empty when all is well."""
    ahead = settings.terms()["certificate_warning"].number
    certificates = [Certificate(one.name, one.certificate_number, _expiry(one)) for one in inspectors]
    return certificate_warnings(certificates, on, ahead)


def _expiry(inspector: InspectorData) -> dt.date | None:
    """Known as long as the register still has the certificate that was shown."""
    found = connection.scalar(
        "SELECT certificate_expires_on FROM person WHERE id = ? AND certificate_number = ?",
        (inspector.person_id, inspector.certificate_number),
    )
    return dt.date.fromisoformat(found) if found else None


def expired(name: str, certificate_number: str, on: dt.date) -> str:
    """Why a certificate can't be shown on ``on``; empty when it holds, or nothing is known of its term."""
    found = connection.scalar(
        "SELECT max(certificate_expires_on) FROM person WHERE name = ? AND certificate_number = ?",
        (name, certificate_number),
    )
    if not found or found >= on.isoformat():
        return ""
    return (
        f"{name}的执法证{certificate_number}已于{found}到期，请换由证件有效的人员署名；"
        "已换证的，请先在“机构人员”中更正有效期"
    )
