"""The stretches of a campaign, from the section on time: （一）动员部署（2020年6月）, 第一阶段：动员部署（4月26日至5月5日）."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.vocabulary import PhaseKind
from xianfeng_gui.rules.plan_reading.dates import stretch
from xianfeng_gui.rules.plan_reading.document import STAGE, Section, items
from xianfeng_gui.rules.plan_reading.outline import Line, clauses, without_number
from xianfeng_gui.rules.plan_values import PlanPhase

_STEPS = re.compile("进度安排|步骤|时间安排|阶段安排|进度|阶段划分|方法步骤|时间进度|行动时间|整治时间")
_KINDS = (
    (PhaseKind.MOBILIZATION, "动员|部署|启动|准备|宣传"),
    (PhaseKind.CONSOLIDATION, "巩固|提升|总结|验收|考核"),
)
ONLY_PHASE = "排查整治"
"""What a campaign without stages is called as one."""
_LONGEST_NAME = 12
"""Characters of a stage's name in a sentence."""
_DATED = r"(?:20\d\d|\d{1,2}月)"
_DATES_FIRST = re.compile(
    r"^[自从]?(?:即日)?(?:[\d年月日至到起止—~～\-－底末前初上中下旬]{4,}|\d{1,2}月)[为是，,：:、]?"
)
_DATES = re.compile(r"[：:，,]?(?:自|从|于|在|为|是)?(?:即日|\d).*")
_SAME_MONTH = re.compile(r"(\d{1,2})月(\d{1,2})日(至|到|[—－\-~～]+)(\d{1,2})日")
_BRACKET = re.compile(rf"[（(]([^（）()]*{_DATED}[^（）()]*)[）)]")
_STAGE_WORDS = "阶段|部署|动员|发动|启动|宣传|自查|自纠|排查|检查|整治|攻坚|整改|督查|巩固|提升|总结|验收"
_NAMES_A_PHASE = re.compile(_STAGE_WORDS)
_ONLY_NAMES_A_PHASE = re.compile(f"(?:全面|集中|深入|开展|进行)?(?:{_STAGE_WORDS})+")
_SAYS_WHEN = re.compile(
    "(?:行动|整治|治理|工作|活动|攻坚|检查|执行|实施)(?:起止)?(?:期限|时间|时限|周期)(?:为|是|从|自|[：:])|自.{4,24}至.{2,24}止"
)
"""A sentence anywhere that says from when to when it all goes."""
_YEARS = re.compile(r"[（(]?(20\d\d)年?[—－\-~～至到]+(20\d\d)年?[）)]?")


_ANY_YEAR = 2020
"""Stands for the year of days that name none, where only their presence counts."""


@dataclass(frozen=True)
class FoundPhase:
    """A phase and the line of the text that names it."""

    phase: PlanPhase
    at: int


def phases(sections: Sequence[Section], issued_on: dt.date | None, year: int | None) -> list[FoundPhase]:
    """The stages that the sections on time name, else those of another section that is made of nothing else. ``year`` is
    meant by dates that name none."""
    found: list[FoundPhase] = []
    for section in _on_time(sections):
        found += _of_items(section, found[-1:], issued_on, year)
    others = (one for one in sections if not found and not _STEPS.search(one.heading.title))
    told = next((one for one in others if tells_stages(one, year or _ANY_YEAR)), None)
    found = found or (_of_items(told, [], None, year) if told else [])
    if len(found) == 1 and len(_stretches(found[0].phase.summary, year)) > 1:
        return []  # one paragraph that names several times, none of them as a stage
    if len(found) == 1 and found[0].phase.name == "第1阶段":  # no stages, only from when to when
        return [replace(found[0], phase=replace(found[0].phase, name=ONLY_PHASE))]
    return found


def _stretch(text: str, year: int | None = None) -> tuple[dt.date | None, dt.date] | None:
    """``stretch``, where 3月1日至20日 ends in the same month."""
    return stretch(_SAME_MONTH.sub(r"\1月\2日\3\1月\4日", text), year)


def _stretches(text: str, year: int | None) -> list[tuple[dt.date | None, dt.date]]:
    """The days of each clause that names some."""
    return [days for part in clauses(text) if (days := _stretch(part, year))]


