"""Which column is what: by its heading, by likeness to known headings, and by what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xianfeng_gui.rules.ledger import contents, offered
from xianfeng_gui.rules.ledger.fields import Cell, Field, bare
from xianfeng_gui.rules.ledger.heads import Head, known_words
from xianfeng_gui.rules.likeness import likeness

_LIKE_ENOUGH = 0.6
_IGNORED = frozenset({"序号", "no", "编号顺序", "排序", "备注", "监管责任人", "监管人员", "安全监管人员"})
"""Headings that are like those of a field and mean another thing, or nothing that is kept."""
_VAGUE = "topic"
_SITE, _ADDRESS = "site", "address"


def propose(
    head: Head,
    rows: Sequence[Sequence[Cell]],
    fields: Sequence[Field],
    lists: Mapping[int, Sequence[str]] | None = None,
) -> dict[int, str]:
    """Column -> field's key. Each field comes from one column at most; a column that means nothing is left out.

    ``rows``: some of the rows below the head. ``lists``: column -> what its drop-down list offers.
    """
    by_key = {field.key: field for field in fields}
    chosen = _by_choices(head, by_key, lists or {})
    found: dict[int, str] = {}
    for take in (_by_title, _by_heading, _by_last_part, _by_likeness):
        for column, key in take(head, fields):
            if column in found or key in found.values() or _contradicts(chosen.get(column, []), by_key[key]):
                continue
            found[column] = key
    for column, meant in chosen.items():
        if column not in found and (free := [key for key in meant if key not in found.values()]):
            found[column] = free[0]
    _look_into(found, head, by_key, rows)
    for column, title in enumerate(head.titles):
        if column in found or bare(title) in _IGNORED:
            continue
        guess = contents.guess(
            title, [row[column] for row in rows if column < len(row)], by_key, tuple(found.values())
        )
        if guess is not None:
            found[column] = guess
    if _SITE in by_key and _SITE not in found.values():
        # A village's ledger names the place alone (地点).
        found = {column: _SITE if key == _ADDRESS else key for column, key in found.items()}
    return dict(sorted(found.items()))


def _by_choices(
    head: Head, fields: Mapping[str, Field], lists: Mapping[int, Sequence[str]]
) -> dict[int, list[str]]:
    """Column -> the fields that it may be by what its list or the brackets of its heading offer."""
    found = {
        column: offered.named_by(lists.get(column) or offered.in_brackets(title), fields)
        for column, title in enumerate(head.titles)
    }
    return {column: keys for column, keys in found.items() if keys}


def _contradicts(meant: Sequence[str], field: Field) -> bool:
    """What a column offers says more than its heading: 隐患类别（一般/重大） is the grade, not the topic."""
    return bool(meant) and field.key not in meant and (field.key == _VAGUE or field.kind == "term")


def _look_into(
    found: dict[int, str], head: Head, fields: Mapping[str, Field], rows: Sequence[Sequence[Cell]]
) -> None:
    """Headings that may mean two things (隐患类别: 消防 or 重大) are decided by what stands below them."""
    for column in [column for column, key in found.items() if key == _VAGUE]:
        cells = [row[column] for row in rows if column < len(row)]
        guess = contents.guess(head.titles[column], cells, fields, tuple(found.values()))
        if guess is not None and fields[guess].kind == "term":
            found[column] = guess


def _by_title(head: Head, fields: Sequence[Field]) -> Iterable[tuple[int, str]]:
    """A field's own title goes before its other names."""
    titles = {bare(field.title): field.key for field in fields}
    for column, title in enumerate(head.titles):
        if key := titles.get(bare(title)):
            yield column, key


def _by_heading(head: Head, fields: Sequence[Field]) -> Iterable[tuple[int, str]]:
    known = known_words(fields)
    for column, title in enumerate(head.titles):
        key = known.get(bare(title))
        if key:
            yield column, key


def _by_last_part(head: Head, fields: Sequence[Field]) -> Iterable[tuple[int, str]]:
    """A deep head names the field in its lowest row, or in it together with the one above (整改 / 期限)."""
    known = known_words(fields)
    for column, title in enumerate(head.titles):
        parts = title.split(" / ")
        for words in ("".join(parts[-2:]), "".join(reversed(parts[-2:])), parts[-1]):
            key = known.get(bare(words))
            if key:
                yield column, key
                break


def _by_likeness(head: Head, fields: Sequence[Field]) -> Iterable[tuple[int, str]]:
    pairs = []
    for column, title in enumerate(head.titles):
        words = bare(title.rpartition(" / ")[2])
        if len(words) < 2 or words in _IGNORED:
            continue
        for field in fields:
            if field.exact:
                continue
            best = max(likeness(words, bare(word)) for word in (field.title, *field.words))
            if best >= _LIKE_ENOUGH:
                pairs.append((best, -column, field.key))
    return [(-column, key) for _, column, key in sorted(pairs, reverse=True)]


def coded_values(title: str, field: Field) -> Mapping[str, str]:
    """Codes that a heading explains, such as 等级（1一般 2重大）: code -> the term's value."""
    found = {}
    for code, words in offered.CODE.findall(title):
        for label, value in field.values.items():
            if words == label or words in label:
                found[code] = value
                break
    return found


def fingerprint(head: Head) -> str:
    """What makes a layout the same again: its headings in order."""
    return "|".join(bare(title) for title in head.titles)
