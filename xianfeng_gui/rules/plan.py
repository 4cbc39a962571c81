"""A campaign's plan as plain values, read from the TOML of a plan file and checked wholly.

A plan file is data that an office may write itself, so every mistake in it is a ``UserError`` that names
the place. How many topics, phases or offices there are follows from the file alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from db.errors import UserError
from db.vocabulary import OfficeKind, PhaseKind
from xianfeng_gui.rules.plan_values import (
    LOCAL_KINDS,
    Plan,
    PlanCampaign,
    PlanMeasure,
    PlanOffice,
    PlanPhase,
    PlanTask,
    PlanTopic,
)

_LARGEST_NUMBER = 999
_LAST_DAY = 31
_LARGEST_FIGURE = 10**12
_T = TypeVar("_T")


def parse_plan(text: str) -> Plan:
    """The plan held by the TOML ``text``; ``UserError`` names the place of the first mistake."""
    root = _Section(_load(text), "", Plan.__annotations__)
    campaign = _campaign(root.section("campaign", "总体信息", PlanCampaign.__annotations__))
    phase_rows = root.sections("phases", "第{}个阶段", PlanPhase.__annotations__)
    phases = tuple(_phase(row, campaign) for row in phase_rows)
    office_rows = root.sections("offices", "第{}个单位", PlanOffice.__annotations__)
    offices = tuple(_office(row) for row in office_rows)
    _refuse_repeats("阶段名称", (phase.name for phase in phases))
    _refuse_repeats("单位名称", (office.name for office in offices))
    _refuse_repeats("单位代码", (office.code for office in offices))
    scope = _Scope(campaign, frozenset(office.name for office in offices))
    topic_rows = root.sections("topics", "第{}个专题", PlanTopic.__annotations__)
    topics = tuple(_topic(row, scope) for row in topic_rows)
    _refuse_repeats("专题编号", (topic.number for topic in topics))
    _refuse_repeats("专题名称", (topic.name for topic in topics))
    _refuse_repeats("专题简称", (topic.short_name for topic in topics))
    safeguard_rows = root.sections("safeguards", "第{}项保障措施", _SAFEGUARD_KEYS)
    safeguards = tuple(_safeguard(row, scope) for row in safeguard_rows)
    _refuse_repeats("保障措施编号", (task.number for task in safeguards))
    return Plan(campaign, phases, offices, topics, safeguards)


# A table's keys are the fields of what it becomes; a measure's tasks are numbered by their order. A plan file names no people.
_SAFEGUARD_KEYS = PlanTask.__annotations__.keys() - {"person", "leader"}
_TASK_KEYS = _SAFEGUARD_KEYS - {"number"}


@dataclass(frozen=True)
class _Scope:
    """What the parts of a plan are checked against."""

    campaign: PlanCampaign
    offices: Collection[str]


class _Section:
    """One table of the plan file with its place in words; each reader checks presence and type."""

    def __init__(self, values: dict[str, Any], place: str, keys: Collection[str]) -> None:
        self.values = values
        self.place = place
        for key in values:
            if key not in keys:
                raise self.error(f"不认识“{key}”这一项，请删除或改正", key)

    def error(self, sentence: str, key: str = "") -> UserError:
        """The error for this place, ready to raise."""
        return UserError(f"方案文件{self.place}：{sentence}。", key)

    def _get(self, key: str, right: Callable[[Any], bool], wanted: str) -> Any:
        if key not in self.values:
            raise self.error(f"缺少“{key}”，请补上", key)
        if not right(self.values[key]):
            raise self.error(f"“{key}”应为{wanted}，请改正", key)
        return self.values[key]

    def _optional(self, key: str, right: Callable[[Any], bool], wanted: str, absent: Any) -> Any:
        return self._get(key, right, wanted) if key in self.values else absent

    def text(self, key: str) -> str:
        """A text that is not blank, without the blanks around it."""
        return str(self._get(key, _is_text, "不空的文字")).strip()

    def optional_text(self, key: str) -> str:
        """A text, empty when the key is absent."""
        return str(self._optional(key, lambda value: isinstance(value, str), "文字", "")).strip()

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """One of the allowed values."""
        choices = tuple(allowed)
        return str(self._get(key, lambda value: value in choices, "、".join(choices) + "之一"))

    def number(self) -> int:
        """The key ``number``: a whole number from 1 to 999."""
        return int(self._get("number", _is_number, f"1至{_LARGEST_NUMBER}的整数"))

    def day_of_month(self, key: str) -> int | None:
        """A whole number from 1 to 31, None when the key is absent."""
        value: int | None = self._optional(
            key, lambda one: _is_number(one) and one <= _LAST_DAY, f"1至{_LAST_DAY}的整数", None
        )
        return value

    def day(self, key: str) -> date:
        """A date without time."""
        value: date = self._get(key, lambda value: type(value) is date, "日期（如2020-06-01）")
        return value

    def flag(self, key: str) -> bool:
        """true or false, false when the key is absent."""
        return bool(self._optional(key, lambda value: isinstance(value, bool), "true或false", False))

    def figure(self, key: str) -> float | None:
        """A figure above zero, None when the key is absent."""
        value = self._optional(key, _is_figure, f"大于零、不超过{_LARGEST_FIGURE}的数", None)
        return None if value is None else float(value)

    def names(self, key: str) -> tuple[str, ...]:
        """A list of different names, none of them blank."""
        names = tuple(name.strip() for name in self._get(key, _is_texts, "由不空文字组成的列表"))
        if len(set(names)) < len(names):
            raise self.error(f"“{key}”中有重复的名称，请删去重复的", key)
        return names

    def optional_names(self, key: str) -> tuple[str, ...]:
        """``names``, none when the key is absent."""
        return self.names(key) if key in self.values else ()

    def section(self, key: str, place: str, keys: Collection[str]) -> _Section:
        """The one table under a key."""
        values = self._get(key, lambda value: isinstance(value, dict), f"一个表（[{key}]）")
        return _Section(values, self.place + place, keys)

    def sections(self, key: str, place: str, keys: Collection[str]) -> list[_Section]:
        """The list of tables under a key, at least one; ``place`` has {} for the position from 1."""
        rows = self._get(key, _is_tables, f"至少一个表（[[{key}]]）")
        return [_Section(row, self.place + place.format(at), keys) for at, row in enumerate(rows, 1)]


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _LARGEST_NUMBER


def _is_figure(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= _LARGEST_FIGURE


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _load(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))  # as Windows Notepad may begin a file
    except (ValueError, RecursionError) as error:  # ValueError: also a number with thousands of digits
        found = re.search(r"at line (\d+)", str(error))
        place = f"第{found[1]}行" if found else ""
        raise UserError(f"方案文件{place}不是正确的TOML格式，请按内置方案的写法改正。") from error


def _refuse_repeats(what: str, values: Iterable[_T]) -> None:
    seen: set[_T] = set()
    for value in values:
        if value in seen:
            raise UserError(f"方案文件中{what}“{value}”重复，请改成不同的。")
        seen.add(value)


def _refuse_backwards(section: _Section, starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise section.error("结束日期早于开始日期，请改正", "ends_on")


def _campaign(section: _Section) -> PlanCampaign:
    campaign = PlanCampaign(
        key=section.text("key"),
        name=section.text("name"),
        short_name=section.text("short_name"),
        document_number=section.text("document_number"),
        issuer=section.text("issuer"),
        issued_on=section.day("issued_on"),
        starts_on=section.day("starts_on"),
        ends_on=section.day("ends_on"),
        basis=section.text("basis"),
        summary=section.text("summary"),
        reporting_day=section.day_of_month("reporting_day"),
    )
    _refuse_backwards(section, campaign.starts_on, campaign.ends_on)
    return campaign


def _phase(section: _Section, campaign: PlanCampaign) -> PlanPhase:
    phase = PlanPhase(
        kind=section.choice("kind", (kind.value for kind in PhaseKind)),
        name=section.text("name"),
        starts_on=section.day("starts_on"),
        ends_on=section.day("ends_on"),
        summary=section.text("summary"),
    )
    _refuse_backwards(section, phase.starts_on, phase.ends_on)
    if phase.starts_on < campaign.starts_on or phase.ends_on > campaign.ends_on:
        raise section.error("阶段超出了行动的起止日期，请改正", "starts_on")
    return phase


def _office(section: _Section) -> PlanOffice:
    code = section.text("code")
    if not re.fullmatch("[A-Z]{2,4}", code):
        raise section.error("“code”应为2至4个大写字母，请改正", "code")
    kind = section.choice("kind", (kind.value for kind in OfficeKind))
    return PlanOffice(section.text("name"), section.text("full_name"), code, kind)


def _topic(section: _Section, scope: _Scope) -> PlanTopic:
    number = section.number()
    section.place = f"第{number}专题"
    lead, supporting = _topic_offices(section, scope)
    measures = section.sections("measures", "第{}个措施", PlanMeasure.__annotations__)
    topic = PlanTopic(
        number=number,
        name=section.text("name"),
        short_name=section.text("short_name"),
        lead=lead,
        supporting=supporting,
        local=section.choice("local", LOCAL_KINDS),
        local_names=_local_names(section),
        local_text=section.text("local_text"),
        measures=tuple(_measure(item, section.place, scope, lead[0]) for item in measures),
    )
    _refuse_repeats(f"{section.place}的措施编号", (measure.number for measure in topic.measures))
    return topic


def _topic_offices(section: _Section, scope: _Scope) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead, supporting = section.names("lead"), section.names("supporting")
    if not lead:
        raise section.error("缺少牵头单位，请在“lead”中至少写一个", "lead")
    for key, names in (("lead", lead), ("supporting", supporting)):
        for name in names:
            _refuse_unknown_office(section, key, name, scope)
    both = [name for name in lead if name in supporting]
    if both:
        raise section.error(f"“{both[0]}”既是牵头单位又是配合单位，请只留一处", "supporting")
    return lead, supporting


def _refuse_unknown_office(section: _Section, key: str, name: str, scope: _Scope) -> None:
    if name not in scope.offices:
        raise section.error(f"单位“{name}”不在单位名单中，请核对名称或在名单中补上", key)


def _local_names(section: _Section) -> tuple[str, ...]:
    named = section.values.get("local") == "named"
    names = section.names("local_names") if named or "local_names" in section.values else ()
    if named != bool(names):
        raise section.error("“local_names”应在属地为指定村（named）时写明，且只在此时写", "local_names")
    return names


def _measure(section: _Section, topic_place: str, scope: _Scope, lead: str) -> PlanMeasure:
    number = section.number()
    section.place = f"{topic_place}第{number}项措施"
    rows = section.sections("tasks", "第{}项任务", _TASK_KEYS)
    tasks = tuple(_task(row, at, scope, lead) for at, row in enumerate(rows, 1))
    return PlanMeasure(number, section.text("title"), tasks, section.optional_text("content"))


def _safeguard(section: _Section, scope: _Scope) -> PlanTask:
    number = section.number()
    return _task(section, number, scope, section.text("lead"))


def _task(section: _Section, number: int, scope: _Scope, topic_lead: str) -> PlanTask:
    task = PlanTask(
        number=number,
        title=section.text("title"),
        content=section.text("content"),
        target=section.optional_text("target"),
        target_value=section.figure("target_value"),
        target_unit=section.optional_text("target_unit"),
        deadline=section.day("deadline"),
        dated=section.flag("dated"),
        lead=section.optional_text("lead") or topic_lead,
        supporting=section.optional_names("supporting"),
        local_names=section.optional_names("local_names"),
    )
    for key, name in (("lead", task.lead), *(("supporting", name) for name in task.supporting)):
        _refuse_unknown_office(section, key, name, scope)
    if not scope.campaign.starts_on <= task.deadline <= scope.campaign.ends_on:
        raise section.error("期限不在行动的起止日期之内，请改正", "deadline")
    if (task.target_value is None) != (not task.target_unit):
        raise section.error("指标数值“target_value”和单位“target_unit”应同时写明", "target_unit")
    if task.target_value is not None and not task.target:
        raise section.error("写了指标数值，还应写明指标“target”", "target")
    return task
