"""What a plan's body says and the reader makes nothing of is shown, never dropped unseen."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.plan_reading import documents
from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.reading import read_plan

STYLES = (documents.NUMBERED, documents.STREET, documents.ARTICLES, documents.WINTER)


def test_plans_that_are_wholly_understood_leave_nothing() -> None:
    assert [read_plan(text).left_over for text in STYLES] == [()] * len(STYLES)


def test_a_section_on_something_else_is_shown_as_one() -> None:
    text = documents.NUMBERED.replace(
        "四、工作要求", "四、组织机构\n组长由镇长担任。\n成员为各单位负责人。\n五、工作要求"
    )
    [rest] = read_plan(text).left_over
    assert rest.text == "组织机构\n组长由镇长担任\n成员为各单位负责人"
    assert text.splitlines()[rest.at] == "四、组织机构" and rest.until == rest.at + 2


def test_a_heading_with_nothing_below_it_is_shown() -> None:
    assert [
        rest.text for rest in read_plan(documents.RUNNING.replace("附件：", "五、附则\n附件：")).left_over
    ] == [
        "先摸清底数，再分类施策",
        "附则",
    ]


def test_only_the_lost_sentence_of_a_line_is_shown() -> None:
    text = documents.RUNNING.replace("一是排查临水临崖路段", "各单位要高度重视。一是排查临水临崖路段")
    assert "各单位要高度重视" in [rest.text for rest in read_plan(text).left_over]


def test_annexes_are_shown_but_not_their_list() -> None:
    text = documents.RUNNING + "附件1\n道路清单\n镇东路由派出所负责。\n"
    assert read_plan(text).left_over[-1].text == "附件1\n道路清单\n镇东路由派出所负责。"


def test_rows_and_tables_that_name_no_task_are_shown() -> None:
    odd = (*documents.TABLE[:-1], ("4", "管网", "", "", "镇规划办", "", "长期"), documents.TABLE[-1])
    contacts = (("姓名", "电话"), ("张三", "1"))
    found = read_plan(documents.TABLED, [TableBlock(odd, 5), TableBlock(contacts, 20)]).left_over
    assert [rest.text for rest in found] == ["4　管网　镇规划办　长期", "姓名　电话"]


def test_who_signs_is_no_part_of_the_last_section() -> None:
    plan = read_plan(documents.NUMBERED).plan
    assert [task.content for task in plan.safeguards] == ["镇长任组长。"]


@settings(max_examples=30)
@given(st.data())
def test_a_sentence_put_anywhere_is_taken_or_shown(data: st.DataObject) -> None:
    """Whatever stands below the first heading is in the plan or among what was left over."""
    text = data.draw(st.sampled_from([documents.RUNNING, *STYLES]))
    lines = text.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith(("一、", "第一章")))
    at = data.draw(st.integers(first + 1, len(lines)))
    lines.insert(at, "望湖楼前另有要事待办。")
    reading = read_plan("\n".join(lines))
    said = repr(reading.plan) + repr(reading.left_over)
    assert "望湖楼前另有要事待办" in said
