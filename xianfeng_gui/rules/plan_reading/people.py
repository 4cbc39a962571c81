"""Who is in charge by name: the people behind 牵头领导：, 责任人： and in a table's columns, with their posts."""

from __future__ import annotations

import re

from xianfeng_gui.rules.plan_values import PlanPerson

LABELS = {
    "leader": ("牵头领导", "责任领导", "分管领导", "包案领导", "包保领导", "包抓领导", "联系领导"),
    "person": ("具体责任人", "直接责任人", "责任人", "负责人", "联系人", "经办人"),
}
"""What a leader in charge and a person in charge are headed by."""
_HAN = "[\u4e00-\u9fff]"
_POST = (
    "(?:(?:镇|乡|街道|办事处|党委|党工委|党政办|人大|政协|纪委|政法|宣传|组织|统战|武装|副|常务|村|社区|支部|党支部|党总支|综治|应急|安监|安全)*"
    "(?:书记|委员|镇长|乡长|主任|主席|部长|局长|所长|站长|队长|大队长|中队长|组长|校长|科长|支书|专干|科员|调研员|安全员|网格员|网格长))"
)
_WITH_POST = re.compile(f"(?P<before>{_POST}*)(?P<name>{_HAN}{{2,4}}?)(?P<after>{_POST}*)")
_NO_NAME = re.compile(
    "^(含|包括|不含|除|如|各|本|镇|乡|街道|区|县|市|村|社区|相关|有关|全体|所有|第一|分管|主要|待|同上)|负责|责任|领导|人员|单位|部门|企业|成员|班子|干部|法人|专班"
    "|[办所局委会部站院处科室校岗股组联团厅社队厂村]$|中心$|社区$|公司$"
)
_BRACKET = re.compile(r"[（(]([^（）()]*)[）)]")
_PHONE = re.compile(r"[（(]?(?:联系)?(?:电话|手机)?[:：]?\d[\d-]{6,}[）)]?")
_BETWEEN = re.compile("[、，,；;/]|(?<=..)[和及](?=..)")


def people(words: str) -> tuple[PlanPerson, ...]:
    """The people that a list names, each with the post beside the name or in brackets; what names nobody (各村负责人) is left out."""
    found: list[PlanPerson] = []
    post = ""
    for piece in _pieces(words):
        inside = _BRACKET.search(piece)
        plain = _BRACKET.sub("", piece)
        if re.fullmatch(f"{_POST}+", plain):  # 党委委员、副镇长何某: the posts of who comes next
            post = f"{post}、{plain}".lstrip("、")
            continue
        match = _WITH_POST.fullmatch(plain)
        if match and not _NO_NAME.search(match["name"]):
            own = [post, match["before"], match["after"], inside[1] if inside else ""]
            found.append(PlanPerson(match["name"], "、".join(filter(None, own)).replace("·", "、")))
        post = ""
    return tuple(dict.fromkeys(found))


def first(words: str) -> PlanPerson | None:
    """The first person that a list names: a task has one."""
    return next(iter(people(words)), None)


def _pieces(words: str) -> list[str]:
    """The parts of a list without blanks and telephone numbers."""
    return _BETWEEN.split(_closed(_PHONE.sub("", re.sub(r"\s", "", words))))


def _closed(words: str) -> str:
    """With a dot for the marks between words in brackets, so that a list is not parted there."""
    return _BRACKET.sub(lambda match: f"（{_BETWEEN.sub('·', match[1])}）", words)


def told_apart(words: str) -> tuple[str, str]:
    """The offices and the people of a cell such as 镇应急办（何某）、镇经济办 丁某, each as a list."""
    offices, found = [], []
    for piece in (part.replace("·", "、") for part in re.split("[、，,；;/]", _closed(words))):
        inside = _BRACKET.search(piece)
        if inside and people(inside[1]):
            offices.append(_BRACKET.sub("", piece))
            found.append(inside[1])
        elif people(piece):
            found.append(piece)
        else:
            offices.append(piece)
    return "、".join(filter(None, offices)), "、".join(found)


def names_one(words: str) -> bool:
    """Whether a list names one person, and nothing else."""
    pieces = [piece for piece in _pieces(words) if piece]
    posts = [piece for piece in pieces if re.fullmatch(f"{_POST}+", piece)]
    return len(people(words)) == 1 and len(pieces) - len(posts) == 1
