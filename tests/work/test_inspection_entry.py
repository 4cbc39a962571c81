"""An inspection while it is being written: one key an answer, the hazard of a "no", drafts that lose nothing."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from db.errors import UserError
from db.vocabulary import Answer, Grade, PhotoMoment
from tests.work import visits
from tests.work.acts import ACTOR, office_id, topic_id
from xianfeng_gui.rules.checklists import ItemData
from xianfeng_gui.work import checklists
from xianfeng_gui.work.inspection_entry import Entry
from xianfeng_gui.work.photos import PhotoInput

pytestmark = pytest.mark.usefixtures("township")
DAY = dt.date(2021, 6, 18)


@pytest.fixture
def entry(township: object) -> Entry:
    made = Entry(DAY)
    made.set_site(None, "罗某")
    made.set_checklist(visits.fire())
    return made


def test_a_no_brings_the_hazard_in_the_standard_words(entry: Entry) -> None:
    item = checklists.item_rows(visits.fire())[9]
    entry.answer(9, Answer.NO)
    (problem,) = entry.problems()
    assert (problem.description, problem.basis, problem.measure) == (item.finding, item.basis, item.measure)
    assert (problem.grade, problem.grade_reason) == (Grade.MAJOR, item.basis)
    assert (problem.person, problem.topic_id) == ("罗某", topic_id(5))
    assert problem.deadline == dt.date(2021, 7, 5) and "第15日" in problem.deadline_basis
    assert entry.next_open(9) == 10


def test_going_to_and_fro_keeps_what_was_written(entry: Entry) -> None:
    entry.answer(0, Answer.NO)
    entry.problems()[0].location = "东门"
    entry.answer(0, Answer.YES)
    assert entry.problems() == []
    entry.answer(0, None)
    entry.answer(0, Answer.NO)
    assert entry.problems()[0].location == "东门"
    assert checklists.item_rows(visits.fire())[0].finding == entry.rows[0].standard.description


def test_proposed_deadlines_follow_the_day(entry: Entry) -> None:
    entry.answer(0, Answer.NO)
    entry.answer(1, Answer.NO)
    entry.problems()[1].deadline = dt.date(2021, 6, 20)
    entry.set_day(dt.date(2021, 6, 1))
    assert [one.deadline for one in entry.problems()] == [dt.date(2021, 6, 16), dt.date(2021, 6, 20)]


def test_the_law_is_that_of_the_day_where_nobody_changed_it(entry: Entry) -> None:
    entry.set_checklist(checklists.by_name("中小微企业").id)
    for place in (0, 6, 11):
        entry.answer(place, Answer.NO)
    dormitory, lease, confined = entry.problems()
    assert dormitory.basis == dormitory.grade_reason == "《中华人民共和国安全生产法》第三十九条第一款"
    assert (lease.grade, lease.grade_reason) == (Grade.GENERAL, ""), "no rule of 2021 makes it a major one"
    assert "暂行规定》第七条" in confined.basis and confined.grade is Grade.MAJOR
    lease.basis = "租赁合同第八条"
    entry.set_day(dt.date(2024, 3, 1))
    assert dormitory.basis == dormitory.grade_reason == "《中华人民共和国安全生产法》第四十二条第一款"
    assert (lease.basis, lease.grade) == ("租赁合同第八条", Grade.MAJOR)
    assert confined.basis == "《工贸企业重大事故隐患判定标准》第十三条第一项"


def test_the_cursor_goes_round_to_what_is_open(entry: Entry) -> None:
    last = len(entry.rows) - 1
    entry.answer(last, Answer.YES)
    assert entry.next_open(last) == 0
    assert entry.answer_rest(Answer.NOT_APPLICABLE) == last
    assert entry.next_open(3) == 3
    assert entry.counts() == {Answer.YES: 1, Answer.NO: 0, Answer.NOT_APPLICABLE: last, None: 0}


def test_problems_beside_the_list_come_and_go(entry: Entry) -> None:
    place = entry.add_problem()
    assert entry.rows[place].title() == "其他问题（请填写）"
    with pytest.raises(UserError, match="没有写明问题"):
        entry.answers(office_id("镇应急办"), topic_id(5))
    problem = entry.problems()[0]
    problem.description = "消防水箱无水"
    assert entry.rows[place].title() == "消防水箱无水"
    with pytest.raises(UserError, match="没有专题"):
        entry.answers(office_id("镇应急办"), "")
    answer = entry.answers(office_id("镇应急办"), topic_id(2))[-1]
    assert (answer.text, answer.item_id) == ("消防水箱无水", None)
    assert answer.hazard is not None and answer.hazard.topic_id == topic_id(2)
    with pytest.raises(UserError, match="不需要的请删除"):
        entry.answer(place, Answer.YES)
    with pytest.raises(UserError, match="不能删除"):
        entry.remove(0)
    entry.remove(place)
    assert entry.problems() == []


def test_another_list_keeps_the_answers_given(entry: Entry) -> None:
    entry.answer(2, Answer.NO)
    entry.add_problem()
    other = checklists.by_name("建设").id
    entry.set_checklist(other)
    items = checklists.item_rows(other)
    assert [row.text for row in entry.rows[1:-1]] == [item.text for item in items]
    assert entry.rows[0].answer is Answer.NO and entry.rows[-1].item_id is None
    assert entry.problems()[0].topic_id == topic_id(5)
    entry.set_checklist("")
    assert len(entry.rows) == 2


def test_findings_say_what_was_looked_at(entry: Entry) -> None:
    entry.answer(0, Answer.NO)
    entry.answer_rest(Answer.YES)
    entry.problems()[0].description = "东侧安全出口上锁"
    assert entry.findings() == (
        "对照《消防安全检查表》检查18项，符合17项，不符合1项。发现以下问题：\n1. 东侧安全出口上锁。"
    )


def test_a_draft_brings_everything_back(entry: Entry) -> None:
    entry.answer(0, Answer.NO)
    entry.answer(1, Answer.YES)
    entry.problems()[0].photos = (PhotoInput("ab", 4, 3, PhotoMoment.BEFORE, "东门", 1),)
    entry.problems()[0].assurances = {"funds": "自筹"}
    entry.add_problem(topic_id(2))
    again = Entry(DAY)
    again.take_draft(json.loads(json.dumps(entry.to_draft())))
    assert (again.rows, again.checklist_id) == (entry.rows, entry.checklist_id)


def test_an_own_list_without_topic_or_finding_is_enough() -> None:
    made = checklists.save_list(None, "夜查", None, "", ACTOR)
    checklists.save_item(made, ItemData("门卫在岗"), ACTOR)
    entry = Entry(DAY)
    entry.set_checklist(made)
    entry.answer(0, Answer.NO)
    assert entry.problems()[0].description == "“门卫在岗”不符合要求。"
    assert entry.problems()[0].topic_id == ""
