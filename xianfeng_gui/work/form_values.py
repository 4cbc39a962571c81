"""What a form's drop-down lists make of our words: guessed by meaning, corrected by the clerk, told where nothing fits."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import connection
from db.errors import UserError
from xianfeng_gui.rules.ledger import offered, rows
from xianfeng_gui.rules.ledger.fields import Field, bare
from xianfeng_gui.sheets import cells
from xianfeng_gui.work import form_reading, resources, sheets
from xianfeng_gui.work.form_reading import Form
from xianfeng_gui.work.ledger.offices_by_name import OfficesByName
from xianfeng_gui.work.ledger.topics_by_words import TopicsByWords

Means = Callable[[str], str | None]
_OFFICES = ("office", "village", "supporting", "lead")
_TICK = "√"
_FLAG = Field("answer", "", "flag")
_YES, _NO = ("已", "是"), ("未", "否", "不", "非", "没")
"""Beginnings of words that answer yes or no: 已挂牌, 未挂牌."""


@dataclass(frozen=True)
class ListWords:
    """A column of the form (from 0) that offers a list, and the words that a filter's rows would put there.

    ``chosen``: each of our words that the list doesn't have -> what is written for it (an empty text: nothing; the word
    itself: as it is), none when nothing fits. ``rows``: how many have the word. ``new``: those the clerk hasn't spoken of.
    """

    at: int
    heading: str
    items: tuple[str, ...]
    chosen: Mapping[str, str | None]
    rows: Mapping[str, int]
    new: frozenset[str]

    def without(self) -> list[str]:
        """The words that nothing of the list fits."""
        return [word for word, item in self.chosen.items() if item is None]


def items_of(form: Form, at: int) -> tuple[str, ...]:
    """What may stand in a column: the answers that it and those beside it ask a tick for, its drop-down list, else what the
    heading's brackets offer of its field, or 是 and 否 where the heading asks for them."""
    if (group := form.ticks(at)) is not None:
        return tuple(group.answers.values())
    if at in form.lists:
        return form.lists[at]
    title, key = form.head.titles[at], form.columns.get(at)
    words = offered.in_brackets(title)
    fields = {one.key: one for one in form_reading.fields_of(form.sheet)}
    if key in offered.named_by(words, fields):
        return words
    return offered.asked(title) if key in fields and "是" in fields[key].values else ()


def chooser(form: Form, at: int) -> Callable[[str], str | None]:
    """What is written for a word of ours: the list's word, an empty text for nothing, none for the word itself; a tick or
    nothing where a tick is asked for."""
    put = _putter(form, at)
    group = form.ticks(at)
    if group is None:
        return put
    return lambda word: _TICK if (put(word) or word) == group.answers[at] else ""


def _putter(form: Form, at: int) -> Callable[[str], str | None]:
    """The same without ticks: the answer instead, as a list's word."""
    items = items_of(form, at)
    if not items:
        return lambda word: None
    guess = _guesser(form, at, items)
    said = _still_possible(form, at, items)
    known: dict[str, str | None] = {}

    def choose(word: str) -> str | None:
        if word not in known:
            known[word] = None if word in items else said.get(word, guess(word))
        return known[word]

    return choose


def _still_possible(form: Form, at: int, items: Sequence[str]) -> dict[str, str]:
    """What the clerk said, without words that the list has no longer."""
    said = form.said.get(_first(form, at), {})
    return {word: item for word, item in said.items() if item in (*items, word, "")}


def _first(form: Form, at: int) -> int:
    """The column that speaks for a group of columns to tick, else the column itself."""
    group = form.ticks(at)
    return at if group is None else next(one for one in group.answers if form.ticks(one) is group)


def listed(form: Form, wanted: Any) -> list[ListWords]:
    """The columns whose lists don't have every word of the filter's rows."""
    columns = {at: key for at, key in form.columns.items() if at == _first(form, at) and items_of(form, at)}
    if not columns:
        return []
    counts: dict[int, Counter[str]] = {at: Counter() for at in columns}
    with connection.snapshot():
        table = next(one for one in sheets.tables(form.kind, wanted) if one.sheet.key == form.sheet.key)
        places = {column.key: at for at, column in enumerate(table.sheet.filled)}
        taken = [
            (counts[at], places[key], form.sheet.column(key)) for at, key in columns.items() if key in places
        ]
        for row in table.rows:
            for count, place, column in taken:
                count[cells.in_words(row[place], column)] += 1
    return [found for at in columns if (found := _words(form, at, counts[at])).chosen]


