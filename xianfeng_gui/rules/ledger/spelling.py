"""The many ways in which clerks write dates, numbers and phones, brought into one."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
import unicodedata

from db.errors import UserError
from xianfeng_gui.rules.ledger.fields import Cell

_FULL = re.compile(
    r"(\d{4})[-./年、, ](\d{1,2})[-./月、, ](\d{1,2})[日号]?"
    r"(?:[ T].*|\d{1,2}:.*|(?:凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间).*)?"
)
_SHORT_YEAR = re.compile(r"(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")
_COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?(?:份|底|底前|前)?")
_WHOLE_MONTH = re.compile(r"(20\d\d)[-./年]?(1[0-2]|0?[1-9])月?份?")
_MONTH_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")
_ONLY_MONTH = re.compile(r"(1[0-2]|0?[1-9])月(?:份|底|末)?")
_BY = re.compile(r"(?<=[日号月底末])(?:之前|以前|前)$")
"""Said of a deadline: 6月3日前."""
_YEAR = re.compile(r"(\d{4})年(?:底|底前|末|前)?")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""Excel's day numbers of 1954 and 2119: anything outside is no date of a ledger."""
_CHINESE_DIGITS = {char: str(digit) for digit, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
}
_CHINESE_DATE = re.compile(
    r"([〇零○Ｏ一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_EPOCH = dt.date(1899, 12, 30)
_PLACEHOLDERS = frozenset({"/", "//", "-", "--", "—", "——", "／", "\\", "n/a", "N/A"})
"""What stands in a cell where there is nothing to say."""
NOTHING = _PLACEHOLDERS | {"", "无", "待定"}
"""What stands in a cell that says nothing."""
_LASTING = re.compile(
    "(?:长期|常年|全年|持续|常态化?|经常性?|日常)(?:坚持|推进|开展|进行|整治|落实|抓好|化)*"
)
"""Said in place of a day of what never ends."""
_DAYS = re.compile(r"(?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}[日号]?|(?<=[日号])[-—~至到、,]\d{1,2}[日号]")


class YearSupplied(dt.date):
    """A day whose cell names no year (6月3日), so that the reader may find that another year is meant."""


def plain(text: str) -> str:
    """Full-width digits and letters made plain, blanks at the ends gone; line breaks stay."""
    return unicodedata.normalize("NFKC", text.replace("\u200b", "")).strip()


def is_placeholder(words: str) -> bool:
    """Whether words only fill a cell where there is nothing to say."""
    return words.strip() in _PLACEHOLDERS


def day(cell: Cell, year: int, *, month_end: bool = False) -> dt.date | None:
    """The day a cell means; none for an empty one. UserError for what is no date.

    ``year``: of dates that name none (6月3日). A month without a day means its first, with ``month_end`` its last day.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date) or cell is None:
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _day_of_number(cell, month_end)
    if not isinstance(cell, str):
        raise _no_date(cell)
    text = (
        re.sub(r"(?<=\D)\s+|\s+(?=\D)", "", plain(cell)) if "\n" not in cell else plain(cell).split("\n")[0]
    )
    if text.lower() in NOTHING or _LASTING.fullmatch(text):
        return None
    return _day_of_text(text, year, month_end, cell)


def _day_of_number(number: int | float, month_end: bool) -> dt.date:
    """An Excel day number, or a date written as 20200603 or 2020.6."""
    if not math.isfinite(number):
        raise _no_date(number)
    if _FIRST_SERIAL <= number < _LAST_SERIAL:
        return _EPOCH + dt.timedelta(days=int(number))
    match = _COMPACT.fullmatch(str(int(number)))
    if match and float(number).is_integer():
        return _made(int(match[1]), int(match[2]), int(match[3]), number)
    if match := re.fullmatch(r"(20\d\d)\.([1-9])", str(number)):
        if match[2] == "1":
            raise UserError(f"“{number}”分不清是1月还是10月，请写成{match[1]}年1月")
        return _in_month(int(match[1]), int(match[2]), month_end, number)
    raise _no_date(number)


def _day_of_text(text: str, year: int, month_end: bool, cell: Cell) -> dt.date:
    text = _arabic(text)
    if by := _BY.search(text):
        text, month_end = text[: by.start()], True
    if match := _FULL.fullmatch(text) or _COMPACT.fullmatch(text):
        return _made(int(match[1]), int(match[2]), int(match[3]), cell)
    if match := _MONTH.fullmatch(text):
        return _in_month(int(match[1]), int(match[2]), month_end or "底" in text or "前" in text, cell)
    if match := _SHORT_YEAR.fullmatch(text):
        return _made(2000 + int(match[1]), int(match[2]), int(match[3]), cell)
    if found := _day_of_the_year(text, year, month_end, cell):
        return YearSupplied(found.year, found.month, found.day)
    if match := _YEAR.fullmatch(text):
        return dt.date(int(match[1]), 12, 31) if month_end or len(text) > len("2021年") else _no_day(cell)
    if _SERIAL.fullmatch(text):
        return _day_of_number(float(text), month_end)
    if len(_DAYS.findall(text)) > 1:
        raise UserError(f"“{str(cell)[:30]}”不止一天，请只写一天")
    raise _no_date(cell)


def _day_of_the_year(text: str, year: int, month_end: bool, cell: Cell) -> dt.date | None:
    """6月3日, 6-3, and months alone such as 6月, 6月底."""
    if match := _MONTH_DAY.fullmatch(text):
        return _made(year, int(match[1]), int(match[2]), cell)
    if match := _ONLY_MONTH.fullmatch(text):
        return _in_month(year, int(match[1]), month_end or "底" in text or "末" in text, cell)
    return None


def _no_day(cell: Cell) -> dt.date:
    raise _no_date(cell)


def _arabic(text: str) -> str:
    """二〇二〇年六月三日 as 2020年6月3日."""
    match = _CHINESE_DATE.fullmatch(text)
    if not match:
        return text
    year = "".join(_CHINESE_DIGITS[char] for char in match[1])
    last = f"{small_number(match[3])}日" if match[3] else ""
    return f"{year}年{small_number(match[2])}月{last}"


def small_number(text: str) -> int:
    """一 … 九十九."""
    tens, ten, ones = text.rpartition("十")
    digits = "一二三四五六七八九"
    return (digits.index(tens) + 1 if tens else 1) * 10 * bool(ten) + (digits.index(ones) + 1 if ones else 0)


def _in_month(year: int, month: int, last: bool, cell: Cell) -> dt.date:
    first = _made(year, month, 1, cell)
    return first.replace(day=calendar.monthrange(year, month)[1]) if last else first


def _made(year: int, month: int, number: int, cell: Cell) -> dt.date:
    try:
        made = dt.date(year, month, number)
    except ValueError as error:
        raise UserError(f"“{cell}”这一天不存在") from error
    if not 1950 <= made.year <= 2120:
        raise UserError(f"“{cell}”的年份不对")
    return made


def _no_date(cell: Cell) -> UserError:
    return UserError(f"“{text(cell)[:30]}”不是日期")


def month(cell: Cell) -> str | None:
    """2021-06 for 2021年6月, 2021.6 and any day of that month; none for an empty cell. UserError for what is no month."""
    if cell is None:
        return None
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m}"
    match = _WHOLE_MONTH.fullmatch("".join(plain(text(cell)).split()))
    if not match:
        raise UserError(f"“{str(cell)[:30]}”不是月份，请写成2021-06")
    return f"{match[1]}-{int(match[2]):02d}"


def number(cell: Cell) -> int | float | None:
    """The number of a cell; none for an empty one. UserError for what is no number."""
    if cell is None or isinstance(cell, bool):
        return None if cell is None else int(cell)
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            raise UserError(f"“{cell}”不是数字")
        return int(cell) if float(cell).is_integer() else cell
    text = plain(str(cell)).replace(",", "").rstrip("天次项条个家处人页%")
    if text.lower() in NOTHING:
        return None
    try:
        found = float(text)
    except ValueError as error:
        raise UserError(f"“{str(cell)[:30]}”不是数字") from error
    if not math.isfinite(found):
        raise UserError(f"“{str(cell)[:30]}”不是数字")
    return int(found) if found.is_integer() else found


def text(cell: Cell) -> str:
    """A cell as text: a phone that came as 13800000000.0 without its .0, a day as 2020-06-03."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return str(cell.date()) if cell.time() == dt.time() else cell.isoformat(" ", "minutes")
    return "\n".join(line.strip() for line in str(cell).replace("_x000D_", "").splitlines()).strip()


def people(words: str) -> str:
    """Several people in one cell, joined by 、."""
    parts = re.split(r"[、，,；;/\n]+|\s{1,}(?=\S)", plain(words))
    return "、".join(part.strip() for part in parts if part.strip())


def phone(cell: Cell) -> str:
    """A phone number with plain digits and without the blanks between them."""
    return re.sub(r"(?<=\d)[ \-](?=\d{4})", "", plain(text(cell)))
