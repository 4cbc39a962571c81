"""The topics of a plan, from the sections that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xianfeng_gui.rules.plan_reading.document import Section
from xianfeng_gui.rules.plan_reading.measures import MeasureText, measures
from xianfeng_gui.rules.plan_reading.offices import Parts, filled, split_off
from xianfeng_gui.rules.plan_reading.outline import Line, heading, short_title
from xianfeng_gui.rules.plan_reading.phases import tells_stages

_TASK_SECTION = re.compile(
    "任务|内容|整治重点|主要举措|重点工作|工作措施|整治措施|工作重点"
    "|(?:打击|排查|检查|整治|治理|攻坚|行动)重点|重点(?:工程|行动|事项|整治|排查|检查)"
    "|^(?:[一二三四五六七八九十]{1,3}[大个项])?专项(?:行动|整治)$|[一二三四五六七八九十]{1,3}[大个项](?:专项|行动|专题)"
)
_OTHER_SECTION = re.compile(
    "总体要求|指导思想|工作目标|目标|进度安排|步骤|时间安排|阶段|保障|工作要求|组织领导|组织机构|有关要求|实施范围|整治范围|附则"
)

_MEANS = re.compile("^(?:工作|整治|主要|保障)措施$")
_SAFEGUARDS = re.compile("保障|工作要求|组织领导|有关要求")
_NO_NAME = re.compile(
    "(主要|重点|工作|整治|治理|打击|目标|具体|行动|排查|检查|督查)*(任务|内容|举措|措施|重点|工作)(及.*|和.*)?"
)


@dataclass(frozen=True)
class TopicText:
    """One topic as the document words it."""

    name: str
    at: int
    parts: Parts
    measures: tuple[MeasureText, ...]


def task_sections(found: Sequence[Section]) -> list[Section]:
    """The sections that hold topics: those named so, else all that are not about something else."""
    named = [one for one in found if names_tasks(one)]
    if len(named) > 1:  # beside 打击重点 a section 工作措施 that names nobody tells how it is led
        named = [one for one in named if not _MEANS.search(one.heading.title) or _names_somebody(one)]
    return named or [one for one in found if not (_about_else(one) or tells_stages(one))]


def safeguard_sections(found: Sequence[Section]) -> list[Section]:
    """The sections on how the work is led, besides those of tasks."""
    tasks = task_sections(found)
    titled = (
        one for one in found if _SAFEGUARDS.search(one.heading.title) or _MEANS.search(one.heading.title)
    )
    return [one for one in titled if one not in tasks]


def _names_somebody(section: Section) -> bool:
    found = _of_section(section, "")
    parts = [topic.parts for topic in found] + [one.parts for topic in found for one in topic.measures]
    return bool(section.tables) or any(one.names_offices for one in parts)


def names_tasks(section: Section) -> bool:
    """Whether the section's title says that it holds the tasks."""
    return bool(_TASK_SECTION.search(section.heading.title)) and not _about_else(section)


def _about_else(section: Section) -> bool:
    title = section.heading.title
    return bool(_OTHER_SECTION.search(title)) and not re.search("任务|内容|重点", title)


def topics(found: Sequence[Section], name: str) -> list[TopicText]:
    """The plan's topics; ``name`` is the plan's own."""
    sections = task_sections(found)
    if _are_topics(sections):
        return [_topic(one.heading.title, one.heading.at, one.lines) for one in sections]
    return [topic for section in sections for topic in _of_section(section, name)]


def _are_topics(sections: Sequence[Section]) -> bool:
    """Whether the sections are the topics (一、道路交通领域) and their （一） the measures: no section is called 主要任务, and
    hardly any （一） has several measures below it."""
    if any(map(names_tasks, sections)):
        return False
    blocks = [[_topic(*block) for block in _blocks(section)] for section in sections]
    single = [len(topic.measures) < 2 for found in blocks for topic in found]
    return sum(map(bool, blocks)) > 1 and all(blocks) and sum(single) > len(single) / 2


def _of_section(section: Section, name: str) -> list[TopicText]:
    """The section's topics; without headings of level 2 the section itself is one, called ``name`` (the plan's) when its
    own title says no more than 主要任务."""
    title = section.heading.title
    own = name if name and _NO_NAME.fullmatch(title) else title
    found = [_or_itself(_topic(*block)) for block in _blocks(section)]
    found = [topic for topic in found if topic.measures] or [_topic(own, section.heading.at, section.lines)]
    return [topic for topic in found if topic.measures]


def _or_itself(topic: TopicText) -> TopicText:
    """A heading that says it all, such as （三）燃气整治（镇规划办牵头）, is its own measure."""
    if topic.measures or not topic.parts:
        return topic
    return replace(topic, measures=(MeasureText("", topic.name, topic.at),))


def _blocks(section: Section) -> Iterator[tuple[str, int, list[Line]]]:
    """Title, place and lines of each heading of level 2."""
    title, at, lines = "", -1, list[Line]()
    for line in section.lines:
        head = heading(line)
        if head and head.level == 2:
            if at >= 0:
                yield title, at, lines
            title, at = head.title or short_title(head.rest), head.at
            lines = [Line(head.rest, head.at)] if head.rest else []
        elif at >= 0:
            lines.append(line)
    if at >= 0:
        yield title, at, lines


def _topic(title: str, at: int, lines: Sequence[Line]) -> TopicText:
    name, parts = split_off(title)
    own, found = measures(lines)
    return TopicText(name, at, filled(parts, own), tuple(found))
