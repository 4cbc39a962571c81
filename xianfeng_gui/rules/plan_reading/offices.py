"""Who does what: the offices and people in closing brackets, and in lines such as 责任单位：……"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from xianfeng_gui.rules.plan_reading import people
from xianfeng_gui.rules.plan_reading.office_names import (
    CLEAR,
    OFFICE,
    Named,
    is_list,
    listed,
    without_role,
    without_time,
)
from xianfeng_gui.rules.plan_reading.outline import clauses
from xianfeng_gui.rules.plan_values import PlanPerson

_EXAMPLES = ("含", "包括", "包含", "不含", "如", "即", "例如", "以下", "除")
_TOGETHER = re.compile(
    rf"由?(?P<lead>{OFFICE.pattern})会同(?P<others>{OFFICE.pattern}(?:[、和]{OFFICE.pattern})*?)(?=[，,对开组负按])"
)
_BY_WHOM = re.compile(
    "由[^，,。；;由]{2,60}?(?:牵头|负责)[^，,。；;、]{0,4}(?:[，,、](?:[^，,。；;]{2,60}?(?:配合|参与|协助)|会同[^，,。；;]{2,60}))*(?=[，,。；;]|$)"
)
_LEADS = re.compile(rf"(?:^|[，,：:])(?:{OFFICE.pattern}[、和])*{OFFICE.pattern}(?:共同|联合)?牵头")
"""供电所牵头整治飞线充电"""
_LED_BY = re.compile("由[^，。；]{2,60}牵头[^。]{0,200}。?$")
"""A paragraph that may only say who leads: 由镇应急办牵头，镇经济办配合。"""
_OPENED, _CLOSED = "（(【［[", "）)】］]"
_AND_TAIL = re.compile("^(?:负责|单位|部门|抓总|组织|实施|落实)+")
_LABELS = {
    "lead": (
        *("牵头单位", "牵头部门", "牵头责任单位", "责任牵头单位", "主要责任单位", "主责单位", "主责部门"),
        *("主办单位", "牵头科室", "牵头站所", "牵头"),
    ),
    "responsible": (
        *(
            "责任单位",
            "责任部门",
            "负责单位",
            "负责部门",
            "实施单位",
            "落实单位",
            "承办单位",
            "责任科室",
            "责任站所",
        ),
        "责任主体",
    ),
    "supporting": (
        *(
            "配合单位",
            "配合部门",
            "参与单位",
            "参加单位",
            "协办单位",
            "协助单位",
            "协同单位",
            "配合科室",
            "配合站所",
        ),
        "配合",
    ),
    "local": ("属地单位", "属地责任", "属地"),
    **people.LABELS,
    "time": (
        *(
            "完成时限",
            "完成时间",
            "完成期限",
            "时限要求",
            "整改时限",
            "整治时限",
            "工作时限",
            "时间要求",
            "推进时限",
        ),
        *("时间节点", "时间进度", "办结时限", "时限"),
    ),
}
_NEEDS_COLON = {*people.LABELS["leader"], *people.LABELS["person"], "牵头", "配合", "属地", "时限"}
_WORDS = {word for words in _LABELS.values() for word in words}
_LABEL = re.compile(
    f"((?:{'|'.join(sorted(_NEEDS_COLON, key=len, reverse=True))})(?=[:：])"
    f"|(?:{'|'.join(sorted(_WORDS - _NEEDS_COLON, key=len, reverse=True))})(?=[:：]|[镇乡区县]|街道|各村|20\\d\\d))[:：]?"
)
"""Without a colon where only a blank stood between 责任单位 and 镇应急办."""
_LABEL_BEGINS = re.compile(rf"(?:^|(?<=[。；;，,、\s]))(?={_LABEL.pattern})")


@dataclass(frozen=True)
class Parts:
    """The offices of a topic or task by role, villages as they are named, the words for the local ones, a deadline's words,
    leader and person in charge; ``unread``: what may be an office and was not taken for one."""

    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    local_names: tuple[str, ...] = ()
    local_text: str = ""
    time: str = ""
    leader: PlanPerson | None = None
    person: PlanPerson | None = None
    unread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was named."""
        return self.names_offices or bool(self.time or self.leader or self.person)

    @property
    def names_offices(self) -> bool:
        """Whether offices were named."""
        return bool(self.lead or self.supporting or self.local_text)


