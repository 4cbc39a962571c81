"""Texts of papers from TOML: named fields in braces, filled with values; every mistake is said in Chinese.

A wording file (``resources/wording/<kind>.toml``) has tables ``[[text]]``: ``key``; ``label``, what it is called on
screen; ``text``, one paragraph a line; ``needs``, pieces that the law wants in it, so that a text without one is refused;
``per_item = true`` where it speaks about one item; ``may_be_empty = true`` where a paper does without it. Which names may stand in
braces says ``names``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any

from db.errors import UserError
from db.vocabulary import PaperKind
from xianfeng_gui.papers.catalogue import form
from xianfeng_gui.papers.fields import COMMON_NAMES, ITEM_COUNTS, ITEM_LIST, ITEM_NAMES

_KEYS = {"key", "label", "text", "needs", "per_item", "may_be_empty"}


@dataclass(frozen=True)
class WordingText:
    """One text of a paper. ``names`` may stand in braces; ``needs`` must stand in it as they are; both in reading order.
    ``may_be_empty``: a paper does without this text."""

    key: str
    label: str
    text: str
    needs: tuple[str, ...]
    names: tuple[str, ...]
    may_be_empty: bool = False

    def check(self, text: str) -> None:
        """Refuse a text with an unknown name, braces that do not pair, or without a piece that it needs; and one that says
        nothing where the paper can't do without; by ``key``."""
        try:
            parts = list(Formatter().parse(text))
        except ValueError as error:
            raise UserError(f"“{self.label}”中的花括号不成对，请改正。", self.key) from error
        for _, name, spec, conversion in parts:
            if name is not None and (name not in self.names or spec or conversion):
                known = "、".join(f"{{{one}}}" for one in self.names)
                raise UserError(f"“{self.label}”中的“{{{name}}}”不能识别，可用的有：{known}。", self.key)
        if dropped := [piece for piece in self.needs if piece not in text]:
            raise UserError(f"“{self.label}”必须写有“{'”“'.join(dropped)}”，请补上。", self.key)
        if not self.may_be_empty and not any(char.isalnum() for char in text):
            raise UserError(f"“{self.label}”不能留空，请补上。", self.key)


@dataclass(frozen=True)
class Wording:
    """All texts of a kind of paper, in the file's order."""

    kind: PaperKind
    texts: Mapping[str, WordingText]

    def __getitem__(self, key: str) -> str:
        """A text with its braces; KeyError for an unknown key."""
        return self.texts[key].text

    def with_own(self, own: Mapping[str, str]) -> Wording:
        """With the office's own texts by key; unknown keys are ignored (an older program's), wrong texts are a UserError."""
        texts = dict(self.texts)
        for key, text in own.items():
            if key in texts:
                texts[key].check(text)
                texts[key] = replace(texts[key], text=text)
        return Wording(self.kind, texts)

    def as_kept(self, texts: Mapping[str, str]) -> Wording:
        """With the texts by which a paper was issued, unchecked: the law or the program may ask for more today."""
        old = {
            key: replace(text, text=texts.get(key, text.text), may_be_empty=True)
            for key, text in self.texts.items()
        }
        return Wording(self.kind, old)


def load_wording(kind: PaperKind, toml: str) -> Wording:
    """Read a wording file; UserError for what is wrong in it."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"文书用语文件格式有误（{error}），请改正后重试。") from error
    texts: dict[str, WordingText] = {}
    for entry in table.get("text", []):
        one = _text(kind, entry)
        one.check(one.text)
        texts[one.key] = one
    return Wording(kind, texts)


def _text(kind: PaperKind, entry: Mapping[str, Any]) -> WordingText:
    if unknown := set(entry) - _KEYS:
        raise UserError(f"文书用语文件中的“{'、'.join(sorted(unknown))}”不能识别，请删除或改正。")
    try:
        key, label, text = entry["key"], entry["label"], entry["text"]
    except KeyError as error:
        raise UserError(f"文书用语文件缺少“{error.args[0]}”，请补上。") from error
    names = allowed_names(kind, per_item=bool(entry.get("per_item")), body=key == "body")
    needs, may_be_empty = tuple(entry.get("needs", ())), bool(entry.get("may_be_empty"))
    return WordingText(str(key), str(label), str(text).strip("\n"), needs, names, may_be_empty)


def allowed_names(kind: PaperKind, *, per_item: bool = False, body: bool = False) -> tuple[str, ...]:
    """The names that a kind's texts may use in braces; ``per_item`` for texts about one item, ``body`` for the one that lists
    them all."""
    shape = form(kind)
    names = [spec.label for spec in shape.fields] + list(COMMON_NAMES) + list(shape.computed)
    if shape.has_items:
        names += (*ITEM_COUNTS, *((ITEM_LIST,) if body else ()))
    if per_item:
        names += ITEM_NAMES
    return tuple(dict.fromkeys(names))
