"""Sites: one spelling each, sound credit codes, found while typing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import connection, journal
from db.errors import UserError
from db.vocabulary import Grade, HazardState, RiskLevel, SiteKind
from tests.work.acts import ACTOR, office_id, snapshot
from tests.work.hazard_rows import hazard
from xianfeng_gui.rules.credit_code import check_character, clean_credit_code
from xianfeng_gui.work import sites
from xianfeng_gui.work.sites import SiteData, SiteFilter

pytestmark = pytest.mark.usefixtures("township")
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# A sample code that circulates with explanations of the standard.
PUBLISHED = "91350100M000100Y43"


def save(name: str, **values: object) -> str:
    return sites.save_site(SiteData(name, **values), ACTOR)  # type: ignore[arg-type]  # a test's shorthand


def names(text: str = "", limit: int = 8) -> list[str]:
    return [one.name for one in sites.find_sites(text, limit)]


def test_a_site_is_saved_changed_and_taken_back(today: dt.date) -> None:
    before = snapshot()
    made = save("  兴隆  机械厂 ", village_id=office_id("绣庄村"), confined_space=True)
    detail = sites.site_detail(made, today)
    assert (detail.data.name, detail.village, detail.data.confined_space) == ("兴隆 机械厂", "绣庄村", True)
    changed = SiteData("兴隆机械厂", village_id=office_id("绣庄村"), risk_level=RiskLevel.RED)
    assert sites.save_site(changed, ACTOR, made) == made
    assert sites.site_detail(made, today).data == changed
    for _ in range(2):
        journal.undo(ACTOR)
    assert snapshot() == before


@pytest.mark.parametrize(
    "twin", ["江津（兴隆）机械厂", " 江津(兴隆) 机械厂", "江津（兴隆)机械 厂", "江津（兴隆）机械厂　"]
)
def test_a_second_spelling_is_refused(twin: str) -> None:
    first = save("江津（兴隆）机械厂")
    with pytest.raises(UserError, match="已经有“江津（兴隆）机械厂”") as caught:
        save(twin)
    assert caught.value.field == "name"
    assert sites.save_site(SiteData(twin), ACTOR, first) == first
    assert connection.scalar("SELECT count(*) FROM site") == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (SiteData("  "), "name"),
        (SiteData("字" * 61), "name"),
        (SiteData("厂", address="字" * 101), "address"),
        (SiteData("厂", credit_code=PUBLISHED[:-1]), "credit_code"),
        (SiteData("厂", credit_code=PUBLISHED[:-1] + "4"), "credit_code"),
        (SiteData("厂", village_id="nowhere"), "village_id"),
    ],
)
def test_bad_input_names_its_field(data: SiteData, field: str) -> None:
    with pytest.raises(UserError) as caught:
        sites.save_site(data, ACTOR)
    assert caught.value.field == field
    assert connection.scalar("SELECT count(*) FROM site") == 0


def test_an_unknown_site_cannot_be_changed() -> None:
    with pytest.raises(UserError, match="没有这个单位"):
        sites.save_site(SiteData("厂"), ACTOR, "nobody")


def test_a_published_code_is_accepted_as_people_type_it() -> None:
    assert clean_credit_code(" ９1350100m000100y43 ") == PUBLISHED
    assert clean_credit_code("  ") == ""


@given(st.text(LETTERS, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(LETTERS))
def test_any_single_wrong_character_is_noticed(first: str, place: int, other: str) -> None:
    code = first + check_character(first)
    assert clean_credit_code(code) == code
    wrong = code[:place] + other + code[place + 1 :]
    if wrong != code:
        with pytest.raises(UserError):
            clean_credit_code(wrong)


def test_sites_are_found_by_characters_initials_and_address() -> None:
    save("兴隆机械厂", address="先锋街12号")
    save("新隆超市")
    save("大兴隆加油站")
    save("歇业兴隆窑", active=False)
    assert names("兴隆") == ["兴隆机械厂", "大兴隆加油站"]
    assert names("xl") == ["兴隆机械厂", "大兴隆加油站", "新隆超市"]
    assert names("先锋街") == ["兴隆机械厂"]
    assert names("没有") == []
    assert len(names("xl", 1)) == 1


def test_the_last_used_sites_come_first() -> None:
    for name in ("甲厂", "乙厂", "丙厂"):
        save(name)
    for site in ("丙厂", "甲厂", "丙厂", "甲厂"):
        hazard(HazardState.REPORTED, None, site=site)
    assert names() == ["甲厂", "丙厂", "乙厂"]
    assert names(limit=2) == ["甲厂", "丙厂"]


def test_the_list_is_filtered_and_counts_open_hazards(today: dt.date) -> None:
    made = save("兴隆机械厂", ammonia_refrigeration=True, risk_level=RiskLevel.RED)
    save("幸福广场", kind=SiteKind.PLACE, village_id=office_id("绣庄村"))
    save("旧窑", active=False)
    hazard(HazardState.RECTIFYING, dt.date(2021, 6, 1), grade=Grade.MAJOR)
    hazard(HazardState.PASSED, dt.date(2021, 6, 1))
    hazard(HazardState.CLOSED, dt.date(2021, 6, 1), found_on=dt.date(2021, 5, 1))

    def chosen(filters: SiteFilter) -> list[str]:
        return [row.name for row in sites.site_rows(filters)]

    assert chosen(SiteFilter()) == ["兴隆机械厂", "幸福广场"]
    assert len(chosen(SiteFilter(inactive=True))) == 3
    assert chosen(SiteFilter(kind=SiteKind.PLACE)) == ["幸福广场"]
    assert chosen(SiteFilter(village_id=office_id("绣庄村"))) == ["幸福广场"]
    assert chosen(SiteFilter(special="ammonia_refrigeration")) == ["兴隆机械厂"]
    assert chosen(SiteFilter(risk_level=RiskLevel.RED)) == ["兴隆机械厂"]
    assert chosen(SiteFilter(text="xfgc")) == ["幸福广场"]
    (row,) = sites.site_rows(SiteFilter(text="兴隆"))
    assert (row.special, row.open_hazards) == (("液氨制冷",), 2)
    detail = sites.site_detail(made, today)
    counts = (detail.hazards, detail.open_hazards, detail.late_hazards, detail.open_major)
    assert (counts, detail.last_found_on) == ((3, 2, 1, 1), dt.date(2021, 5, 1))
