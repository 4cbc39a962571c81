"""A measure's text becomes tasks: what has a date of its own stands alone, the rest is one task until the end."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from xianfeng_gui.rules.plan_reading.dates import Stretch, deadline_of, deadlines
from xianfeng_gui.rules.plan_reading.figures import target, target_in_column
from xianfeng_gui.rules.plan_reading.offices import Parts
from xianfeng_gui.rules.plan_reading.outline import short_title, without_item
from xianfeng_gui.rules.plan_values import PlanTask

_LONGEST_SENTENCE = 16
_GOES_ON = re.compile("进一步|加强|强化|深化|严格|规范|持续|推进|推动|落实|提升|提高|完善|健全|抓好|开展")
"""What is never done by a day: it stays a task beside the dated part."""
_SHORT_LEAD_IN = 16
"""Characters of words before a dated clause that belong to it (根据区消防监控系统建设情况，)."""
_BEFORE_DATE = re.compile("(?:力争|确保|到|在|于)?")
_DONE = re.compile(
    "(?:全部|基本|全面|必须|须|要|确保)?(?:完成|整改|排查|摸排|检查|清理|拆除|配备|配齐|安装|落实|销号|清零|整治|建成|实现|取缔|搬离|结束)+"
    "(?:到位|完毕|完成|整改|销号)?"
)
_SAYS_WHO = re.compile("由[^，,]{2,60}(?:牵头|负责)[^，,]{0,4}[，,](?:[^，,]{2,80}(?:配合|参与|协助)[，,])?")
"""由镇应急办牵头，镇经济办、派出所配合，"""
LONGEST_TITLE = 60


@dataclass(frozen=True)
class Piece:
    """A part of a measure's text, with the deadline that it names itself."""

    text: str
    deadline: dt.date | None


def pieces(text: str, campaign: Stretch) -> list[Piece]:
    """The text's dated parts, each alone, and before them everything undated as one."""
    undated: list[str] = []
    dated: list[Piece] = []
    for sentence in re.findall(r"[^。；;]+[。；;]?", text):
        rest = sentence
        starts = _dated_clauses(sentence, campaign)
        if len(starts) == 1 and _says_only_until_when(sentence[starts[0][0] :], campaign):
            before = _taken_back(undated, sentence[: starts[0][0]])
            dated.append(Piece((before + sentence).strip("，,；;。 "), starts[0][1]))
            continue
        for at, (begin, day) in enumerate(starts):
            end = starts[at + 1][0] if at + 1 < len(starts) else len(sentence)
            dated.append(Piece(sentence[begin:end].strip("，,；;。 "), day))
        if starts:
            rest = sentence[: starts[0][0]]
            if len(rest) <= _SHORT_LEAD_IN:
                dated[-len(starts)] = Piece(rest + dated[-len(starts)].text, dated[-len(starts)].deadline)
                rest = ""
        if rest.strip("，,；;。 "):
            undated.append(re.sub("[，,；;]$", "。", rest.strip()))
    whole = "".join(undated).strip()
    return ([Piece(whole, None)] if whole else []) + dated


def _taken_back(undated: list[str], lead_in: str) -> str:
    """What a clause that only says until when speaks of, out of ``undated``: the sentence before it, or all of them when
    the words before its date only say who does it."""
    begin = len(undated) - 1 if not lead_in else 0 if _SAYS_WHO.fullmatch(lead_in) else len(undated)
    taken = undated[max(begin, 0) :]
    del undated[max(begin, 0) :]
    return "".join(taken)


def _says_only_until_when(clause: str, campaign: Stretch) -> bool:
    """Whether a dated clause (8月底前清理到位) names no matter of its own: then what stands before it is to be done."""
    words = _undated(clause.strip("，,；;。 "), campaign)
    return not words or bool(_DONE.fullmatch(words))


def _undated(text: str, campaign: Stretch) -> str:
    """Without the date that it begins with."""
    before = _BEFORE_DATE.match(text)
    begin = before.end() if before else 0
    first = next(iter(deadlines(text, campaign)), None)
    return text[first.end :].lstrip("，,") if first and first.start == begin else text


def _dated_clauses(sentence: str, campaign: Stretch) -> list[tuple[int, dt.date]]:
    """Where each clause with a deadline begins. Two dates in one clause count once, as the later."""
    found: list[tuple[int, dt.date]] = []
    for date in deadlines(sentence, campaign):
        if not campaign.holds(date.day):
            continue
        begin = max(sentence.rfind(mark, 0, date.start) for mark in "，,；;：:") + 1
        if found and found[-1][0] == begin:
            found[-1] = (begin, max(found[-1][1], date.day))
        else:
            found.append((begin, date.day))
    return found


def tasks(text: str, campaign: Stretch, parts: Parts, lead: str) -> tuple[PlanTask, ...]:
    """At least one task. A title that names no matter of its own (完成整改) gets that of the first sentence. ``parts`` are the offices, people and deadline of this measure or row, if it has its own."""
    own = deadline_of(parts.time, campaign)
    given = own if own and campaign.holds(own) else None
    parted = _with_its_title(text, pieces(text, campaign)) or [Piece(text, None)]
    found = [Piece(one.text, one.deadline or given) for one in parted]
    made = (_task(piece, at, campaign, parts, lead) for at, piece in enumerate(found, 1))
    subject = text.partition("。")[0]
    if len(found) < 2 or len(subject) > _LONGEST_SENTENCE:
        return tuple(made)
    return tuple(
        replace(task, title=f"{subject}：{task.title}") if _DONE.fullmatch(task.title) else task
        for task in made
    )


def _with_its_title(text: str, found: list[Piece]) -> list[Piece]:
    """A short sentence (摸清底数。) before the one dated part is that part's title, no task beside it."""
    if len(found) != 2 or found[0].deadline or found[1].deadline is None:
        return found
    title = found[0].text.rstrip("。")
    is_title = len(title) <= _LONGEST_SENTENCE and "。" not in title and text.startswith(f"{title}。")
    if not is_title or _GOES_ON.match(title):
        return found
    return [Piece(f"{title}。{found[1].text}", found[1].deadline)]


def _task(piece: Piece, number: int, campaign: Stretch, parts: Parts, lead: str) -> PlanTask:
    words, figure, unit = target(piece.text)
    plain = _undated(piece.text, campaign) or piece.text
    title = _undated(short_title(plain, LONGEST_TITLE), campaign) or short_title(piece.text)
    return PlanTask(
        number=number,
        title=title.strip("，,。；;：: ") or "（待补充）",
        content=piece.text,
        target=without_item(words),
        target_value=figure,
        target_unit=unit,
        deadline=piece.deadline or campaign.ends_on,
        dated=piece.deadline is not None,
        lead=(parts.lead or (lead,))[0],
        supporting=(*parts.lead[1:], *parts.supporting),
        local_names=parts.local_names,
        person=parts.person,
        leader=parts.leader,
    )


def with_target(task: PlanTask, words: str) -> PlanTask:
    """The task with the target that its row in a table sets, if any."""
    if not words:
        return task
    target_words, figure, unit = target_in_column(words)
    return replace(task, target=target_words, target_value=figure, target_unit=unit)
