"""Plans of other towns come out as a clerk there would read them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.rules.plan_reading import other_towns
from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.measures import measures
from xianfeng_gui.rules.plan_reading.offices import leading, split_off
from xianfeng_gui.rules.plan_reading.outline import Line, itemized
from xianfeng_gui.rules.plan_reading.reading import Reading, read_plan
from xianfeng_gui.rules.plan_values import PlanPerson, PlanTask

DAY = dt.date


def tasks(reading: Reading, topic: int) -> list[PlanTask]:
    return [task for measure in reading.plan.topics[topic - 1].measures for task in measure.tasks]


def lost(reading: Reading) -> list[str]:
    return [rest.text for rest in reading.left_over]


def test_stages_without_a_year_and_offices_in_lines() -> None:
    reading = read_plan(other_towns.HUNDRED_DAYS)
    plan = reading.plan
    assert [(phase.name, phase.starts_on, phase.ends_on) for phase in plan.phases] == [
        ("动员部署", DAY(2022, 4, 26), DAY(2022, 5, 5)),
        ("集中整治", DAY(2022, 5, 6), DAY(2022, 7, 31)),
        ("总结提升", DAY(2022, 8, 1), DAY(2022, 8, 15)),
    ]
    roads, buildings, gas, forest = plan.topics
    assert roads.measures[0].tasks[0].supporting == ("镇应急办",)
    assert [(task.lead, task.deadline) for task in tasks(reading, 1)][-1] == ("镇建管办", DAY(2022, 6, 30))
    assert [task.deadline for task in tasks(reading, 2)][2:] == [DAY(2022, 7, 31), DAY(2022, 8, 15)]
    assert (gas.lead, gas.supporting) == (("镇应急办",), ("镇市场监管所",))
    assert (forest.lead, forest.local_text, len(forest.measures)) == (("镇农业农村办",), "各村（社区）", 1)
    assert buildings.lead == ("镇建管办",)
    assert plan.campaign.reporting_day == 25
    assert {task.lead for task in plan.safeguards} == {"镇应急办"}
    assert [task.title for task in plan.safeguards][1:] == ["提高认识", "加强调度", "严肃追责"]
    assert lost(reading) == []


def test_sections_by_figures_and_brackets_of_offices_alone() -> None:
    reading = read_plan(other_towns.FIGURES)
    [topic] = reading.plan.topics
    assert (topic.name, topic.lead) == ("红岩街道2023年工贸企业有限空间作业专项整治", ("街道应急办",))
    assert [(task.title, task.deadline, task.supporting) for task in tasks(reading, 1)] == [
        ("摸清底数", DAY(2023, 4, 30), ()),
        ("规范作业审批", DAY(2023, 11, 30), ("街道经发科",)),
        ("配齐防护装备", DAY(2023, 6, 30), ()),
        ("开展培训演练", DAY(2023, 11, 30), ("街道消防站",)),
    ]
    assert [phase.name for phase in reading.plan.phases] == ["部署", "自查", "检查", "总结"]
    assert reading.plan.campaign.document_number == "", "the cited notice's number is none of this plan"
    assert reading.plan.campaign.summary.startswith("摸清辖区")
    assert lost(reading) == ["整治范围\n辖区内存在有限空间的工贸企业"]


def test_articles_without_chapters() -> None:
    reading = read_plan(other_towns.ARTICLES_ALONE)
    [topic] = reading.plan.topics
    assert [(task.title, task.lead, task.supporting) for task in tasks(reading, 1)] == [
        ("开展零售点清查", "乡应急办", ("市场监管所",)),
        ("完成第一轮检查", "乡应急办", ("市场监管所",)),
        ("严打非法储存销售", "石坝派出所", ()),
        ("加强宣传引导", "乡文化站", ()),
        ("落实禁放区巡查", "乡平安办", ()),
    ]
    assert (topic.lead, tasks(reading, 1)[1].deadline) == (("乡应急办",), DAY(2022, 12, 20))
    [phase] = reading.plan.phases
    assert (phase.name, phase.starts_on, phase.ends_on) == ("专项行动", DAY(2022, 12, 1), DAY(2023, 3, 31))
    assert reading.plan.campaign.reporting_day == 20
    assert lost(reading) == []


def test_offices_above_the_measures_and_no_time() -> None:
    reading = read_plan(other_towns.LABELS_ABOVE)
    files, problems, skills = reading.plan.topics
    assert reading.plan.campaign.name == "竹园镇厂房仓库消防安全专项治理"
    assert (files.lead, files.supporting) == (("镇消安办",), ("镇经发办", "镇综治办"))
    assert (problems.lead, skills.lead) == (("镇应急管理站",), ("镇应急管理站",))
    assert [(task.title, task.deadline) for task in tasks(reading, 2)] == [
        ("违规住人", DAY(2023, 8, 31)),
        ("违规搭建彩钢板", DAY(2023, 10, 31)),
        ("违规动火作业", DAY(2023, 12, 31)),
    ]
    assert len(skills.measures) == 1
    assert (len(reading.plan.phases), reading.plan.campaign.ends_on) == (1, DAY(2023, 12, 31))
    assert lost(reading) == []


def test_topics_as_sections() -> None:
    reading = read_plan(other_towns.TOPICS_AS_SECTIONS)
    assert [(topic.short_name, topic.lead, topic.supporting) for topic in reading.plan.topics] == [
        ("道路交通", ("大河派出所",), ("镇村建中心",)),
        ("消防", ("镇应急办",), ("大河派出所", "镇市场所")),
        ("矿山", ("镇应急办",), ("镇规资所",)),
    ]
    assert reading.plan.campaign.ends_on == DAY(2024, 12, 31), "the year in the plan's name"
    [duty] = reading.plan.safeguards
    assert (duty.deadline, duty.dated, duty.lead) == (DAY(2024, 3, 15), True, "镇应急办")
    assert [{task.leader for task in tasks(reading, topic)} for topic in (1, 2, 3)] == [
        {PlanPerson("丙某某", "副镇长")},
        {PlanPerson("丁某某", "副镇长")},
        {PlanPerson("丁某某", "副镇长")},
    ]
    assert lost(reading) == []


def test_aims_and_measures_by_their_names() -> None:
    reading = read_plan(other_towns.PROSE_LABELS)
    sources, roads, posts = reading.plan.topics
    assert (sources.lead, sources.supporting) == (("清水派出所",), ("镇农服中心",))
    assert [task.title for task in tasks(reading, 1)] == [
        "全镇机动车检验率达到95%以上",
        "加大上路巡查力度",
        "督促车主按期检验",
        "建立面包车、校车台账",
    ]
    assert [task.title for task in tasks(reading, 2)][1:] == [
        "安装护栏3.2公里",
        "设置警示桩100根",
        "修剪遮挡视线树木",
    ]
    assert {task.deadline for task in tasks(reading, 2)} == {DAY(2023, 11, 30)}
    assert (roads.local_text, posts.lead) == ("各行政村", ("镇综合行政执法大队",))
    assert reading.plan.phases[0].starts_on == DAY(2023, 3, 20)
    assert lost(reading) == []


def test_the_table_of_an_annex() -> None:
    reading = read_plan(other_towns.ANNEX, [TableBlock(other_towns.ANNEX_TABLE, 18)])
    assert [topic.name for topic in reading.plan.topics] == ["工贸", "消防", "交通", "燃气"]
    assert [(task.title, task.lead, task.supporting, task.deadline) for task in tasks(reading, 1)] == [
        ("排查粉尘涉爆企业除尘系统", "镇应急办", ("镇经发办",), DAY(2023, 8, 31)),
        ("排查有限空间作业审批", "镇应急办", ("镇经发办",), DAY(2023, 8, 31)),
        ("排查深井铸造紧急排放系统", "镇应急办", (), DAY(2023, 12, 31)),
    ]
    assert tasks(reading, 2)[1].supporting == ("云台派出所", "镇市场监管所")
    assert not tasks(reading, 4)[0].dated, "an empty cell has no deadline of the row above"
    assert reading.plan.phases[0].ends_on == DAY(2023, 5, 20)
    assert lost(reading) == ["“备注”栏：需区交通局支持"]


def test_measures_numbered_on_over_the_topics() -> None:
    reading = read_plan(other_towns.NUMBERS_RUN_ON)
    assert [len(topic.measures) for topic in reading.plan.topics] == [2, 2, 2, 1]
    assert tasks(reading, 2)[0].deadline == DAY(2024, 6, 30), "印发 behind 底前 is what is to be done"
    spread = reading.plan.topics[3]
    assert (spread.lead, spread.supporting) == (("镇党群办",), ("镇文旅中心", "镇应急办"))
    assert spread.local_text == "各村（社区）"
    assert reading.plan.campaign.reporting_day == 23
    assert lost(reading) == []


def test_a_letter_with_sections_before_the_plan() -> None:
    reading = read_plan(other_towns.LETTER_BEFORE)
    campaign = reading.plan.campaign
    assert (campaign.name, campaign.document_number) == (
        "沙坪镇危险化学品安全专项整治",
        "沙坪府发〔2021〕60号",
    )
    assert (campaign.issued_on, campaign.reporting_day) == (DAY(2021, 7, 1), 22)
    assert [topic.name for topic in reading.plan.topics] == ["加油站整治", "烟花爆竹整治"]
    assert len(reading.plan.phases) == 2
    [letter] = lost(reading)
    assert letter.startswith("一、提高认识。各单位要高度重视。")


def test_a_notice_without_a_title() -> None:
    reading = read_plan(other_towns.NOTICE, own_office="镇安办")
    assert reading.plan.campaign.name == "“三合一”场所消防安全专项整治"
    assert [(topic.name, topic.lead, topic.local_text) for topic in reading.plan.topics] == [
        ("摸底排查", ("镇安办",), "各村、社区"),
        ("集中整治", ("镇应急办",), ""),
        ("督查验收", ("镇安办",), ""),
    ]
    [phase] = reading.plan.phases
    assert (phase.name, phase.starts_on, phase.ends_on) == ("排查整治", DAY(2021, 9, 1), DAY(2021, 12, 31))
    assert tasks(reading, 1)[1].deadline == DAY(2021, 9, 20)
    assert len(reading.plan.safeguards) == 3


def test_who_does_it_stands_in_sentences() -> None:
    reading = read_plan(other_towns.SENTENCES_SAY_WHO)
    assert reading.plan.campaign.issued_on == DAY(2020, 5, 28)
    assert [(task.title, task.lead, task.supporting) for task in tasks(reading, 1)] == [
        ("水库、山坪塘", "镇农服中心", ()),
        ("水库、山坪塘：排查完毕", "镇农服中心", ()),
        ("水库、山坪塘：完成整改", "镇农服中心", ()),
        ("地质灾害点", "镇规建办", ()),
        ("在建工地", "镇规建办", ("镇应急办",)),
        ("学校、敬老院", "镇教管中心", ("镇民政办",)),
        ("企业", "镇应急办", ()),
    ]
    assert [text.split("\n")[0] for text in lost(reading)] == ["组织机构"]


@pytest.mark.parametrize(
    ("text", "lead", "supporting"),
    [
        ("排查。镇应急办牵头，派出所、镇经济办配合，逐家检查。", ("镇应急办",), ("派出所", "镇经济办")),
        ("乡应急办会同市场监管所对零售点检查", ("乡应急办",), ("市场监管所",)),
        ("建设单位负责，落实主体责任", (), ()),
        ("由各部门负责，按属地属事原则", (), ()),
        ("明确牵头，压实责任", (), ()),
    ],
)
def test_who_does_it_in_a_sentence(text: str, lead: tuple[str, ...], supporting: tuple[str, ...]) -> None:
    parts = leading(text)
    assert (parts.lead, parts.supporting) == (lead, supporting)


@pytest.mark.parametrize(
    "text",
    [
        "建立台账（责任、措施、预案）",
        "推行五长制（街长、路长）",
        "成立小组（以下简称领导小组）",
        "覆盖全部企业（含校车公司、客运站）",
    ],
)
def test_brackets_of_other_things_stay(text: str) -> None:
    assert split_off(text)[0] == text


def test_lists_inside_a_paragraph() -> None:
    assert itemized("（1）装护栏3.2公里；（2）设桩。（3）修树。") == ["装护栏3.2公里", "设桩", "修树"]
    assert itemized("1.排查；2.整改") == ["排查", "整改"]
    assert itemized("见（1）。长3.5公里，宽2.5米") == []


def test_labels_above_and_below() -> None:
    parts, found = measures(
        [
            Line(text, at)
            for at, text in enumerate(["牵头单位：甲镇应急办", "1.查。", "责任单位：乙所", "2.改。"])
        ]
    )
    assert (parts.lead, found[0].parts.lead, found[1].parts.lead) == (("甲镇应急办",), ("乙所",), ())


DUTIES = """
东溪镇2021年消防整治方案
一、总体要求
要求。
二、主要任务
（一）消防安全整治
1.整治消防通道
（1）打通高层住宅消防通道。（镇应急办负责）
（2）拆除违章搭建，2021年6月底前完成。（镇规划办负责）
2.加强宣传
制作宣传资料。
张贴宣传画。
责任单位：镇文化站
组织应急演练。
责任单位：派出所
3.落实值守
每日值守。（镇应急办负责）
节假日加密值守。
三、进度安排
（一）整治阶段（2021年1月至2021年12月）。整治。
"""


def test_duties_with_offices_of_their_own_are_measures_of_their_own() -> None:
    reading = read_plan(DUTIES)
    [topic] = reading.plan.topics
    assert [(one.title, [(task.lead, task.deadline) for task in one.tasks]) for one in topic.measures] == [
        ("整治消防通道：打通高层住宅消防通道", [("镇应急办", DAY(2021, 12, 31))]),
        ("整治消防通道：拆除违章搭建", [("镇规划办", DAY(2021, 6, 30))]),
        ("加强宣传：制作宣传资料", [("镇文化站", DAY(2021, 12, 31))]),
        ("加强宣传：组织应急演练", [("派出所", DAY(2021, 12, 31))]),
        ("落实值守", [("镇应急办", DAY(2021, 12, 31))]),
    ]
    assert topic.measures[2].content == "制作宣传资料。张贴宣传画。"
    assert lost(reading) == []


BRACKETS_INSIDE = """
白沙湾镇安全生产治本攻坚三年行动方案
一、主要任务
（一）开展消防安全治本攻坚。一是排查疏散通道，2024年底前建立台账。（镇应急办牵头，镇经济办、先锋派出所配合）二是2025年6月底前完成消防车通道划线。（镇规划建设环保办负责）
（二）开展燃气安全治本攻坚。一要检查餐饮场所用气；（镇经济办牵头，各村、社区配合）二要推广安装报警装置。（镇应急办、各村、社区负责）
二、实施步骤
（一）动员部署阶段（2024年1月至2025年12月）。制定细化措施。
"""


def test_what_follows_a_bracket_of_offices_is_the_next_item() -> None:
    reading = read_plan(BRACKETS_INSIDE)
    assert [
        (task.lead, task.supporting, task.deadline) for task in (*tasks(reading, 1), *tasks(reading, 2))
    ] == [
        ("镇应急办", ("镇经济办", "先锋派出所"), DAY(2024, 12, 31)),
        ("镇规划建设环保办", (), DAY(2025, 6, 30)),
        ("镇经济办", (), DAY(2025, 12, 31)),
        ("镇应急办", (), DAY(2025, 12, 31)),
    ]
    assert lost(reading) == []


def test_an_office_named_beside_the_villages_is_no_village() -> None:
    _, parts = split_off("巡查。（镇应急办、各村、社区负责）")
    assert (parts.lead, parts.supporting, parts.local_text) == (("镇应急办",), (), "各村、社区")
