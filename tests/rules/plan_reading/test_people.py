"""Those in charge by name come out of lines, brackets and tables; what is no one person's name is said."""

from __future__ import annotations

import pytest

from tests.rules.plan_reading import documents
from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.offices import Parts, people_not_taken, read
from xianfeng_gui.rules.plan_reading.people import people, told_apart
from xianfeng_gui.rules.plan_reading.reading import Reading, read_plan
from xianfeng_gui.rules.plan_values import PlanPerson, PlanTask

SOMEBODY = PlanPerson("何某某")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("何某某", [SOMEBODY]),
        ("何 某 某", [SOMEBODY]),
        ("何某、丁某某", [PlanPerson("何某"), PlanPerson("丁某某")]),
        ("丁某某和何某某", [PlanPerson("丁某某"), SOMEBODY]),
        ("副镇长何某某", [PlanPerson("何某某", "副镇长")]),
        ("何某某（党委委员、副镇长）", [PlanPerson("何某某", "党委委员、副镇长")]),
        ("党委委员、副镇长何某某", [PlanPerson("何某某", "党委委员、副镇长")]),
        ("何某某 副镇长", [PlanPerson("何某某", "副镇长")]),
        ("村支书何某某，综治专干丁某", [PlanPerson("何某某", "村支书"), PlanPerson("丁某", "综治专干")]),
        ("何某某 13900000000", [SOMEBODY]),
        ("何某某（电话：023-12345678）", [SOMEBODY]),
        ("各村主要负责人", []),
        ("镇应急办", []),
        ("派出所", []),
        ("分管领导", []),
        ("副镇长", []),
        ("", []),
    ],
)
def test_names_and_posts(words: str, found: list[PlanPerson]) -> None:
    assert list(people(words)) == found


def test_offices_and_people_of_one_cell() -> None:
    assert told_apart("镇应急办（何某）、派出所") == ("镇应急办、派出所", "何某")
    assert told_apart("镇应急办、何某") == ("镇应急办", "何某")
    assert told_apart("派出所（含交警）、镇妇联") == ("派出所（含交警）、镇妇联", "")


def test_a_line_names_leader_and_person() -> None:
    line = "牵头单位：镇应急办，牵头领导：副镇长何某某；责任人：丁某；完成时限：2021年6月"
    parts = read(line)
    assert (parts.lead, parts.leader, parts.person, parts.time) == (
        ("镇应急办",),
        PlanPerson("何某某", "副镇长"),
        PlanPerson("丁某"),
        "2021年6月",
    )
    assert people_not_taken(line) == []
    assert not read("责任人：各村主要负责人") and read("责任人：丁某") == Parts(person=PlanPerson("丁某"))
    assert people_not_taken("责任单位：各村；责任人：各村主要负责人；联系人：丁某、何某") == [
        "责任人：各村主要负责人",
        "联系人：丁某、何某",
    ]


def _tasks(reading: Reading) -> list[PlanTask]:
    return [task for topic in reading.plan.topics for measure in topic.measures for task in measure.tasks]


def test_the_topics_people_are_those_of_its_measures() -> None:
    text = (
        "东溪镇消防整治方案\n一、总体要求\n要求。\n二、主要任务\n（一）消防安全整治\n牵头领导：何某某\n责任单位：镇应急办\n责任人：丁某\n"
        "1.排查。排查高层建筑。\n2.巡查。巡查管网。\n责任单位：镇规划办\n3.培训。组织培训。\n责任人：各村负责人\n"
        "三、进度安排\n（一）整治阶段（2021年1月至2021年12月）。整治。\n"
    )
    reading = read_plan(text)
    assert [(task.lead, task.person, task.leader) for task in _tasks(reading)] == [
        ("镇应急办", PlanPerson("丁某"), SOMEBODY),
        ("镇规划办", None, SOMEBODY),
        ("镇应急办", PlanPerson("丁某"), SOMEBODY),
    ]
    assert [rest.text for rest in reading.left_over] == ["责任人：各村负责人"]
    [doubt] = [one for one in reading.doubts if "责任人" in one.sentence]
    assert "指派" in doubt.sentence and text.split("\n")[doubt.at] == "责任人：各村负责人"


def test_brackets_name_people() -> None:
    reading = read_plan(documents.WINTER)
    assert [task.leader for task in _tasks(reading)][:1] == [PlanPerson("张三")]
    lost = read_plan(documents.WINTER.replace("张三", "各分管领导"))
    assert "牵头领导：各分管领导" in [rest.text for rest in lost.left_over]


HEAD = ("序号", "工作任务", "牵头单位", "牵头领导", "责任人", "完成时限")


def table(*rows: tuple[str, ...]) -> Reading:
    return read_plan(documents.TABLED, [TableBlock(rows, 5)])


def test_columns_of_people() -> None:
    reading = table(
        HEAD,
        ("1", "排查高层建筑", "镇应急办", "副镇长何某某", "丁某", "2023年9月底"),
        ("2", "培训微型消防站", "", "", "", "2023年12月"),
        ("3", "巡查管网", "镇规划办", "何某某", "各村负责人", "2023年12月"),
    )
    assert [(task.lead, task.person, task.leader) for task in _tasks(reading)] == [
        ("镇应急办", PlanPerson("丁某"), PlanPerson("何某某", "副镇长")),
        ("镇应急办", PlanPerson("丁某"), PlanPerson("何某某", "副镇长")),
        ("镇规划办", None, SOMEBODY),
    ]
    assert [rest.text for rest in reading.left_over if "栏" in rest.text] == ["“责任人”栏：各村负责人"]


def test_offices_and_people_in_one_column() -> None:
    reading = table(
        ("序号", "工作任务", "责任单位及责任人", "完成时限"),
        ("1", "排查高层建筑", "镇应急办\n丁某", "2023年9月底"),
        ("2", "培训微型消防站", "镇规划办（何某某）、派出所", "2023年12月"),
        ("3", "巡查管网", "镇经济办（丁某、何某某）", "2023年12月"),
    )
    assert [(task.lead, task.supporting, task.person) for task in _tasks(reading)] == [
        ("镇应急办", (), PlanPerson("丁某")),
        ("镇规划办", ("派出所",), SOMEBODY),
        ("镇经济办", (), PlanPerson("丁某")),
    ]
    assert [rest.text for rest in reading.left_over if "栏" in rest.text] == [
        "“责任单位及责任人”栏：丁某、何某某"
    ]
