"""A computer's date that can't be right is doubted; one that somebody stands by is not."""

from __future__ import annotations

import datetime as dt

import pytest

from db import clock, connection
from tests.conftest import TODAY
from xianfeng_gui.work import news, settings, wrong_clock

pytestmark = pytest.mark.usefixtures("township")


def on(year: int, month: int, day: int) -> None:
    clock.set_today(dt.date(year, month, day))


def work(words: str = "值班室") -> None:
    """Something is recorded today."""
    settings.save({"paper.contact": words}, "何某")


def test_an_ordinary_day_is_believed() -> None:
    assert wrong_clock.doubt() == ""
    on(2022, 6, 19)  # a year and a day later
    assert wrong_clock.doubt() == ""


def test_a_day_before_the_last_entry() -> None:
    on(2021, 6, 17)
    assert wrong_clock.doubt() == (
        "电脑的日期可能不对：今天是2021年6月17日，早于已有的记录（2021年6月18日）。期限都从今天算起，日期不对就会算错；"
        "请先改正电脑的日期和时间，再办理业务。"
    )


def test_an_entry_on_a_wrong_day_does_not_hide_the_days_before() -> None:
    on(2009, 1, 1)
    work()
    assert "早于已有的记录（2021年6月18日）" in wrong_clock.doubt()


def test_a_day_far_ahead() -> None:
    on(2022, 6, 20)
    assert "比最近一次记录（2021年6月18日）晚了一年以上" in wrong_clock.doubt()


def test_a_trusted_day_is_believed_from_then_on() -> None:
    on(2031, 1, 1)
    work("错的年份")
    on(2021, 6, 21)
    assert "早于已有的记录（2031年1月1日）" in wrong_clock.doubt()
    wrong_clock.trust()
    assert wrong_clock.doubt() == ""
    on(2021, 6, 20)
    assert "早于已有的记录（2021年6月21日）" in wrong_clock.doubt()
    on(2021, 6, 22)
    assert wrong_clock.doubt() == ""
    work("对的年份")
    on(2022, 7, 1)
    assert "晚了一年以上" in wrong_clock.doubt()


def test_the_computers_own_date_is_measured_by_the_release(township: object) -> None:
    clock.set_today(None)
    trusted_after = dt.date.today() >= news.released_on() - dt.timedelta(days=1)
    assert ("早于本程序的发布日期" in wrong_clock.doubt()) is not trusted_after


def test_the_journal_keeps_its_order_whatever_the_clock_says() -> None:
    on(2009, 1, 1)
    work("一")
    on(2021, 6, 19)
    work("二")
    rows = connection.rows("SELECT seq, substr(at, 1, 4) FROM journal ORDER BY seq")
    assert [seq for seq, _ in rows] == list(range(1, len(rows) + 1))
    assert [year for _, year in rows][-2:] == ["2009", str(TODAY.year)]
