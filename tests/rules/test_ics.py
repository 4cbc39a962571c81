"""The calendar file, read back by icalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from xianfeng_gui.exchange.ics import IcsEvent, calendar_ics

NOW = datetime(2021, 6, 18, 9, 30)
EVENTS = [
    IcsEvent(
        "hazard-1@xianfeng",
        date(2021, 6, 18),
        date(2021, 6, 18),
        "整改期限：先锋镇某厂",
        "自；起，第10日\n换行",
    ),
    IcsEvent("month-2021@xianfeng", date(2021, 6, 1), date(2021, 6, 30), "安全生产月"),
]


def test_entries_are_read_back_as_written() -> None:
    calendar = Calendar.from_ical(calendar_ics(EVENTS, NOW))
    hazard, month = calendar.walk("VEVENT")
    assert (hazard["uid"], hazard["summary"]) == ("hazard-1@xianfeng", "整改期限：先锋镇某厂")
    assert hazard["description"] == "自；起，第10日\n换行"
    assert (hazard["dtstart"].dt, hazard["dtend"].dt) == (date(2021, 6, 18), date(2021, 6, 19))
    assert (month["dtstart"].dt, month["dtend"].dt) == (date(2021, 6, 1), date(2021, 7, 1))
    assert hazard["dtstamp"].dt == datetime(2021, 6, 18, 1, 30, tzinfo=UTC)
    assert "description" not in month and not calendar.walk("VALARM")


def test_the_same_events_make_the_same_file_in_plain_lines() -> None:
    content = calendar_ics(EVENTS, NOW)
    assert content == calendar_ics(EVENTS, NOW)
    assert content.startswith(b"BEGIN:VCALENDAR\r\n") and content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_no_events_is_still_a_calendar() -> None:
    assert Calendar.from_ical(calendar_ics([], NOW)).walk("VEVENT") == []
