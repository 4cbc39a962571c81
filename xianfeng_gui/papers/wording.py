"""Texts of papers from TOML: named fields in braces, filled with values; every mistake is said in Chinese."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

from db.errors import UserError


def read_table(text: str, keys: Iterable[str]) -> dict[str, Any]:
    """The top level of a wording file, which must have exactly these keys."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"文书用语文件格式有误（{error}），请改正后重试。") from error
    check_keys(table, keys)
    return table


def check_keys(table: Mapping[str, Any], keys: Iterable[str]) -> None:
    """Refuse missing and unknown keys by name."""
    wanted = set(keys)
    if missing := sorted(wanted - set(table)):
        raise UserError(f"文书用语文件缺少“{'、'.join(missing)}”，请补上。", missing[0])
    if unknown := sorted(set(table) - wanted):
        raise UserError(f"文书用语文件中的“{'、'.join(unknown)}”不能识别，请删除或改正。", unknown[0])


def template(table: Mapping[str, Any], key: str, fields: Iterable[str]) -> str:
    """A text of the table; a field in braces that is not one of ``fields`` is refused."""
    value = table[key]
    if not isinstance(value, str):
        raise UserError(f"文书用语“{key}”应当是用引号括起的一段文字，请改正。", key)
    check_fields(value, key, fields)
    return value


def templates(table: Mapping[str, Any], key: str, fields: Iterable[str]) -> tuple[str, ...]:
    """A list of texts of the table."""
    value = table[key]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UserError(f"文书用语“{key}”应当是方括号括起的一组文字，请改正。", key)
    allowed = list(fields)
    for item in value:
        check_fields(item, key, allowed)
    return tuple(value)


def check_fields(text: str, key: str, fields: Iterable[str]) -> None:
    """Refuse a field that the paper does not know, by name, and braces that do not pair."""
    allowed = sorted(fields)
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise UserError(f"文书用语“{key}”中的花括号不成对，请改正。", key) from error
    for _, field, spec, conversion in parts:
        if field is not None and (field not in allowed or spec or conversion):
            known = "、".join(f"{{{name}}}" for name in allowed) or "（无）"
            raise UserError(f"文书用语“{key}”中的“{{{field}}}”不能识别，可用的有：{known}。", key)
