"""Numbers of papers, hazards and inspections.

A document number has its year in 〔〕 and runs without 第 and without leading zeros (GB/T 9704-2012
7.2.5), such as 先锋府安改〔2020〕12号. Which number comes next is counted in the
database; here it is only written, and read where a register has it.
"""

from __future__ import annotations

import re

from db.errors import UserError

_PATTERN = re.compile(r"[^\s{}〔〕\[\]]+〔\{year\}〕[^\s{}〔〕\[\]0-9]*\{n\}(?![0-9])[^\s{}〔〕\[\]]*")

_BRACKETS = re.compile(r"[〔\[［(（【]([0-9]{4})[〕\]］)）】]")
_PLAIN_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def check_pattern(pattern: str) -> None:
    """Raise UserError unless ``pattern`` is a document number with 〔{year}〕 and behind it one plain {n}."""
    if "第" in pattern:
        raise UserError("发文字号不编“第”字，请写成“先锋府安改〔{year}〕{n}号”这样。", "pattern")
    if not _PATTERN.fullmatch(pattern):
        raise UserError(
            "发文字号应有机关代字、〔{year}〕和{n}各一个，序号不编虚位，请写成“先锋府安改〔{year}〕{n}号”这样。",
            "pattern",
        )


def render_number(pattern: str, year: int, sequence: int) -> str:
    """The document number ``sequence`` (from 1) of ``year`` (four digits); raises UserError."""
    check_pattern(pattern)
    _check(year, sequence)
    return pattern.replace("{year}", str(year)).replace("{n}", str(sequence))


def plain_number(written: str) -> str:
    """A document number that was written by hand, with its year in 〔〕, plain digits and no blanks."""
    return _BRACKETS.sub(r"〔\1〕", "".join(written.split()).translate(_PLAIN_DIGITS))


def year_in(number: str) -> int | None:
    """The year in a document number's 〔〕, whatever its pattern is; None where there is none."""
    found = re.search(r"〔([12][0-9]{3})〕", number)
    return int(found[1]) if found else None


def parse_number(pattern: str, number: str) -> tuple[int, int] | None:
    """Year and sequence of a number of this pattern; also where 第 or zeros stand before the sequence. None for any other."""
    wanted = re.escape(pattern).replace(r"\{year\}", "([12][0-9]{3})")
    found = re.fullmatch(wanted.replace(r"\{n\}", "第?0*([1-9][0-9]{0,6})"), number)
    return (int(found[1]), int(found[2])) if found else None


def render_hazard_number(code: str, year: int, sequence: int) -> str:
    """Such as YJB-2020-0012: code of the office, year, sequence of at least four digits; raises UserError."""
    return f"{_office_year(code, year, sequence)}-{sequence:04d}"


def render_inspection_number(code: str, year: int, sequence: int) -> str:
    """Such as YJB-2020-J003: as a hazard's, with J for 检查 and at least three digits; raises UserError."""
    return f"{_office_year(code, year, sequence)}-J{sequence:03d}"


def _office_year(code: str, year: int, sequence: int) -> str:
    if not re.fullmatch(r"[^\s-]+", code):
        raise UserError("单位代码不能为空，也不能有空格或“-”，请在单位资料中改正。", "code")
    _check(year, sequence)
    return f"{code}-{year}"


def _check(year: int, sequence: int) -> None:
    if not 1900 <= year <= 9999:
        raise UserError("编号的年份应为四位数，请核对日期。", "year")
    if sequence < 1:
        raise UserError("编号的序号应从1开始，请核对。", "sequence")