def split_off(text: str) -> tuple[str, Parts]:
    """A paragraph without what closes it: sentences such as 责任单位：……。完成时限：……, a bracket of offices; and what these say."""
    begin = _labels_at_end(text)
    before, parts = _without_bracket(text[:begin] if begin else text)
    if not begin:
        return before, parts
    return before, filled(read(text[begin:]), parts)


def _labels_at_end(text: str) -> int:
    """Where the sentences begin that are nothing but 责任单位：…… up to the end; 0 where the text has none behind its own."""
    for match in _LABEL_BEGINS.finditer(text):
        before = text[: match.start()]
        is_inside = sum(map(before.count, _OPENED)) > sum(map(before.count, _CLOSED))
        sentences = clauses(text[match.start() :], "。")
        if not is_inside and all(map(_LABEL.match, sentences)):
            return match.start()
    return 0


def _without_bracket(text: str) -> tuple[str, Parts]:
    stripped = text.rstrip("。；;，, ")
    start = _opening(stripped) if stripped.endswith(tuple(_CLOSED)) else -1
    if start < 0:
        return text, Parts()
    inside = re.sub(r"\s", "", stripped[start + 1 : -1])
    by_role = _LABEL.search(inside) or re.search("牵头|负责|配合", inside)
    if not by_role and (inside.startswith(_EXAMPLES) or not is_list(inside)):
        return text, Parts()
    parts = read(inside)
    return (stripped[:start], parts) if parts else (text, Parts())


def filled(*found: Parts) -> Parts:
    """The first of what was found, with what it leaves open from those behind it."""
    whole = Parts()
    for one in found:
        if not whole.lead and not whole.supporting:
            whole = replace(whole, lead=one.lead, supporting=one.supporting)
        if not whole.local_text and not whole.local_names:
            whole = replace(whole, local_text=one.local_text, local_names=one.local_names)
        whole = replace(
            whole,
            time=whole.time or one.time,
            leader=whole.leader or one.leader,
            person=whole.person or one.person,
            unread=tuple(dict.fromkeys((*whole.unread, *one.unread))),
        )
    return whole


def leading(text: str) -> Parts:
    """Who does it by the words of a sentence: 石坝派出所牵头，各村配合，对…；乡应急办会同市场监管所对…；…，由镇应急办负责"""
    for sentence in re.split("[。；;]", text):
        if match := _TOGETHER.match(sentence):
            return _running(f"{match['lead']}牵头，{match['others']}配合")
        begins = _LEADS.search(sentence)
        said = re.match(r"(?:[^，,]{2,40}(?:牵头|负责|配合|参与)(?:[，,]|$))+", sentence)
        for one in filter(None, (_BY_WHOM.search(sentence), said, begins)):
            found = _running(one[0].strip("，,：:"))
            if found.lead and not found.unread and all(map(OFFICE.fullmatch, found.lead)):
                return found
    return Parts()


