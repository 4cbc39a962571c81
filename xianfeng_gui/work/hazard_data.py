"""What is known of a hazard when it is registered or corrected, and the same read from JSON in the glossary's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import clock, connection
from db.errors import UserError
from db.records import Hazard
from db.vocabulary import Grade, PhotoMoment, Source
from xianfeng_gui.rules.explain import explain
from xianfeng_gui.work import json_values as values
from xianfeng_gui.work import law, offices, photos, settings
from xianfeng_gui.work.photos import PhotoInput

ASSURANCES = ("responsibility", "measures", "funds", "time_limit", "contingency_plan")
"""The five assurances (五落实) of a major hazard; the record's fields are ``assured_`` + name."""

_KEYS = {
    "topic",
    "task",
    "office",
    "village",
    "site",
    "source",
    "found_on",
    "finder",
    "informant",
    "location",
    "description",
    "grade",
    "grade_reason",
    "basis",
    "measure",
    "deadline",
    "person",
    "five_assurances",
    "photos",
}


@dataclass(frozen=True)
class HazardData:
    """A hazard as the clerk gives it. ``site_name`` is looked up; a site not yet known is made from the ``site_`` texts.

    ``inspection_id``: the inspection that found it; it stays what it was when the hazard is corrected.
    """

    topic_id: str
    office_id: str
    site_name: str
    found_on: dt.date
    description: str
    village_id: str | None = None
    task_id: str | None = None
    site_address: str = ""
    site_representative: str = ""
    site_phone: str = ""
    source: Source = Source.INSPECTION
    finder: str = ""
    informant: str = ""
    location: str = ""
    grade: Grade = Grade.GENERAL
    grade_reason: str = ""
    measure: str = ""
    deadline: dt.date | None = None
    deadline_basis: str = ""
    person: str = ""
    assurances: Mapping[str, str] = field(default_factory=dict)
    photos: tuple[PhotoInput, ...] = ()
    basis: str = ""
    inspection_id: str | None = None


def check(data: HazardData) -> None:
    """UserError with the field's name for what can't be stored as it is."""
    if not data.topic_id:
        raise UserError("请选择专题", "topic_id")
    if not data.site_name.strip():
        raise UserError("请填写隐患所在的单位（场所）", "site")
    if not data.description.strip():
        raise UserError("请填写隐患描述", "description")
    if len(data.description) > 3000:
        raise UserError("隐患描述不能超过3000字，请精简", "description")
    if data.found_on > clock.today():
        raise UserError("发现日期不能晚于今天，请改正", "found_on")
    if data.deadline is not None and data.deadline < data.found_on:
        raise UserError("整改期限不能早于发现日期，请改正", "deadline")
    for name in ("finder", "informant", "location", "person"):
        field = Hazard._meta.fields[name]
        if len(getattr(data, name)) > field.max_length:
            raise UserError(f"“{field.verbose_name}”最多{field.max_length}个字，请缩短", name)
    if data.informant and data.source is not Source.TIP:
        raise UserError("只有群众举报才填举报人，请更改来源或清空举报人", "informant")


def deadline_in(start: dt.date, count: int, *, working: bool) -> tuple[dt.date, str]:
    """The day ``count`` (working) days after ``start``, and how it was counted."""
    calendar = law.work_calendar()
    term = calendar.add_working_days(start, count) if working else calendar.add_days(start, count)
    return term.due, explain(term)


def usual_deadline(start: dt.date) -> tuple[dt.date, str]:
    """The office's usual term from ``start``, and how it was counted."""
    term = settings.terms()["default_rectification"].after(start, law.work_calendar())
    return term.due, explain(term)


def from_json(spec: Any, base: Path) -> HazardData:
    """Read one object of ``hazard add --json``; photos are files relative to ``base``. UserError names the key."""
    try:
        return _from_json(spec, base)
    except UserError as error:
        if not error.field or f"“{error.field}”" in str(error):
            raise
        raise UserError(f"字段“{error.field}”：{error}", error.field) from error


def _from_json(spec: Any, base: Path) -> HazardData:
    if not isinstance(spec, dict):
        raise UserError("每条隐患应为一个JSON对象（花括号括起）")
    values.refuse_unknown(spec, _KEYS)
    values.require(spec, "topic", "office", "site", "found_on", "description")
    site = values.site(spec["site"])
    found_on = values.date(spec, "found_on")
    office = offices.by_name(values.text(spec, "office"))
    deadline, basis = _deadline(spec.get("deadline"), found_on)
    data = HazardData(
        topic_id=_topic(spec["topic"]),
        task_id=_task(spec.get("task")),
        office_id=office.id,
        village_id=values.village(spec),
        site_name=site["name"],
        site_address=site["address"],
        site_representative=site["legal_representative"],
        site_phone=site["phone"],
        source=values.term(spec, "source", Source, Source.INSPECTION),
        found_on=found_on,
        finder=values.text(spec, "finder"),
        informant=values.text(spec, "informant"),
        location=values.text(spec, "location"),
        description=values.text(spec, "description"),
        grade=values.term(spec, "grade", Grade, Grade.GENERAL),
        grade_reason=values.text(spec, "grade_reason"),
        measure=values.text(spec, "measure"),
        basis=values.text(spec, "basis"),
        deadline=deadline,
        deadline_basis=basis,
        person=values.text(spec, "person"),
        assurances=_assurances(spec.get("five_assurances")),
    )
    check(data)
    return with_photos(data, _photo_files(spec.get("photos"), base))


def with_photos(data: HazardData, files: list[Path]) -> HazardData:
    """The same with photos taken from files, all before the rectification."""
    kept = tuple(photos.keep_file(path, PhotoMoment.BEFORE) for path in files)
    return HazardData(**{**vars(data), "photos": (*data.photos, *kept)})


def _topic(number: Any) -> str:
    found = connection.scalar(
        "SELECT topic.id FROM topic JOIN campaign ON campaign.id = campaign_id WHERE active AND number = ?",
        (number if isinstance(number, int) and not isinstance(number, bool) and 0 < number < 1000 else -1,),
    )
    if found is None:
        raise UserError(f"字段“topic”：没有第{number}个专题", "topic")
    return str(found)


def _task(number: Any) -> str | None:
    if number is None:
        return None
    found = connection.scalar(
        "SELECT task.id FROM task JOIN campaign ON campaign.id = campaign_id WHERE active AND number = ?",
        (str(number),),
    )
    if found is None:
        raise UserError(f"字段“task”：没有编号为“{number}”的任务", "task")
    return str(found)


def _deadline(value: Any, found_on: dt.date) -> tuple[dt.date | None, str]:
    if value is None:
        return None, ""
    if isinstance(value, dict):
        values.refuse_unknown(value, {"working_days", "days"}, "deadline.")
        if len(value) > 1:
            raise UserError("字段“deadline”中working_days和days只能写一个", "deadline")
        for key in ("working_days", "days"):
            count = value.get(key)
            if isinstance(count, int) and not isinstance(count, bool) and 0 < count <= 2000:
                return deadline_in(found_on, count, working=key == "working_days")
        raise UserError("字段“deadline”的天数应为1至2000的整数", "deadline")
    return values.date({"deadline": value}, "deadline"), ""


def _assurances(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UserError("字段“five_assurances”应为一个JSON对象", "five_assurances")
    values.refuse_unknown(value, set(ASSURANCES), "five_assurances.")
    return {key: values.text(value, key, f"five_assurances.{key}") for key in value}


def _photo_files(value: Any, base: Path) -> list[Path]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UserError("字段“photos”应为文件名的列表", "photos")
    return [base / one for one in value]
