"""A whole plan document: what was understood as a ``Plan``, and in words what a person should look at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from db.errors import UserError
from db.vocabulary import OfficeKind, PhaseKind
from xianfeng_gui.rules.plan_reading import doubtful
from xianfeng_gui.rules.plan_reading import tables as table_reading
from xianfeng_gui.rules.plan_reading.dates import Stretch, deadlines
from xianfeng_gui.rules.plan_reading.dividing import divided
from xianfeng_gui.rules.plan_reading.document import (
    Body,
    TableBlock,
    head,
    items,
    lines_of,
    year_of,
)
from xianfeng_gui.rules.plan_reading.left_over import LeftOver, Taken, left_over
from xianfeng_gui.rules.plan_reading.offices import Parts
from xianfeng_gui.rules.plan_reading.outline import Line, short_title, shortened
from xianfeng_gui.rules.plan_reading.people import LABELS
from xianfeng_gui.rules.plan_reading.phases import ONLY_PHASE, phases, whole_time
from xianfeng_gui.rules.plan_reading.reporting import due_in_next_month, reporting_days
from xianfeng_gui.rules.plan_reading.short_names import short_name, unused
from xianfeng_gui.rules.plan_reading.tasks import LONGEST_TITLE, tasks, with_target
from xianfeng_gui.rules.plan_reading.topics import TopicText, safeguard_sections, topics
from xianfeng_gui.rules.plan_values import (
    Plan,
    PlanCampaign,
    PlanMeasure,
    PlanOffice,
    PlanPhase,
    PlanTask,
    PlanTopic,
)

_LONGEST_NAME = 60
"""As long as a campaign's name may be (db.records.Campaign)."""
_THREE_YEARS = re.compile("三年行动(?:[（(][^（）()]*[）)])?$")
_SAFETY_OFFICE = re.compile("应急|安监|安委|安办")
_SUMMARY = re.compile("总体要求|指导思想|目标(?!任务)")


_ABOUT_PEOPLE = re.compile("(?:" + "|".join(chain(*LABELS.values())) + ")(?:”栏)?：")
_WITHOUT_NAME = "有的责任人、领导不是一个人的姓名，没有载入；载入以后，可在各专题页选中任务后按 A 指派"


@dataclass(frozen=True)
class Doubt:
    """Something to look at: one Chinese sentence, and the line of the source text (from 0) or -1."""

    sentence: str
    at: int = -1


@dataclass(frozen=True)
class Reading:
    """What was understood, and what was not. ``places``: task or measure or topic number ("3", "3-2", "3-2-1") -> line
    of the text; ``left_over``: what the body says and no part of the plan took over."""

    plan: Plan
    doubts: tuple[Doubt, ...]
    places: dict[str, int]
    left_over: tuple[LeftOver, ...]


def read_plan(text: str, found_tables: Sequence[TableBlock] = (), own_office: str = "本单位") -> Reading:
    """Understand a plan's text; UserError when it holds no tasks at all. ``own_office`` leads what names nobody."""
    lines = lines_of(text)
    parts = divided(lines, found_tables)
    name = head(parts.above, lines).name
    texts = topics(parts.sections, name)
    listed = table_reading.all_topics(found_tables, lines, name or "任务清单")
    if listed:  # then a paragraph that names nobody only leads up to the table
        texts = [topic for topic in texts if any(_all_parts(topic))]
    texts += listed
    if not texts:
        raise UserError(
            "没有从文件中认出任务：请确认是工作方案的正文，专题写成“（一）……”，措施写成“一是……二是……”或“1.……”，或者用表格列出任务和责任单位"
        )
    return _Reader(parts, found_tables, texts, lines, own_office).reading()


