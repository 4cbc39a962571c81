"""Rows of a list of people (机构人员名册, a directory of phones): a new person, more of a known one, or the reason why not."""

from __future__ import annotations

from typing import Any

from db import connection, ids
from db.errors import UserError
from db.records import Person
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.work.ledger.judged import Fate, Judge, Judged, tried
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName


class PersonJudge(Judge):
    """Judges rows in order. One name in one office is one person; who has left the office is found as well."""

    def __init__(self) -> None:
        self.offices = OfficesByName()
        self.named: dict[str, str] = dict(connection.rows("SELECT name, id FROM office"))
        rows = connection.rows("SELECT office_id, name, id FROM person ORDER BY active, id DESC")
        self.people: dict[tuple[str, str], str] = {(row[0], row[1]): row[2] for row in rows}
        self.seen: set[tuple[str, str]] = set()

    def row(self, row: LedgerRow) -> Judged:
        """The row's fate."""
        name, office = (str(row.values.get(key, "")) for key in ("name", "office"))
        name = "".join(name.split())
        judged = tried(row, lambda: self._judged(row, name, office))
        judged.subject, judged.words = name, office
        return judged

    def new_villages(self) -> dict[str, str]:
        """The villages that the list names for the first time."""
        return self.offices.used

    def _judged(self, row: LedgerRow, name: str, office: str) -> Judged:
        if not name:
            raise UserError("缺少姓名")
        if not office:
            raise UserError("缺少所在单位")
        office_id = self.named.get(office) or self.offices.any(office) or self.offices.village_or_new(office)
        if office_id is None:
            raise UserError(f"没有名为“{office}”的单位，请先在“机构人员”中添加")
        who = (office_id, name)
        if who in self.seen:
            raise UserError(f"“{office}”的“{name}”在表中出现了两次，请合并成一行")
        self.seen.add(who)
        self.offices.use(office_id)
        record: dict[str, Any] = dict(row.values) | {"name": name, "office": office_id}
        known = self.people.get(who)
        if known is None:
            return Judged(row.number, Fate.CREATE, record=record | {"id": ids.new_id()})
        person: Person = Person.get_by_id(known)
        del record["office"]
        changed = {key: value for key, value in record.items() if getattr(person, key) != value}
        fate = Fate.UPDATE if changed else Fate.UNCHANGED
        return Judged(row.number, fate, record=changed, target=known)
