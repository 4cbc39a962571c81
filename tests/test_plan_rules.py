"""Plan files: what is read, what is refused, and that each refusal names its place."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import UserError
from xianfeng_gui.rules.plan import parse_plan
from xianfeng_gui.rules.plan_values import task_number

CAMPAIGN = """
[campaign]
key = "trial"
name = "试行专项整治"
short_name = "试行"
document_number = "试府发〔2024〕1号"
issuer = "试行镇人民政府"
issued_on = 2024-01-05
starts_on = 2024-01-01
ends_on = 2024-12-31
basis = "上级通知"
summary = "试行。"
"""
PHASE = """
[[phases]]
kind = "mobilization"
name = "动员部署"
starts_on = 2024-01-01
ends_on = 2024-01-31
summary = "部署。"
"""
OFFICES = """
[[offices]]
name = "镇甲办"
full_name = "试行镇甲办公室"
code = "JB"
kind = "department"
[[offices]]
name = "镇乙所"
full_name = "镇乙所"
code = "YS"
kind = "department"
"""
TOPIC = """
[[topics]]
number = 5
name = "消防安全整治"
short_name = "消防"
lead = ["镇甲办"]
supporting = ["镇乙所"]
local = "all_villages"
local_text = "各村、社区"
"""
MEASURE = """
[[topics.measures]]
number = 2
title = "重点场所"
"""
TASK = """
[[topics.measures.tasks]]
title = "排查场所"
content = "排查重点场所。"
target = "全部排查"
target_value = 100
target_unit = "%"
deadline = 2024-06-30
dated = true
[[topics.measures.tasks]]
title = "整改隐患"
content = "整改发现的隐患。"
deadline = 2024-12-31
lead = "镇乙所"
"""
SAFEGUARD = """
[[safeguards]]
number = 1
title = "成立领导小组"
content = "由镇长任组长。"
deadline = 2024-12-31
lead = "镇甲办"
"""
PLAN = CAMPAIGN + PHASE + OFFICES + TOPIC + MEASURE + TASK + SAFEGUARD


def changed(old: str, new: str) -> str:
    """The small plan with the first ``old`` replaced; ``old`` must be there."""
    assert old in PLAN
    return PLAN.replace(old, new, 1)


def refusal(text: str) -> str:
    """The sentence with which ``text`` is refused."""
    with pytest.raises(UserError) as caught:
        parse_plan(text)
    return str(caught.value)


def test_small_plan_is_read() -> None:
    plan = parse_plan(PLAN)
    (topic,) = plan.topics
    first, second = topic.measures[0].tasks
    assert plan.campaign.ends_on == date(2024, 12, 31)
    assert [office.code for office in plan.offices] == ["JB", "YS"]
    assert (topic.number, topic.lead, topic.supporting, topic.local_names) == (
        5,
        ("镇甲办",),
        ("镇乙所",),
        (),
    )
    assert (first.number, first.target_value, first.target_unit, first.dated) == (1, 100.0, "%", True)
    assert first.lead == "镇甲办", "the topic's lead, since the task names none"
    assert (second.number, second.target, second.target_value, second.dated) == (2, "", None, False)
    assert second.lead == "镇乙所"
    assert plan.safeguards[0].lead == "镇甲办"


def test_byte_order_mark_and_windows_line_ends_are_read() -> None:
    assert parse_plan("\ufeff" + PLAN.replace("\n", "\r\n")) == parse_plan(PLAN)


def test_a_day_for_the_monthly_reports_may_be_set() -> None:
    assert parse_plan(PLAN).campaign.reporting_day is None
    assert parse_plan(changed("issued_on", "reporting_day = 20\nissued_on")).campaign.reporting_day == 20
    assert "“reporting_day”应为1至31的整数" in refusal(changed("issued_on", "reporting_day = 32\nissued_on"))


def test_named_villages_are_read() -> None:
    plan = parse_plan(changed('local = "all_villages"', 'local = "named"\nlocal_names = ["甲村", "乙村"]'))
    assert plan.topics[0].local_names == ("甲村", "乙村")


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ('title = "重点场所"', "", "第5专题第2项措施：", "缺少“title”"),
        ('title = "重点场所"', 'title = " "', "第5专题第2项措施：", "“title”应为不空的文字"),
        ('title = "排查场所"', "title = 3", "第5专题第2项措施第1项任务：", "“title”应为不空的文字"),
        ('title = "整改隐患"', 'titel = "整改隐患"', "第5专题第2项措施第2项任务：", "不认识“titel”"),
        ("deadline = 2024-06-30", "deadline = 2025-01-01", "第2项措施第1项任务：", "期限不在行动"),
        ("deadline = 2024-06-30", "deadline = 2023-12-31", "第2项措施第1项任务：", "期限不在行动"),
        ("deadline = 2024-06-30", 'deadline = "2024-06-30"', "第1项任务：", "“deadline”应为日期"),
        ("deadline = 2024-06-30", "deadline = 2024-06-30T08:00:00", "第1项任务：", "“deadline”应为日期"),
        ("dated = true", "dated = 1", "第1项任务：", "“dated”应为true或false"),
        ("target_value = 100", "target_value = true", "第1项任务：", "“target_value”应为大于零"),
        ("target_value = 100", "target_value = 0", "第1项任务：", "“target_value”应为大于零"),
        ("target_value = 100", "target_value = nan", "第1项任务：", "“target_value”应为大于零"),
        ("target_value = 100", "target_value = 1" + "0" * 400, "第1项任务：", "“target_value”应为大于零"),
        ("target_value = 100", "", "第1项任务：", "应同时写明"),
        ('target_unit = "%"', "", "第1项任务：", "应同时写明"),
        ('target = "全部排查"', "", "第1项任务：", "还应写明指标"),
        ('lead = "镇乙所"', 'lead = "镇丙所"', "第2项任务：", "单位“镇丙所”不在单位名单中"),
        ('lead = ["镇甲办"]', 'lead = ["镇 甲办"]', "第5专题：", "单位“镇 甲办”不在单位名单中"),
        ('supporting = ["镇乙所"]', 'supporting = ["镇丙所"]', "第5专题：", "“镇丙所”不在单位名单中"),
        ('supporting = ["镇乙所"]', 'supporting = ["镇甲办"]', "第5专题：", "既是牵头单位又是配合单位"),
        ('supporting = ["镇乙所"]', 'supporting = ["镇乙所", "镇乙所"]', "第5专题：", "重复的名称"),
        ('supporting = ["镇乙所"]', 'supporting = "镇乙所"', "第5专题：", "“supporting”应为"),
        ('lead = ["镇甲办"]', "lead = []", "第5专题：", "缺少牵头单位"),
        ("number = 5", "number = 0", "第1个专题：", "“number”应为1至999的整数"),
        ("number = 5", "number = true", "第1个专题：", "“number”应为"),
        ("number = 2", "number = 1.0", "第5专题第1个措施：", "“number”应为"),
        ('local = "all_villages"', 'local = "some"', "第5专题：", "“local”应为all_villages、"),
        ('local = "all_villages"', 'local = "named"', "第5专题：", "缺少“local_names”"),
        ('local = "all_villages"', 'local = "named"\nlocal_names = []', "第5专题：", "“local_names”应在"),
        (
            'local = "all_villages"',
            'local = "all_villages"\nlocal_names = ["甲村"]',
            "第5专题：",
            "只在此时写",
        ),
        ('code = "JB"', 'code = "jb"', "第1个单位：", "“code”应为2至4个大写字母"),
        ('kind = "department"', 'kind = "club"', "第1个单位：", "“kind”应为"),
        ('kind = "mobilization"', 'kind = "later"', "第1个阶段：", "“kind”应为"),
        ("ends_on = 2024-01-31", "ends_on = 2025-01-31", "第1个阶段：", "超出了行动的起止日期"),
        (
            "starts_on = 2024-01-01\nends_on = 2024-01-31",
            "starts_on = 2024-02-01\nends_on = 2024-01-31",
            "第1个阶段：",
            "早于",
        ),
        ("ends_on = 2024-12-31", "ends_on = 2023-12-31", "总体信息：", "结束日期早于开始日期"),
        ("issued_on = 2024-01-05", "", "总体信息：", "缺少“issued_on”"),
        ('lead = "镇甲办"', "", "第1项保障措施：", "缺少“lead”"),
        (CAMPAIGN, "", "：", "缺少“campaign”"),
        (PHASE, "", "：", "缺少“phases”"),
        (TASK, "", "第5专题第2项措施：", "缺少“tasks”"),
        (TASK, "tasks = []\n", "第5专题第2项措施：", "“tasks”应为至少一个表"),
        (CAMPAIGN, "notes = 1\n" + CAMPAIGN, "：", "不认识“notes”"),
    ],
)
def test_mistake_is_refused_at_its_place(old: str, new: str, place: str, reason: str) -> None:
    sentence = refusal(changed(old, new))
    assert sentence.startswith("方案文件") and not sentence.endswith("。")
    assert place in sentence and reason in sentence


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (PLAN + SAFEGUARD, "保障措施编号“1”重复"),
        (changed('code = "YS"', 'code = "JB"'), "单位代码“JB”重复"),
        (changed('name = "镇乙所"', 'name = "镇甲办"'), "单位名称“镇甲办”重复"),
        (changed(PHASE, PHASE + PHASE), "阶段名称“动员部署”重复"),
        (PLAN + TOPIC + MEASURE + TASK, "专题编号“5”重复"),
        (PLAN + (TOPIC + MEASURE + TASK).replace("number = 5", "number = 6"), "专题名称“消防安全整治”重复"),
        (changed(MEASURE, MEASURE + TASK + MEASURE), "第5专题的措施编号“2”重复"),
    ],
)
def test_repeats_are_refused(text: str, reason: str) -> None:
    assert reason in refusal(text)


@pytest.mark.parametrize(
    "text", ["[campaign", "a = 2024-02-30", "a = 1\na = 2", "a = " + "9" * 5000, "a = " + "[" * 9000]
)
def test_what_is_no_toml_is_refused(text: str) -> None:
    assert "不是正确的TOML格式" in refusal(text)


def test_broken_toml_names_its_line() -> None:
    assert refusal("a = 1\nb = \n").startswith("方案文件第2行")


def test_field_of_the_error_is_the_key() -> None:
    with pytest.raises(UserError) as caught:
        parse_plan(changed("dated = true", "dated = 1"))
    assert caught.value.field == "dated"


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 20), st.integers(1, 9), st.integers(1, 9))
def test_any_number_of_parts_is_read_in_order(topics: int, measures: int, tasks: int) -> None:
    """Nothing knows how many topics a plan has."""
    text = CAMPAIGN + PHASE + OFFICES + SAFEGUARD
    for topic in range(1, topics + 1):
        text += re.sub("消防", f"专题{topic}", TOPIC.replace("number = 5", f"number = {topic}"))
        for measure in range(1, measures + 1):
            text += MEASURE.replace("number = 2", f"number = {measure}")
            text += TASK[: TASK.rindex("[[")] * tasks
    plan = parse_plan(text)
    assert [topic.number for topic in plan.topics] == list(range(1, topics + 1))
    for part in plan.topics:
        assert [item.number for item in part.measures] == list(range(1, measures + 1))
        for item in part.measures:
            assert [task.number for task in item.tasks] == list(range(1, tasks + 1))


@settings(deadline=None)
@given(st.integers(-800, 800))
def test_deadline_is_read_exactly_within_the_campaign(days: int) -> None:
    deadline = date(2024, 6, 30) + timedelta(days)
    text = changed("deadline = 2024-06-30", f"deadline = {deadline}")
    if date(2024, 1, 1) <= deadline <= date(2024, 12, 31):
        assert parse_plan(text).topics[0].measures[0].tasks[0].deadline == deadline
    else:
        assert "期限不在行动的起止日期之内" in refusal(text)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=len(PLAN)), st.integers(min_value=0, max_value=40))
def test_a_damaged_file_is_read_or_refused_in_words(start: int, length: int) -> None:
    """A piece cut out anywhere never ends in another error than ``UserError``."""
    try:
        parse_plan(PLAN[:start] + PLAN[start + length :])
    except UserError as error:
        assert str(error).startswith("方案文件")


def test_task_numbers_as_people_read_them() -> None:
    assert task_number(5, 1, 2) == "5-1-2"
    assert task_number(None, None, 1) == "保-1"
    for topic, measure in ((None, 1), (1, None)):
        with pytest.raises(ValueError, match="both"):
            task_number(topic, measure, 1)


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999)), unique=True))
def test_task_numbers_differ(places: list[tuple[int, int, int]]) -> None:
    assert len({task_number(*place) for place in places}) == len(places)
