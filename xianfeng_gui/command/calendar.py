"""The command calendar: what is due, as lines or as .ics."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import clock
from db.errors import UserError
from xianfeng_gui.command import words

if TYPE_CHECKING:
    from xianfeng_gui.work.calendar import CalendarEvent

DAYS_AHEAD = 30
"""How far the calendar reaches when nobody says."""


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    calendar = commands.add_parser("calendar", help="日历：到期事项")
    calendar.add_argument(
        "--from", metavar="日期", dest="first", type=words.day, help="从这天起；不写时为今天"
    )
    calendar.add_argument(
        "--to", metavar="日期", dest="last", type=words.day, help=f"到这天止；不写时为此后{DAYS_AHEAD}天"
    )
    calendar.add_argument("-o", "--output", metavar="文件", type=words.file(".ics"), help="写到这个.ics文件")
    calendar.set_defaults(do=_calendar, opens=True)


def _calendar(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import calendar, outputs

    today = clock.today()
    first = options.first or today
    last = options.last or first + dt.timedelta(days=DAYS_AHEAD)
    if last < first:
        raise UserError("结束日期早于开始日期，请改正--from或--to")
    if options.output is not None:
        print(f"已写入：{outputs.write(options.output, calendar.to_ics(first, last, today))}")
        return
    for event in calendar.events(first, last, today):
        print(_line(event))


def _line(event: CalendarEvent) -> str:
    mark = "  已完成" if event.done else "  ● 逾期" if event.late else ""
    days = event.date.isoformat() + (f"至{event.until.isoformat()}" if event.until > event.date else "")
    return f"{days}  {event.kind.label}  {event.title}{mark}"
