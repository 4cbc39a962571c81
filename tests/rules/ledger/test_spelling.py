"""Dates, numbers and phones as clerks write them; which sites are the same."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserError
from xianfeng_gui.rules.ledger import spelling
from xianfeng_gui.rules.ledger.fields import Cell
from xianfeng_gui.rules.site_names import bare_name

DAY = dt.date


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2020.6.3", DAY(2020, 6, 3)),
        ("2020-06-03", DAY(2020, 6, 3)),
        ("2020/6/3 09:30", DAY(2020, 6, 3)),
        ("２０２０年６月３日", DAY(2020, 6, 3)),
        ("20200603", DAY(2020, 6, 3)),
        ("6月3日", DAY(2021, 6, 3)),
        ("2020年6月", DAY(2020, 6, 1)),
        ("二〇二〇年六月三日", DAY(2020, 6, 3)),
        ("二○二一年十二月三十一日", DAY(2021, 12, 31)),
        ("20.6.3", DAY(2020, 6, 3)),
        ("2021年6月底前", DAY(2021, 6, 30)),
        ("2021年6月3日前", DAY(2021, 6, 3)),
        ("6月3日之前", DAY(2021, 6, 3)),
        ("6月底前", DAY(2021, 6, 30)),
        ("6月", DAY(2021, 6, 1)),
        (2020.6, DAY(2020, 6, 1)),
        (43985, DAY(2020, 6, 3)),
        (43985.0, DAY(2020, 6, 3)),
        ("43985", DAY(2020, 6, 3)),
        (20200603.0, DAY(2020, 6, 3)),
        (dt.datetime(2020, 6, 3, 9, 30), DAY(2020, 6, 3)),
        ("/", None),
        ("长期", None),
        (None, None),
    ],
)
def test_days(cell: Cell, day: dt.date | None) -> None:
    assert spelling.day(cell, 2021) == day


def test_of_a_month_a_deadline_means_the_last_day() -> None:
    assert spelling.day("2020年2月", 2021, month_end=True) == DAY(2020, 2, 29)
    assert spelling.day("2021年", 2021, month_end=True) == DAY(2021, 12, 31)


@pytest.mark.parametrize("cell", ["2021-13-45", "2021年2月30日", "立即", "3", 12.5, 2020.15, math.inf, True])
def test_what_is_no_day_is_refused(cell: Cell) -> None:
    with pytest.raises(UserError, match="不是日期|不存在"):
        spelling.day(cell, 2021)


def test_a_number_that_means_two_months_is_asked_about() -> None:
    with pytest.raises(UserError, match="1月还是10月"):
        spelling.day(2020.1, 2021)


@given(
    st.dates(DAY(1990, 1, 1), DAY(2100, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]),
)
def test_every_usual_form_of_a_day_is_read(day: dt.date, form: str) -> None:
    assert spelling.day(day.strftime(form), 2021) == day


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_refused_in_words(text: str) -> None:
    try:
        spelling.day(text, 2021)
    except UserError as error:
        assert str(error)


def test_numbers_and_phones() -> None:
    assert spelling.number("1,200条") == 1200
    assert spelling.number(3.0) == 3
    assert spelling.phone(13800000000.0) == "13800000000"
    assert spelling.phone("１３９ ００００ ００００") == "13900000000"
    assert spelling.people("何某 丁某/罗某") == "何某、丁某、罗某"
    with pytest.raises(UserError, match="不是数字"):
        spelling.number("很多")


@pytest.mark.parametrize("cell", ["2021-06", "2021年6月", "2021.6", "202106", dt.date(2021, 6, 9)])
def test_months(cell: Cell) -> None:
    assert spelling.month(cell) == "2021-06"


@pytest.mark.parametrize(
    "name",
    [
        "重庆市江津区青禾榨菜加工厂",
        "青禾榨菜加工厂有限公司",
        "江津区青禾榨菜加工厂有限责任公司",
        "青禾（榨菜）加工厂",
        "青禾 榨菜加工厂",
    ],
)
def test_spellings_of_one_site(name: str) -> None:
    assert bare_name(name) == "青禾榨菜加工厂"


@pytest.mark.parametrize("name", ["江津区公司", "先锋镇", "村", "", "重庆小面店"])
def test_a_name_never_becomes_nothing(name: str) -> None:
    assert bool(bare_name(name)) == bool(name)
    assert bare_name("重庆小面店") == "重庆小面店"


@pytest.mark.parametrize("cell", [float("inf"), float("nan"), "1e999"])
def test_no_number_at_all(cell: float | str) -> None:
    with pytest.raises(UserError, match="不是数字"):
        spelling.number(cell)
    with pytest.raises(UserError, match="不是日期"):
        spelling.day(cell, 2021)
