"""Rows of a task list: more of a known task, a new one, or the reason why not."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from db import clock, connection, ids
from db.errors import UserError
from db.records import Task
from db.vocabulary import TaskState
from xianfeng_gui.rules.ledger.rows import LedgerRow
from xianfeng_gui.work import topics
from xianfeng_gui.work.ledger.judged import Fate, Judge, Judged, tried
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName
from xianfeng_gui.work.ledger.people_by_name import PeopleByName

_NUMBER = re.compile(r"(?:保|[1-9]\d{0,2}-\d{1,3})-[1-9]\d{0,3}")
_TEXTS = ("title", "content", "target", "deadline", "starts_on")
NEW_PEOPLE = "new_people"
"""Key of a task's record that holds the people whom the list names for the first time, as they are stored."""
_ENDED = (TaskState.DONE, TaskState.STRUCK_OFF)
_SAFEGUARDS = ("保障措施", "保障")
_REMARK = "由任务清单导入，完成情况见原清单"


class TaskJudge(Judge):
    """Judges rows in order, so that parts find the task that they are split from."""

    def __init__(self) -> None:
        self.campaign = topics.campaign()
        self.today = clock.today()
        self.offices, self.people = OfficesByName(), PeopleByName()
        self.topics = {tab.id: tab for tab in topics.topics()}
        rows = connection.rows("SELECT number, id FROM task WHERE campaign_id = ?", (self.campaign.id,))
        self.numbers: dict[str, str] = dict(rows)
        self.measures: dict[tuple[str, str], str] = {}
        for measure_id, topic, number, title in connection.rows(
            "SELECT id, topic_id, number, title FROM measure"
        ):
            self.measures[(topic, str(number))] = self.measures[(topic, title)] = measure_id
        self.seen: set[str] = set()

    def row(self, row: LedgerRow) -> Judged:
        """The row's fate."""
        number = str(row.values.get("number", ""))
        title, words = str(row.values.get("title", "")), str(row.values.get("content", ""))
        judged = tried(row, lambda: self._judged(row, number))
        self.seen.add(number)
        judged.subject, judged.words = f"{number} {title}".strip(), words
        return judged

    def _judged(self, row: LedgerRow, number: str) -> Judged:
        if number and number in self.seen:
            raise UserError(f"编号{number}在表中出现了两次")
        return self._known(row, number) if number in self.numbers else self._new(row, number)

    def _known(self, row: LedgerRow, number: str) -> Judged:
        known, remarks = Task.get_by_id(self.numbers[number]), list[str]()
        fields = self._fields(row.values, known, remarks)
        supporting, people = fields.pop("supporting", None), fields.pop(NEW_PEOPLE, ())
        changed = {key: value for key, value in fields.items() if _held(known, key) != value}
        if supporting is not None and supporting != _supporting(known.id):
            changed["supporting"] = supporting
        if people:
            changed[NEW_PEOPLE] = people
        self._check_days(changed.get("starts_on", known.starts_on), changed.get("deadline", known.deadline))
        fate = Fate.UPDATE if changed else Fate.UNCHANGED
        return Judged(row.number, fate, record=changed, target=str(known.id), remarks=tuple(remarks))

    def _new(self, row: LedgerRow, number: str) -> Judged:
        remarks: list[str] = []
        if not row.values.get("title"):
            raise UserError("缺少任务")
        if not row.values.get("deadline"):
            row.values["deadline"] = self.campaign.ends_on
            remarks.append(f"没有写明期限，按行动结束日{self.campaign.ends_on}")
        topic = self._topic(str(row.values.get("topic", "")), number)
        measure = self._measure(topic, str(row.values.get("measure", "")), number)
        fields = self._fields(row.values, None, remarks)
        fields.setdefault("starts_on", min(self.campaign.starts_on, fields["deadline"]))
        self._check_days(fields["starts_on"], fields["deadline"])
        if number and not _NUMBER.fullmatch(number):
            remarks.append(f"“{number}”不是任务编号，导入时另行编号")
        if not _NUMBER.fullmatch(number):
            number = self._next_number(topic, measure)
        task_id = self.numbers[number] = ids.new_id()
        parent = self.numbers.get(str(row.values.get("parent", "")))
        fields |= {"id": task_id, "number": number, "topic": topic, "measure": measure, "parent": parent}
        return Judged(row.number, Fate.CREATE, record=fields, remarks=tuple(remarks))

    def _fields(self, values: dict[str, Any], known: Task | None, remarks: list[str]) -> dict[str, Any]:
        """What the row says, in the record's fields; ``supporting`` as office ids."""
        fields = {key: values[key] for key in _TEXTS if key in values}
        office = known.office_id if known is not None else None
        if "office" in values:
            office = self.offices.any(str(values["office"]))
            if office is None:
                raise UserError(f"责任单位“{values['office']}”不在机构名单中，请先添加或改正")
            fields["office"] = office
        for key in ("person", "leader"):
            if key in values:
                home = office if key == "person" else None
                person = self.people.find(str(values[key]), home or office, leader=key == "leader")
                fields[key] = person
                if person in self.people.added:
                    fields[NEW_PEOPLE] = (*fields.get(NEW_PEOPLE, ()), self.people.added[person])
        if "supporting" in values:
            names = [
                part.strip() for part in re.split(r"[、，,；;\n]", str(values["supporting"])) if part.strip()
            ]
            found = {name: self.offices.any(name) for name in names}
            remarks += [f"配合单位“{name}”不在机构名单中，未记" for name, one in found.items() if one is None]
            fields["supporting"] = tuple(dict.fromkeys(one for one in found.values() if one))
        return fields | self._state(values, known)

    def _state(self, values: dict[str, Any], known: Task | None) -> dict[str, Any]:
        if "state" not in values:
            return {}
        state = TaskState(str(values["state"]))
        fields: dict[str, Any] = {"state": state}
        if state in _ENDED:
            before = known.done_on if known is not None else None
            fields["done_on"] = values.get("done_on") or before or self.today
            if fields["done_on"] > self.today:
                raise UserError(f"完成日期{fields['done_on']}晚于今天")
            remark = known.closing_remark if known is not None else ""
            fields["closing_remark"] = values.get("closing_remark") or remark or _REMARK
        else:
            fields |= {"done_on": None, "closing_remark": values.get("closing_remark", "")}
        return fields

    def _check_days(self, starts_on: dt.date, deadline: dt.date) -> None:
        if deadline < starts_on:
            raise UserError(f"期限{deadline}早于开始日期{starts_on}")

    def _topic(self, written: str, number: str) -> str | None:
        """The topic by its name, else by the number's beginning; none for a safeguard."""
        if number.startswith("保") or written in _SAFEGUARDS:
            return None
        first = number.partition("-")[0] if _NUMBER.fullmatch(number) else ""
        for tab in self.topics.values():
            if written and (written in (tab.name, tab.short_name) or tab.short_name in written):
                return tab.id
        for tab in self.topics.values():
            if first and str(tab.number) == first:
                return tab.id
        names = "、".join(tab.short_name for tab in self.topics.values())
        raise UserError(f"没有专题“{written}”，请写成现有专题的名称：{names}" if written else "缺少专题")

    def _measure(self, topic: str | None, written: str, number: str) -> str | None:
        if topic is None:
            return None
        middle = number.split("-")[1] if _NUMBER.fullmatch(number) else ""
        return self.measures.get((topic, written)) or self.measures.get((topic, middle))

    def _next_number(self, topic: str | None, measure: str | None) -> str:
        """The next free number of the measure, of the topic as such (under 0), or of the safeguards."""
        head = "保"
        if topic is not None:
            middle = next((n for (t, n), one in self.measures.items() if one == measure and n.isdigit()), "0")
            head = f"{self.topics[topic].number}-{middle if measure else 0}"
        tails = [int(one.rpartition("-")[2]) for one in self.numbers if one.rpartition("-")[0] == head]
        return f"{head}-{max(tails, default=0) + 1}"


def _held(task: Task, key: str) -> Any:
    return getattr(task, f"{key}_id" if key in ("office", "person", "leader") else key)


def _supporting(task_id: str) -> tuple[str, ...]:
    rows = connection.rows(
        "SELECT office_id FROM task_office WHERE task_id = ? AND role <> 'lead' ORDER BY position", (task_id,)
    )
    return tuple(str(one) for (one,) in rows)
