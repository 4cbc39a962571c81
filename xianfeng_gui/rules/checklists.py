"""Checklists as files: what to look at, what is written down when it is not in order, and the law it rests on.

A file is TOML: ``name``, optionally ``topic`` (a topic's short name) and ``remark``, and ``[[item]]`` tables with
``text``, ``finding``, ``basis``, ``measure``, ``grade`` (a value or label of ``Grade``). A law is named ``{short}`` in a
basis and written out from the list of laws, so that its name and version stand in one place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db.errors import UserError
from db.vocabulary import Grade

LONGEST_NAME = 60
LONGEST_TEXT = 200
MOST_ITEMS = 300
_HEAD = ("name", "topic", "remark", "item")
_ITEM = ("text", "finding", "basis", "measure", "grade")
ITEM_LABELS = {
    "text": "检查内容",
    "finding": "问题表述",
    "basis": "检查依据",
    "measure": "整改措施",
    "grade": "等级",
}
"""What the parts of an item are called on screen and in the head of a sheet."""
_LAW = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Law:
    """A law, rule or standard by its full name, with the version that the checklists were written from."""

    short: str
    name: str
    version: str


@dataclass(frozen=True)
class ItemData:
    """One thing to look at; ``finding``, ``basis`` and ``measure`` go into the hazard when it is not in order."""

    text: str
    finding: str = ""
    basis: str = ""
    measure: str = ""
    grade: Grade = Grade.GENERAL

    def problem(self) -> str:
        """The words of a hazard found by this item."""
        return self.finding or f"“{self.text}”不符合要求。"


@dataclass(frozen=True)
class ChecklistData:
    """A checklist; ``topic`` is the short name of the topic that it belongs to, empty for none."""

    name: str
    topic: str
    remark: str
    items: tuple[ItemData, ...]


def parse_laws(text: str) -> dict[str, Law]:
    """The list of laws by their short names; UserError when the file is wrong."""
    laws = {}
    for short, table in _toml(text, "法规清单").items():
        if not isinstance(table, dict) or table.keys() != {"name", "version"}:
            raise UserError(f"法规清单中“{short}”应有name和version两项，请改正", "laws")
        laws[short] = Law(short, _line(table, "name", short), _line(table, "version", short))
    return laws


def parse_checklist(text: str, laws: Mapping[str, Law]) -> ChecklistData:
    """A checklist's file; UserError says which item is wrong. The laws it names are added to its remark."""
    spec = _toml(text, "检查表文件")
    _refuse_unknown(spec, _HEAD, "检查表文件")
    items = spec.get("item")
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise UserError("检查表文件中没有检查项，请用[[item]]逐项写明", "item")
    used: dict[str, Law] = {}
    read = [_item(one, f"第{number}项", laws, used) for number, one in enumerate(items, 1)]
    versions = "；".join(f"《{law.name}》（{law.version}）" for law in used.values())
    remark = "\n".join(part for part in (_line(spec, "remark", "检查表"), _sources(versions)) if part)
    return checked(_line(spec, "name", "检查表"), _line(spec, "topic", "检查表"), remark, read)


def _sources(versions: str) -> str:
    return f"所引法规版本：{versions}。" if versions else ""


def checked(name: str, topic: str, remark: str, items: Iterable[ItemData]) -> ChecklistData:
    """A checklist that can be stored; UserError with the field, and the number of the item that is wrong."""
    name = " ".join(name.split())
    if not name:
        raise UserError("请填写检查表名称", "name")
    if len(name) > LONGEST_NAME:
        raise UserError(f"检查表名称最多{LONGEST_NAME}个字，请缩短", "name")
    listed = tuple(items)
    if not listed:
        raise UserError("检查表至少要有一项检查内容", "item")
    if len(listed) > MOST_ITEMS:
        raise UserError(f"一张检查表最多{MOST_ITEMS}项，请分成几张", "item")
    for number, item in enumerate(listed, 1):
        try:
            check_item(item)
        except UserError as error:
            raise UserError(f"第{number}项：{error}", error.field) from error
    return ChecklistData(name, topic, remark, listed)


def check_item(item: ItemData) -> None:
    """UserError with the field for what can't be stored."""
    if not item.text.strip():
        raise UserError("请填写检查内容", "text")
    for name, label in ITEM_LABELS.items():
        if name != "grade" and len(getattr(item, name)) > LONGEST_TEXT:
            raise UserError(f"“{label}”最多{LONGEST_TEXT}个字，请缩短", name)


def tidy(item: ItemData) -> ItemData:
    """The same without line breaks and blanks around the texts."""
    texts = {name: " ".join(getattr(item, name).split()) for name in _ITEM if name != "grade"}
    return ItemData(**texts, grade=item.grade)


def grade_of(text: str) -> Grade:
    """A grade by its value or label, also as 重大 or 一般; an empty text is a general hazard. UserError otherwise."""
    wanted = text.strip()
    for grade in Grade:
        if wanted in (grade.value, grade.label, grade.label.removesuffix("隐患")):
            return grade
    if wanted:
        raise UserError(f"等级“{wanted}”不可用，请写“一般隐患”或“重大隐患”", "grade")
    return Grade.GENERAL


def _item(spec: dict[str, Any], place: str, laws: Mapping[str, Law], used: dict[str, Law]) -> ItemData:
    _refuse_unknown(spec, _ITEM, place)
    texts = {name: _line(spec, name, place) for name in _ITEM}
    try:
        grade = grade_of(texts.pop("grade"))
        texts["basis"] = written_out(texts["basis"], laws, used)
    except UserError as error:
        raise UserError(f"{place}：{error}", error.field) from error
    return ItemData(**texts, grade=grade)


def written_out(basis: str, laws: Mapping[str, Law], used: dict[str, Law]) -> str:
    """{消防法}第二十八条 -> 《中华人民共和国消防法》第二十八条; the laws named are added to ``used``. UserError for an unknown one."""

    def full(match: re.Match[str]) -> str:
        law = laws.get(match[1])
        if law is None:
            raise UserError(f"法规清单中没有“{match[1]}”，请写出法规全称", "basis")
        used[law.short] = law
        return f"《{law.name}》"

    return _LAW.sub(full, basis)


def _toml(text: str, what: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError(f"{what}不是有效的TOML文件（{error}），请改正后重试") from error


def _refuse_unknown(spec: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    for key in spec:
        if key not in known:
            raise UserError(f"{place}有不认识的“{key}”，可用的有：{'、'.join(known)}", key)


def _line(spec: Mapping[str, Any], key: str, place: str) -> str:
    """A text without line breaks and blanks around it; empty when it is left out."""
    value = spec.get(key, "")
    if not isinstance(value, str):
        raise UserError(f"{place}的“{key}”应为文字，请加上引号", key)
    return " ".join(value.split())
