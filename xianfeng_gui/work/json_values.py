"""Values of the JSON files that headless commands read: each reader takes an object and a key, and names the key in its
UserError."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from db import clock
from db.errors import UserError
from db.vocabulary import Term
from xianfeng_gui.work import offices

_SITE_KEYS = ("name", "address", "legal_representative", "phone")


def refuse_unknown(spec: Mapping[str, Any], known: Collection[str], prefix: str = "") -> None:
    """UserError for a key that isn't one of ``known``; ``prefix`` says inside what, such as ``site.``."""
    for key in spec:
        if key not in known:
            raise UserError(
                f"不认识的字段“{prefix}{key}”，可用的有：{'、'.join(sorted(known))}", prefix + str(key)
            )


def require(spec: Mapping[str, Any], *keys: str) -> None:
    """UserError when one of the keys is missing or empty."""
    for key in keys:
        if spec.get(key) in (None, ""):
            raise UserError(f"缺少字段“{key}”，请补上", key)


def text(spec: Mapping[str, Any], key: str, shown: str = "") -> str:
    """A text without blanks around it, empty when it is left out; ``shown`` is the key's name in the UserError."""
    value = spec.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UserError(f"字段“{shown or key}”应为文字", key)
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise UserError(f"字段“{shown or key}”里有不完整的字符，请重新输入", key)
    return value.strip()


def flag(spec: Mapping[str, Any], key: str, *, default: bool) -> bool:
    """True or false."""
    value = spec.get(key)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise UserError(f"字段“{key}”应为true或false", key)
    return value


def date(spec: Mapping[str, Any], key: str) -> dt.date:
    """A day as a clerk writes it."""
    from xianfeng_gui.rules.dates import parse_date

    try:
        return parse_date(text(spec, key), clock.today())
    except UserError as error:
        raise UserError(f"字段“{key}”：{error}", key) from error


def term(spec: Mapping[str, Any], key: str, terms: type[Term], default: Any) -> Any:
    """One of a vocabulary's terms, by its value or label."""
    if spec.get(key) is None:
        return default
    for value, label in terms.choices():
        if spec[key] in (value, label):
            return terms(value)
    known = "、".join(f"{value}（{label}）" for value, label in terms.choices())
    raise UserError(f"字段“{key}”的值“{spec[key]}”不可用，可用的有：{known}", key)


def village(spec: Mapping[str, Any]) -> str | None:
    """The id of the village or community under ``village``."""
    if not spec.get("village"):
        return None
    try:
        return offices.by_name(text(spec, "village")).id
    except UserError as error:
        raise UserError(str(error), "village") from error


def site(value: Any) -> dict[str, str]:
    """A site given by its name or as an object: name, address, legal_representative, phone; empty where left out."""
    card = value if isinstance(value, dict) else {"name": value}
    refuse_unknown(card, _SITE_KEYS, "site.")
    return {key: text(card, key, f"site.{key}") for key in _SITE_KEYS}
