"""What a clerk types as a date, and numbers of papers and hazards: round trips and refusals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserError
from xianfeng_gui.rules.dates import format_date, parse_date, weekday_name
from xianfeng_gui.rules.numbering import (
    check_pattern,
    parse_number,
    plain_number,
    render_hazard_number,
    render_number,
    year_in,
)

TODAY = date(2021, 6, 18)
PATTERN = "先锋府安改〔{year}〕{n}号"
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days)
def test_every_written_form_of_a_date_is_read_back(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    forms = (f"{y}-{m}-{d}", f"{y}.{m}.{d}", f"{y}/{m:02d}/{d:02d}", format_date(day), f"{day:%Y%m%d}")
    assert {parse_date(form, TODAY) for form in forms} == {day}


@given(st.dates(date(2021, 1, 1), date(2021, 12, 31)))
def test_a_date_without_year_is_of_this_year(day: date) -> None:
    assert parse_date(f"{day.month}-{day.day}", TODAY) == day
    assert parse_date(f" {day.month} 月 {day.day} 日", TODAY) == day


def test_days_ahead_and_full_width() -> None:
    assert parse_date("+10", TODAY) == TODAY + timedelta(days=10)
    assert parse_date("２０２０－６－３", TODAY) == date(2020, 6, 3)
    assert parse_date("＋３", TODAY) == date(2021, 6, 21)


@pytest.mark.parametrize(
    "text",
    ["", "明年", "2020-13-1", "2-30", "2021-2-29", "20-6-3", "1899-1-1", "2020-6", "-5", "+", "20200603x"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_date(text, TODAY)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_sentence(text: str) -> None:
    try:
        assert 1900 <= parse_date(text, TODAY).year <= 2100
    except UserError as error:
        assert str(error)


def test_names_of_days() -> None:
    assert format_date(date(2020, 6, 3)) == "2020年6月3日"
    assert [weekday_name(date(2021, 6, 14 + n)) for n in range(7)] == [
        f"周{name}" for name in "一二三四五六日"
    ]


def test_numbers_look_official() -> None:
    assert render_number(PATTERN, 2020, 12) == "先锋府安改〔2020〕12号"
    assert render_hazard_number("YJB", 2020, 12) == "YJB-2020-0012"
    assert render_hazard_number("YJB", 2020, 12345) == "YJB-2020-12345"


@pytest.mark.parametrize(
    ("written", "plain", "found"),
    [
        ("先锋府安改〔2020〕12号", "先锋府安改〔2020〕12号", (2020, 12)),
        ("先锋府安改[2020]第012号", "先锋府安改〔2020〕第012号", (2020, 12)),
        (" 先锋府安改 （２０２０） ３号\n", "先锋府安改〔2020〕3号", (2020, 3)),
        ("先锋府安改【2020】0号", "先锋府安改〔2020〕0号", None),
        ("先锋府安改〔2020〕12号之一", "先锋府安改〔2020〕12号之一", None),
        ("（江津）应急责改〔2020〕1号", "（江津）应急责改〔2020〕1号", None),
        ("先锋府安改202012号", "先锋府安改202012号", None),
    ],
)
def test_numbers_of_registers_are_read(written: str, plain: str, found: tuple[int, int] | None) -> None:
    assert plain_number(written) == plain
    assert parse_number(PATTERN, plain) == found
    assert year_in(plain) == (2020 if "〔" in plain else None)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "先锋府安改{n}号",
        "先锋府安改〔{year}〕号",
        "先锋府安改[{year}]{n}号",
        "先锋府安改〔{year}〕第{n}号",
        "先锋府安改〔{year}〕{n:04d}号",
        "先锋府安改〔{year}〕0{n}号",
        "先锋府安改〔{year}〕{n}0号",
        "先锋府安改〔{year}〕{n}{n}号",
        "先锋府安改〔{year}〕〔{year}〕{n}号",
        "先锋府 安改〔{year}〕{n}号",
        "〔{year}〕{n}号",
        "{n}先锋府〔{year}〕{n}号",
        "先锋府〔{year}〕{n}号{x}",
    ],
)
def test_patterns_against_the_standard_are_refused(pattern: str) -> None:
    with pytest.raises(UserError) as caught:
        check_pattern(pattern)
    assert caught.value.field == "pattern"


def test_senseless_parts_of_numbers_are_refused() -> None:
    for year, n in ((20, 1), (2020, 0), (12020, 1)):
        with pytest.raises(UserError):
            render_number(PATTERN, year, n)
    for code in ("", "A-B", "A B"):
        with pytest.raises(UserError):
            render_hazard_number(code, 2020, 1)
