"""The plan of inspections: planned, done, made up for, overdue; how many key sites are covered; the calendar's entry."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from db import clock, connection, journal
from db.errors import UserError
from db.vocabulary import EventKind, RiskLevel
from tests.work import visits
from tests.work.acts import ACTOR, office_id, snapshot
from xianfeng_gui.rules.inspections import PlanState
from xianfeng_gui.work import calendar, inspection_plan, sites
from xianfeng_gui.work.inspection_plan import PlanFilter, PlanRow
from xianfeng_gui.work.sites import SiteData

pytestmark = pytest.mark.usefixtures("township")
TODAY = dt.date(2021, 6, 18)


def site(name: str, **values: Any) -> str:
    return sites.save_site(SiteData(name, **values), ACTOR)


def planned(*wanted: tuple[str, str]) -> int:
    return inspection_plan.plan(list(wanted), office_id("镇应急办"), ACTOR)


def row(name: str, year: int = 2021, today: dt.date = TODAY) -> PlanRow:
    return next(one for one in inspection_plan.plan_year(year, today).rows if one.name == name)


def states(name: str, today: dt.date = TODAY) -> dict[str, PlanState]:
    return {
        cell.month[5:]: cell.state
        for cell in row(name, today=today).cells
        if cell.state is not PlanState.NOTHING
    }


def test_a_month_is_planned_once_and_taken_back() -> None:
    one, two = site("甲厂"), site("乙厂")
    before = snapshot()
    assert planned((one, "2021-06"), (two, "2021-06"), (one, "2021-09"), (one, "2021-06")) == 3
    assert planned((one, "2021-06"), (two, "2021-07")) == 1
    assert journal.entries(limit=1)[0].label == "安排检查1家次"
    assert states("甲厂") == {"06": PlanState.PLANNED, "09": PlanState.PLANNED}
    assert inspection_plan.unplan([(one, "2021-06"), (one, "2021-01")], ACTOR) == 1
    for _ in range(3):
        journal.undo(ACTOR)
    assert snapshot() == before


def test_the_past_is_not_planned() -> None:
    one = site("甲厂")
    with pytest.raises(UserError, match="过去的月份不能再安排") as caught:
        planned((one, "2021-07"), (one, "2021-05"))
    assert caught.value.field == "months"
    with pytest.raises(UserError, match="请选择检查单位"):
        inspection_plan.plan([(one, "2021-07")], "", ACTOR)
    with pytest.raises(UserError, match="至少选择一个月份"):
        inspection_plan.distribute([one], [])
    assert states("甲厂") == {}


def test_an_inspection_fulfils_its_month_or_the_oldest_missed() -> None:
    one = site("甲厂")
    clock.set_today(dt.date(2021, 4, 1))
    planned((one, "2021-04"), (one, "2021-05"), (one, "2021-06"))
    clock.set_today(TODAY)
    assert states("甲厂") == {"04": PlanState.OVERDUE, "05": PlanState.OVERDUE, "06": PlanState.PLANNED}
    june = visits.recorded(dt.date(2021, 6, 1), site="甲厂")
    assert states("甲厂")["06"] is PlanState.DONE and states("甲厂")["04"] is PlanState.OVERDUE
    visits.recorded(dt.date(2021, 6, 10), site="甲厂")
    assert states("甲厂") == {"04": PlanState.DONE, "05": PlanState.OVERDUE, "06": PlanState.DONE}
    assert inspection_plan.unplan([(one, "2021-06"), (one, "2021-05")], ACTOR) == 1, "what was done stays"
    assert row("甲厂").last_on == "2021-06-10"
    for _ in range(3):
        journal.undo(ACTOR)
    assert states("甲厂")["06"] is PlanState.PLANNED, "undone with the inspection"
    assert june.number == "YJB-2021-J001"


def test_key_sites_come_first_the_never_inspected_foremost() -> None:
    site("普通厂", risk_level=RiskLevel.YELLOW)
    site("红厂", risk_level=RiskLevel.RED)
    site("橙厂", risk_level=RiskLevel.ORANGE)
    site("粉尘厂", explosive_dust=True)
    site("关停厂", risk_level=RiskLevel.RED, active=False)
    visits.recorded(dt.date(2020, 9, 1), site="红厂")
    visits.recorded(dt.date(2021, 2, 1), site="橙厂")
    plan = inspection_plan.plan_year(2021, TODAY)
    assert [one.name for one in plan.rows] == ["粉尘厂", "红厂", "橙厂", "普通厂"]
    assert plan.rows[0].special == ("涉爆粉尘",)
    assert states("橙厂") == {"02": PlanState.UNPLANNED}
    counted = plan.coverage
    assert (counted.key, counted.key_covered, counted.never, counted.uncovered) == (3, 1, 1, 2)
    assert counted.percent == 33
    assert inspection_plan.uncovered(2021, TODAY) == [plan.rows[0].id, plan.rows[1].id]
    wanted = inspection_plan.distribute(inspection_plan.uncovered(2021, TODAY), ["2021-06", "2021-07"])
    assert wanted == [(plan.rows[0].id, "2021-06"), (plan.rows[1].id, "2021-07")]
    planned(*wanted)
    counted = inspection_plan.plan_year(2021, TODAY).coverage
    assert (counted.uncovered, counted.month_planned, counted.month_done) == (0, 1, 0)
    assert inspection_plan.uncovered(2021, TODAY) == []


def test_the_plan_is_filtered() -> None:
    site("红厂", risk_level=RiskLevel.RED)
    site("绣庄坊", village_id=office_id("绣庄村"))

    def names(wanted: PlanFilter) -> list[str]:
        return [one.name for one in inspection_plan.plan_year(2021, TODAY, wanted).rows]

    assert names(PlanFilter(key_only=True)) == names(PlanFilter(text="hc")) == ["红厂"]
    assert names(PlanFilter(village_id=office_id("绣庄村"))) == ["绣庄坊"]
    empty = inspection_plan.plan_year(2021, TODAY, PlanFilter(text="没有")).coverage
    assert (empty.key, empty.percent) == (0, 100)


def test_the_calendar_says_what_the_month_asks_for() -> None:
    one, two = site("甲厂"), site("乙厂")
    clock.set_today(dt.date(2021, 5, 6))
    planned((one, "2021-05"), (one, "2021-06"), (two, "2021-06"), (one, "2021-08"))
    clock.set_today(TODAY)
    visits.recorded(dt.date(2021, 6, 10), site="甲厂")
    events = calendar.events(dt.date(2021, 5, 1), dt.date(2021, 7, 31), TODAY, [EventKind.PLANNED_INSPECTION])
    assert [(str(event.date), event.title, event.late, event.done) for event in events] == [
        ("2021-05-31", "5月计划检查1家（1家未查）", True, False),
        ("2021-06-30", "6月计划检查2家（1家未查）", False, False),
    ]
    assert events[0].record == ("inspection-plan", "2021-05")
    assert any(one.kind is EventKind.PLANNED_INSPECTION for one in calendar.overdue(TODAY, 5))
    assert b"6\xe6\x9c\x88" in calendar.to_ics(dt.date(2021, 6, 1), dt.date(2021, 6, 30), TODAY)


def test_a_site_that_is_new_has_no_plan() -> None:
    visits.recorded(dt.date(2021, 6, 10), site="新来的店")
    assert states("新来的店") == {"06": PlanState.UNPLANNED}
    assert connection.scalar("SELECT count(*) FROM planned_inspection") == 0


def test_the_calendar_counts_as_the_page_does() -> None:
    one, two = site("甲厂"), site("乙厂")
    visits.recorded(dt.date(2021, 6, 10), site="甲厂")
    planned((one, "2021-06"), (two, "2021-06"))
    sites.save_site(SiteData("乙厂", active=False), ACTOR, two)
    [event] = calendar.events(
        dt.date(2021, 6, 1), dt.date(2021, 6, 30), TODAY, [EventKind.PLANNED_INSPECTION]
    )
    assert (event.title, event.done) == ("6月计划检查1家", True)
    coverage = inspection_plan.plan_year(2021, TODAY).coverage
    assert (coverage.month_planned, coverage.month_done) == (1, 1)
