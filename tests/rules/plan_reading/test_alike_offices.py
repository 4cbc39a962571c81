"""Names that mean one office are found, and names that don't are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.plans import official_text
from tests.rules.plan_reading import documents
from xianfeng_gui.rules.plan import parse_plan
from xianfeng_gui.rules.plan_reading.alike_offices import Alike, KnownOffice, alike, merged, offices_of
from xianfeng_gui.rules.plan_reading.reading import read_plan
from xianfeng_gui.rules.plan_values import Plan

BUILT_IN = Path(__file__).parents[3] / "resources" / "plans" / "xianfeng-2020.toml"


def plan_with(*names: str, town: str = "先锋镇") -> Plan:
    """A town's plan with these supporting offices."""
    others = "".join(f"{one}、" for one in names)
    text = documents.RUNNING.replace("镇民政和社会事务办、镇财政 办和", others)
    return read_plan(text.replace("青石", town.removesuffix("镇"))).plan


def pairs(plan: Plan, known: str = "", township: str = "先锋镇人民政府") -> list[tuple[str, str, bool]]:
    offices = [KnownOffice(*words.split("/")) for words in known.split()]
    return [(one.name, one.kept, one.sure) for one in alike(plan, offices, township)]


@pytest.mark.parametrize(
    ("name", "known", "sure"),
    [
        ("镇市场监管所", "先锋市场监管所/先锋市场监督管理所", True),
        ("市场监督管理所", "先锋市场监管所/先锋市场监管所", True),
        ("先锋镇市场监督管理所", "先锋市场监管所/先锋市场监管所", True),
        ("镇应急管理办公室", "镇应急办/镇应急办", True),
        ("镇民政办公室", "镇民政办/镇民政办", True),
        ("规划和自然资源所", "先锋规资所/先锋规资所", False),
        ("镇文化和旅游服务中心", "镇文化服务中心/镇文化服务中心", False),
        ("黑山市场监管所", "市场监管所/市场监管所", False),
    ],
)
def test_one_office_under_two_names(name: str, known: str, sure: bool) -> None:
    assert pairs(plan_with(name), known) == [(name, known.partition("/")[0], sure)]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("区市场监管局", "先锋市场监管所/先锋市场监管所"),
        ("区应急管理办公室", "镇应急办/镇应急办"),
        ("镇司法所", "先锋派出所/先锋派出所"),
        ("镇经济办", "镇党建办/镇党建办"),
        ("镇财政办", "镇财政办/镇财政办"),
    ],
)
def test_other_offices(name: str, known: str) -> None:
    assert pairs(plan_with(name), known) == []


def test_the_same_body_of_another_town_is_another() -> None:
    known = "先锋派出所/先锋派出所 镇应急办/镇应急办"
    assert pairs(plan_with("派出所", town="青石镇"), known) == [("派出所", "青石派出所", True)]
    assert pairs(plan_with("青石镇应急管理办公室", town="青石镇"), "") == [
        ("青石镇应急管理办公室", "镇应急办", True)
    ]


def test_the_name_used_most_is_kept() -> None:
    text = documents.RUNNING.replace("镇财政 办和", "市场监督管理所、镇市场监管所、").replace(
        "青石学区办、", "镇市场监管所、"
    )
    assert pairs(read_plan(text).plan, township="") == [("市场监督管理所", "镇市场监管所", True)]


@pytest.mark.parametrize("with_known", [True, False])
def test_the_built_in_plan_has_no_office_twice(with_known: bool) -> None:
    built_in = parse_plan(BUILT_IN.read_text("utf-8"))
    known = [KnownOffice(one.name, one.full_name) for one in built_in.offices] if with_known else []
    assert alike(read_plan(official_text(built_in)).plan, known, "先锋镇人民政府") == ()


def test_merging_leaves_no_part_twice() -> None:
    plan = plan_with("镇应急管理办公室", "镇应急办公室")
    found = alike(plan, (), "先锋镇人民政府")
    assert {one.name for one in found} == {"镇应急管理办公室", "镇应急办公室"}
    one = merged(plan, {found[0].name: "镇应急办", found[1].name: "镇应急办"})
    assert one.topics[0].supporting.count("镇应急办") == 1
    assert one.topics[1].lead == ("镇应急办",) and "镇应急办" not in one.topics[1].supporting
    assert [office.name for office in one.offices].count("镇应急办") == 1
    assert not {"镇应急管理办公室", "镇应急办公室"} & offices_of(one).keys()


@given(
    st.dictionaries(st.sampled_from(list(offices_of(read_plan(documents.NUMBERED).plan))), st.just("镇甲办"))
)
def test_merging_loses_no_office_and_no_task(names: dict[str, str]) -> None:
    plan = read_plan(documents.NUMBERED).plan
    one = merged(plan, names)
    assert set(offices_of(one)) == {names.get(name, name) for name in offices_of(plan)}
    assert {office.name for office in one.offices} == {names.get(o.name, o.name) for o in plan.offices}
    assert [len(topic.measures) for topic in one.topics] == [len(topic.measures) for topic in plan.topics]


def test_pairs_are_values() -> None:
    assert len({Alike("甲所", "乙所", True), Alike("甲所", "乙所", True)}) == 1
