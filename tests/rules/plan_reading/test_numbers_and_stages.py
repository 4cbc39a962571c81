"""Plans that number their parts otherwise, and say otherwise when their stages are."""

from __future__ import annotations

import datetime as dt

import pytest

from xianfeng_gui.rules.plan_reading.numbering import in_official_numbers
from xianfeng_gui.rules.plan_reading.outline import Line, chinese_number, chinese_numeral
from xianfeng_gui.rules.plan_reading.reading import Reading, read_plan

DAY = dt.date

ACTIONS = """
松林街道安全生产隐患清零行动方案
松林街办〔2022〕8号

专项行动一：粮油仓储专项行动
（1）检查粮仓熏蒸作业。①核查审批；②核查通风。由街道粮管办牵头，松林派出所配合，2022年9月30日前完成。
（2）完成烘干塔检修。由街道应急办负责，2022年12月底前完成。
专项行动二：游乐设施专项行动
①检查大型游乐设施。由街道文旅办负责。
②清退无证设施。由街道文旅办负责，2023年3月底前完成。
时间安排
2022年7月为部署阶段，2022年8月至2023年2月为整治阶段，2023年3月为巩固阶段。
工作要求
各社区要明确专人。
"""
"""Topics as 专项行动一：, sections without numbers, stages in one sentence."""

DECIMAL = """
梨树镇涉氨制冷企业“回头看”方案

　　１、工作目标
　　杜绝泄漏事故。
　　２、重点任务
　　２.１ 设备检验
　　２.１.１ 检验压力管道3.5公里，2023年7月15日前完成。（责任部门：镇经济办）
　　２.１.２ 更换过期安全阀。（责任部门：镇应急办）
　　２.２ 应急处置
　　２.２.１ 每家企业演练1次。（责任部门：镇应急办）
　　３、时间步骤
　　３.１ 部署阶段（2023年6月20日—6月30日）
　　３.２ 整治阶段（7月1日—9月20日）
"""

FIELDS = """
枫香镇安全生产大排查工作方案
枫香府发〔2023〕9号
一、水上交通领域
（一）严查非法载客。2023年9月底前查处率100%。
（二）整治自用船舶。
牵头单位：枫香派出所
责任单位：镇交管站、各村（社区）
二、旅游景区领域
（一）排查玻璃栈道。
（二）排查漂流项目，于2023年10月31日前完成。
牵头单位：镇文旅办
三、工作步骤
1.部署阶段（8月1日至8月10日）
2.检查阶段（8月11日至11月30日）
"""
"""Topics at 一、, their tasks at （一）, who does it below each topic."""

ORGANIZED = """
一、主要任务
（一）沼气池整治
一是排查沼气池；二是2021年6月底前封填废弃沼气池10处。（镇应急办牵头，镇农服中心配合）
二、组织实施
（一）2020年5月：动员部署。
（二）2020年6月－2021年12月：排查整治。
（三）2022年：巩固提升。
"""


def stages(reading: Reading) -> list[tuple[str, dt.date, dt.date]]:
    return [(one.name, one.starts_on, one.ends_on) for one in reading.plan.phases]


def titles(reading: Reading) -> list[tuple[str, list[str]]]:
    return [(topic.name, [one.title for one in topic.measures]) for topic in reading.plan.topics]


def test_actions_as_topics_and_sections_without_numbers() -> None:
    reading = read_plan(ACTIONS)
    assert titles(reading) == [
        ("粮油仓储专项行动", ["检查粮仓熏蒸作业", "完成烘干塔检修"]),
        ("游乐设施专项行动", ["检查大型游乐设施", "清退无证设施"]),
    ]
    first = reading.plan.topics[0].measures[0]
    assert first.content.startswith("检查粮仓熏蒸作业。①核查审批；②核查通风。")
    assert [(task.title, task.deadline, task.lead, task.supporting) for task in first.tasks] == [
        ("检查粮仓熏蒸作业", DAY(2022, 9, 30), "街道粮管办", ("松林派出所",))
    ]
    assert [task.title for task in reading.plan.safeguards] == ["各社区要明确专人"]
    assert reading.left_over == ()


