"""What a person should look at in a topic or task: names that were not taken for offices, dates that became no deadline."""

from __future__ import annotations

from collections.abc import Iterator

from xianfeng_gui.rules.plan_reading.dates import Stretch, deadline_of, deadlines
from xianfeng_gui.rules.plan_reading.offices import Parts, unread_offices
from xianfeng_gui.rules.plan_reading.topics import TopicText
from xianfeng_gui.rules.plan_reading.unread_dates import before, guessed, unread, unread_time


def of_topic(number: int, topic: TopicText, within: Stretch, lead: str) -> Iterator[str]:
    """Of what is said of a whole topic, and of its measures that name nobody, which ``lead`` leads then."""
    yield from of_task("", topic.parts, within)
    undated = [one for one in topic.measures if not one.parts.time and not deadlines(one.text, within)]
    if len(undated) > 1 and deadline_of(topic.parts.time, within):
        yield f"第{number}专题的期限“{topic.parts.time}”按其中没有写明期限的{len(undated)}项措施处理，请核对"
    named = [bool(one.parts.lead) for one in topic.measures]
    if topic.parts.lead or not any(named) or all(named):
        return
    nobody = "、".join(str(at) for at, is_named in enumerate(named, 1) if not is_named)
    yield f"第{number}专题第{nobody}项措施没有写明责任单位，暂按{lead}处理，请核对"


def of_task(text: str, parts: Parts, within: Stretch) -> Iterator[str]:
    """Of a measure's or safeguard's own words and offices."""
    for words in unread_offices(text, parts):
        yield f"“{words}”没有认作牵头、责任或配合单位，请核对；是的，请在正文中写明单位名称"
    for words in filter(None, (*unread(text, within), unread_time(parts.time, within))):
        yield f"“{words}”没有认作期限，请核对；是的，请在正文中写明年、月、日"
    for words, day in (*guessed(text, within), *guessed(parts.time, within)):
        yield f"“{words}”没有写年份，按{day}处理，请核对；不对的，请在正文中写明年份"
    for words in (*before(text, within), *before(parts.time, within)):
        yield f"“{words}”早于行动的开始日期，没有作为期限，请核对"
