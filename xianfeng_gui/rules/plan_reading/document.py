"""The parts of a plan document: its head, its sections, and what stands in each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import dropwhile

from xianfeng_gui.rules.plan_reading.outline import Heading, Line, heading, tidy

NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[［【（(]\s*(20\d\d)\s*[〕\]］】）)]\s*(\d{1,4})\s*号")
_DATE_ALONE = re.compile(r"(20\d\d)年(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日(印发)?")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,30}(人民政府|委员会|办事处|办公室|党委|指挥部|领导小组)")
_ANNEX = re.compile(r"附件\s*\d*[:：\s]|附件\d*$")
_LISTED_ANNEX = re.compile(r"附件\s*\d*[:：].{2,60}$|\d{1,2}[.．、][^。]{2,60}$")
_ENDING = re.compile(
    rf"{_ISSUER.pattern}(?:党政办|办公室)?(?:{_DATE_ALONE.pattern})?|{_DATE_ALONE.pattern}"
    r"|[（(]此件[^）)]*[）)]|(?:抄送|联系人|联系电话)[:：].*"
)
"""Who signs, when, and what stands below: no part of the text."""
_TITLE = re.compile(r"关于印发[《“]?(.+?)[》”]?的通知")
_PLAN_WORD = re.compile(r"(工作|实施)?方案$|(工作|实施)计划$")
_BASIS = re.compile(r"《[^《》]+》\s*[（(][^（）()]{2,12}[〔\[][^〕\]]{4}[〕\]]\d{1,4}号[）)]")


@dataclass(frozen=True)
class TableBlock:
    """A table: rows of cell texts, merged cells repeated; ``at`` is its place among the lines."""

    rows: tuple[tuple[str, ...], ...]
    at: int


@dataclass
class Section:
    """A heading of level 1 with the lines below it, up to the next one."""

    heading: Heading
    lines: list[Line] = field(default_factory=list)
    tables: list[TableBlock] = field(default_factory=list)


@dataclass(frozen=True)
class Head:
    """What stands above the first section; empty texts and no date where nothing was found."""

    name: str
    document_number: str
    issuer: str
    issued_on: dt.date | None
    basis: str


def lines_of(text: str) -> list[Line]:
    """The paragraphs that hold something, tidied, with their line numbers."""
    return [Line(tidy(line), at) for at, line in enumerate(text.splitlines()) if tidy(line)]


@dataclass(frozen=True)
class Body:
    """A document's lines above the first heading of level 1, its sections, and what stands in its annexes."""

    above: list[Line]
    sections: list[Section]
    annexes: list[Line]


def divided(lines: Sequence[Line], tables: Sequence[TableBlock] = ()) -> Body:
    """The document's parts; who signs and when is no part of the last section, the list of 附件 none of the annexes."""
    above: list[Line] = []
    found: list[Section] = []
    annexes: list[Line] = []
    for at, line in enumerate(lines):
        if found and _ANNEX.match(line.text):
            annexes = list(dropwhile(lambda one: _LISTED_ANNEX.match(one.text), lines[at:]))
            break
        head = heading(line)
        if head and head.level == 1 and head.number == len(found) + 1:
            found.append(Section(head, [Line(head.rest, line.at)] if head.rest else []))
        elif found:
            found[-1].lines.append(line)
        else:
            above.append(line)
    for table in tables:
        owner = [section for section in found if section.heading.at <= table.at]
        if owner:
            owner[-1].tables.append(table)
    _drop_ending(found[-1].lines if found else [])
    _drop_ending(annexes)
    return Body(above, found, annexes)


def _drop_ending(lines: list[Line]) -> None:
    while lines and _ENDING.fullmatch(lines[-1].text):
        lines.pop()


def head(above: Sequence[Line], lines: Sequence[Line]) -> Head:
    """Name, number, issuer and date of the plan from the lines above the first section."""
    texts = [line.text for line in above]
    joined, ending = "".join(texts), [line.text for line in lines[-4:]]
    number = next(filter(None, map(NUMBER.search, texts)), None)
    return Head(
        name=_name(texts),
        document_number=re.sub(r"\s", "", number[0]) if number else "",
        issuer=next((text for text in (*texts, *ending) if _ISSUER.fullmatch(text)), ""),
        issued_on=_issued_on(texts) or _issued_on(ending),
        basis="；".join(dict.fromkeys(_BASIS.findall(joined))),
    )


def _name(texts: Sequence[str]) -> str:
    """The plan's name without 工作方案. A title may be broken over two lines."""
    for words in (*texts, *(first + second for first, second in zip(texts, texts[1:], strict=False))):
        title = _TITLE.search(words)
        if title:
            return _PLAN_WORD.sub("", title[1])
    for words in (*texts, *(first + second for first, second in zip(texts, texts[1:], strict=False))):
        if len(words) <= 60 and _PLAN_WORD.search(words) and "，" not in words:
            return _PLAN_WORD.sub("", words)
    return ""


def _issued_on(texts: Sequence[str]) -> dt.date | None:
    for text in texts:
        match = _DATE_ALONE.fullmatch(text) or _DATE_ALONE.search(text if text.endswith("印发") else "")
        if match:
            try:
                return dt.date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
    return None