def test_stages_in_one_sentence() -> None:
    reading = read_plan(ACTIONS)
    assert stages(reading) == [
        ("部署", DAY(2022, 7, 1), DAY(2022, 7, 31)),
        ("整治", DAY(2022, 8, 1), DAY(2023, 2, 28)),
        ("巩固", DAY(2023, 3, 1), DAY(2023, 3, 31)),
    ]
    assert reading.plan.campaign.ends_on == DAY(2023, 3, 31)
    assert [one.sentence for one in reading.doubts] == []


def test_stages_named_before_their_days() -> None:
    words = "部署阶段为2022年7月；整治阶段：2022年8月至2023年2月；巩固阶段（2023年3月）。"
    lines = [words if "为部署阶段" in line else line for line in ACTIONS.splitlines()]
    assert stages(read_plan("\n".join(lines))) == stages(read_plan(ACTIONS))


def test_stages_that_are_not_called_so() -> None:
    words = "2022年7月部署，2022年8月至2023年2月整治，2023年3月巩固。"
    lines = [words if "为部署阶段" in line else line for line in ACTIONS.splitlines()]
    reading = read_plan("\n".join(lines))
    assert stages(reading) == stages(read_plan(ACTIONS)) and reading.left_over == ()


def test_decimal_numbers_are_an_outline() -> None:
    reading = read_plan(DECIMAL)
    assert titles(reading) == [
        ("设备检验", ["检验压力管道3.5公里，2023年7月15日前完成", "更换过期安全阀"]),
        ("应急处置", ["每家企业演练1次"]),
    ]
    assert stages(reading) == [
        ("部署", DAY(2023, 6, 20), DAY(2023, 6, 30)),
        ("整治", DAY(2023, 7, 1), DAY(2023, 9, 20)),
    ]
    assert reading.left_over == ()
    assert DECIMAL.splitlines()[reading.places["2-1"]].strip().startswith("２.２.１")


@pytest.mark.parametrize(
    "texts",
    [
        ["一、任务", "1.改造管网", "3.5公里护栏更换到位。"],
        ["1.改造管网", "1.1公里管网换新。"],
        ["一、任务", "2.1公里管网换新。", "2.2公里护栏换新。"],
    ],
)
def test_amounts_are_no_decimal_numbers(texts: list[str]) -> None:
    lines = [Line(text, at) for at, text in enumerate(texts)]
    assert in_official_numbers(lines) == lines


@pytest.mark.parametrize("number", [1, 9, 10, 11, 20, 45, 99])
def test_numerals_there_and_back(number: int) -> None:
    assert chinese_number(chinese_numeral(number)) == number


def test_topics_as_sections_with_tasks_below() -> None:
    reading = read_plan(FIELDS)
    assert titles(reading) == [
        ("水上交通领域", ["严查非法载客", "整治自用船舶"]),
        ("旅游景区领域", ["排查玻璃栈道", "排查漂流项目，于2023年10月31日前完成"]),
    ]
    waters, sights = reading.plan.topics
    assert (waters.lead, waters.supporting, sights.lead) == (("枫香派出所",), ("镇交管站",), ("镇文旅办",))
    assert [one.sentence for one in reading.doubts] == [] and reading.left_over == ()


def test_groups_of_topics_stay_groups() -> None:
    text = FIELDS.replace("一、水上交通领域", "一、夯实基础").replace("二、旅游景区领域", "二、强化监管")
    text = text.replace("（一）严查非法载客。", "（一）船舶整治\n1.严查超载。\n2.严查酒驾。\n")
    text = text.replace("（二）整治自用船舶。", "（二）码头整治\n1.查护栏。\n2.查缆绳。")
    text = text.replace("（一）排查玻璃栈道。", "（一）景区整治\n1.查栈道。\n2.查索道。")
    assert [topic.name for topic in read_plan(text).plan.topics][:3] == ["船舶整治", "码头整治", "景区整治"]


def test_stages_in_a_section_that_is_called_otherwise() -> None:
    assert stages(read_plan(ORGANIZED)) == [
        ("动员部署", DAY(2020, 5, 1), DAY(2020, 5, 31)),
        ("排查整治", DAY(2020, 6, 1), DAY(2021, 12, 31)),
        ("巩固提升", DAY(2022, 1, 1), DAY(2022, 12, 31)),
    ]


