"""Hazards from registration to closure, through the archive."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import check, connection, history, journal
from db.errors import UserError
from db.records import Hazard, Site
from db.vocabulary import HazardState, PhotoMoment, StepKind, SupervisionLevel
from tests.work.acts import ACTOR, snapshot, undo_all
from tests.work.hazard_specs import FIVE_ASSURANCES, added, jpeg, major, spec
from xianfeng_gui.work import hazard_detail, hazards, photos
from xianfeng_gui.work.hazards import StepData

K = StepKind


def take(hazard: Hazard, *kinds: StepKind, **details: Any) -> Hazard:
    hazards.take_steps([hazard.id], [StepData(kind, **details) for kind in kinds], ACTOR)
    return hazards.by_number(hazard.number)


def test_registering_stores_all_that_was_given(township: Path, tmp_path: Path) -> None:
    jpeg(tmp_path / "a.jpg")
    hazard = added(tmp_path, photos=["a.jpg"], location="二楼车间", finder="何某")
    assert (hazard.number, hazard.topic.number, hazard.office.name) == ("YJB-2021-0001", 5, "绣庄村")
    assert hazard.site.name == "青禾榨菜加工厂" and hazard.site.phone == "19900000001"
    assert hazard.village.name == "绣庄村", "a village that carries a hazard is also where it lies"
    assert hazard.first_deadline == hazard.deadline == dt.date(2021, 6, 30)
    photo = hazard_detail.detail(hazard.id).photos[0]
    assert (photo.width, photo.height) == (1600, 1200), "made small enough for an old PC"
    assert hazard_detail.picture(photo).startswith(b"\xff\xd8")


def test_numbers_run_by_office_and_year_of_finding(township: Path) -> None:
    numbers = hazards.register_all(
        [spec(), spec(), spec(found_on="2020-12-30", deadline=None)], ACTOR, Path()
    )
    assert numbers == ["YJB-2021-0001", "YJB-2021-0002", "YJB-2020-0001"]
    journal.undo(ACTOR)
    assert added().number == "YJB-2021-0003", "an undone number is not used again"


def test_the_same_site_under_other_blanks_is_one(township: Path) -> None:
    first, second = added(), added(site={"name": " 青禾榨菜 加工厂 "})
    assert first.site_id == second.site_id and Site.select().count() == 1


def test_deadline_in_working_days_explains_itself(township: Path) -> None:
    hazard = added(found_on="2021-06-10", deadline={"working_days": 3})
    assert hazard.deadline == dt.date(2021, 6, 16)
    assert "端午节" in hazard.deadline_basis and "2021年6月10日" in hazard.deadline_basis


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"colour": "red"}, "colour"),
        ({"topic": 11}, "topic"),
        ({"topic": "5"}, "topic"),
        ({"topic": True}, "topic"),
        ({"topic": 10**30}, "topic"),
        ({"finder": "长" * 31}, "finder"),
        ({"location": "\ud800"}, "location"),
        ({"deadline": {"working_days": 3, "days": 9}}, "deadline"),
        ({"office": "某某村"}, "office"),
        ({"deadline": "2021-05-31"}, "deadline"),
        ({"deadline": {"working_days": 0}}, "deadline"),
        ({"deadline": {"weeks": 1}}, "deadline.weeks"),
        ({"description": None}, "description"),
        ({"description": " "}, "description"),
        ({"found_on": "2021-13-01"}, "found_on"),
        ({"found_on": "2021-06-19"}, "found_on"),
        ({"grade": "huge"}, "grade"),
        ({"site": {"name": "甲厂", "owner": "某"}}, "site.owner"),
        ({"five_assurances": {"money": "有"}}, "five_assurances.money"),
        ({"photos": ["不存在.jpg"]}, "photos"),
        ({"informant": "某某"}, "informant"),
    ],
)
def test_a_wrong_key_is_named_and_nothing_is_stored(
    township: Path, changes: dict[str, Any], key: str
) -> None:
    before = journal.entries()[0].seq
    with pytest.raises(UserError) as raised:
        hazards.register_all([spec(), spec(**changes)], ACTOR, Path())
    assert raised.value.field == key
    assert connection.scalar("SELECT count(*) FROM hazard") == 0
    assert journal.entries()[0].seq == before


def test_a_general_hazard_from_notice_to_closure(township: Path) -> None:
    hazard = take(added(), K.VERIFY, K.ISSUE_NOTICE, K.START_RECTIFICATION, K.REPORT_RECTIFIED)
    assert hazard.state is HazardState.RECTIFIED and hazard.rectified_on == dt.date(2021, 6, 18)
    hazard = take(hazard, K.FAIL_REINSPECTION, new_deadline=dt.date(2021, 7, 5), remark="仍有杂物")
    assert (hazard.state, hazard.failed_count, hazard.rectified_on) == (HazardState.RECTIFYING, 1, None)
    assert hazard.deadline == dt.date(2021, 7, 5) and hazard.first_deadline == dt.date(2021, 6, 30)
    hazard = take(hazard, K.REPORT_RECTIFIED, K.PASS_REINSPECTION, K.CLOSE)
    assert hazard.state is HazardState.CLOSED and hazard.closed_on == dt.date(2021, 6, 18)
    kinds = [step.kind for step in hazard_detail.detail(hazard.id).steps]
    assert kinds[0] is K.REPORT and kinds[-1] is K.CLOSE and len(kinds) == 9


def test_reopening_keeps_the_history(township: Path) -> None:
    hazard = take(added(), K.ISSUE_NOTICE, K.REPORT_RECTIFIED, K.PASS_REINSPECTION, K.CLOSE)
    hazard = take(hazard, K.REOPEN, remark="又堆放杂物", new_deadline=dt.date(2021, 7, 1))
    assert hazard.state is HazardState.RECTIFYING and hazard.closed_on is None
    assert len(hazard_detail.detail(hazard.id).steps) == 6


def test_an_extension_is_applied_for_and_granted(township: Path) -> None:
    hazard = take(added(), K.ISSUE_NOTICE)
    hazard = take(hazard, K.APPLY_EXTENSION, new_deadline=dt.date(2021, 7, 15))
    assert hazard.requested_deadline == dt.date(2021, 7, 15) and hazard.deadline == dt.date(2021, 6, 30)
    hazard = take(hazard, K.GRANT_EXTENSION)
    assert (hazard.deadline, hazard.requested_deadline, hazard.extension_count) == (
        dt.date(2021, 7, 15),
        None,
        1,
    )


def test_a_major_hazard_needs_assurances_listing_and_delisting(township: Path) -> None:
    bare = take(added(grade="major"), K.ISSUE_NOTICE, K.REPORT_RECTIFIED)
    bare = take(bare, K.LIST_SUPERVISION, level=SupervisionLevel.TOWNSHIP)
    with pytest.raises(UserError, match="五落实"):
        take(bare, K.PASS_REINSPECTION)
    hazard = take(major(), K.ISSUE_NOTICE, K.REPORT_RECTIFIED)
    with pytest.raises(UserError, match="挂牌"):
        take(hazard, K.PASS_REINSPECTION)
    hazard = take(hazard, K.LIST_SUPERVISION, level=SupervisionLevel.DISTRICT)
    assert hazard.listed and hazard.listed_level is SupervisionLevel.DISTRICT
    hazard = take(hazard, K.PASS_REINSPECTION)
    with pytest.raises(UserError, match="摘牌"):
        take(hazard, K.CLOSE)
    assert take(hazard, K.DELIST, K.CLOSE).state is HazardState.CLOSED


def test_one_step_for_several_is_all_or_none(township: Path) -> None:
    first, second = added(), take(added(), K.DISMISS, remark="系误报")
    with pytest.raises(UserError, match=second.number):
        hazards.take_steps([first.id, second.id], [StepData(K.VERIFY)], ACTOR)
    assert hazards.by_number(first.number).state is HazardState.REPORTED


def test_a_notice_given_outside_the_program_can_be_withdrawn(township: Path) -> None:
    hazard = take(added(), K.ISSUE_NOTICE)
    assert take(hazard, K.WITHDRAW_NOTICE, remark="写错单位").state is HazardState.VERIFIED


def test_correcting_before_and_after_the_notice(township: Path) -> None:
    hazard = added()
    data = hazard_detail.data_of(hazard.id)
    hazards.edit(hazard.id, replace(data, description="安全出口上锁", deadline=dt.date(2021, 7, 1)), ACTOR)
    hazard = hazards.by_number(hazard.number)
    assert (hazard.description, hazard.first_deadline) == ("安全出口上锁", dt.date(2021, 7, 1))
    take(hazard, K.ISSUE_NOTICE)
    with pytest.raises(UserError) as raised:
        hazards.edit(hazard.id, replace(data, deadline=dt.date(2021, 8, 1)), ACTOR)
    assert raised.value.field == "deadline"
    take(hazard, K.REPORT_RECTIFIED, K.PASS_REINSPECTION, K.CLOSE)
    with pytest.raises(UserError, match="重新启动"):
        hazards.edit(hazard.id, data, ACTOR)


def test_history_tells_what_changed_from_what_to_what(township: Path) -> None:
    hazard = take(added(), K.ISSUE_NOTICE)
    event = history.history("hazard", hazard.id)[0]
    told = {(one.field, one.old, one.new) for one in event.changes}
    assert ("状态", "已登记", "已下达通知") in told
    assert event.actor == ACTOR and event.label == f"下达整改通知：{hazard.number}"


_STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from([kind for kind in StepKind if kind is not StepKind.REPORT])),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_undo_after_any_sequence_of_steps_restores_every_table(
    township: Path, steps: list[tuple[int, StepKind]]
) -> None:
    start = snapshot()
    entries = journal.entries()[0].seq
    three = [added(), major(), added(five_assurances=FIVE_ASSURANCES)]
    for which, kind in steps:
        asked = {"remark": "原因", "level": SupervisionLevel.TOWNSHIP}
        for deadline in (None, dt.date(2021, 12, 31)):
            data = StepData(kind, new_deadline=deadline, **asked)  # type: ignore[arg-type]  # plain keyword values
            try:
                hazards.take_steps([three[which].id], [data], ACTOR)
                break
            except UserError:
                continue
    assert check.problems() == []
    undo_all(entries)
    assert snapshot() == start
    assert check.problems() == []


def test_the_date_of_finding_stays_before_the_steps(township: Path) -> None:
    hazard = added()
    hazards.take_steps([hazard.id], [StepData(K.VERIFY, dt.date(2021, 6, 3))], ACTOR)
    data = hazard_detail.data_of(hazard.id)
    with pytest.raises(UserError) as raised:
        hazards.edit(hazard.id, replace(data, found_on=dt.date(2021, 6, 9)), ACTOR)
    assert raised.value.field == "found_on"
    hazards.edit(hazard.id, replace(data, found_on=dt.date(2021, 6, 2)), ACTOR)
    assert hazard_detail.detail(hazard.id).steps[0].on_date == dt.date(2021, 6, 2)


def test_a_known_site_s_card_is_filled_but_not_overwritten(township: Path) -> None:
    added(site={"name": "山坡坡茶馆", "phone": "19900000001"})
    site = added(site={"name": "山坡坡茶馆", "phone": "19900000002", "address": "绣庄村1组"}).site
    assert (site.phone, site.address) == ("19900000001", "绣庄村1组")


def test_photos_of_a_later_round_are_pairs_of_their_own(township: Path, tmp_path: Path) -> None:
    jpeg(tmp_path / "a.jpg", size=(40, 30))
    hazard = added(tmp_path, photos=["a.jpg", "a.jpg"])
    after = photos.keep_file(tmp_path / "a.jpg", PhotoMoment.AFTER)
    for _ in range(2):
        hazards.take_steps(
            [hazard.id], [StepData(K.VERIFY)] if _ == 0 else [StepData(K.ISSUE_NOTICE)], ACTOR, [after]
        )
    kept = hazard_detail.detail(hazard.id).photos
    assert [(one.moment.value, one.pair) for one in kept] == [
        ("before", 1),
        ("before", 2),
        ("after", 1),
        ("after", 2),
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"deadline": "2021-05-31"}, "“deadline”"),
        ({"office": "某某村"}, "“office”"),
        ({"village": "某某村"}, "“village”"),
        ({"description": " "}, "“description”"),
    ],
)
def test_the_sentence_names_key_and_place(township: Path, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=f"第2条.*{words}"):
        hazards.register_all([spec(), spec(**changes)], ACTOR, Path())


def test_a_photo_s_caption_is_corrected_and_undone(township: Path, tmp_path: Path) -> None:
    jpeg(tmp_path / "a.jpg", size=(40, 30))
    kept = hazard_detail.detail(added(tmp_path, photos=["a.jpg"]).id).photos[0]
    hazards.change_photo(kept.id, ACTOR, caption=" 北侧通道 ", moment=PhotoMoment.AFTER)
    changed = hazard_detail.photo(kept.id)
    assert (changed.caption, changed.moment) == ("北侧通道", PhotoMoment.AFTER)
    journal.undo(ACTOR)
    assert hazard_detail.photo(kept.id).caption == ""
