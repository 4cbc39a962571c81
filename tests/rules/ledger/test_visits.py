"""What cells of inspections and their plan say: people, times, months."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UserError
from xianfeng_gui.rules.ledger import planned, visits
from xianfeng_gui.rules.ledger.visits import Named

NAMES = st.text(st.sampled_from("何丁罗张李王建国明芳梅永强"), min_size=2, max_size=4)
CERTIFICATES = st.just("") | st.from_regex(r"[A-Z]{2}[0-9]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("何某、丁某", ["何某", "丁某"]),
        ("何某 丁某", ["何某", "丁某"]),
        ("何某\n丁某，罗某/张某；李某", ["何某", "丁某", "罗某", "张某", "李某"]),
        ("张　三、李四", ["张三", "李四"]),
        ("张 三 李 四", ["张三", "李四"]),
        ("张 小 三", ["张小三"]),
        ("组长：何某；成员：丁某、罗某", ["何某", "丁某", "罗某"]),
        ("组长： 何某", ["何某"]),
        ("何某（应急办、副主任）、丁某", ["何某", "丁某"]),
        ("何某、何某", ["何某"]),
        ("何某等3人", ["何某"]),
        ("/", []),
    ],
)
def test_people_are_told_apart(words: str, names: list[str]) -> None:
    assert [one.name for one in visits.people(words)] == names


def test_a_certificate_stands_in_brackets() -> None:
    assert visits.people("何某（执法证23050001） 丁某(组员)") == [
        Named("何某", "23050001"), Named("丁某", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "others"), [("何某等3人", True), ("何某、丁某等", True), ("何某等人", True), ("何某", False)]
)
def test_others_are_told_of(words: str, others: bool) -> None:
    assert visits.names_others(words) is others


@given(
    st.lists(st.builds(Named, NAMES, CERTIFICATES), max_size=6, unique_by=lambda one: one.name),
    st.sampled_from(["、", "，", "；", "/", "\n", " ", " 、 ", "　"]),
)
def test_whatever_stands_between_them_all_are_found(people: list[Named], between: str) -> None:
    words = between.join(
        f"{one.name}（{one.certificate}）" if one.certificate else one.name for one in people
    )
    assert visits.people(words) == people


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("9:30", ("09:30", "")),
        ("上午9点至10点半", ("09:00", "10:30")),
        ("下午3时至5时", ("15:00", "17:00")),
        ("9:00-10:30", ("09:00", "10:30")),
        ("22:00～1:00", ("22:00", "01:00")),
        ("2021-06-03 09:30", ("09:30", "")),
        ("2021-06-03", ("", "")),
        ("09:10:00", ("09:10", "")),
        ("0.5", ("12:00", "")),
        ("", ("", "")),
        ("无", ("", "")),
    ],
)
def test_times(words: str, told: tuple[str, str]) -> None:
    assert visits.times(words) == told


@given(st.times(), st.times())
def test_a_time_comes_back(begin: object, end: object) -> None:
    words = [f"{one:%H:%M}" for one in (begin, end)]
    assert visits.times(words[0]) == (words[0], "")
    assert visits.times("—".join(words)) == tuple(words)


def test_what_is_no_time_is_said() -> None:
    with pytest.raises(UserError, match="“一整天”不是时间"):
        visits.times("一整天")


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("3月", ["03"]),
        ("3月、9月份", ["03", "09"]),
        ("十二月和三月", ["03", "12"]),
        ("2021年3月", ["03"]),
        ("2021-03", ["03"]),
        ("2021-03-15", ["03"]),
        ("3月15日", ["03"]),
        ("3", ["03"]),
        ("每月", [*planned.MONTHS]),
        ("/", []),
    ],
)
def test_months_of_a_cell(words: str, months: list[str]) -> None:
    assert planned.months(words, 2021) == tuple(f"2021-{one}" for one in months)


@pytest.mark.parametrize("words", ["3-5月", "上半年", "13月", "每季度", "3-5"])
def test_what_names_no_month_is_said(words: str) -> None:
    with pytest.raises(UserError, match=f"“{words}”没有写明是哪几个月"):
        planned.months(words, 2021)


@given(st.lists(st.integers(1, 12), unique=True), st.sampled_from(["、", "，", " ", "\n"]))
def test_months_come_back(numbers: list[int], between: str) -> None:
    words = between.join(f"{number}月" for number in numbers)
    assert planned.months(words, 2022) == tuple(f"2022-{number:02}" for number in sorted(numbers))


@pytest.mark.parametrize("words", ["○", "✓", "√", "●", "逾", "1", "2021-03-05", "15日", "何某", "是", "两次"])
def test_signs_that_plan(words: str) -> None:
    assert planned.is_planned(words)


@pytest.mark.parametrize("words", ["", "＋", "+", "＋ 6/3", "0", "×", "否", "/", "—", "无"])
def test_signs_that_do_not(words: str) -> None:
    assert not planned.is_planned(words)


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (["先锋镇2022 年度检查计划", "2021年"], 2022),
        (["检查计划", "2021年1月"], 2021),
        (["计划2023"], 2023),
        (["2022-01"], 2022),
        (["电话20211234", "共2000家"], None),
    ],
)
def test_the_year_of_a_plan(texts: list[str], year: int | None) -> None:
    assert planned.year_of(texts) == year
