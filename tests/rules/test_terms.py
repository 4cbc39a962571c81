"""The file of terms, an office's own values, and the dates that come round."""

from __future__ import annotations

import re
from datetime import date

import pytest

from db.errors import UserError
from db.vocabulary import EventKind
from tests.rules.law import CALENDAR, TERMS
from xianfeng_gui.rules.statutory import statutory_dates
from xianfeng_gui.rules.terms import check_own, parse_terms, with_overrides

RULE = 'label = "甲"\nvalue = "10"\nunit = "days"\nsource = "乙"\nconfirmed = true\n'
EARLIER = '[[a.earlier]]\nuntil = 2020-12-31\nvalue = "5"\nsource = "丙"\n'


def test_every_figure_has_a_source_and_unconfirmed_ones_say_they_are_settings() -> None:
    assert all(rule.label and rule.source for rule in TERMS.values())
    unconfirmed = {key for key, rule in TERMS.items() if not rule.confirmed}
    assert {"reinspection", "extension_apply", "extension_answer", "monthly_report"} <= unconfirmed
    assert all(("尚无文件确认" in rule.advice()) is not rule.confirmed for rule in TERMS.values())


@pytest.mark.parametrize("key", TERMS)
def test_what_goes_onto_a_list_has_no_internal_notes_and_no_law_of_later_days(key: str) -> None:
    """The campaign begins in 2020: a list of that year can't name what was made afterwards."""
    rule = TERMS[key]
    before = [rule.in_force(one.until).basis() for one in rule.earlier]
    for told in (rule.basis(), with_overrides(TERMS, {key: rule.value})[key].basis(), *before):
        assert not re.search("待核实|设置|20(2[1-9]|[3-9][0-9])年", told)
    assert rule.note not in rule.basis() or not rule.note
    assert rule.note in rule.advice()


def test_terms_count_in_their_unit() -> None:
    answer = TERMS["extension_answer"].after(date(2020, 9, 28), CALENDAR)
    assert answer.working and answer.due == date(2020, 10, 12)
    assert TERMS["reinspection"].after(date(2020, 9, 25), CALENDAR).due == date(2020, 10, 9)
    assert TERMS["extension_apply"].before(date(2020, 12, 4)) == date(2020, 11, 24)


def test_an_offices_values_replace_the_defaults() -> None:
    own = with_overrides(TERMS, {"monthly_report": " 028 ", "consultation_day": "6-20"})
    assert own["monthly_report"].number == 28
    assert own["consultation_day"].in_year(2021) == date(2021, 6, 20)
    assert TERMS["monthly_report"].number == 25
    assert own["consultation_day"].basis().startswith("本单位设定")
    assert not with_overrides(TERMS, {"monthly_report": "25"})["monthly_report"].own


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("nothing", "1"),
        ("reinspection", "0"),
        ("reinspection", "-3"),
        ("reinspection", "十"),
        ("reinspection", "367"),
        ("monthly_report", "32"),
        ("consultation_day", "02-29"),
        ("consultation_day", "16"),
        ("consultation_day", "13-01"),
    ],
)
def test_senseless_values_are_refused_beside_their_field(key: str, value: str) -> None:
    with pytest.raises(UserError) as caught:
        with_overrides(TERMS, {key: value})
    assert caught.value.field == key


@pytest.mark.parametrize(
    "text",
    [
        "[a",
        "a = 1",
        '[a]\nlabel = "甲"',
        "[a]\n" + RULE.replace('"10"', "10"),
        "[a]\n" + RULE.replace("days", "weeks"),
        "[a]\n" + RULE + "roll = 1",
        "[a]\n" + RULE + "more = 1",
        "[a]\n" + RULE.replace('"10"', '"x"'),
        "[a]\n" + RULE + "earlier = [1]",
        "[a]\n" + RULE + EARLIER.replace("2020-12-31", '"2020-12-31"'),
        "[a]\n" + RULE + EARLIER.replace('"5"', '"0"'),
        "[a]\n" + RULE + EARLIER + EARLIER.replace("2020", "2019"),
    ],
)
def test_a_wrong_file_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_terms(text)
    assert parse_terms("[a]\n" + RULE)["a"].number == 10


def test_a_term_that_the_law_changed_is_the_one_of_its_first_day() -> None:
    older = EARLIER.replace("2020", "2018").replace('"5"', '"3"')
    rule = parse_terms("[a]\n" + RULE + older + EARLIER)["a"]
    days = (date(2018, 12, 31), date(2019, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    assert [rule.in_force(day).number for day in days] == [3, 5, 5, 10]
    assert [rule.in_force(day).basis() for day in days] == ["丙", "丙", "丙", "乙"]
    assert rule.numbers == (3, 5, 10)
    own = with_overrides({"a": rule}, {"a": "7"})["a"]
    assert [own.in_force(day).number for day in days] == [7] * 4 and own.numbers == (7,)


def test_dates_of_a_year() -> None:
    dates = statutory_dates(date(2021, 1, 1), date(2021, 12, 31), TERMS)
    by_title = {dated.title: dated for dated in dates}
    assert by_title["报送2020年度隐患排查治理统计"].on == date(2021, 1, 31)
    assert by_title["报送2020年第四季度隐患排查治理统计"].on == date(2021, 1, 15)
    assert by_title["报送2021年第一季度隐患排查治理统计"].on == date(2021, 4, 15)
    assert by_title["报送2021年第三季度隐患排查治理统计"].on == date(2021, 10, 15)
    assert by_title["安全宣传咨询日"].on == date(2021, 6, 16)
    month = by_title["安全生产月"]
    assert (month.on, month.until) == (date(2021, 6, 1), date(2021, 6, 30))
    monthly = [dated for dated in dates if dated.kind is EventKind.MONTHLY_REPORT_DUE]
    assert [dated.on for dated in monthly] == [date(2021, month, 25) for month in range(1, 13)]
    assert "总局令第16号" in by_title["报送2021年第一季度隐患排查治理统计"].explanation
    assert dates == sorted(dates, key=lambda dated: dated.on)


def test_a_stretch_takes_what_it_touches() -> None:
    titles = [dated.title for dated in statutory_dates(date(2021, 6, 17), date(2021, 6, 24), TERMS)]
    assert titles == ["安全生产月"]
    assert statutory_dates(date(2021, 5, 26), date(2021, 5, 31), TERMS) == []
    for day in (date(2021, 6, 1), date(2021, 6, 30)):
        assert [dated.title for dated in statutory_dates(day, day, TERMS)] == ["安全生产月"]


def test_a_report_day_beyond_the_month_is_its_last() -> None:
    own = with_overrides(TERMS, {"monthly_report": "31"})
    (report,) = statutory_dates(date(2021, 2, 1), date(2021, 2, 28), own)
    assert report.on == date(2021, 2, 28)


@pytest.mark.parametrize(("key", "figure"), [("review", "60日"), ("suit", "6个月")])
def test_terms_of_review_and_suit_are_the_law_s(key: str, figure: str) -> None:
    """行政复议法 article 20 (9 until 2023), 行政诉讼法 article 46: papers tell of them in these figures."""
    check_own(TERMS, key, TERMS[key].value)
    with pytest.raises(UserError, match=f"法律规定的{figure}，不能改") as caught:
        check_own(TERMS, key, "15")
    assert caught.value.field == key
    assert with_overrides(TERMS, {key: "15"}) == TERMS, "set by an older program"
