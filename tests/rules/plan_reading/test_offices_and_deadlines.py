"""The offices and deadlines of whole documents go to the tasks that they are written for, or a doubt tells of them."""

from __future__ import annotations

import datetime as dt

from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.reading import Reading, read_plan
from xianfeng_gui.rules.plan_values import PlanTask

DAY = dt.date


def tasks(reading: Reading) -> list[PlanTask]:
    return [task for topic in reading.plan.topics for one in topic.measures for task in one.tasks]


LINES_BELOW = """
明月乡2025年燃气和消防安全集中整治工作方案
一、整治时间
第一阶段：动员部署（2025年1月10日至1月31日）
第二阶段：排查整治（2025年2月1日至11月30日）
二、整治内容
一是燃气经营整治。排查经营站点。
责任单位：乡经济发展办
配合单位：明月派出所
完成时限：2025年3月31日
二是餐饮场所整治。督促安装报警器。
责任单位：乡市场监管所
配合单位：各村委会
完成时限：2025年6月底
三是“多合一”场所整治。逐一登记造册。
责任单位：乡应急管理所
完成时限：长期坚持
"""


def test_lines_below_each_item_are_its_own() -> None:
    reading = read_plan(LINES_BELOW)
    assert [(one.lead, one.supporting, one.deadline, one.dated) for one in tasks(reading)] == [
        ("乡经济发展办", ("明月派出所",), DAY(2025, 3, 31), True),
        ("乡市场监管所", (), DAY(2025, 6, 30), True),
        ("乡应急管理所", (), DAY(2025, 11, 30), False),
    ]
    assert reading.left_over == ()


WORDS_BEHIND = """
白石镇工贸行业安全生产专项治理行动方案
白石府发〔2023〕9号
一、重点任务
（一）有限空间治理
1.建立有限空间台账。责任单位：镇经济办。完成时限：2023年7月15日。
2.组织培训考核，培训率100%。责任单位：镇应急办、镇经济办。完成时限：2023年8月底前。
（二）粉尘涉爆治理
1.核查除尘系统。
由镇应急办牵头，镇经济办配合。
2.清零重大隐患。
（镇规建办负责，2023年9月15日前）
3.加强宣传。
二、时间步骤
（一）整治阶段（2023年6月20日—9月30日）
"""


def test_sentences_and_lines_behind_each_item_are_its_own() -> None:
    reading = read_plan(WORDS_BEHIND)
    assert [(one.title, one.lead, one.supporting, one.deadline) for one in tasks(reading)] == [
        ("建立有限空间台账", "镇经济办", (), DAY(2023, 7, 15)),
        ("组织培训考核", "镇应急办", ("镇经济办",), DAY(2023, 8, 31)),
        ("核查除尘系统", "镇应急办", ("镇经济办",), DAY(2023, 9, 30)),
        ("清零重大隐患", "镇规建办", (), DAY(2023, 9, 15)),
        ("加强宣传", "镇应急办", (), DAY(2023, 9, 30)),
    ]
    assert reading.left_over == ()
    assert [doubt.sentence for doubt in reading.doubts] == [
        "第2专题第3项措施没有写明责任单位，暂按镇应急办处理，请核对"
    ]


DOUBTFUL = """
东河镇冬春火灾防控工作方案
东河府办〔2021〕50号
一、主要任务
（一）重点场所治理
1.检查加油站，自本方案印发之日起30日内完成。（镇应急办牵头）
2.检查宫庙，2022年2月29日前完成。（镇统战办、邮政负责，春节前）
3.检查仓库。（镇经发办牵头，2021年6月底前）
二、步骤安排
（一）集中整治（2021年12月1日至2022年3月31日）
三、保障措施
（一）加强督查。汛期前开展一次督查。
"""


def test_what_is_not_understood_stands_among_the_doubts() -> None:
    reading = read_plan(DOUBTFUL)
    assert not any(one.dated for one in tasks(reading))
    assert [(doubt.at, doubt.sentence.partition("，")[0]) for doubt in reading.doubts] == [
        (5, "“自本方案印发之日起30日内”没有认作期限"),
        (6, "“邮政”没有认作牵头、责任或配合单位"),
        (6, "“2022年2月29日前”没有认作期限"),
        (6, "“春节前”没有认作期限"),
        (7, "“2021年6月底前”早于行动的开始日期"),
        (11, "“汛期前”没有认作期限"),
    ]
    assert {office.name for office in reading.plan.offices} == {"镇应急办", "镇统战办", "镇经发办"}


def test_dates_in_a_table() -> None:
    rows = (
        ("序号", "任务", "责任单位", "完成时限"),
        ("1", "改造管网", "镇规建办（牵头）、燃气公司", "2021.10.31"),
        ("2", "检查客运车辆", "镇交管办，2021年11月前", "2021-12-31"),
        ("3", "整治路段", "镇交管办", "10月15日"),
        ("4", "检查学校", "镇交管办", "开学前"),
    )
    reading = read_plan("东河镇2021年安全整治方案\n一、任务分工", [TableBlock(rows, 2)])
    assert [(one.lead, one.supporting, one.deadline, one.dated) for one in tasks(reading)] == [
        ("镇规建办", ("燃气公司",), DAY(2021, 10, 31), True),
        ("镇交管办", (), DAY(2021, 12, 31), True),
        ("镇交管办", (), DAY(2021, 10, 15), True),
        ("镇交管办", (), DAY(2021, 12, 31), False),
    ]
    assert any(doubt.sentence.startswith("“开学前”没有认作期限") for doubt in reading.doubts)


def test_a_deadline_behind_the_last_measure_is_told_to_be_that_of_all() -> None:
    reading = read_plan(
        "东河镇2021年整治方案\n一、主要任务\n（一）整治\n1.查。\n2.改。（镇应急办牵头，2021年10月底前）"
    )
    assert {one.deadline for one in tasks(reading)} == {DAY(2021, 10, 31)}
    assert any(
        "第1专题的期限“2021年10月底前”按其中没有写明期限的2项措施处理" in doubt.sentence
        for doubt in reading.doubts
    )


def test_a_bracket_inside_of_a_paragraph_ends_its_item() -> None:
    reading = read_plan(
        "东河镇2021年整治方案\n一、主要任务\n（一）整治\n"
        "一是编制清单。2021年6月30日前完成（镇规建办负责）二是建立台账，11月底前完成。（各村、镇应急办）"
    )
    assert [(one.lead, one.deadline) for one in tasks(reading)] == [
        ("镇规建办", DAY(2021, 6, 30)),
        ("镇应急办", DAY(2021, 11, 30)),
    ]
    assert reading.left_over == ()
