"""The working calendar that terms are counted by: the program's own, or a newer one of the office."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from db import connection
from xianfeng_gui.work import resources

if TYPE_CHECKING:
    from xianfeng_gui.rules.workdays import WorkCalendar

NAME = "holidays.toml"


def work_calendar() -> WorkCalendar:
    """Days off and swapped weekends; ``holidays.toml`` in the data folder stands before the built-in file."""
    own = connection.path().parent / NAME
    file = own if own.is_file() else resources.resource("law", NAME)
    return _parsed(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _parsed(file: Path, changed_ns: int) -> WorkCalendar:
    """A file's calendar, read again when the file has changed."""
    from xianfeng_gui.rules.holidays import parse_holidays

    return parse_holidays(file.read_text("utf-8-sig"))
