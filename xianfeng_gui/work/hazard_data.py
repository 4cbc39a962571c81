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
from db.vocabulary import Grade, PhotoMoment, Source, Term
from xianfeng_gui.rules.explain import explain
from xianfeng_gui.work import law, offices, photos
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
    "measure",
    "deadline",
    "person",
    "five_assurances",
    "photos",
}
_SITE_KEYS = {"name", "address", "legal_representative", "phone"}


@dataclass(frozen=True)
class HazardData:
    """A hazard as the clerk gives it. ``site_name`` is looked up; a site not yet known is made from the ``site_`` texts."""

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
    _refuse_unknown(spec, _KEYS, "")
    _require(spec, "topic", "office", "site", "found_on", "description")
    site = spec["site"] if isinstance(spec["site"], dict) else {"name": spec["site"]}
    _refuse_unknown(site, _SITE_KEYS, "site.")
    found_on = _date(spec, "found_on")
    office = offices.by_name(_text(spec, "office"))
    deadline, basis = _deadline(spec.get("deadline"), found_on)
    data = HazardData(
        topic_id=_topic(spec["topic"]),
        task_id=_task(spec.get("task")),
        office_id=office.id,
        village_id=_village(spec),
        site_name=_text(site, "name", "site.name"),
        site_address=_text(site, "address", "site.address"),
        site_representative=_text(site, "legal_representative", "site.legal_representative"),
        site_phone=_text(site, "phone", "site.phone"),
        source=_term(spec, "source", Source, Source.INSPECTION),
        found_on=found_on,
        finder=_text(spec, "finder"),
        informant=_text(spec, "informant"),
        location=_text(spec, "location"),
        description=_text(spec, "description"),
        grade=_term(spec, "grade", Grade, Grade.GENERAL),
        grade_reason=_text(spec, "grade_reason"),
        measure=_text(spec, "measure"),
        deadline=deadline,
        deadline_basis=basis,
        person=_text(spec, "person"),
        assurances=_assurances(spec.get("five_assurances")),
    )
    check(data)
    return with_photos(data, _photo_files(spec.get("photos"), base))


def with_photos(data: HazardData, files: list[Path]) -> HazardData:
    """The same with photos taken from files, all before the rectification."""
    kept = tuple(photos.keep_file(path, PhotoMoment.BEFORE) for path in files)
    return HazardData(**{**vars(data), "photos": (*data.photos, *kept)})


def _refuse_unknown(spec: Mapping[str, Any], known: set[str], prefix: str) -> None:
    for key in spec:
        if key not in known:
            raise UserError(
                f"不认识的字段“{prefix}{key}”，可用的有：{'、'.join(sorted(known))}", prefix + str(key)
            )


def _require(spec: Mapping[str, Any], *keys: str) -> None:
    for key in keys:
        if spec.get(key) in (None, ""):
            raise UserError(f"缺少字段“{key}”，请补上", key)


def _text(spec: Mapping[str, Any], key: str, shown: str = "") -> str:
    value = spec.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UserError(f"字段“{shown or key}”应为文字", key)
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise UserError(f"字段“{shown or key}”里有不完整的字符，请重新输入", key)
    return value.strip()


def _date(spec: Mapping[str, Any], key: str) -> dt.date:
    from xianfeng_gui.rules.dates import parse_date

    try:
        return parse_date(_text(spec, key), clock.today())
    except UserError as error:
        raise UserError(f"字段“{key}”：{error}", key) from error


def _term(spec: Mapping[str, Any], key: str, terms: type[Term], default: Any) -> Any:
    if spec.get(key) is None:
        return default
    for value, label in terms.choices():
        if spec[key] in (value, label):
            return terms(value)
    known = "、".join(f"{value}（{label}）" for value, label in terms.choices())
    raise UserError(f"字段“{key}”的值“{spec[key]}”不可用，可用的有：{known}", key)


def _village(spec: Mapping[str, Any]) -> str | None:
    if not spec.get("village"):
        return None
    try:
        return offices.by_name(_text(spec, "village")).id
    except UserError as error:
        raise UserError(str(error), "village") from error


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
        _refuse_unknown(value, {"working_days", "days"}, "deadline.")
        if len(value) > 1:
            raise UserError("字段“deadline”中working_days和days只能写一个", "deadline")
        for key in ("working_days", "days"):
            count = value.get(key)
            if isinstance(count, int) and not isinstance(count, bool) and 0 < count <= 2000:
                return deadline_in(found_on, count, working=key == "working_days")
        raise UserError("字段“deadline”的天数应为1至2000的整数", "deadline")
    return _date({"deadline": value}, "deadline"), ""


def _assurances(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UserError("字段“five_assurances”应为一个JSON对象", "five_assurances")
    _refuse_unknown(value, set(ASSURANCES), "five_assurances.")
    return {key: _text(value, key, f"five_assurances.{key}") for key in value}


def _photo_files(value: Any, base: Path) -> list[Path]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UserError("字段“photos”应为文件名的列表", "photos")
    return [base / one for one in value]
