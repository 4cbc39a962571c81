"""A document's sections: by 一、二、 as official documents number them, else by 1. 2., by 第一条, or by titles
and （一） alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from xianfeng_gui.rules.plan_reading.dates import stretch
from xianfeng_gui.rules.plan_reading.document import ENDING, Body, Section, TableBlock
from xianfeng_gui.rules.plan_reading.outline import Heading, Line, heading
from xianfeng_gui.rules.plan_reading.reporting import reporting_days
from xianfeng_gui.rules.plan_reading.topics import names_tasks

_ANNEX = re.compile(r"附件\s*\d*[:：\s]|附件\d*$")
_LISTED_ANNEX = re.compile(r"附件\s*\d*[:：].{2,60}$|\d{1,2}[.．、][^。]{2,60}$")
_SECTION_WORD = re.compile("任务|内容|措施|重点|要求|目标|步骤|安排|保障|范围|分工")
_LONGEST_SECTION = 20
"""Characters of a section's title where it is numbered 1. 2.: a measure says more."""
_TITLE = re.compile(
    "(?:(?:总体|工作|整治|行动|主要|重点|目标|具体|时间|进度|阶段|实施|方法|保障|组织|有关)*"
    "(?:目标|任务|内容|措施|要求|步骤|安排|保障|领导|分工|范围)|指导思想)[：:]?"
)
"""A section's title that needs no number to be known as one."""
_ASKS = re.compile("任务|内容|(?<!保障)措施|分工")
_ARTICLE = re.compile("第[一二三四五六七八九十]{1,4}条")
_FORMAL = re.compile("制定本|施行|负责解释")
"""Articles that ask nothing of anybody."""
_EVERYBODY = re.compile("第.{1,4}条各")
_LONGEST_TIME = 80


def divided(lines: Sequence[Line], tables: Sequence[TableBlock] = ()) -> Body:
    """The document's parts; who signs and when is no part of the last section, the list of 附件 none of the annexes."""
    found = _of_the_plan(lines)
    for heads in (_by_brackets, _by_figures, _by_articles, _by_titles):
        if found.sections:
            break
        found = _with_headings(lines, dict(heads(lines)))
    for table in tables:
        owner = [section for section in found.sections if section.heading.at <= table.at]
        if owner:
            owner[-1].tables.append(table)
    return found


def _of_the_plan(lines: Sequence[Line]) -> Body:
    """By 一、二、: a letter that has such sections itself may stand before the plan, which counts from 一 anew."""
    begins = [head.at for head in _of_level(lines, 1) if head.number == 1]
    found = [_from(lines, begin) for begin in begins]
    with_tasks = (body for body in found if any(map(names_tasks, body.sections)))
    return next(with_tasks, found[0] if found else _with_headings(lines, {}))


def _from(lines: Sequence[Line], begin: int) -> Body:
    """The sections from that line on; those before it stand apart."""
    before = [line for line in lines if line.at < begin]
    first = next((at for at, line in enumerate(before) if (head := heading(line)) and head.level == 1), None)
    rest = [line for line in lines if line.at >= begin]
    body = _with_headings(rest, dict(_in_turn(_of_level(rest, 1))))
    apart = before[first:] if first is not None else []
    return Body(before[: len(before) - len(apart)] + apart, body.sections, apart + body.apart)


def _with_headings(lines: Sequence[Line], heads: dict[int, Heading | None]) -> Body:
    """Sections that begin at these lines; a line whose heading is none stands above them all."""
    above: list[Line] = []
    found: list[Section] = []
    annexes: list[Line] = []
    for at, line in enumerate(lines):
        if found and _ANNEX.match(line.text):
            annexes = list(dropwhile(lambda one: _LISTED_ANNEX.match(one.text), lines[at:]))
            break
        head = heads.get(line.at)
        if head is not None:
            found.append(Section(head, [Line(head.rest, line.at)] if head.rest else []))
        elif found and line.at not in heads:
            found[-1].lines.append(line)
        else:
            above.append(line)
    _drop_ending(found[-1].lines if found else [])
    _drop_ending(annexes)
    return Body(above, found, annexes)


def _drop_ending(lines: list[Line]) -> None:
    while lines and ENDING.fullmatch(lines[-1].text):
        lines.pop()


def _in_turn(heads: Sequence[Heading]) -> Iterator[tuple[int, Heading]]:
    number = 1
    for head in heads:
        if head.number == number:
            yield head.at, head
            number += 1


def _of_level(lines: Sequence[Line], level: int) -> list[Heading]:
    return [head for head in map(heading, lines) if head and head.level == level]


def _by_figures(lines: Sequence[Line]) -> Iterator[tuple[int, Heading]]:
    """1. 整治目标, 2. 整治内容 as sections, when their titles are such as sections have."""
    articles = {line.at for line in lines if _ARTICLE.match(line.text)}
    heads = [
        one for one in _of_level(lines, 3) if len(one.title) <= _LONGEST_SECTION and one.at not in articles
    ]
    found = list(_in_turn(heads))
    return iter(found if sum(bool(_SECTION_WORD.search(one.title)) for _, one in found) >= 2 else [])


def _by_brackets(lines: Sequence[Line]) -> Iterator[tuple[int, Heading]]:
    """（一）工作目标, （二）整治任务 as sections, when one of them holds the tasks and another something else."""
    found = list(_in_turn(_of_level(lines, 2)))
    titles = [one.title for _, one in found if _TITLE.fullmatch(one.title)]
    asking = [title for title in titles if _ASKS.search(title)]
    return iter(found if asking and len(titles) > len(asking) else [])


def _by_titles(lines: Sequence[Line]) -> Iterator[tuple[int, Heading]]:
    """Lines such as 工作目标 or 时间安排 that stand without a number, and one section of tasks from the first （一） on, whose
    first line it is, where no such title stands above it. A title that comes again belongs to a topic."""
    often = Counter(line.text for line in lines)
    titles = [line for line in lines if _TITLE.fullmatch(line.text) and often[line.text] == 1]
    first = next((line for line in lines if (head := heading(line)) and head.level == 2), None)
    if first and not any(line.at < first.at and _ASKS.search(line.text) for line in titles):
        yield first.at, Heading(1, 1, "主要任务", first.text, first.at)
        titles = [line for line in titles if not _ASKS.search(line.text)]
    for number, line in enumerate(titles, 1):
        yield line.at, Heading(1, number, line.text.rstrip("：:"), "", line.at)


def _by_articles(lines: Sequence[Line]) -> Iterator[tuple[int, Heading | None]]:
    """Articles without chapters: the one that says from when to when is a section on time, what is only formal stands
    above, and each run of others is a section of tasks."""
    kind = ""
    for line in (line for line in lines if _ARTICLE.match(line.text)):
        before, kind = kind, _kind_of_article(line.text)
        if not kind:
            yield line.at, None
        elif kind != before:
            yield line.at, Heading(1, 1, kind, line.text, line.at)


def _kind_of_article(text: str) -> str:
    days = stretch(text) if len(text) <= _LONGEST_TIME else None
    if days is not None and days[0] is not None:
        return "时间安排"
    asks_for_reports = _EVERYBODY.match(text) and reporting_days([Line(text, 0)])
    return "" if _FORMAL.search(text) or asks_for_reports else "主要任务"
