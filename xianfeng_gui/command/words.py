"""Values typed on the command line: days, years, terms, files."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from db import clock
from db.errors import UserError
from db.vocabulary import Term


def day(text: str) -> dt.date:
    """A date as a clerk types it; argparse shows the sentence when it isn't one."""
    from xianfeng_gui.rules.dates import parse_date

    try:
        return parse_date(text, clock.today())
    except UserError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def year(text: str) -> int:
    """A year of four digits; argparse shows the sentence when it isn't one."""
    if len(text) != 4 or not text.isdecimal() or not text.startswith("20"):
        raise argparse.ArgumentTypeError(f"“{text}”不是年份，请写成2021")
    return int(text)


def term(terms: type[Term]) -> Callable[[str], Term]:
    """A reader of one of the vocabulary's terms, by its value or its Chinese label."""

    def read(text: str) -> Term:
        for one in terms:
            if text in (one.value, one.label):
                return one
        raise argparse.ArgumentTypeError(f"没有“{text}”这一项，可用的有：{listed(terms)}")

    return read


_FLAGS = {"是": "1", "否": "0", "on": "1", "off": "0", "true": "1", "false": "0", "yes": "1", "no": "0"}


def flag(text: str) -> str:
    """``1`` or ``0`` for a yes or no as it is typed; any other text as it is, for whoever knows what may stand there."""
    return _FLAGS.get(text.lower(), text)


def file(*endings: str) -> Callable[[str], Path]:
    """A reader of the file to write, whose name must end with one of these (``.pdf``): what it holds is known by its ending."""

    def read(text: str) -> Path:
        if not text.lower().endswith(endings):
            raise argparse.ArgumentTypeError(f"“{text}”应以{'或'.join(endings)}结尾，请改文件名")
        return Path(text)

    return read


def listed(terms: type[Term]) -> str:
    """All terms of a vocabulary with their labels, for help and errors."""
    return "、".join(f"{value}（{label}）" for value, label in terms.choices())


def read_file(source: Path) -> str:
    """The text of an input file (UTF-8, also as Notepad writes it); UserError when it can't be read."""
    try:
        return source.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"读不出文件“{source}”，请检查路径；文件应为UTF-8编码") from error
