"""What stands in the calendar, why, and that it is found through the indexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import apsw
import pytest
from icalendar import Calendar

from db import clock, connection
from db.errors import UserError
from db.vocabulary import EventKind, HazardState
from tests.work.acts import ACTOR, part, person, task_id
from tests.work.hazard_rows import applied, hazard
from xianfeng_gui.work import calendar, calendar_hazards, law, settings, tasks
from xianfeng_gui.work.calendar import CalendarEvent
from xianfeng_gui.work.task_input import MonthlyInput

pytestmark = pytest.mark.usefixtures("township")
JUNE = (dt.date(2021, 6, 1), dt.date(2021, 6, 30))


def june(*kinds: EventKind) -> list[CalendarEvent]:
    return calendar.events(*JUNE, clock.today(), kinds or None)


def day(number: int, month: int = 6) -> dt.date:
    return dt.date(2021, month, number)


def test_phases_are_bands_that_touch_the_month() -> None:
    (band,) = june(EventKind.PHASE)
    assert (band.title, band.date, band.until, band.done) == (
        "排查整治阶段",
        dt.date(2020, 6, 1),
        dt.date(2021, 12, 31),
        False,
    )
    first = calendar.events(dt.date(2020, 6, 1), dt.date(2020, 6, 30), clock.today(), [EventKind.PHASE])
    assert [(event.title, event.done) for event in first] == [("动员部署阶段", True), ("排查整治阶段", False)]


def test_task_deadlines_are_late_done_or_open_and_say_where_they_come_from() -> None:
    for number, deadline in [("5-1-1", day(10)), ("5-1-2", day(11)), ("5-1-3", day(30)), ("5-2-1", day(12))]:
        tasks.edit(task_id(number), part("任务", deadline=deadline), ACTOR)
    tasks.finish(task_id("5-1-2"), day(15), "完成", (), ACTOR)
    tasks.strike_off(task_id("5-2-1"), "重复", ACTOR)
    found = {event.title: event for event in june(EventKind.TASK_DEADLINE)}
    assert {title: (event.late, event.done) for title, event in found.items()} == {
        "5-1-1 任务": (True, False),
        "5-1-2 任务": (False, True),
        "5-1-3 任务": (False, False),
    }
    assert "本单位确定" in found["5-1-1 任务"].explanation
    assert found["5-1-1 任务"].record == ("task", task_id("5-1-1"))
    last = calendar.events(dt.date(2022, 12, 31), dt.date(2022, 12, 31), day(18), [EventKind.TASK_DEADLINE])
    reasons = {event.explanation.partition("：")[2] for event in last}
    assert reasons == {"方案中明确的期限", "方案没有明确期限，按行动结束日计算，可在任务中调整"}


def test_only_unfinished_rectifications_have_deadlines() -> None:
    for state in HazardState:
        hazard(state, day(10), site=f"{state.label}厂", deadline_basis="自2021年5月27日起第10个工作日")
    found = june(EventKind.RECTIFICATION_DEADLINE)
    assert {event.title.split()[1] for event in found} == {"已登记厂", "已核实厂", "已下达通知厂", "整改中厂"}
    assert all(event.late and "第10个工作日" in event.explanation for event in found)


def test_titles_hold_no_phone_and_no_informant() -> None:
    identity = hazard(HazardState.RECTIFYING, day(20), informant="孙某13912345678", person="钱某")
    (event,) = june(EventKind.RECTIFICATION_DEADLINE)
    assert event.record == ("hazard", identity)
    assert not {"孙某", "139", "钱某"} & {event.title[i : i + n] for n in (2, 3) for i in range(99)}
    assert b"13912345678" not in calendar.to_ics(*JUNE, day(18))


def test_reinspections_follow_the_report_and_pass_over_days_off() -> None:
    hazard(HazardState.RECTIFIED, day(10), rectified_on=day(2), site="端午厂")
    hazard(HazardState.RECTIFIED, day(10), rectified_on=day(3), site="端午节厂")
    hazard(HazardState.PASSED, day(10), rectified_on=day(3))
    found = june(EventKind.REINSPECTION_DUE)
    # 12 to 14 June 2021 were the Dragon Boat holiday.
    assert [(event.date, event.title.split()[1], event.late) for event in found] == [
        (day(15), "端午厂", True),
        (day(15), "端午节厂", True),
    ]
    assert "顺延至2021年6月15日" in found[0].explanation and "端午节" in found[0].explanation
    settings.save({"term.reinspection": "5"}, ACTOR)
    assert [event.date for event in june(EventKind.REINSPECTION_DUE)] == [day(7), day(8)]


@pytest.mark.parametrize("reported", [day(n) for n in range(1, 29)])
def test_no_reinspection_is_lost_at_the_edge_of_the_span(reported: dt.date) -> None:
    hazard(HazardState.RECTIFIED, None, rectified_on=reported)
    seen = [
        event.date
        for n in range(1, 60)
        for event in calendar.events(
            day(1) + dt.timedelta(days=n),
            day(1) + dt.timedelta(days=n),
            day(18),
            [EventKind.REINSPECTION_DUE],
        )
    ]
    assert len(seen) == 1 and seen[0] >= reported + dt.timedelta(days=10)


def test_answers_to_extensions_are_counted_from_the_application() -> None:
    pending = hazard(HazardState.RECTIFYING, day(30), requested_deadline=day(20, 7))
    applied(pending, day(8))
    hazard(HazardState.RECTIFYING, day(30))
    (event,) = june(EventKind.EXTENSION_ANSWER_DUE)
    assert (event.date, event.late, event.record) == (day(16), True, ("hazard", pending))
    assert "端午节6月12日至14日" in event.explanation and "2021年7月20日" in event.explanation


def test_monthly_reports_say_how_many_are_missing() -> None:
    tasks.report_month(task_id("5-1-1"), MonthlyInput("2021-06", "已办"), ACTOR)
    (event,) = june(EventKind.MONTHLY_REPORT_DUE)
    assert (event.date, event.title) == (day(25), "报送2021年6月工作情况（152项未报）")
    assert (event.late, event.done) == (False, False)
    after = dt.date(2023, 1, 1), dt.date(2023, 3, 31), day(18)
    assert calendar.events(*after, [EventKind.MONTHLY_REPORT_DUE]) == []


def test_certificates_warn_before_they_expire() -> None:
    person("镇应急办", "何某", certificate_expires_on=day(20), phone="13900000001")
    person("镇应急办", "李某", certificate_expires_on=day(17, 8))
    person("镇应急办", "周某", certificate_expires_on=day(20), active=False)
    found = june(EventKind.CERTIFICATE_EXPIRY)
    assert [(event.date, event.title) for event in found] == [
        (day(18), "李某的执法证即将到期，请换证"),
        (day(20), "何某的执法证到期"),
    ]
    assert "提前60天" in found[0].explanation


def test_statutory_dates_are_there_once() -> None:
    titles = [event.title for event in june(EventKind.STATUTORY)]
    assert titles == ["安全生产月", "安全宣传咨询日"]
    assert EventKind.MONTHLY_REPORT_DUE not in {event.kind for event in june(EventKind.STATUTORY)}


def test_a_crowded_day_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_hazards, "MOST_A_DAY", 2)
    for deadline in (day(10), day(10), day(10), day(11), day(11)):
        hazard(HazardState.RECTIFYING, deadline)
    found = june(EventKind.RECTIFICATION_DEADLINE)
    assert [event.date for event in found] == [day(10), day(11), day(11)]
    assert found[0].title == "3条隐患整改期限届满" and found[0].late
    assert "按“整改期限”排序" in found[0].explanation


def test_the_span_is_read_through_indexes() -> None:
    """Whatever the calendar reads of hazards, it never walks through all of hazard_line."""
    seen: list[tuple[str, Any]] = []

    def trace(_: apsw.Cursor, sql: str, values: Sequence[Any] | dict[str, Any] | None) -> bool:
        seen.append((sql, values or ()))
        return True

    link = connection.connection()
    link.set_exec_trace(trace)
    june()
    link.set_exec_trace(None)
    plans = [row[3] for sql, values in seen for row in connection.rows("EXPLAIN QUERY PLAN " + sql, values)]
    assert any("hazard_line_state (state=? AND deadline>? AND deadline<?)" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith(("SCAN hazard_line", "SCAN line"))]


def test_the_ics_keeps_its_keys_when_a_date_moves() -> None:
    tasks.edit(task_id("5-1-1"), part("任务", deadline=day(10)), ACTOR)

    def entries() -> dict[str, dt.date]:
        made = Calendar.from_ical(calendar.to_ics(*JUNE, day(18)))
        return {str(one["uid"]): one["dtstart"].dt for one in made.walk("VEVENT")}

    before = entries()
    assert len(before) == len(june())
    tasks.edit(task_id("5-1-1"), part("任务", deadline=day(20)), ACTOR)
    key = f"task_deadline-{task_id('5-1-1')}@xianfeng"
    assert (before[key], entries()[key]) == (day(10), day(20))
    assert before.keys() == entries().keys()


def test_an_office_may_bring_its_own_holidays(township: Path) -> None:
    assert not law.work_calendar().is_workday(day(14))
    own = township / law.NAME
    own.write_text('[year.2021]\nsource = "测试"\nworkdays = []\nholidays = []\n', "utf-8")
    assert law.work_calendar().is_workday(day(14))
    own.unlink()
    assert not law.work_calendar().is_workday(day(14))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("[year.2021] # 放假".encode("gbk"), "UTF-8"),
        (b"[year", "TOML"),
        (b"[year.2021]\n", "workdays|holidays"),
    ],
)
def test_a_wrong_holiday_file_is_named(township: Path, body: bytes, words: str) -> None:
    (township / law.NAME).write_bytes(body)
    with pytest.raises(UserError, match=f"({words}).*{law.NAME}”，或删除它"):
        law.work_calendar()
