"""Offices and people: who this PC belongs to, who does the work, and the lists behind every choice.

The window asks for the office at start, so the records are imported only by what writes or needs whole ones.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import connection, ids, journal, notes, search
from db.errors import UserError
from db.vocabulary import OfficeKind
from xianfeng_gui.work import settings

if TYPE_CHECKING:
    from db.records import Office, Person

LOCAL_KINDS = (OfficeKind.VILLAGE, OfficeKind.COMMUNITY)


@dataclass(frozen=True)
class OfficeChoice:
    """An office as lists and combo boxes need it."""

    id: str
    name: str
    kind: str


def own_office() -> OfficeChoice:
    """The office that this installation belongs to."""
    return _choice(settings.get(settings.OWN_OFFICE))


def own_code() -> str:
    """The code that this installation's numbers begin with."""
    return str(
        connection.scalar("SELECT code FROM office WHERE id = ?", (settings.get(settings.OWN_OFFICE),))
    )


def _choice(office_id: str) -> OfficeChoice:
    row = connection.one("SELECT id, name, kind FROM office WHERE id = ?", (office_id,))
    if row is None:
        raise UserError("没有这个单位，请在“机构人员”中核对")
    return OfficeChoice(*row)


def choices(*, local: bool | None = None) -> list[OfficeChoice]:
    """Offices in use, departments first; ``local`` true for villages and communities only, false for the others."""
    rows = connection.rows("SELECT id, name, kind FROM office WHERE active ORDER BY position, name")
    found = [OfficeChoice(*row) for row in rows]
    return found if local is None else [one for one in found if (one.kind in LOCAL_KINDS) == local]


def by_name(name: str) -> OfficeChoice:
    """The office of that name (blanks ignored); UserError when there is none."""
    wanted = "".join(name.split())
    for office in choices():
        if office.name == wanted:
            return office
    raise UserError(f"没有名为“{name}”的单位，请先在“机构人员”中添加", "office")


def operator() -> str:
    """The name of who is at the keyboard, as it was given on this PC; empty when nobody gave one."""
    return str(notes.get("operator") or "")


def actor() -> str:
    """Whom the journal names: who is at the keyboard, or the office when nobody gave a name."""
    return operator() or own_office().name


def as_person(name: str) -> str:
    """A name that stands for a person; empty for an office's, which signs nothing by hand."""
    name = name.strip()
    return "" if connection.scalar("SELECT 1 FROM office WHERE name = ?", (name,)) else name


def set_operator(name: str) -> None:
    """Remember on this PC who is at the keyboard; empty for the office as such."""
    notes.put("operator", "".join(name.split()))


def kind_of_name(name: str) -> OfficeKind:
    """A new local office's kind follows from its name."""
    return OfficeKind.COMMUNITY if name.endswith("社区") else OfficeKind.VILLAGE


def new_office(
    name: str, kind: OfficeKind, *, market_town: bool = False, code: str = "", office_id: str = ""
) -> Office:
    """Make an office with a code of its own, and an id if none is given; only inside a change."""
    from db.records import Office

    name = "".join(name.split())
    if not 2 <= len(name) <= 40:
        raise UserError("单位名称应为2至40个字", "name")
    if connection.scalar("SELECT 1 FROM office WHERE name = ?", (name,)):
        raise UserError(f"已经有“{name}”，不用重复添加", "name")
    position = int(connection.scalar("SELECT coalesce(max(position), 0) + 1 FROM office"))
    return Office.create(
        id=office_id or ids.new_id(),
        name=name,
        full_name=name,
        code=free_code(code or initials_code(name)),
        kind=kind,
        market_town=market_town,
        position=position,
    )


def initials_code(name: str) -> str:
    """绣庄村 -> XZC; used in hazard numbers, so that numbers of different offices never meet."""
    letters = [options[0].upper() for options in search.initials(search.fold(name))]
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())[:4] or "DW"


def free_code(code: str) -> str:
    """The code, or with the first figure from 2 that makes it unique."""
    return first_free(code, [row[0] for row in connection.rows("SELECT code FROM office")])


def first_free(code: str, taken: Collection[str]) -> str:
    """The code, or with the first figure from 2 that is not among those taken."""
    return next(one for one in [code, *(f"{code}{n}" for n in range(2, 1000))] if one not in taken)


def set_code(office_id: str, code: str) -> None:
    """Give an office another code; only inside a change. UserError when it can't be one or another office has it."""
    from db.records import Office

    code = code.strip().upper()
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,5}", code):
        raise UserError("单位代码应为2至6个大写字母，末尾可以带数字，如 XLC、XLC2", "code")
    sql = "SELECT name FROM office WHERE code = ? AND id <> ?"
    if other := connection.scalar(sql, (code, office_id)):
        raise UserError(f"代码{code}已由{other}使用，请换一个", "code")
    Office.update(code=code).where(Office.id == office_id).execute()


def add_village(name: str, actor_name: str, *, market_town: bool = False) -> str:
    """Add a village or community; returns its id."""
    with journal.change(f"添加{name}", actor_name):
        return str(new_office(name, kind_of_name(name), market_town=market_town).id)


def add_department(name: str, actor_name: str) -> str:
    """Add a department; returns its id."""
    with journal.change(f"添加{name}", actor_name):
        return str(new_office(name, OfficeKind.DEPARTMENT).id)


def set_office(office_id: str, actor_name: str, *, active: bool, market_town: bool) -> None:
    """Take an office out of use or back, and say whether it has a market town."""
    from db.records import Office

    with journal.change("修改单位", actor_name):
        Office.update(active=active, market_town=market_town).where(Office.id == office_id).execute()


@dataclass(frozen=True)
class PersonData:
    """A person's card as typed; empty texts where nothing is known."""

    office_id: str
    name: str
    post: str = ""
    phone: str = ""
    certificate_number: str = ""
    certificate_expires_on: dt.date | None = None
    leader: bool = False
    active: bool = True


def people(office_id: str | None = None, *, leaders: bool = False) -> list[Person]:
    """People in post, of one office or of all; ``leaders`` for leaders in charge only."""
    from db.records import Office, Person

    query = Person.select(Person, Office).join(Office).where(Person.active)
    if office_id is not None:
        query = query.where(Person.office == office_id)
    if leaders:
        query = query.where(Person.leader)
    return list(query.order_by(Office.position, Person.name))


def save_person(data: PersonData, actor_name: str, person_id: str | None = None) -> str:
    """Add a person, or change the one of that id; returns the id."""
    from db.records import Person

    name = "".join(data.name.split())
    if not name:
        raise UserError("请填写姓名", "name")
    fields = {
        "office": data.office_id,
        "name": name,
        "post": data.post.strip(),
        "phone": data.phone.strip(),
        "certificate_number": data.certificate_number.strip(),
        "certificate_expires_on": data.certificate_expires_on,
        "leader": data.leader,
        "active": data.active,
    }
    with journal.change(f"{'修改' if person_id else '添加'}人员{name}", actor_name):
        if person_id is None:
            return str(Person.create(**fields).id)
        Person.update(**fields).where(Person.id == person_id).execute()
        return person_id
