"""The terms and yearly dates of ``resources/law/terms.toml``, with an office's own values put over them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from db.errors import UserError
from xianfeng_gui.rules.workdays import Term, WorkCalendar

_LIMITS = {"days": 366, "working_days": 366, "months": 24, "day_of_month": 31}
_COMMON_YEAR = 2021
"""A year without 29 February: a yearly date must exist every year."""
_KEYS = {"label": str, "value": str, "unit": str, "source": str, "confirmed": bool}
_OPTIONAL = {"roll": bool, "law": bool, "note": str, "earlier": list}
_EARLIER_KEYS = {"until": date, "value": str, "source": str}


@dataclass(frozen=True)
class EarlierTerm:
    """What the law said of a term that began on ``until`` or before: the figure, and its source in words for lists."""

    until: date
    value: str
    source: str


@dataclass(frozen=True)
class TermRule:
    """One term: ``value`` is a number of days or months, a day of the month, or "MM-DD", as ``unit`` says.

    ``unit``: days | working_days | months | day_of_month | month_day. ``source`` names the rule of law or custom
    in words that go onto lists; ``note`` is for whoever sets the figure; ``confirmed`` is False for a figure that no source
    confirmed; ``roll`` moves a last day off to a workday; ``law``: the figure is the law's, no office sets another; ``own`` says that the office set another value than the file's.
    ``earlier``: what held before, from the oldest on.
    """

    key: str
    label: str
    value: str
    unit: str
    source: str
    confirmed: bool
    roll: bool = False
    law: bool = False
    note: str = ""
    own: bool = False
    earlier: tuple[EarlierTerm, ...] = ()

    @property
    def number(self) -> int:
        """The days or months, or the day of the month."""
        return int(self.value)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The figures that hold for any day of beginning."""
        before = () if self.own else tuple(int(one.value) for one in self.earlier)
        return (*before, self.number)

    def in_force(self, day: date) -> TermRule:
        """The rule as it is for a term that begins on ``day``; the office's own figure stands before the law's of any day."""
        for one in self.earlier:
            if day <= one.until:
                return replace(self, value=self.value if self.own else one.value, source=one.source)
        return self

    def in_year(self, year: int) -> date:
        """The day that a ``month_day`` rule means in ``year``."""
        month, day = self.value.split("-")
        return date(year, int(month), int(day))

    def after(self, start: date, calendar: WorkCalendar) -> Term:
        """The term that begins on ``start``."""
        if self.unit == "working_days":
            return calendar.add_working_days(start, self.number)
        if self.unit == "months":
            return calendar.add_months(start, self.number, roll=self.roll)
        return calendar.add_days(start, self.number, roll=self.roll)

    def before(self, day: date) -> date:
        """The day that lies ``number`` calendar days before ``day``."""
        return day - timedelta(days=self.number)

    def basis(self) -> str:
        """The source as a sentence for screen and lists; says when the figure is the office's own."""
        return f"本单位设定；通常为：{self.source}" if self.own else self.source

    def advice(self) -> str:
        """The source and all that whoever sets the figure should know."""
        doubt = "" if self.confirmed else "尚无文件确认，可按上级的规定修改"
        fixed = "由法律规定，不能修改" if self.law else ""
        return "；".join(part for part in (self.source, self.note, doubt, fixed) if part)


def parse_terms(text: str) -> dict[str, TermRule]:
    """The rules by key in the file's order; raises UserError naming what is wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"期限文件不是有效的TOML文件（{error}），请改正后重试。") from error
    return {key: _rule(key, table) for key, table in tables.items()}


def with_overrides(terms: Mapping[str, TermRule], overrides: Mapping[str, str]) -> dict[str, TermRule]:
    """The rules with an office's values; raises UserError (field: the key) for an unknown key or value. A figure of the law
    stays, whatever an older program let an office set."""
    merged = dict(terms)
    for key, value in overrides.items():
        if key not in merged:
            raise UserError(f"没有名为“{key}”的期限设置，请核对。", key)
        checked = _checked(merged[key], value)
        if merged[key].law:
            continue
        merged[key] = replace(merged[key], value=checked, own=checked != terms[key].value)
    return merged


def check_own(terms: Mapping[str, TermRule], key: str, value: str) -> None:
    """UserError (field: the key) when an office can't have this value."""
    with_overrides(terms, {key: value})
    rule = terms[key]
    if rule.law and _checked(rule, value) != rule.value:
        unit = {"months": "个月"}.get(rule.unit, "日")
        raise UserError(f"“{rule.label}”是法律规定的{rule.value}{unit}，不能改成别的：{rule.source}", key)


def _rule(key: str, table: Any) -> TermRule:
    """One table of the file."""
    if not isinstance(table, dict) or table.keys() - _OPTIONAL.keys() != _KEYS.keys():
        raise UserError(f"期限文件中“{key}”应包含{'、'.join(_KEYS)}，请改正。", key)
    kinds = _KEYS | {name: kind for name, kind in _OPTIONAL.items() if name in table}
    if any(type(table[name]) is not kind for name, kind in kinds.items()):
        raise UserError(f"期限文件中“{key}”有一项的类型不对，请对照原文件改正。", key)
    if table["unit"] not in {*_LIMITS, "month_day"}:
        raise UserError(f"期限文件中“{key}”的unit无效，请对照原文件改正。", key)
    rule = TermRule(key=key, **table | {"earlier": ()})
    earlier = tuple(_earlier(rule, one) for one in table.get("earlier", ()))
    if list(earlier) != sorted(earlier, key=lambda one: one.until):
        raise UserError(f"期限文件中“{key}”的earlier应从早到晚排列，请改正。", key)
    return replace(rule, value=_checked(rule, rule.value), earlier=earlier)


def _earlier(rule: TermRule, table: Any) -> EarlierTerm:
    """One of the figures that held before."""
    if not isinstance(table, dict) or {name: type(value) for name, value in table.items()} != _EARLIER_KEYS:
        raise UserError(
            f"期限文件中“{rule.key}”的earlier应包含{'、'.join(_EARLIER_KEYS)}，请改正。", rule.key
        )
    return EarlierTerm(table["until"], _checked(rule, table["value"]), table["source"])


def _checked(rule: TermRule, value: str) -> str:
    """``value`` in its plain form when it fits the rule's unit."""
    text = value.strip()
    if rule.unit == "month_day":
        return _month_day(rule, text)
    limit = _LIMITS[rule.unit]
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= limit:
        raise UserError(f"“{rule.label}”应为1至{limit}之间的整数，请改正。", rule.key)
    return str(int(text))


def _month_day(rule: TermRule, text: str) -> str:
    match = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", text)
    try:
        day = date(_COMMON_YEAR, int(match[1]), int(match[2])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise UserError(f"“{rule.label}”应为每年都有的月日，写成06-16这样，请改正。", rule.key)
    return f"{day:%m-%d}"
