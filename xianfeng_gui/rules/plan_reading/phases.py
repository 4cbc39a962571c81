"""The stretches of a campaign, from the section on time: （一）动员部署（2020年6月）, 第一阶段：动员部署（4月26日至5月5日）."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.vocabulary import PhaseKind
from xianfeng_gui.rules.plan_reading.dates import stretch
from xianfeng_gui.rules.plan_reading.document import STAGE, Section, items
from xianfeng_gui.rules.plan_values import PlanPhase

_STEPS = re.compile("进度安排|步骤|时间安排|阶段安排|进度|阶段划分|方法步骤|时间进度|行动时间|整治时间")
_KINDS = (
    (PhaseKind.MOBILIZATION, "动员|部署|启动|准备|宣传"),
    (PhaseKind.CONSOLIDATION, "巩固|提升|总结|验收|考核"),
)
ONLY_PHASE = "排查整治"
"""What a campaign without stages is called as one."""
_DATED = r"(?:20\d\d|\d{1,2}月)"
_DATES_FIRST = re.compile(r"^[\d年月日至到起止—~～\-－底末前初上中下旬]{4,}[为是，,：:、]?")
_DATES = re.compile(r"[：:，,]?(?:自|从|于|在)?(?:即日|\d).*")
_BRACKET = re.compile(rf"[（(]([^（）()]*{_DATED}[^（）()]*)[）)]")


@dataclass(frozen=True)
class FoundPhase:
    """A phase and the line of the text that names it."""

    phase: PlanPhase
    at: int


def phases(sections: Sequence[Section], issued_on: dt.date | None, year: int | None) -> list[FoundPhase]:
    """The stages that the sections on time name. ``year`` is meant by dates that name none."""
    found: list[FoundPhase] = []
    for section in _on_time(sections):
        for title, at, body in items(section):
            last = found[-1].phase if found else None
            days = _days(title, body, last.ends_on if last else None, year)
            if days is None:
                continue
            start = days[0] or (last.ends_on + dt.timedelta(1) if last else issued_on)
            name = _name(title) or f"第{len(found) + 1}阶段"
            found.append(
                FoundPhase(PlanPhase(_kind(name), name, min(start or days[1], days[1]), days[1], body), at)
            )
    if len(found) == 1 and found[0].phase.name == "第1阶段":  # no stages, only from when to when
        return [replace(found[0], phase=replace(found[0].phase, name=ONLY_PHASE))]
    return found


def whole_time(sections: Sequence[Section], year: int | None) -> tuple[dt.date, dt.date] | None:
    """From when to when it all goes, where the section on time names no stages."""
    for section in _on_time(sections):
        for line in section.lines:
            days = stretch(line.text, year)
            if days is not None and days[0] is not None:
                return days[0], days[1]
    return None


def _on_time(sections: Sequence[Section]) -> list[Section]:
    return [one for one in sections if _STEPS.search(one.heading.title)]


def _days(
    title: str, body: str, after: dt.date | None, year: int | None
) -> tuple[dt.date | None, dt.date] | None:
    """The stage's days; in its words behind the title only a date with a year counts. A stage that would end before the
    one above it (``after``) is the next year's."""
    bracket = _BRACKET.search(title)
    words = bracket[1] if bracket else title
    days = stretch(words, year) or (stretch(title + body[:60]) if title not in body else None)
    if days and after and days[1] < after and year and not re.search(r"20\d\d", words):
        return stretch(words, year + 1)
    return days


def _name(title: str) -> str:
    without_number = STAGE.sub("", title).lstrip("：:、，, ")
    without_dates = _DATES.sub("", _DATES_FIRST.sub("", re.sub(r"[（(].*", "", without_number)))
    return without_dates.strip("：:。，").removesuffix("阶段")


def _kind(name: str) -> PhaseKind:
    return next((kind for kind, words in _KINDS if re.search(words, name)), PhaseKind.RECTIFICATION)