def test_duties_with_dates_are_no_stages() -> None:
    text = ORGANIZED.replace("二、组织实施", "二、信息报送").replace("：动员部署", "：镇财政办报表")
    reading = read_plan(text)
    assert [one.name for one in reading.plan.phases] == ["排查整治"]
    assert any("没有找到阶段安排" in one.sentence for one in reading.doubts)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("三、附则\n行动期限为2020年7月1日至2021年9月30日。", DAY(2020, 7, 1), DAY(2021, 9, 30)),
        ("三、附则\n本行动自2020年7月起至2021年9月止，分批推进。", DAY(2020, 7, 1), DAY(2021, 9, 30)),
    ],
)
def test_the_whole_time_stands_anywhere(words: str, first: dt.date, last: dt.date) -> None:
    campaign = read_plan(ORGANIZED[: ORGANIZED.index("二、")] + words).plan.campaign
    assert (campaign.starts_on, campaign.ends_on) == (first, last)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("桐子镇沼气安全重点任务分工表\n（2020—2023年）\n", "桐子镇沼气安全重点任务"),
        ("桐子镇沼气治理实施方案（2020-2023年）\n", "桐子镇沼气治理（2020-2023年）"),
    ],
)
def test_the_years_of_the_title_are_the_time(head: str, name: str) -> None:
    campaign = read_plan(head + ORGANIZED[: ORGANIZED.index("二、")]).plan.campaign
    assert (campaign.name, campaign.starts_on, campaign.ends_on) == (name, DAY(2020, 1, 1), DAY(2023, 12, 31))


def test_every_deadline_after_the_end_is_told() -> None:
    text = ORGANIZED.replace("二是2021年6月底前", "二是2023年3月底前改一批，2023年6月底前")
    [doubt] = [one.sentence for one in read_plan(text).doubts if "晚于" in one.sentence]
    assert "2023-03-31、2023-06-30" in doubt


BRACKETS = """
椿树乡渡船安全整治方案
（一）工作目标
渡船零事故。
（二）整治任务
1.检验渡船。由乡交管办负责，2023年4月底前完成。
2.培训渡工。由乡农服中心负责。
（三）时间安排
1.2023年3月，自查自纠。
2.2023年4月至5月，集中检查。
（四）工作要求
1.落实责任。
"""

WORDED = """
椿树乡粮油仓储整治任务清单（2020-2022年）
任务一：摸清底数
1.登记粮仓。（乡粮管办）
任务二：整治隐患
1.检修烘干塔，2021年底前完成。（乡粮管办、乡应急办）
"""

NOTICE = """
关于做好冬季粮仓防火工作的通知
一、时间安排
从2022年11月起至2023年3月底结束。
（一）部署阶段：11月20日前；
（二）实施阶段：11月21日至2023年3月。
二、工作任务
1、开展排查
①大型粮仓。
②小型粮仓。（乡粮管办、乡应急办）
2、开展宣传。（乡文化站负责）
"""


def test_sections_in_brackets() -> None:
    reading = read_plan(BRACKETS)
    assert titles(reading) == [("椿树乡渡船安全整治", ["检验渡船", "培训渡工"])]
    assert stages(reading) == [
        ("自查自纠", DAY(2023, 3, 1), DAY(2023, 3, 31)),
        ("集中检查", DAY(2023, 4, 1), DAY(2023, 5, 31)),
    ]
    assert reading.plan.campaign.summary == "渡船零事故。"
    assert [task.title for task in reading.plan.safeguards] == ["落实责任"] and reading.left_over == ()


def test_topics_called_task_one_and_two() -> None:
    reading = read_plan(WORDED)
    assert titles(reading) == [
        ("摸清底数", ["登记粮仓"]),
        ("整治隐患", ["检修烘干塔，2021年底前完成"]),
    ]
    assert reading.plan.campaign.ends_on == DAY(2022, 12, 31)


def test_a_notice_is_called_by_what_it_is_about() -> None:
    reading = read_plan(NOTICE)
    assert reading.plan.campaign.name == "冬季粮仓防火工作"
    assert stages(reading)[0] == ("部署", DAY(2022, 11, 1), DAY(2022, 11, 20)), "from the section's first day"
    search = reading.plan.topics[0].measures[0]
    assert (search.title, search.content) == ("开展排查", "开展排查。①大型粮仓。②小型粮仓。")
    assert search.tasks[0].lead == "乡粮管办"