def _of_items(
    section: Section, before: Sequence[FoundPhase], issued_on: dt.date | None, year: int | None
) -> list[FoundPhase]:
    """The stages of a section on time, one an item, or one a clause where a sentence names them all."""
    found = [*before]
    for title, at, body in _in_sentences(section, year) or items(section):
        last = found[-1].phase if found else None
        days = _days(title, body, last.ends_on if last else None, year)
        if days is None:
            continue
        start = days[0] or (
            last.ends_on + dt.timedelta(1) if last else issued_on or _first_day(section, year)
        )
        name = _name(title) or f"第{len(found) + 1}阶段"
        phase = PlanPhase(_kind(name), name, min(start or days[1], days[1]), days[1], body)
        found.append(FoundPhase(phase, at))
    return found[len(before) :]


def _first_day(section: Section, year: int | None) -> dt.date | None:
    """The first day that a section on time names at all: 从2022年11月起至2023年3月."""
    return min(
        (first for line in section.lines for first, _ in _stretches(line.text, year) if first), default=None
    )


def _in_sentences(section: Section, year: int | None) -> list[tuple[str, int, str]]:
    """Clause, line and clause of each stage in 2023年7月为部署阶段，2023年8月至2024年5月为整治阶段; empty where no line has
    two such."""
    found: list[tuple[str, int, str]] = []
    for line in section.lines:
        parts = [part for part in clauses(without_number(line.text), "，,。；;") if _is_stage(part, year)]
        found += [(part, line.at, part) for part in parts] if len(parts) > 1 else []
    return found


def _is_stage(clause: str, year: int | None) -> bool:
    """Whether a clause says no more than when a stage is, and its name."""
    name = _name(clause)
    says_stage = "阶段" in clause and 0 < len(name) <= _LONGEST_NAME
    return bool(says_stage or _ONLY_NAMES_A_PHASE.fullmatch(name)) and _stretch(clause, year) is not None


def tells_stages(section: Section, year: int = _ANY_YEAR) -> bool:
    """Whether a section, whatever it is called (三、组织实施), is made of stages: each item begins with its days and name."""
    found = items(section)
    days = [_stretch(title, year) for title, _, _ in found]
    named = all(_NAMES_A_PHASE.search(_name(title)) for title, _, _ in found)
    return len(found) > 1 and named and all(one and one[0] for one in days)


def whole_time(
    sections: Sequence[Section], above: Sequence[Line], name: str, year: int | None
) -> tuple[dt.date, dt.date] | None:
    """From when to when it all goes, where no stages are named: as the section on time says, or any sentence such as
    行动期限为…至…, or the years in the plan's ``name`` or in a line of their own ``above``."""
    timed = [days for one in _on_time(sections) for line in one.lines for days in _stretches(line.text, year)]
    if firsts := [first for first, _ in timed if first]:
        return min(firsts), max(last for _, last in timed)
    everywhere = [*above, *(line for section in sections for line in section.lines)]
    said = [part for line in everywhere for part in clauses(line.text, "。；;，,") if _SAYS_WHEN.search(part)]
    for text in said:
        days = _stretch(text, year)
        if days is not None and days[0] is not None:
            return days[0], days[1]
    years = next(filter(None, (_YEARS.fullmatch(line.text) for line in above)), None) or _YEARS.search(name)
    if years is None or years[1] > years[2]:
        return None
    return dt.date(int(years[1]), 1, 1), dt.date(int(years[2]), 12, 31)


def _on_time(sections: Sequence[Section]) -> list[Section]:
    return [one for one in sections if _STEPS.search(one.heading.title)]


def _days(
    title: str, body: str, after: dt.date | None, year: int | None
) -> tuple[dt.date | None, dt.date] | None:
    """The stage's days; in its words behind the title only a date with a year counts. A stage that would end before the
    one above it (``after``) is the next year's."""
    bracket = _BRACKET.search(title)
    words = bracket[1] if bracket else title
    days = _stretch(words, year) or (_stretch(title + body[:60]) if title not in body else None)
    if days and after and days[1] < after and year and not re.search(r"20\d\d", words):
        return _stretch(words, year + 1)
    return days


def _name(title: str) -> str:
    """A stage's name before the bracket of its days, else behind it: 第一阶段（4月10日至20日）：宣传发动阶段."""
    without_number = STAGE.sub("", title).lstrip("：:、，, ")
    parts = re.split(r"[（(][^（）()]*[）)]", without_number)
    names = (_DATES.sub("", _DATES_FIRST.sub("", part.lstrip("：:、，, "))) for part in parts)
    return next((name for one in names if (name := one.strip("：:。，").removesuffix("阶段"))), "")


def _kind(name: str) -> PhaseKind:
    return next((kind for kind, words in _KINDS if re.search(words, name)), PhaseKind.RECTIFICATION)
