"""Inspections: one change with their hazards, numbers that are never used twice, corrections, repeats, the JSON form."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import check, clock, connection, journal
from db.errors import UserError
from db.records import Hazard, Inspection
from db.vocabulary import Answer, Grade, Source
from tests.work import acts, visits
from tests.work.acts import ACTOR, snapshot, undo_all
from tests.work.hazard_specs import jpeg
from xianfeng_gui.work import (
    checklists,
    hazard_detail,
    hazards,
    inspection_list,
    inspections,
    inspectors,
    lookup,
    offices,
)
from xianfeng_gui.work.inspection_data import InspectionData, InspectionHead
from xianfeng_gui.work.inspection_entry import Entry
from xianfeng_gui.work.inspection_list import InspectionFilter
from xianfeng_gui.work.inspectors import InspectorData

pytestmark = pytest.mark.usefixtures("township")
DAY = dt.date(2021, 6, 17)


def hazard_of(number: str) -> Hazard:
    return hazards.by_number(number)


def test_an_inspection_is_one_change_with_its_hazards(tmp_path: Path) -> None:
    before, (last,) = snapshot(), journal.entries(limit=1)
    jpeg(tmp_path / "a.jpg")
    item = visits.spec()["items"][0] | {"photos": ["a.jpg"], "deadline": {"working_days": 10}}
    made = visits.added(tmp_path, items=[item])
    assert (made.number, [one.number for one in made.hazards]) == ("YJB-2021-J001", ["YJB-2021-0001"])
    assert journal.entries(limit=1)[0].seq == last.seq + 1
    inspection: Inspection = Inspection.get_by_id(made.id)
    assert (inspection.starts_at, inspection.ends_at) == ("09:30", "11:00")
    assert (inspection.site.name, inspection.site.legal_representative) == (visits.SITE, "罗某")
    assert (inspection.companion, inspection.companion_post) == ("罗某", "厂长")
    hazard = hazard_of("YJB-2021-0001")
    assert (hazard.source, hazard.found_on, hazard.finder) == (Source.INSPECTION, DAY, "何某、李某")
    assert hazard.inspection_id == made.id and len(hazard.photos) == 1
    assert lookup.by_number(made.number) == ("inspection", made.id)
    assert check.problems() == []
    journal.undo(ACTOR)
    assert snapshot() == before
    assert visits.added().number == "YJB-2021-J002", "a number is never used twice"


def test_numbers_run_by_year() -> None:
    assert visits.added(date="2020-12-31").number == "YJB-2020-J001"
    assert visits.added().number == "YJB-2021-J001"
    with journal.change("x", ACTOR):
        connection.connection().execute("UPDATE number_counter SET last = 0 WHERE kind LIKE 'inspection.%'")
    assert check.problems() == [
        "2020年检查（YJB）的编号计数落后于已用的第1号",
        "2021年检查（YJB）的编号计数落后于已用的第1号",
    ]


def test_answers_by_number_become_hazards_in_the_standard_words() -> None:
    items = checklists.item_rows(visits.fire())
    major = next(item for item in items if item.grade is Grade.MAJOR)
    made = visits.added(
        checklist="消防", findings=None, topic=5,
        answers={"1": "yes", "2": "no", str(major.number): "不符合", "3": "not_applicable"},
        items=[{"item": 4, "location": "仓库"}, {"description": "另有一处问题"}],
    )  # fmt: skip
    second, fourth, grave, other = (hazard_of(one.number) for one in made.hazards)
    assert (second.description, second.basis) == (items[1].finding, items[1].basis)
    assert (fourth.measure, fourth.location) == (items[3].measure, "仓库")
    assert (grave.grade, grave.grade_reason) == (Grade.MAJOR, major.basis)
    assert (other.description, other.topic_id) == ("另有一处问题", acts.topic_id(5))
    assert (second.deadline, other.deadline) == (dt.date(2021, 7, 2), None), "only a standard item has a term"
    stored = connection.rows(
        "SELECT text, answer, hazard_id IS NOT NULL FROM inspection_answer WHERE inspection_id = ? "
        "ORDER BY position",
        (made.id,),
    )
    assert stored[:4] == [
        (items[0].text, "yes", 0),
        (items[1].text, "no", 1),
        (items[2].text, "not_applicable", 0),
        (items[3].text, "no", 1),
    ]
    assert len(stored) == 6, "what was not looked at is not stored"
    findings = Inspection.get_by_id(made.id).findings
    assert findings.startswith(
        "对照《消防安全检查表》检查5项，符合1项，不符合3项，不涉及1项。发现以下4个问题："
    )
    assert "4. 另有一处问题。" in findings


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"site": None}, "site"),
        ({"date": None}, "date"),
        ({"date": "2021-06-19"}, "date"),
        ({"date": "昨天"}, "date"),
        ({"inspectors": None}, "inspectors"),
        ({"inspectors": []}, "inspectors"),
        ({"inspectors": [1]}, "inspectors"),
        ({"inspectors": [{"certificate": "1"}]}, "name"),
        ({"from": "25:00"}, "starts_at"),
        ({"from": "11:00", "to": "9:00"}, "ends_at"),
        ({"other": 1}, "other"),
        ({"companion": {"age": 1}}, "companion.age"),
        ({"refused": "是"}, "refused"),
        ({"checklist": "没有"}, "checklist"),
        ({"checklist": "消防", "answers": {"99": "yes"}}, "answers"),
        ({"checklist": "消防", "answers": {"1": "也许"}}, "answers"),
        ({"answers": {"1": "yes"}}, "answers"),
        ({"items": {}}, "items"),
        ({"items": [{"description": "x"}]}, "topic"),
        ({"items": [{"topic": 5, "description": "x", "found_on": "2021-06-01"}]}, "found_on"),
        ({"items": [{"topic": 5, "description": "x", "source": "tip"}]}, "source"),
        ({"items": [{"topic": 5, "description": "x", "item": 1}]}, "item"),
        ({"checklist": "消防", "answers": {"1": "yes"}, "items": [{"item": 1}]}, "answers"),
        ({"place": "字" * 101}, "place"),
    ],
)
def test_a_mistake_names_its_key_and_stores_nothing(changes: dict[str, Any], field: str) -> None:
    before = snapshot()
    with pytest.raises(UserError) as caught:
        inspections.record_all([visits.spec(), visits.spec(**changes)], ACTOR, Path())
    assert caught.value.field == field and str(caught.value).startswith("第2次：")
    assert snapshot() == before


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [*visits.spec(), "checklist", "answers", "office", "topic", "village", "refused", "remark"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(KEYS, json_values, max_size=4))
def test_any_json_is_recorded_whole_or_refused_in_words(changes: dict[str, Any]) -> None:
    before = connection.scalar("SELECT count(*) FROM inspection")
    try:
        made = inspections.record_all([json.loads(json.dumps(visits.spec(**changes)))], ACTOR, Path())
    except UserError as error:
        assert str(error) and "\n" not in str(error)
        made = []
    assert connection.scalar("SELECT count(*) FROM inspection") == before + len(made)


@given(json_values)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_no_inspection_is_refused(value: Any) -> None:
    with pytest.raises(UserError):
        inspections.record_all([value], ACTOR, Path())


def test_inspectors_are_known_by_name_and_warned_of() -> None:
    acts.person("镇应急办", "何某", certificate_number="渝A001", certificate_expires_on=dt.date(2021, 7, 1))
    acts.person("绣庄村", "李某")
    acts.person("绣庄村", "陈某")
    acts.person("镇应急办", "陈某", certificate_number="渝A003")
    he = inspectors.known("何 某")
    assert (he.name, he.certificate_number) == ("何某", "渝A001") and he.person_id
    assert inspectors.known("李某", "渝A009").person_id
    assert inspectors.known("陈某").person_id is None, "two people have that name"
    assert inspectors.known("陈某", "渝A003").person_id
    assert inspectors.known("某人") == InspectorData("某人")
    assert [one.name for one in inspectors.choices()] == ["何某", "陈某"]
    assert inspectors.warnings([he, inspectors.known("陈某", "渝A003")], DAY) == [
        "何某的执法证2021-07-01到期，请及时换证"
    ]
    assert inspectors.warnings([he], dt.date(2021, 7, 2)) == [
        "检查人员不足2人，不能据此出具执法文书",
        "何某的执法证已于2021-07-01到期",
    ]


def test_what_was_written_down_is_corrected_and_taken_back() -> None:
    made = visits.added()
    before = snapshot()
    head = inspections.head_of(made.id)
    assert head.inspectors == (InspectorData("何某", "渝A001"), InspectorData("李某"))
    changed = replace(
        head, ends_at="1130", findings="改过。", refused=True, witnesses="张某",
        inspectors=(*head.inspectors, InspectorData("王某", "渝A003")),
    )  # fmt: skip
    inspections.correct(made.id, changed, ACTOR)
    assert inspections.head_of(made.id) == replace(changed, ends_at="11:30")
    assert journal.entries(limit=1)[0].label == "修改检查YJB-2021-J001"
    journal.undo(ACTOR)
    assert snapshot() == before
    with pytest.raises(UserError, match="至少选一名"):
        inspections.correct(made.id, replace(head, inspectors=()), ACTOR)
    with pytest.raises(UserError, match="没有这次检查"):
        inspections.correct("none", head, ACTOR)


def test_the_inspection_stays_when_its_hazard_is_corrected() -> None:
    made = visits.added()
    hazard_id = made.hazards[0].id
    data = hazard_detail.data_of(hazard_id)
    hazards.edit(hazard_id, replace(data, basis="《消防法》第二十八条", inspection_id=None), ACTOR)
    hazard = Hazard.get_by_id(hazard_id)
    assert (hazard.basis, hazard.inspection_id) == ("《消防法》第二十八条", made.id)


def test_repeats_at_the_same_site_are_pointed_out() -> None:
    first = visits.recorded(dt.date(2021, 3, 5), 3)
    number = first.hazards[0].number
    entry = Entry(DAY)
    entry.set_checklist(visits.fire())
    assert entry.repeats(3) == []
    entry.set_site(connection.scalar("SELECT id FROM site"))
    (repeat,) = entry.repeats(3)
    assert repeat.text == f"2021-03-05 检查{first.number}时此项不符合，隐患{number}（已登记）"
    assert repeat.hazard_id == first.hazards[0].id
    assert entry.repeats(0) == []
    own = entry.add_problem()
    assert entry.repeats(own) == []
    problem = entry.rows[own].problem
    assert problem is not None
    problem.description = "灭火器配置不足，消防器材未定期检验、维修"
    (repeat,) = entry.repeats(own)
    assert repeat.text == f"2021-03-05 类似隐患{number}（已登记）"


def test_the_list_is_filtered_and_tells_the_outcome() -> None:
    one = visits.recorded(dt.date(2021, 3, 5), 3)
    two = visits.added(site="新街农贸市场", items=[])

    def found(*values: Any) -> list[str]:
        return [row.number for row in inspection_list.rows(InspectionFilter(*values))]

    assert found() == [two.number, one.number]
    assert found("qhzc") == found("青禾") == [one.number]
    assert found("李某") == [two.number]
    assert found("J001") == [one.number]
    assert found("", dt.date(2021, 6, 1)) == [two.number]
    assert found("", None, dt.date(2021, 6, 1)) == [one.number]
    site = connection.scalar("SELECT id FROM site WHERE name = '新街农贸市场'")
    assert found("", None, None, site) == [two.number]
    outcomes = [inspection_list.outcome(row) for row in inspection_list.rows()]
    assert outcomes == ["✓ 未发现隐患", "● 1条，1条未销号"]
    detail = inspection_list.detail(one.id, clock.today())
    assert detail.counts == {Answer.YES: 17, Answer.NO: 1}
    assert [(one.number, one.days_late) for one in detail.hazards] == [("YJB-2021-0001", 88)]
    assert detail.warnings == ("检查人员不足2人，不能据此出具执法文书",)


def test_an_inspection_without_a_plan_or_list_or_problem_is_enough() -> None:
    head = InspectionHead(inspectors=(InspectorData("何某"),))
    made = inspections.record(InspectionData("新街农贸市场", DAY, head), ACTOR)
    assert Inspection.get_by_id(made.id).findings == "现场检查未发现问题。"
    assert Inspection.get_by_id(made.id).office_id == offices.own_office().id
    undo_all(1)
    assert connection.scalar("SELECT count(*) FROM site") == 0