class _Reader:
    """Puts the plan together and notes what is doubtful on the way."""

    def __init__(
        self,
        parts: Body,
        found_tables: Sequence[TableBlock],
        texts: Sequence[TopicText],
        lines: Sequence[Line],
        own_office: str,
    ) -> None:
        self.body, self.tables, self.texts, self.lines = parts, found_tables, texts, lines
        self.front, self.sections = head(parts.above, lines), parts.sections
        self.year = year_of(self.front, lines)
        self.own_office = own_office
        self.doubts: list[Doubt] = []
        self.places: dict[str, int] = {}
        self.reported_in: list[str] = []
        """The sentences that name a day for reporting."""

    def reading(self) -> Reading:
        """The plan with its doubts."""
        stages = self._phases()
        campaign = self._campaign(stages)
        stages = stages or [
            PlanPhase(PhaseKind.RECTIFICATION, ONLY_PHASE, campaign.starts_on, campaign.ends_on, "")
        ]
        within = Stretch(campaign.starts_on, campaign.ends_on, campaign.issued_on, self.year)
        lead = self._usual_lead()
        made = self._topics(within, lead)
        safeguards = self._safeguards(within, lead)
        plan = Plan(campaign, tuple(stages), _offices(made, safeguards), made, safeguards)
        said = [campaign.summary, *self.reported_in]
        taken = Taken(self.texts, plan.phases, safeguards, said, set(self.places.values()), campaign.ends_on)
        rest = left_over(self.body, self.tables, taken)
        if nameless := next((one for one in rest if _ABOUT_PEOPLE.search(one.text)), None):
            self._doubt(_WITHOUT_NAME, nameless.at)
        return Reading(plan, tuple(self.doubts), self.places, rest)

    def _usual_lead(self) -> str:
        """Who leads what names nobody: this office or the safety office where the plan names it, else the first lead."""
        named = [name for topic in self.texts for parts in _all_parts(topic) for name in parts.lead]
        if self.own_office in named or not named:
            return self.own_office
        return next((name for name in named if _SAFETY_OFFICE.search(name)), named[0])

    def _doubt(self, sentence: str, at: int = -1) -> None:
        self.doubts.append(Doubt(sentence, at))

    def _doubt_all(self, sentences: Iterable[str], at: int) -> None:
        """Each once a line: the rows of a table all stand in its line."""
        for sentence in sentences:
            if Doubt(sentence, at) not in self.doubts:
                self._doubt(sentence, at)

    def _phases(self) -> list[PlanPhase]:
        found = phases(self.sections, self.front.issued_on, self.year)
        self.places |= {f"阶段{number}": one.at for number, one in enumerate(found, 1)}
        if not found and (whole := self._whole_time()):
            self._doubt(f"没有找到阶段安排，{whole[0]}至{whole[1]}按一个阶段处理，需要的请在正文中补上各阶段")
            return [PlanPhase(PhaseKind.RECTIFICATION, ONLY_PHASE, *whole, "")]
        if not found:
            self._doubt("没有找到阶段安排，暂按一个阶段处理，请在正文中补上“进度安排”及各阶段的起止年月")
        return [one.phase for one in found]

    def _whole_time(self) -> tuple[dt.date, dt.date] | None:
        return whole_time(self.sections, self.body.above, self.front.name, self.year)

    def _campaign(self, stages: Sequence[PlanPhase]) -> PlanCampaign:
        front = self.front
        if not front.name:
            self._doubt("没有找到方案名称，请在正文开头写上方案的标题")
        if not front.document_number:
            self._doubt("没有找到发文字号，可在载入后补填")
        words = [line.text for section in self.sections for line in section.lines]
        words += [parts.time for topic in self.texts for parts in _all_parts(topic)]
        within = self._year_alone() if not stages else None
        named = [date.day for one in words for date in deadlines(one, within)]
        days = (
            [phase.ends_on for phase in stages]
            or [*named, *(date.day for date in deadlines(front.name))]
            or [dt.date(year, 12, 31) for year in (self.year,) if year]
        )
        if not days:
            raise UserError("正文里没有任何年份和期限，无法确定行动的起止日期；请补上“进度安排”")
        ends_on = max(days)
        starts = [phase.starts_on for phase in stages] or [front.issued_on or dt.date(min(days).year, 1, 1)]
        summary = "".join(
            line.text for one in self.sections if _SUMMARY.search(one.heading.title) for line in one.lines
        )
        self._tell_outside(sorted({day for day in named if day > ends_on}), ends_on)
        name = front.name or "未命名行动"
        if len(name) > _LONGEST_NAME:
            self._doubt(f"方案名称超过{_LONGEST_NAME}个字，已截短为“{name[:_LONGEST_NAME]}”")
            name = name[:_LONGEST_NAME]
        return PlanCampaign(
            key=front.document_number or name,
            name=name,
            short_name="三年行动" if _THREE_YEARS.search(name) else name[:40],
            document_number=front.document_number,
            issuer=front.issuer,
            issued_on=front.issued_on,
            starts_on=min(*starts, ends_on),
            ends_on=ends_on,
            basis=front.basis,
            summary=summary,
            reporting_day=self._reporting_day(),
        )

    def _tell_outside(self, days: Sequence[dt.date], ends_on: dt.date) -> None:
        if days:
            self._doubt(
                f"正文里的期限{'、'.join(map(str, days))}晚于最后一个阶段的结束日期{ends_on}，没有作为任务期限，请核对阶段的起止年月"
            )

    def _year_alone(self) -> Stretch | None:
        """The year of the document, in which dates without one are looked for where it names no stages."""
        if self.year is None:
            return None
        first, last = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        return Stretch(first, last, self.front.issued_on, self.year)

    def _reporting_day(self) -> int | None:
        """The day by which each month is reported; what the plan says of it is shown, whatever is made of it."""
        found = reporting_days(self.lines)
        if not found:
            if later := due_in_next_month(self.lines):
                self._doubt(
                    f"“{later.sentence}”：程序里各月的情况当月报送，没有改报送日，需要的请另行设定", later.at
                )
            return None
        first = found[0]
        self.reported_in += [one.sentence for one in found]
        asked = "按季度报送，程序按月报送，暂" if first.quarterly else ""
        self._doubt(f"“{first.sentence}”：{asked}以每月{first.day}日为月度工作情况的报送日", first.at)
        for other in found[1:]:
            if (other.day, other.quarterly) != (first.day, first.quarterly):
                often = "每季度末月" if other.quarterly else "每月"
                self._doubt(f"“{other.sentence}”：{often}{other.day}日没有用作报送日，请核对", other.at)
        return first.day

    def _topics(self, within: Stretch, lead: str) -> tuple[PlanTopic, ...]:
        made: list[PlanTopic] = []
        names: set[str] = set()
        for number, text in enumerate(self.texts, 1):
            parts = text.parts
            if not parts.lead and not any(measure.parts.lead for measure in text.measures):
                self._doubt(f"第{number}专题“{text.name}”没有认出牵头单位，暂按{lead}处理", text.at)
            own = parts.lead or next((one.parts.lead[:1] for one in text.measures if one.parts.lead), (lead,))
            self._doubt_all(doubtful.of_topic(number, text, within, own[0]), text.at)
            names.add(short := unused(short_name(text.name), names))
            self.places[str(number)] = text.at
            made.append(
                PlanTopic(
                    number=number,
                    name=shortened(text.name, LONGEST_TITLE),
                    short_name=short,
                    lead=own,
                    supporting=tuple(name for name in parts.supporting if name not in own),
                    local=_local(parts),
                    local_names=parts.local_names,
                    local_text=parts.local_text[:60],
                    measures=self._measures(number, text, within, own[0]),
                )
            )
        return tuple(made)

    def _measures(self, topic: int, text: TopicText, within: Stretch, lead: str) -> tuple[PlanMeasure, ...]:
        made = []
        for number, measure in enumerate(text.measures, 1):
            title = shortened(measure.title or short_title(measure.text), LONGEST_TITLE)
            found = tasks(
                measure.text or title, within, _with_those_of_topic(measure.parts, text.parts, lead), lead
            )
            found = tuple(with_target(task, measure.target) for task in found)
            self._doubt_all(doubtful.of_task(measure.text or title, measure.parts, within), measure.at)
            self.places[f"{topic}-{number}"] = measure.at
            self.places |= {f"{topic}-{number}-{task.number}": measure.at for task in found}
            made.append(PlanMeasure(number, title, found, measure.text))
        return tuple(made)

    def _safeguards(self, within: Stretch, lead: str) -> tuple[PlanTask, ...]:
        made: list[PlanTask] = []
        for section in safeguard_sections(self.sections):
            for title, at, body in items(section):
                number = len(made) + 1
                found = tasks(body or title, within, Parts(), lead)
                dated = [task.deadline for task in found if task.dated]
                made.append(
                    PlanTask(
                        number,
                        shortened(title, LONGEST_TITLE),
                        body or title,
                        "",
                        None,
                        "",
                        dated[0] if len(dated) == 1 else within.ends_on,
                        len(dated) == 1,
                        lead,
                    )
                )
                self._doubt_all(doubtful.of_task(body or title, Parts(), within), at)
                self.places[f"保-{number}"] = at
        return tuple(made)


