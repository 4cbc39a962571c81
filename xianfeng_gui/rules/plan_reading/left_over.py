"""What a plan's body says and nothing of the plan took over: a person looks at it, lest a task be lost unseen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xianfeng_gui.rules.plan_reading import tables as table_reading
from xianfeng_gui.rules.plan_reading.dates import stretch
from xianfeng_gui.rules.plan_reading.document import STAGE, Body, TableBlock
from xianfeng_gui.rules.plan_reading.measures import without_prose_label
from xianfeng_gui.rules.plan_reading.offices import (
    label_words,
    people_not_taken,
    read,
    split_off,
)
from xianfeng_gui.rules.plan_reading.outline import Line, clauses, heading, without_number
from xianfeng_gui.rules.plan_reading.topics import TopicText
from xianfeng_gui.rules.plan_values import PlanPhase, PlanTask

_SENTENCE_END = re.compile("。|[；;](?![^（(。]*[）)])|(?<=[）)])(?=[一二三四五六七八九十]{1,3}[是要])")
"""A ； inside of brackets ends nothing; 二是 behind a bracket begins anew."""
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_POINTER = re.compile(".{0,16}(?:详见|见)(?:附件|附表|下表|《[^《》]*》)[^，,]{0,6}")
"""Says no more than where the tasks stand."""
_LONGEST_TIME = 40
"""Characters of a sentence that says no more than from when to when the campaign goes."""


@dataclass(frozen=True)
class LeftOver:
    """Words that became nothing: the first and last line of the source text that they stand in (from 0)."""

    at: int
    until: int
    text: str


@dataclass(frozen=True)
class Taken:
    """What the plan took over, as far as it keeps the document's own words; ``said`` is what stands in no other
    part, ``lines`` are those of its headings, ``ends_on`` is the campaign's last day."""

    topics: Sequence[TopicText]
    phases: Sequence[PlanPhase]
    safeguards: Sequence[PlanTask]
    said: Sequence[str]
    lines: Collection[int]
    ends_on: dt.date

    @cached_property
    def words(self) -> str:
        """All of it, part by part."""
        parts = [*self.said]
        for topic in self.topics:
            parts.append(topic.name)
            parts += [words for measure in topic.measures for words in (measure.title, measure.text)]
        parts += [words for phase in self.phases for words in (phase.name, phase.summary)]
        parts += [words for task in self.safeguards for words in (task.title, task.content)]
        return "\n".join(map(_plain, parts))

    @cached_property
    def stages(self) -> frozenset[str]:
        """What is said of each stage."""
        return frozenset(_plain(phase.summary) for phase in self.phases)


def left_over(body: Body, tables: Sequence[TableBlock], taken: Taken) -> tuple[LeftOver, ...]:
    """The sentences below the first heading that are in nothing of what was taken, lines that follow each other together."""
    found: list[LeftOver] = []
    for section in body.sections:
        rests = [(line.at, _unused(line, taken)) for line in section.lines]
        if all(rest for _, rest in rests) and not section.tables:
            rests.insert(0, (section.heading.at, [section.heading.title]))
        found += [LeftOver(at, at, "。".join(rest)) for at, rest in rests if rest]
    if not _heads_a_table(body.apart, tables):
        found += [LeftOver(line.at, line.at, line.text) for line in body.apart]
    found += [LeftOver(at, at, row) for table in tables for at, row in table_reading.unused(table)]
    return tuple(_together(sorted(found, key=lambda one: one.at)))


def _heads_a_table(apart: Sequence[Line], tables: Sequence[TableBlock]) -> bool:
    """Whether what stands apart is no more than titles of tables that were taken."""
    taken = [table.at for table in tables if table_reading.topics(table, "")]
    return all("。" not in line.text and any(at > line.at for at in taken) for line in apart)


def _unused(line: Line, taken: Taken) -> list[str]:
    """The sentences of a line that were not taken."""
    text, head = line.text, heading(line)
    if line.at in taken.lines and (head or STAGE.match(text)):
        text = head.rest if head else text.partition("。")[2]
    if (words := label_words(text)) and read(words):
        return people_not_taken(words)
    rests = [one for one in _SENTENCE_END.split(split_off(text)[0]) if not _is_used(one, taken)]
    return [*rests, *people_not_taken(line.text[len(split_off(line.text)[0]) :])]


def _is_used(sentence: str, taken: Taken) -> bool:
    if (bracket := _BRACKET.match(sentence)) and split_off(bracket[0])[1]:  # that of the sentence before
        sentence = sentence[bracket.end() :]
    if _POINTER.fullmatch(sentence):
        return True
    plain = _plain(split_off(without_number(without_prose_label(without_number(sentence))))[0])
    if all(_plain(clause) in taken.stages for clause in clauses(sentence)):
        return True
    days = stretch(sentence) if len(sentence) <= _LONGEST_TIME else None
    return (
        plain in taken.words
        or _plain(sentence) in taken.words
        or (days is not None and days[1] == taken.ends_on)
    )


def _plain(text: str) -> str:
    """Letters and figures only: commas and blanks change on the way."""
    return re.sub(r"\W", "", text)


def _together(found: Sequence[LeftOver]) -> Iterator[LeftOver]:
    open_one: LeftOver | None = None
    for one in found:
        if open_one and one.at - open_one.until <= 1:
            open_one = LeftOver(open_one.at, one.until, f"{open_one.text}\n{one.text}")
            continue
        if open_one:
            yield open_one
        open_one = one
    if open_one:
        yield open_one
