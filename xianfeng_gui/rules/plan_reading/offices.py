"""Who does what: the offices and people in closing brackets, and in lines such as 责任单位：……"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from xianfeng_gui.rules.plan_reading import people
from xianfeng_gui.rules.plan_values import PlanPerson

_ENDINGS = (
    *(
        "办",
        "办公室",
        "中心",
        "大队",
        "中队",
        "支队",
        "派出所",
        "所",
        "局",
        "委",
        "会",
        "部",
        "站",
        "院",
        "处",
        "科",
        "室",
        "校",
    ),
    *("岗", "股", "组", "专班", "平台", "窗口", "联", "团", "台", "厅", "站所", "政协", "银行"),
    *("公司", "企业", "协会", "联社", "学区", "分局", "管委会", "政府", "消防救援站", "队", "社", "厂"),
)
_LOCAL = re.compile(r"村|社区|居委会|村居|镇街|乡镇|街道$|^各.*街道")
_GENERAL = re.compile(
    r"^(各|有关|相关|所有|其他|其它|全体|本|等|上述|长期|持续|常态|全年|常年|每|立即|即日|分别|共同|按)|(部门|单位|成员单位|企业)$|主管部门|相关部门|有关部门|职能部门|责任单位"
)
_OFFICE = re.compile(
    "[\u4e00-\u9fff]{2,18}(?:办|办公室|中心|大队|中队|派出所|所|局|站|科|校|学校|中学|小学|学区|公司|专班|委|岗)"
)
_ALL_VILLAGES = re.compile("各[^，,；;：:。、]{0,8}?(?:村(?:[、和]社区|[（(]社区[）)])?|社区)")
_EXAMPLES = ("含", "包括", "包含", "不含", "如", "即", "例如", "以下", "除")
_TOGETHER = re.compile(
    rf"由?(?P<lead>{_OFFICE.pattern})会同(?P<others>{_OFFICE.pattern}(?:[、和]{_OFFICE.pattern})*?)(?=[，,对开组负按])"
)
_ROLE_WORD = re.compile(
    r"(等)?(有关|相关|各)?(行业领域主管|职能)?(部门|单位)?(分别)?(按照?(各自)?职责)?(分工)?(共同)?(具体)?(牵头|负责|配合|参与|协助|落实)(单位|部门|负责|配合|落实|实施)*$"
)
_LABELS = {
    "lead": ("牵头单位", "牵头部门", "牵头责任单位", "责任牵头单位", "主要责任单位"),
    "responsible": ("责任单位", "责任部门", "负责单位", "实施单位", "落实单位", "承办单位", "责任科室"),
    "supporting": ("配合单位", "配合部门", "参与单位", "参加单位", "协办单位", "协助单位"),
    "local": ("属地单位", "属地责任", "属地"),
    **people.LABELS,
    "time": ("完成时限", "完成时间", "时限要求", "整改时限", "工作时限", "时间要求", "推进时限", "时限"),
}
_LABEL = re.compile("(" + "|".join(word for words in _LABELS.values() for word in words) + ")[:：]")


@dataclass(frozen=True)
class Parts:
    """The offices of a topic or task by role, villages as they are named, the words for the local ones, a deadline's words,
    leader and person in charge."""

    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    local_names: tuple[str, ...] = ()
    local_text: str = ""
    time: str = ""
    leader: PlanPerson | None = None
    person: PlanPerson | None = None

    def __bool__(self) -> bool:
        """Whether anything was named."""
        return self.names_offices or bool(self.time or self.leader or self.person)

    @property
    def names_offices(self) -> bool:
        """Whether offices were named."""
        return bool(self.lead or self.supporting or self.local_text)


def split_off(text: str) -> tuple[str, Parts]:
    """A paragraph without its closing bracket of offices, and what that bracket says."""
    stripped = text.rstrip("。；; ")
    if not stripped.endswith(("）", ")")):
        return text, Parts()
    start = _opening(stripped)
    inside = stripped[start + 1 : -1]
    says_who = _LABEL.search(inside) or re.search("牵头|负责|配合", inside) or _names_only(inside)
    if start < 0 or not says_who:
        return text, Parts()
    return stripped[:start], read(inside)


def _names_only(inside: str) -> bool:
    """Whether a bracket holds nothing but offices: （街道应急办、街道经发科）."""
    pieces = [piece for piece in re.split("[、，,；;]", re.sub(r"\s", "", inside)) if piece]
    offices = [piece for piece in pieces if not re.match("各.{0,8}(村|社区)", piece)]
    return not inside.startswith(_EXAMPLES) and bool(offices) and all(map(_OFFICE.fullmatch, offices))


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
        )
    return whole


def leading(text: str) -> Parts:
    """Who does it by the words of a sentence: 石坝派出所牵头，各村配合，对…；乡应急办会同市场监管所对…"""
    for sentence in re.split("[。；;]", text):
        if match := _TOGETHER.match(sentence):
            return _running(f"{match['lead']}牵头，{match['others']}配合")
        said = re.match(r"(?:[^，,]{2,30}(?:牵头|负责|配合|参与)(?:[，,]|$))+", sentence)
        found = _running(said[0].rstrip("，,")) if said else Parts()
        if found.lead and all(map(_OFFICE.fullmatch, found.lead)):
            return found
    return Parts()


def _opening(text: str) -> int:
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        if text[at] in "）)":
            depth += 1
        elif text[at] in "（(":
            depth -= 1
            if depth == 0:
                return at
    return -1


def is_label_line(text: str) -> bool:
    """Whether a paragraph is only such as 责任单位：镇应急办、镇经济办."""
    return bool(_LABEL.match(text))


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
    found: dict[str, str] = {}
    for label, value in zip(pieces[1::2], pieces[2::2], strict=True):
        role = next(role for role, labels in _LABELS.items() if label in labels)
        found[role] = "、".join(filter(None, (found.get(role), value.strip("，,；;。"))))
    lead = names(found.get("lead", ""))
    others = names(found.get("responsible", "")) + names(found.get("supporting", ""))
    if not lead and others and "responsible" in found:
        lead, others = others[:1], others[1:]
    locals_ = [name for name in (*lead, *others) if _is_local(name)]
    parts = Parts(
        _without(lead, locals_),
        _without(others, [*locals_, *lead]),
        time=found.get("time", ""),
        leader=people.first(found.get("leader", "")),
        person=people.first(found.get("person", "")),
    )
    of_offices = [pieces[0], *(value for role, value in found.items() if role not in people.LABELS)]
    text = found.get("local", "") or "、".join(_local_words("；".join(of_offices)))
    return replace(parts, local_text=text, local_names=tuple(dict.fromkeys((*locals_, *_villages(text)))))


def _running(words: str) -> Parts:
    lead: list[str] = []
    supporting: list[str] = []
    local: list[str] = []
    for piece in (part.removeprefix("由") for part in re.split("[，,；;]", words)):
        body = _ROLE_WORD.sub("", piece)
        if "牵头" in piece:
            head, _, tail = piece.partition("牵头")
            lead += names(head)
            supporting += names(_ROLE_WORD.sub("", re.sub("^(负责|单位)", "", tail)))
        elif _is_local(body):  # 镇应急办、各村、社区负责
            offices = [name for name in body.split("、") if _OFFICE.fullmatch(name)]
            supporting += offices
            local.append("、".join(name for name in body.split("、") if name not in offices))
        else:
            supporting += names(body)
    locals_ = [name for name in (*lead, *supporting) if _is_local(name)]
    if not lead and supporting:  # （镇应急办、镇经济办负责）: the first named leads
        lead, supporting = supporting[:1], supporting[1:]
    text = "、".join(local)
    villages = tuple(dict.fromkeys((*locals_, *_villages(text))))
    return Parts(
        _without(lead, locals_), _without(supporting, [*locals_, *lead]), villages, text or "、".join(locals_)
    )


def names(words: str) -> tuple[str, ...]:
    """Office names in a list joined by 、 or 和; what names no single office (各行业主管部门) is left out."""
    found: list[str] = []
    for piece in re.split("[、，,；;/]", words):
        plain = re.sub("[（(][^（）()]*[）)]", "", piece)
        found += _joined(re.sub("(和|及|与|等)+$", "", _ROLE_WORD.sub("", plain)))
    kept = [name for name in found if len(name) >= 2 and not _GENERAL.search(name)]
    return tuple(dict.fromkeys(kept))


def _joined(piece: str) -> list[str]:
    """Split at 和, 及 or 与 only behind a whole name: 镇民政和社会事务办 is one office."""
    for match in re.finditer("以及|和|及|与", piece):
        left, right = piece[: match.start()], piece[match.end() :]
        if left.endswith(_ENDINGS) and right:
            return [left, *_joined(right)]
    return [piece]


def _is_local(name: str) -> bool:
    return bool(_LOCAL.search(name)) and not name.endswith(_ENDINGS)


def _local_words(words: str) -> list[str]:
    return _ALL_VILLAGES.findall(words)


def _villages(text: str) -> list[str]:
    """Villages and communities by name; 各村、社区 names none."""
    pieces = re.split("[、，,和及]", text)
    return [
        piece
        for piece in pieces
        if piece.endswith(("村", "社区")) and len(piece) > 2 and not piece.startswith("各")
    ]


def _without(found: tuple[str, ...] | list[str], unwanted: list[str]) -> tuple[str, ...]:
    return tuple(name for name in found if name not in unwanted)
