"""The measures of a topic: numbered ones, what 一是、二是 list, or one a paragraph, each with the offices named for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xianfeng_gui.rules.plan_reading.offices import Parts, filled, label_words, leading, read, split_off
from xianfeng_gui.rules.plan_reading.outline import (
    Line,
    enumerated,
    heading,
    itemized,
    short_title,
    without_number,
)

_PROSE = re.compile(
    "(?:(?P<aim>(?:目标要求|(?:工作|整治|治理|总体)?目标(?:任务)?))"
    "|(?:工作|整治|治理|主要|具体|重点)?(?:措施|任务|内容|重点|举措)(?:要求)?|重点(?:整治|检查|排查|治理))[:：]"
)
"""What a paragraph of a topic is called where it is no measure by number: 目标要求：…, 工作措施：…"""
_STOPS = ("。", "；", ";", "：", ":", "，", ",", "、", "！")


@dataclass(frozen=True)
class MeasureText:
    """One measure as the document words it; ``title`` is empty where it has none of its own, ``at`` its line, ``target`` is
    what a table's column of targets says of it."""

    title: str
    text: str
    at: int
    parts: Parts = Parts()
    target: str = ""


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph with the lines such as 责任单位：…… below it."""

    text: str
    at: int
    labels: str = ""


def measures(lines: Sequence[Line]) -> tuple[Parts, list[MeasureText]]:
    """What the topic itself says of its offices, and its measures."""
    above, paragraphs = _labelled(lines)
    found = [_with_own_parts(measure) for measure in _measures(paragraphs)]
    found = [
        one if one.parts.names_offices else replace(one, parts=filled(one.parts, leading(one.text)))
        for one in found
    ]
    parts = read(above) if above else Parts()
    # What stands behind the last measure alone speaks of the whole topic.
    if found and not parts and not any(measure.parts for measure in found[:-1]):
        parts = found[-1].parts
        found[-1] = replace(found[-1], parts=Parts())
    return parts, [measure for measure in found if measure.text or measure.title]


def without_prose_label(text: str) -> str:
    """Without a 工作措施： at the beginning."""
    match = _PROSE.match(text)
    return text[match.end() :] if match else text


def _labelled(lines: Sequence[Line]) -> tuple[str, list[_Paragraph]]:
    """The label lines above everything, and the paragraphs with those below them."""
    above: list[str] = []
    found: list[_Paragraph] = []
    for line in lines:
        words = label_words(line.text)
        if not words:
            found.append(_Paragraph(line.text, line.at))
        elif found:
            found[-1] = replace(found[-1], labels=f"{found[-1].labels}；{words}".lstrip("；"))
        else:
            above.append(words)
    return "；".join(above), found


def _with_own_parts(measure: MeasureText) -> MeasureText:
    text, parts = split_off(measure.text)
    title, titled = split_off(measure.title)
    own = filled(measure.parts, parts, titled)
    return replace(measure, title=title.rstrip("；;，,"), text=text.strip(), parts=own)


def _measures(paragraphs: Sequence[_Paragraph]) -> list[MeasureText]:
    groups: list[tuple[str, list[_Paragraph]]] = [("", [])]
    heads = [heading(Line(one.text, one.at)) for one in paragraphs]
    level = min((head.level for head in heads if head and head.level >= 2), default=0)
    for one, head in zip(paragraphs, heads, strict=True):
        if head and head.level == level:
            words = head.title + ("。" + head.rest if head.title and head.rest else head.rest)
            groups.append((head.title or short_title(head.rest), [replace(one, text=words)]))
        elif one.text:
            groups[-1][1].append(one)
    numbered = groups[1:]
    if numbered:
        return [measure for title, group in numbered for measure in _of_number(title, group)]
    return _listed(groups[0][1]) or [measure for one in groups[0][1] for measure in _of_paragraph(one)]


def _of_number(title: str, paragraphs: Sequence[_Paragraph]) -> list[MeasureText]:
    """The measure under a number; one for each duty where its paragraphs name other offices for each."""
    duties = list(_duties(paragraphs[1:]))
    named = {(parts.lead, parts.supporting) for _, parts, _ in duties if parts.names_offices}
    if len(named) < 2:
        return [_numbered(title, paragraphs)]
    above = _numbered(title, paragraphs[:1])
    found = [above] if above.text.rstrip("。") != title else []
    for duty, parts, at in duties:
        text = without_number(duty)
        found.append(MeasureText(f"{title}：{short_title(text)}", text, at, filled(parts, above.parts)))
    return found


def _duties(paragraphs: Sequence[_Paragraph]) -> Iterator[tuple[str, Parts, int]]:
    """Text, offices and line of what belongs together: paragraphs up to one that names offices."""
    text, at = "", -1
    for one in paragraphs:
        words, own = split_off(one.text)
        parts = filled(_read(one.labels), own)
        text, at = text + words, at if text else one.at
        if parts.names_offices:
            yield text, parts, at
            text = ""
    if text:
        yield text, Parts(), at


def _numbered(title: str, paragraphs: Sequence[_Paragraph]) -> MeasureText:
    """One measure of all of it; its bracket of offices may stand before the （1）（2） that it is split into."""
    text, parts = "", Parts()
    for one in paragraphs:
        words, own = split_off(one.text) if not parts else (one.text, Parts())
        parts = filled(parts, _read(one.labels), own)
        text += words if words.endswith(_STOPS) or (one is paragraphs[-1] and not own) else words + "。"
    return MeasureText(title, text, paragraphs[0].at, parts)


def _of_paragraph(one: _Paragraph) -> Iterator[MeasureText]:
    """One measure; several where a paragraph such as 工作措施：…；… or （1）…（2）… lists them. The offices below it stand
    behind the last."""
    match = _PROSE.match(one.text)
    text = without_prose_label(one.text)
    items = itemized(text)
    if match and not match["aim"] and not items:
        items = [part.strip("。 ") for part in re.split("[；;]", text) if part.strip("。 ")]
    items = items or [text]
    for place, item in enumerate(items, 1):
        yield MeasureText("", item, one.at, _read(one.labels) if place == len(items) else Parts())


def _listed(paragraphs: Sequence[_Paragraph]) -> list[MeasureText]:
    """What 一是、二是 list, also over several paragraphs, each with what the lines below its own paragraph say."""
    whole = "".join(one.text for one in paragraphs)
    found, begin = [], 0
    for item in enumerated(whole):
        begin = whole.index(item, begin)
        last = _paragraph_of(paragraphs, begin + len(item) - 1)
        at = _paragraph_of(paragraphs, begin).at
        found.append((last, MeasureText("", item, at, _read(last.labels))))
    below = [one for one in paragraphs if one.labels]
    if below == list(paragraphs[-1:]):  # then the last measure's, which measures() takes for the whole topic
        return [replace(one, parts=Parts()) for _, one in found[:-1]] + [one for _, one in found[-1:]]
    return [one for _, one in found]


def _paragraph_of(paragraphs: Sequence[_Paragraph], offset: int) -> _Paragraph:
    """The paragraph in which a place of the joined text lies."""
    for one in paragraphs:
        if offset < len(one.text):
            return one
        offset -= len(one.text)
    return paragraphs[-1]


def _read(labels: str) -> Parts:
    return read(labels) if labels else Parts()