def _words(form: Form, at: int, counts: Mapping[str, int]) -> ListWords:
    items, put, group = items_of(form, at), _putter(form, at), form.ticks(at)
    chosen = {word: put(word) for word in counts if word and word not in items}
    new = frozenset(chosen) - frozenset(_still_possible(form, at, items))
    heading = group.heading if group is not None else form.head.titles[at]
    return ListWords(at, heading, items, chosen, counts, new)


def _guesser(form: Form, at: int, items: Sequence[str]) -> Callable[[str], str | None]:
    field = next((one for one in form_reading.fields_of(form.sheet) if one.key == form.columns[at]), None)
    if field is None or not items:
        return lambda word: None
    rules = tomllib.loads(resources.read("sheets", "choices.toml"))
    own = rules.get(form_reading.words_of(form.sheet), {})
    yes = next(
        (
            value
            for part, value in own.get("yes", {}).get(field.key, {}).items()
            if part in form.head.titles[at]
        ),
        None,
    )
    means, near = _meaning(field, yes), own.get("near", {}).get(field.key, {})
    strictly = field.kind in ("term", "flag")
    return lambda word: offered.item_for(word, items, means, near, strictly=strictly)


def _meaning(field: Field, yes: str | None) -> Means:
    """What words of a field stand for. ``yes``: the value that 是 means under this heading, where it is no usual one."""
    if field.kind == "term":
        return lambda word: _term(field, yes, word)
    if field.kind == "flag":
        return _flag
    if field.key == "topic":
        return _topics()
    if field.key in _OFFICES:
        return OfficesByName().any
    return lambda word: None


def _term(field: Field, yes: str | None, word: str) -> str | None:
    answer = _yes_or_no(word)
    if answer is None:
        return field.values.get(bare(word)) or None
    return (yes or field.values.get("是")) if answer else field.values.get("否")


def _flag(word: str) -> str | None:
    answer = _yes_or_no(word)
    if answer is None and word.startswith((*_YES, *_NO)):
        answer = word.startswith(_YES)
    return None if answer is None else str(int(answer))


def _yes_or_no(word: str) -> bool | None:
    answer = rows.reader(_FLAG, "", 0)[word]
    return answer if isinstance(answer, bool) else None


def _topics() -> Means:
    """The topic that a word names, or that its content belongs to (燃气); none for words that may mean any (其他)."""
    by_words = TopicsByWords({})
    general, _ = by_words.find("", "")

    def means(word: str) -> str | None:
        topic, guessed = by_words.find(word, word)
        return None if guessed and topic == general else topic

    return means


def told(words: Sequence[ListWords]) -> list[str]:
    """Sentences on what the lists don't have, before the form is written."""
    return [
        f"“{one.heading}”的{_counted(one, one.without())}不在表格的选项（{'、'.join(one.items[:12])}）里"
        for one in words
        if one.without()
    ]


def _counted(one: ListWords, words: Sequence[str]) -> str:
    shown = "、".join(f"“{word}”（{one.rows[word]}行）" for word in words[:8])
    return shown + (f"等{len(words)}种内容" if len(words) > 8 else "")


def checked(form: Form, said: Mapping[int, Mapping[str, str]]) -> Form:
    """The form with what was said for its lists; UserError for a word that a list doesn't have."""
    for at, words in said.items():
        if at not in form.columns:
            raise UserError("下拉选项只能为要填的栏写明，请先为这一栏选择内容")
        items = items_of(form, at)
        for word, item in words.items():
            if item not in (*items, word, ""):
                raise UserError(
                    f"“{form.head.titles[at]}”的选项里没有“{item}”，有：{'、'.join(items) or '无'}；"
                    f"要照写就写“{word}={word}”，要留空就写“{word}=”"
                )
    return form.with_values(said)