def test_stages_from_the_day_of_issue_in_one_sentence() -> None:
    words = "即日起至5月20日为宣传发动阶段；5月21日至9月30日为集中整治阶段；10月为总结阶段。"
    text = BRACKETS.replace("（一）", "2023年5月8日印发\n（一）")
    lines = [words if line.startswith("1.2023") else line for line in text.splitlines()]
    assert stages(read_plan("\n".join(line for line in lines if not line.startswith("2.2023")))) == [
        ("宣传发动", DAY(2023, 5, 8), DAY(2023, 5, 20)),
        ("集中整治", DAY(2023, 5, 21), DAY(2023, 9, 30)),
        ("总结", DAY(2023, 10, 1), DAY(2023, 10, 31)),
    ]


def test_times_that_are_no_stages_make_one_and_are_told() -> None:
    text = NOTICE.replace("（一）部署阶段：11月20日前；\n（二）实施阶段：11月21日至2023年3月。\n", "")
    text = text.replace(
        "从2022年11月起至2023年3月底结束。", "2022年11月1日至20日开会，2022年12月至2023年2月检查。"
    )
    reading = read_plan(text)
    assert stages(reading) == [("排查整治", DAY(2022, 11, 1), DAY(2023, 2, 28))]
    assert any("没有找到阶段安排" in one.sentence for one in reading.doubts)


CRACKDOWN = """
椿树乡游乐设施“打非”行动方案
一、工作目标
严厉打击。
二、打击重点
（一）流动设施
1.1 未经检验的充气城堡。由乡文旅办牵头。
1.2 超年限的旋转木马。由乡应急办牵头。
（二）固定设施
2.1 无证经营的摩天轮。由乡文旅办牵头。
三、方法步骤
第一阶段（2021年4月10日至4月20日）：宣传发动阶段。各单位要做好宣传。
第二阶段（2021年4月21日至10月31日）：集中整治阶段。
四、工作措施
（一）加强统筹。成立工作专班。
（二）强化督查。每月督查1次。
"""


def test_decimal_numbers_below_brackets() -> None:
    assert titles(read_plan(CRACKDOWN)) == [
        ("流动设施", ["未经检验的充气城堡", "超年限的旋转木马"]),
        ("固定设施", ["无证经营的摩天轮"]),
    ]


def test_a_stages_name_behind_its_days() -> None:
    assert [name for name, _, _ in stages(read_plan(CRACKDOWN))] == ["宣传发动", "集中整治"]


def test_means_beside_tasks_are_safeguards() -> None:
    reading = read_plan(CRACKDOWN)
    assert [task.title for task in reading.plan.safeguards] == ["加强统筹", "强化督查"]
    assert reading.left_over == ()
    alone = read_plan(CRACKDOWN.replace("二、打击重点", "二、情况").replace("强化督查。", "由乡应急办牵头，"))
    assert [topic.name for topic in alone.plan.topics][0] == "加强统筹"


CHECKS = """
椿树乡粮油仓储安全大检查实施方案
一、检查内容
（一）制度落实情况。检查熏蒸审批制度。
（二）重点部位
1.烘干塔：检查防爆电气。（责任单位：乡应急办）
2.筒仓：检查爬梯护笼。（责任单位：乡粮管办）
二、检查方式
（一）粮库自查（2021年12月10日至2022年1月10日）。
（二）部门检查（2022年1月11日至3月15日）。
（三）乡级督查（2022年3月16日至31日）。
"""


def test_a_section_of_stages_holds_no_tasks() -> None:
    for text in (CHECKS, CHECKS.replace("检查内容", "有关事项")):
        reading = read_plan(text)
        assert [topic.name for topic in reading.plan.topics] == ["制度落实情况", "重点部位"]
        assert stages(reading) == [
            ("粮库自查", DAY(2021, 12, 10), DAY(2022, 1, 10)),
            ("部门检查", DAY(2022, 1, 11), DAY(2022, 3, 15)),
            ("乡级督查", DAY(2022, 3, 16), DAY(2022, 3, 31)),
        ]
        assert reading.left_over == ()
