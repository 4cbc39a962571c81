"""The parts of a plan document: its head, its sections, and what stands in each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from xianfeng_gui.rules.plan_reading.date_words import written_out
from xianfeng_gui.rules.plan_reading.numbering import in_official_numbers
from xianfeng_gui.rules.plan_reading.outline import (
    Heading,
    Line,
    enumerated,
    heading,
    short_title,
    tidy,
)

NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[［【（(]\s*(20\d\d)\s*[〕\]］】）)]\s*(\d{1,4})\s*号")
_DATE_ALONE = re.compile(r"(20\d\d)年(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日(印发)?")
_CHINESE_DATE = re.compile(
    "二[〇○零][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,30}(人民政府|委员会|办事处|办公室|党委|指挥部|领导小组)")
ENDING = re.compile(
    rf"{_ISSUER.pattern}(?:党政办|办公室)?(?:{_DATE_ALONE.pattern})?|{_DATE_ALONE.pattern}"
    r"|[（(]此件[^）)]*[）)]|(?:抄送|联系人|联系电话)[:：].*"
)
"""Who signs, when, and what stands below: no part of the text."""
_TITLE = re.compile(r"关于印发[《“]?(.+?)[》”]?的通知")
_YEARS_BEHIND = r"(?=(?:[（(]20\d\d[^（）()]*[）)])?$)"
_PLAN_WORD = re.compile(rf"(工作|实施)?(方案|计划){_YEARS_BEHIND}")
_LIST_WORD = re.compile(
    rf"(?:(?<=任务)|(?<=工作)|(?<=措施)|(?<=责任))(?:分工|分解|安排)?(?:一览|汇总)?(?:清单|表){_YEARS_BEHIND}"
)
"""A document that is a list of tasks: 重点任务分工表, 整治任务清单."""
STAGE = re.compile("第[一二三四五六七八]阶段")
_STAGE_LEVEL = 9
_NOTICE = re.compile(
    "关于(?:进一步)?(?:开展|做好|加强|推进|抓好|实施|组织开展)?([^，。《》]{4,40}?)的(?:紧急)?通知$"
)
"""关于开展冬春火灾防控工作的通知."""
_ANNEX_TITLE = re.compile("附[件表]")
_CITED = re.compile(r"[（(][^（）()]*号[）)]")
"""The number of another document, behind its title."""
_SUBJECT = re.compile(
    "(?:开展|组织)([^，。；]{3,40}?(?:专项整治|专项治理|专项行动|大检查|大整治|攻坚行动))(?=[，。；])"
)
"""What a notice without a title is about."""
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
    """The paragraphs that hold something, tidied, with their line numbers; headings as official documents number them."""
    found = [Line(_in_figures(tidy(line)), at) for at, line in enumerate(text.splitlines()) if tidy(line)]
    return in_official_numbers(found)


def _in_figures(line: str) -> str:
    """A date alone in Chinese numerals, as under a letter, in figures."""
    return written_out(line).text if _CHINESE_DATE.fullmatch(line) else line


@dataclass(frozen=True)
class Body:
    """A document's lines above the plan's first section, its sections, and what stands apart from them: in annexes, or in
    sections of a letter before the plan (these are among ``above`` too)."""

    above: list[Line]
    sections: list[Section]
    apart: list[Line]


def items(section: Section) -> list[tuple[str, int, str]]:
    """Title, line and text of each （一） of a section, of each 1., （1） or ① where there is no （一）, of each 第一阶段, of each
    一是 or 一要, else of each paragraph."""
    heads = [heading(line) or _stage(line) for line in section.lines]
    level = next(
        (want for want in (2, 3, 4, 5, _STAGE_LEVEL) if any(one and one.level == want for one in heads)), 0
    )
    found: list[tuple[str, int, str]] = []
    for line, one in zip(section.lines, heads, strict=True):
        if one and one.level == level:
            found.append((one.title or short_title(one.rest), one.at, one.rest))
        elif found:
            title, at, text = found[-1]
            found[-1] = (title, at, text + line.text)
    if not found and section.lines:
        whole = "".join(line.text for line in section.lines)
        found = [(short_title(item), section.lines[0].at, item) for item in enumerated(whole)]
    return found or [(short_title(line.text), line.at, line.text) for line in section.lines]


def _stage(line: Line) -> Heading | None:
    if not STAGE.match(line.text):
        return None
    title, _, rest = line.text.partition("。")
    return Heading(_STAGE_LEVEL, 0, title, rest.strip(), line.at)


def year_of(front: Head, lines: Sequence[Line]) -> int | None:
    """The year that dates without one mean: of the day it was issued, else of its number, else the first one named."""
    if front.issued_on:
        return front.issued_on.year
    named = re.search(r"20\d\d", front.document_number) or re.search(
        r"20\d\d(?=年)", "".join(line.text for line in lines)
    )
    return int(named[0]) if named else None


def head(above: Sequence[Line], lines: Sequence[Line]) -> Head:
    """Name, number, issuer and date of the plan from the lines above the first section."""
    texts = [line.text for line in above]
    joined, ending = "".join(texts), [line.text for line in lines[-4:]]
    number = next(filter(None, (NUMBER.search(_CITED.sub("", text)) for text in texts)), None)
    return Head(
        name=_name(texts),
        document_number=re.sub(r"\s", "", number[0]) if number else "",
        issuer=next((text for text in (*texts, *ending) if _ISSUER.fullmatch(text)), ""),
        issued_on=_issued_on(texts) or _issued_on(ending),
        basis="；".join(dict.fromkeys(_BASIS.findall(joined))),
    )


def _name(texts: Sequence[str]) -> str:
    """The plan's name without 工作方案 or 分工表. A title may be broken over two lines."""
    for words in (*texts, *(first + second for first, second in zip(texts, texts[1:], strict=False))):
        title = _TITLE.search(words)
        if title:
            return _bare(title[1])
    for words in (*texts, *(first + second for first, second in zip(texts, texts[1:], strict=False))):
        if len(words) <= 60 and _PLAN_WORD.search(words) and "，" not in words:
            return _bare(words)
    for words in texts:
        if len(words) <= 60 and not _ANNEX_TITLE.match(words) and _LIST_WORD.search(words):
            return _bare(_LIST_WORD.sub("", words))
    notice = next(filter(None, (_NOTICE.search(words) for words in texts if len(words) <= 60)), None)
    if notice:
        return notice[1]
    subject = next(filter(None, map(_SUBJECT.search, texts)), None)
    return subject[1] if subject else ""


def _bare(title: str) -> str:
    """青石镇关于开展消防安全专项治理的工作方案 as 青石镇消防安全专项治理."""
    return re.sub("关于(?:开展|做好|加强|推进|进一步加强)?", "", _PLAN_WORD.sub("", title)).removesuffix("的")


def _issued_on(texts: Sequence[str]) -> dt.date | None:
    for text in texts:
        match = _DATE_ALONE.fullmatch(text) or _DATE_ALONE.search(text if text.endswith("印发") else "")
        if match:
            try:
                return dt.date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
    return None
