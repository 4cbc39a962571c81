"""The working calendar that terms are counted by: the program's own, or a newer one of the office."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from db import connection
from db.errors import UserError
from xianfeng_gui.work import resources

if TYPE_CHECKING:
    from xianfeng_gui.rules.workdays import WorkCalendar

NAME = "holidays.toml"


def work_calendar() -> WorkCalendar:
    """Days off and swapped weekends; ``holidays.toml`` in the data folder stands before the built-in file.

    UserError naming the file when the office's own can't be read or is wrong.
    """
    own = connection.path().parent / NAME
    file = own if own.is_file() else resources.resource("law", NAME)
    return _parsed(file, file.stat().st_mtime_ns)


def own_text() -> str:
    """The office's own ``holidays.toml``; empty when the program's is in use. UserError when it is wrong."""
    work_calendar()
    own = connection.path().parent / NAME
    return own.read_text("utf-8-sig") if own.is_file() else ""


@lru_cache(maxsize=2)
def _parsed(file: Path, changed_ns: int) -> WorkCalendar:
    """A file's calendar, read again when the file has changed."""
    from xianfeng_gui.rules.holidays import parse_holidays

    way = f"请改正文件“{file}”，或删除它而用程序自带的放假安排"
    try:
        return parse_holidays(file.read_text("utf-8-sig"))
    except UserError as error:
        raise UserError(f"{error}；{way}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"放假安排文件不是UTF-8编码，请用记事本另存为UTF-8；{way}") from error
    except OSError as error:
        raise UserError(f"读不出放假安排文件，请关闭正打开它的程序；{way}") from error