def _opening(text: str) -> int:
    """Where the bracket begins that closes the text; -1 where it does not."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        if text[at] in _CLOSED:
            depth += 1
        elif text[at] in _OPENED:
            depth -= 1
            if depth == 0:
                return at
    return -1


def label_words(text: str) -> str:
    """The words, for ``read``, of a paragraph that only says who or until when: 责任单位：镇应急办, 由镇应急办牵头……, or a bracket
    of offices alone; empty for any other."""
    if _LABEL.match(text):
        return text
    if _LED_BY.match(text):
        return "" if read(text).unread else text
    before, parts = _without_bracket(text)
    return text.rstrip("。；;，, ")[1:-1] if parts and not before else ""


def people_not_taken(words: str) -> list[str]:
    """The labels of a line or bracket, each with its words, that name nobody, or more people than the one a task has."""
    pieces = _LABEL.split(re.sub(r"\s", "", words))
    told = zip(pieces[1::2], (value.strip("，,；;。") for value in pieces[2::2]), strict=True)
    of_people = [pair for pair in told if any(pair[0] in labels for labels in people.LABELS.values())]
    return [f"{label}：{value}" for label, value in of_people if value and not people.names_one(value)]


def read(inside: str) -> Parts:
    """What the words of a bracket or of a label line say. Blanks inside names are taken out."""
    words = re.sub(r"\s", "", inside).strip("。；;")
    return _labelled(words) if _LABEL.search(words) else _running(words)


def _labelled(words: str) -> Parts:
    pieces = _LABEL.split(words)
    said: dict[str, str] = {}
    for label, value in zip(pieces[1::2], pieces[2::2], strict=True):
        role = next(role for role, labels in _LABELS.items() if label in labels)
        said[role] = "、".join(filter(None, (said.get(role), value.strip("，,；;。"))))
    lead, responsible, supporting = (
        listed(said.get(role, "")) for role in ("lead", "responsible", "supporting")
    )
    whole = lead + responsible + supporting + Named(time=said.get("time", ""))
    first = whole.leading or lead.offices or responsible.offices[:1]
    local = listed(said.get("local", ""))
    labelled = Parts(
        first,
        _without(whole.offices, first),
        tuple(dict.fromkeys((*whole.villages, *local.villages))),
        said.get("local", "") or whole.local_text,
        whole.time,
        people.first(said.get("leader", "")),
        people.first(said.get("person", "")),
        whole.unread,
    )
    before = pieces[0].strip("，,；;。")
    return filled(labelled, _running(before)) if before else labelled


def _running(words: str) -> Parts:
    lead, whole = Named(), Named()
    for clause in clauses(words, "，,；;。"):
        who, time = without_time(clause)
        head, leads, tail = (
            who.partition("牵头") if "牵头" in re.sub("[（(][^（）()]*[）)]", "", who) else ("", "", who)
        )
        behind = listed(without_role(_AND_TAIL.sub("", tail)))
        if leads:
            lead += listed(without_role(f"{head}{leads}")) if head else behind
        whole += behind + Named(time=time)
    whole = lead + whole
    first = (
        lead.offices or whole.leading or whole.offices[:1]
    )  # （镇应急办、镇经济办负责）: the first named leads
    return Parts(
        first,
        _without(whole.offices, first),
        whole.villages,
        whole.local_text,
        whole.time,
        unread=whole.unread,
    )


def unread_offices(text: str, parts: Parts) -> list[str]:
    """What of a task's words names an office that does it and was not taken: a list's names that are none, brackets, and
    offices before 牵头 or behind 责任单位 in a sentence."""
    taken = {*parts.lead, *parts.supporting}
    brackets = re.findall(r"[（(【［[]([^（）()【】［］\[\]]*)[）)】］\]]", text)
    sentences = re.findall(
        f"(?:{OFFICE.pattern}[、和])*{OFFICE.pattern}(?:共同|分别|联合)?(?:牵头|配合)|会同(?:{OFFICE.pattern}[、和])*{OFFICE.pattern}|(?:单位|部门)[:：][^。；;]+",
        text,
    )
    missed = [one for one in (*brackets, *sentences) if _clear_offices(one) - taken]
    return [*parts.unread, *missed]


def _clear_offices(words: str) -> set[str]:
    """Of a list, perhaps behind a 主管部门：."""
    named = listed(re.sub("^.*[:：]", "", words))
    return set(filter(CLEAR.fullmatch, (*named.offices, *named.unread)))


def _without(found: tuple[str, ...], unwanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in found if name not in unwanted)
