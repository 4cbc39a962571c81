"""Chinese numerals and dates as official papers write them."""

from __future__ import annotations

import datetime as dt

_DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """一, 十二, 二十, 一百零五 ... for numbers from 1 to 9999."""
    if not 1 <= number <= 9999:
        raise ValueError(f"no numeral for {number}")
    text, rest, gap = "", number, False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, value)
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = bool(text) and not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def hazards_in_words(count: int, major: int) -> str:
    """How many hazards, and how many of them are major: 1项重大安全隐患; 3项安全隐患，其中重大隐患1项."""
    if major == count:
        return f"{count}项重大安全隐患"
    return f"{count}项安全隐患" + (f"，其中重大隐患{major}项" if major else "")


def chinese_date(day: dt.date) -> str:
    """2020年11月5日: Arabic numerals, month and day without a leading zero (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_time(text: str) -> str:
    """``09:30`` as 9时30分, ``14:00`` as 14时; anything else as it is."""
    hour, colon, minute = text.partition(":")
    if not (colon and hour.isdigit() and minute.isdigit()):
        return text
    return f"{int(hour)}时" + (f"{int(minute)}分" if int(minute) else "")
