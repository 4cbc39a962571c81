"""The office's settings: known keys with labels and defaults (resources/settings.toml), and their values.

The window reads one at start; what only checking and writing need is imported there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from db import connection, journal
from db.errors import UserError
from xianfeng_gui.work import resources

if TYPE_CHECKING:
    from xianfeng_gui.rules.terms import TermRule

OWN_OFFICE = "own_office"
TERM_PREFIX = "term."
REPORTING_DAY = TERM_PREFIX + "monthly_report"
"""The day of the month by which the month is reported."""
FIRST_MONTH = "monthly_report.first_month"
"""The month ("YYYY-MM") from which monthly reports are asked for; empty for the campaign's first."""
MOST_CHARACTERS = 14
"""Half a line."""
FURTHEST_NUDGE = 20
"""Millimetres: more than any feeder is off."""


@dataclass(frozen=True)
class SettingRule:
    """One setting: ``kind`` is text, flag (``"1"``/``"0"``), pattern (a document number), days,
    count (a small whole number), millimetres (a decimal with tenths) or month ("YYYY-MM" or empty)."""

    key: str
    label: str
    default: str
    kind: str
    help: str


@lru_cache(maxsize=1)
def rules() -> dict[str, SettingRule]:
    """Every setting of the office by key, in the order of the file; terms (``term.KEY``) come after."""
    import tomllib

    listed = [SettingRule(**one) for one in tomllib.loads(resources.read("settings.toml"))["setting"]]
    terms = [
        SettingRule(TERM_PREFIX + term.key, term.label, str(term.value), "days", f"依据：{term.advice()}")
        for term in _built_in_terms().values()
    ]
    return {rule.key: rule for rule in [*listed, *terms]}


@lru_cache(maxsize=1)
def _built_in_terms() -> dict[str, TermRule]:
    from xianfeng_gui.rules.terms import parse_terms

    return parse_terms(resources.read("law", "terms.toml"))


def get(key: str) -> str:
    """The office's value, or the default."""
    found = connection.scalar("SELECT value FROM setting WHERE id = ?", (key,))
    if found is not None:
        return str(found)
    return rules()[key].default


def flag(key: str) -> bool:
    """A setting of kind flag."""
    return get(key) == "1"


def terms() -> dict[str, TermRule]:
    """The terms of the law as this office uses them."""
    from xianfeng_gui.rules.terms import with_overrides

    changed = connection.rows("SELECT id, value FROM setting WHERE id LIKE 'term.%'")
    overrides = {str(key).removeprefix(TERM_PREFIX): str(value) for key, value in changed}
    return with_overrides(_built_in_terms(), overrides)


def save(values: Mapping[str, str], actor: str) -> None:
    """Change settings, all or none; UserError names the key whose value is not possible."""
    cleaned = {key: _checked(key, value) for key, value in values.items()}
    _check_patterns(cleaned)
    with journal.change("修改设置", actor):
        for key, value in cleaned.items():
            write(key, value)


def write(key: str, value: str) -> None:
    """Store one value; only inside a change."""
    from db.records import Setting

    Setting.insert(id=key, value=value).on_conflict(
        conflict_target=[Setting.id], update={Setting.value: value}
    ).execute()


def _checked(key: str, value: str) -> str:
    from xianfeng_gui.rules.terms import check_own

    rule = rules().get(key)
    if rule is None:
        raise UserError(f"没有“{key}”这项设置", key)
    value = value.strip()
    if rule.kind == "flag" and value not in ("0", "1"):
        raise UserError(f"“{rule.label}”只能填1（是）或0（否）", key)
    if rule.kind == "pattern":
        _check_pattern(rule, value)
    if rule.kind == "days":
        check_own(_built_in_terms(), key.removeprefix(TERM_PREFIX), value)
    if rule.kind == "count" and not (value.isdecimal() and int(value) <= MOST_CHARACTERS):
        raise UserError(f"“{rule.label}”应为0至{MOST_CHARACTERS}之间的整数", key)
    if rule.kind == "month" and value:
        return _month(rule, value)
    return _tenths(rule, value) if rule.kind == "millimetres" else value


def _month(rule: SettingRule, value: str) -> str:
    """2021年6月, 2021.6 or 2021-06 as the last of these."""
    match = re.fullmatch(r"(20\d\d)[年.\-/](1[0-2]|0?[1-9])月?", "".join(value.split()))
    if match is None:
        raise UserError(f"“{rule.label}”应写成2021年6月这样，或者留空", rule.key)
    return f"{match[1]}-{int(match[2]):02d}"


def _check_pattern(rule: SettingRule, value: str) -> None:
    from xianfeng_gui.rules.numbering import check_pattern

    try:
        check_pattern(value)
    except UserError as error:
        raise UserError(f"“{rule.label}”：{error}", rule.key) from error


def _check_patterns(changed: Mapping[str, str]) -> None:
    """Two kinds of papers with one pattern would give the same number twice."""
    seen: dict[str, str] = {}
    for key, rule in rules().items():
        if rule.kind != "pattern":
            continue
        pattern = changed.get(key) or get(key)
        if pattern in seen and (key in changed or seen[pattern] in changed):
            other = rules()[seen[pattern]].label
            raise UserError(f"“{rule.label}”和“{other}”相同，两种文书会重号，请改成不同的代字", key)
        seen[pattern] = key


def _tenths(rule: SettingRule, value: str) -> str:
    try:
        number = round(float(value), 1)
    except ValueError:
        number = math.nan
    if not abs(number) <= FURTHEST_NUDGE:
        raise UserError(f"“{rule.label}”应为-{FURTHEST_NUDGE}至{FURTHEST_NUDGE}之间的数", rule.key)
    return str(number + 0.0)  # never -0.0
