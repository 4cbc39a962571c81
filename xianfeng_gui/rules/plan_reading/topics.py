"""The topics of a plan and their measures, from the sections that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xianfeng_gui.rules.plan_reading.document import Section
from xianfeng_gui.rules.plan_reading.offices import Parts, is_label_line, read, split_off
from xianfeng_gui.rules.plan_reading.outline import Line, enumerated, heading, short_title

_TASK_SECTION = re.compile(
    "任务|整治内容|整治重点|重点内容|工作内容|主要内容|主要举措|重点工作|工作措施|整治措施|行动内容|工作重点"
)
_OTHER_SECTION = re.compile(
    "总体要求|指导思想|工作目标|目标|进度安排|步骤|时间安排|阶段|保障|工作要求|组织领导|组织机构|有关要求|实施范围|整治范围|附则"
)

_NO_NAME = re.compile("(主要|重点|工作|整治|目标|具体|行动|排查)*(任务|内容|举措|措施|重点|工作)(及.*|和.*)?")
_LED_BY = re.compile("由[^，。；]{2,60}牵头[^。]{0,200}。?$")
"""A paragraph that only says who leads: 由镇应急办牵头，镇经济办配合。"""


@dataclass(frozen=True)
class MeasureText:
    """One measure as the document words it; ``title`` is empty where it has none of its own, ``at`` its line."""

    title: str
    text: str
    at: int
    parts: Parts = Parts()


@dataclass(frozen=True)
class TopicText:
    """One topic as the document words it."""

    name: str
    at: int
    parts: Parts
    measures: tuple[MeasureText, ...]


def task_sections(found: Sequence[Section]) -> list[Section]:
    """The sections that hold topics: those named so, else all that are not about something else."""
    named = [one for one in found if _TASK_SECTION.search(one.heading.title) and not _about_else(one)]
    return named or [one for one in found if not _about_else(one)]


def _about_else(section: Section) -> bool:
    title = section.heading.title
    return bool(_OTHER_SECTION.search(title)) and not re.search("任务|内容|重点", title)


def topics(section: Section, name: str) -> list[TopicText]:
    """The section's topics; without headings of level 2 the section itself is one, called ``name`` (the plan's) when its
    own title says no more than 主要任务."""
    title = section.heading.title
    own = name if name and _NO_NAME.fullmatch(title) else title
    blocks = list(_blocks(section)) or [(own, section.heading.at, section.lines)]
    found = [_topic(title, at, lines) for title, at, lines in blocks]
    return [topic for topic in found if topic.measures]


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
    parts = parts or next((read(line.text) for line in lines if is_led_by(line.text)), Parts())
    lines = [line for line in lines if not is_led_by(line.text)]
    found = [_with_own_parts(measure) for measure in _measures(lines)]
    # A bracket behind the last measure alone speaks of the whole topic.
    if found and not parts and not any(measure.parts for measure in found[:-1]):
        parts = found[-1].parts
        found[-1] = replace(found[-1], parts=Parts())
    return TopicText(name, at, parts, tuple(measure for measure in found if measure.text or measure.title))


def is_led_by(text: str) -> bool:
    """Whether a paragraph only says who leads."""
    return bool(_LED_BY.match(text))


def _with_own_parts(measure: MeasureText) -> MeasureText:
    text, parts = split_off(measure.text)
    title, titled = split_off(measure.title)
    return replace(
        measure, title=title.rstrip("；;，,"), text=text.strip(), parts=measure.parts or parts or titled
    )


def _measures(lines: Sequence[Line]) -> list[MeasureText]:
    """Numbered measures (1. 2., or （1）（2） alone), else what 一是、二是 list, else one a paragraph."""
    groups: list[tuple[str, list[Line]]] = [("", [])]
    whole = _with_label_lines(lines)
    level = min((head.level for head in map(heading, whole) if head and head.level >= 3), default=0)
    for line in whole:
        head = heading(line)
        if head and head.level == level:
            words = head.title + ("。" + head.rest if head.title and head.rest else head.rest)
            groups.append((head.title or short_title(head.rest), [Line(words, line.at)]))
        elif line.text:
            groups[-1][1].append(line)
    numbered = groups[1:]
    if numbered:
        return [_numbered(title, group) for title, group in numbered]
    return _listed(groups[0][1]) or [MeasureText("", line.text, line.at) for line in groups[0][1]]


def _numbered(title: str, lines: Sequence[Line]) -> MeasureText:
    """A numbered measure; its bracket of offices may stand before the （1）（2） that it is split into."""
    text, parts = "", Parts()
    for line in lines:
        words, own = split_off(line.text) if not parts else (line.text, Parts())
        parts = parts or own
        text += words if not own or words.endswith(("。", "；")) else words + "。"
    return MeasureText(title, text, lines[0].at, parts)


def _joined(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def _listed(lines: Sequence[Line]) -> list[MeasureText]:
    """What 一是、二是 list, also over several paragraphs."""
    whole = _joined(lines)
    found, begin = [], 0
    for item in enumerated(whole):
        begin = whole.index(item, begin)
        found.append(MeasureText("", item, _line_of(lines, begin)))
    return found


def _line_of(lines: Sequence[Line], offset: int) -> int:
    """The line in which a place of the joined text lies."""
    for line in lines:
        if offset < len(line.text):
            return line.at
        offset -= len(line.text)
    return lines[-1].at


def _with_label_lines(lines: Sequence[Line]) -> list[Line]:
    """Lines such as 责任单位：…… become a closing bracket of the paragraph before them."""
    found: list[Line] = []
    for line in lines:
        if not is_label_line(line.text) or not found:
            found.append(line)
        elif found[-1].text.endswith("）") and is_label_line(found[-1].text.rpartition("（")[2]):
            found[-1] = replace(found[-1], text=found[-1].text[:-1] + "；" + line.text + "）")
        else:
            found[-1] = replace(found[-1], text=found[-1].text + "（" + line.text + "）")
    return found
