"""Rules of inspections: times, certificates, key sites, what counts as planned, done or overdue, and the findings' words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.errors import UserError
from db.vocabulary import Answer, RiskLevel
from xianfeng_gui.rules.dates import normalize
from xianfeng_gui.rules.months import month_of

KEY_RISKS = frozenset({RiskLevel.RED, RiskLevel.ORANGE})
"""Risk levels that make a site a key one (重点单位): 重大风险 and 较大风险."""
ENFORCEMENT_INSPECTORS = 2
"""《中华人民共和国行政处罚法》（2021年修订）第四十二条：执法人员不得少于两人."""
ALIKE = 0.5
"""Two descriptions that are at least so alike (``likeness``) are likely the same problem."""

_NIGHT = ("18:00", "08:00")
"""An inspection that begins at or after the first and ends before the second goes on over midnight."""
_PART_OF_DAY = re.compile(r"(凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|晚)")
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "夜间", "晚"})
_CLOCK = re.compile(r"(\d{1,2})(?:[:：.点时](\d{1,2})?分?)")
_FIGURES = re.compile(r"\d{3,4}")


class PlanState(StrEnum):
    """How a site stands in a month of the plan."""

    NOTHING = "nothing"
    PLANNED = "planned"
    DONE = "done"
    """Inspected as planned."""
    UNPLANNED = "unplanned"
    """Inspected without having been planned."""
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Certificate:
    """An inspector with the certificate as of the day; ``expires_on`` none when it isn't known."""

    name: str
    number: str
    expires_on: date | None


def are_officers(certificates: Sequence[str]) -> bool:
    """Whether people with these certificates (empty: none) may act as officers: at least two, each with his own."""
    return ENFORCEMENT_INSPECTORS <= len(certificates) == len({one for one in certificates if one})


def parse_time(text: str) -> str:
    """A time of day as a clerk types it (9:30, 930, 9点半, 下午3时, 14.05, 15) as ``HH:MM``; empty stays empty. UserError."""
    typed = re.sub("[点时]半", ":30", normalize(text)).replace("整", "")
    part = _PART_OF_DAY.match(typed)
    typed = _PART_OF_DAY.sub("", typed, count=1).strip() if part else typed
    if not typed and part is None:
        return ""
    hour, minute = _hour_and_minute(typed)
    if hour is not None and part is not None:
        hour = _in_part(hour, part[1])
    if hour is None or not (hour <= 23 and minute <= 59):
        raise UserError(f"“{text.strip()}”不是时间，请写成9:30或930这样")
    return f"{hour:02}:{minute:02}"


def _in_part(hour: int, part: str) -> int:
    """The hour of the day for one that is told in a part of the day (下午3时; 中午 is from 11 to 1)."""
    afternoon = part in _AFTERNOON or (part == "中午" and hour < 3)
    return hour + 12 if afternoon and hour < 12 else hour


def _hour_and_minute(typed: str) -> tuple[int | None, int]:
    if match := _CLOCK.fullmatch(typed):
        return int(match[1]), int(match[2] or 0)
    if _FIGURES.fullmatch(typed):
        return int(typed[:-2]), int(typed[-2:])
    return (int(typed), 0) if re.fullmatch(r"\d{1,2}", typed) else (None, 0)


def check_times(starts_at: str, ends_at: str) -> None:
    """UserError unless the end (``HH:MM`` or empty) comes after the beginning, by night on the next day."""
    if starts_at and ends_at and ends_at <= starts_at and not ends_next_day(starts_at, ends_at):
        raise UserError("结束时间应晚于开始时间，请改正", "ends_at")


def ends_next_day(starts_at: str, ends_at: str) -> bool:
    """Whether an inspection by night goes on over midnight; an earlier end by day is a slip."""
    return bool(ends_at) and starts_at >= _NIGHT[0] and ends_at < _NIGHT[1]


def period(starts_at: str, ends_at: str) -> str:
    """From when to when, with the next day named."""
    until = f"次日{ends_at}" if ends_next_day(starts_at, ends_at) else ends_at
    return "至".join(part for part in (starts_at, until) if part)


def certificate_warnings(inspectors: Sequence[Certificate], on: date, days_ahead: int) -> list[str]:
    """What stands against enforcement papers on ``on``, and certificates that run out within ``days_ahead`` days."""
    warnings = []
    if len(inspectors) < ENFORCEMENT_INSPECTORS:
        warnings.append(f"检查人员不足{ENFORCEMENT_INSPECTORS}人，不能据此出具执法文书")
    for one in inspectors:
        if not one.number:
            warnings.append(f"{one.name}没有执法证号，不能在执法文书上署名")
        elif one.expires_on is not None and one.expires_on < on:
            warnings.append(f"{one.name}的执法证已于{one.expires_on.isoformat()}到期")
        elif one.expires_on is not None and (one.expires_on - on).days <= days_ahead:
            warnings.append(f"{one.name}的执法证{one.expires_on.isoformat()}到期，请及时换证")
    return warnings


def is_key_site(risk_level: RiskLevel | None, special: bool) -> bool:
    """Red or orange risk, a major hazard installation or any other special risk."""
    return special or risk_level in KEY_RISKS


def plan_state(month: str, this_month: str, *, planned: bool, inspected: bool) -> PlanState:
    """The state of a month ("YYYY-MM"); ``inspected``: in that month, or later in fulfilment of its plan."""
    if inspected:
        return PlanState.DONE if planned else PlanState.UNPLANNED
    if not planned:
        return PlanState.NOTHING
    return PlanState.OVERDUE if month < this_month else PlanState.PLANNED


def fulfilled_month(planned: Iterable[str], on: date) -> str | None:
    """Which of a site's unfulfilled planned months an inspection on ``on`` fulfils: its own, else the oldest missed."""
    month = month_of(on)
    due = sorted(one for one in planned if one <= month)
    return month if month in due else (due[0] if due else None)


def spread(count: int, months: Sequence[str]) -> list[str]:
    """``count`` months, evenly over ``months`` in order: 5 over a, b -> a, a, a, b, b."""
    return [months[place * len(months) // count] for place in range(count)]


def findings_text(
    checklist: str, answers: Iterable[Answer | None], problems: Sequence[str], *, listed: bool = False
) -> str:
    """The findings (检查情况): how many items were looked at, and each problem with its number.

    ``listed``: the problems are listed elsewhere on the same paper, so only their number is said.
    """
    given = [answer for answer in answers if answer is not None]
    sentences = []
    if checklist and given:
        counts = [f"{answer.label}{given.count(answer)}项" for answer in Answer if answer in given]
        sentences.append(f"对照《{checklist}》检查{len(given)}项，{'，'.join(counts)}。")
    if not problems:
        sentences.append("现场检查未发现问题。")
        return "".join(sentences)
    if listed:
        return "".join([*sentences, f"发现{len(problems)}项安全隐患，详见所列问题。"])
    sentences.append(f"发现以下{len(problems)}个问题：" if len(problems) > 1 else "发现以下问题：")
    lines = [f"{number}. {_sentence(problem)}" for number, problem in enumerate(problems, 1)]
    return "\n".join(["".join(sentences), *lines])


def _sentence(text: str) -> str:
    return text.strip().rstrip("。；;.") + "。"