def _all_parts(topic: TopicText) -> list[Parts]:
    return [topic.parts, *(measure.parts for measure in topic.measures)]


def _with_those_of_topic(own: Parts, of_topic: Parts, lead: str) -> Parts:
    """A measure's parts with the topic's time and people; its person in charge only for the topic's own lead office."""
    shares_lead = not own.lead or own.lead[0] == lead
    return replace(
        own,
        time=own.time or of_topic.time,
        leader=own.leader or of_topic.leader,
        person=own.person or (of_topic.person if shares_lead else None),
    )


def _local(parts: Parts) -> str:
    if parts.local_names:
        return "named"
    return "market_town_villages" if "场镇" in parts.local_text else "all_villages"


def _offices(topics_made: Sequence[PlanTopic], safeguards: Sequence[PlanTask]) -> tuple[PlanOffice, ...]:
    """Every department named, once, in the plan's order; codes are given when the plan is loaded."""
    named: list[str] = []
    for topic in topics_made:
        named += [*topic.lead, *topic.supporting]
        named += [
            name
            for measure in topic.measures
            for task in measure.tasks
            for name in (task.lead, *task.supporting)
        ]
    named += [task.lead for task in safeguards]
    return tuple(PlanOffice(name, name, "", _office_kind(name)) for name in dict.fromkeys(named))


def _office_kind(name: str) -> str:
    external = re.match("区|县|市|省", name) and not name.startswith("市场")
    return OfficeKind.EXTERNAL if external else OfficeKind.DEPARTMENT
