"""Every office and every date that a plan writes down is understood or told, wherever it stands."""

from __future__ import annotations

import datetime as dt

import pytest

from xianfeng_gui.rules.plan_reading.dates import Stretch, deadline_of, deadlines
from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.offices import leading, split_off, unread_offices
from xianfeng_gui.rules.plan_reading.reading import Reading, read_plan
from xianfeng_gui.rules.plan_reading.unread_dates import before, guessed, unread, unread_time
from xianfeng_gui.rules.plan_values import PlanTask

DAY = dt.date
WINTER = Stretch(DAY(2021, 11, 15), DAY(2022, 6, 30), DAY(2021, 11, 1), 2021)
ONE_YEAR = Stretch(DAY(2021, 1, 1), DAY(2021, 12, 31), None, 2021)


def tasks(reading: Reading) -> list[PlanTask]:
    return [task for topic in reading.plan.topics for one in topic.measures for task in one.tasks]


@pytest.mark.parametrize(
    ("bracket", "lead", "supporting", "local", "time"),
    [
        ("镇交管办牵头，各村配合，2025年6月底前", ("镇交管办",), (), "各村", "2025年6月底前"),
        (
            "镇应急办、镇经发办按职责分工负责，2025年底前完成",
            ("镇应急办",),
            ("镇经发办",),
            "",
            "2025年底前完成",
        ),
        ("柳溪派出所、镇交通办共同牵头，相关单位负责", ("柳溪派出所", "镇交通办"), (), "", ""),
        ("分别由镇应急办、镇经发办负责", ("镇应急办",), ("镇经发办",), "", ""),
        ("镇消防工作站牵头；镇规建办、各社区配合", ("镇消防工作站",), ("镇规建办",), "各社区", ""),
        ("镇消防工作站、镇规建办，持续推进", ("镇消防工作站",), ("镇规建办",), "", "持续推进"),
        ("2025年底前由镇应急办负责", ("镇应急办",), (), "", "2025年底前"),
        ("镇应急办2025年底前完成，各社区居委会配合", ("镇应急办",), (), "各社区居委会", "2025年底前完成"),
        ("镇应急办、镇妇联、各村、社区负责", ("镇应急办",), ("镇妇联",), "各村、社区", ""),
        ("各村和镇应急办负责", ("镇应急办",), (), "各村", ""),
        ("镇应急办会同派出所负责", ("镇应急办",), ("派出所",), "", ""),
        ("联合执法队负责", ("联合执法队",), (), "", ""),
        ("镇应急办为牵头单位，镇经发办为配合单位", ("镇应急办",), ("镇经发办",), "", ""),
        ("牵头单位镇应急办，配合单位镇经发办", ("镇应急办",), ("镇经发办",), "", ""),
        ("牵头：镇应急办；配合：镇经发办；6月底前完成", ("镇应急办",), ("镇经发办",), "", "6月底前完成"),
        ("镇应急办牵头；完成时限：2025年6月", ("镇应急办",), (), "", "2025年6月"),
        ("责任单位：镇农服中心（牵头）、林业站、各村", ("镇农服中心",), ("林业站",), "各村", ""),
        ("牵头单位镇经发办配合单位镇规建办完成时限2025.6", ("镇经发办",), ("镇规建办",), "", "2025.6"),
        ("镇应急办、镇规建办等部门负责", ("镇应急办",), ("镇规建办",), "", ""),
        ("责任单位：镇林业站、镇农服中心（牵头）", ("镇农服中心",), ("镇林业站",), "", ""),
        ("镇应急办、镇规建办按照“三管三必须”要求分工负责", ("镇应急办",), ("镇规建办",), "", ""),
    ],
)
def test_brackets(
    bracket: str, lead: tuple[str, ...], supporting: tuple[str, ...], local: str, time: str
) -> None:
    text, parts = split_off(f"开展检查。（{bracket}）")
    assert (text, parts.lead, parts.supporting, parts.local_text, parts.time) == (
        "开展检查。",
        lead,
        supporting,
        local,
        time,
    )
    assert unread_offices(text, parts) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("检查（邮政、电信、镇应急办负责）", ["邮政", "电信"]),
        ("检查（镇应急办、网格员负责）", ["网格员"]),
        ("检查（镇执法办（镇应急办）牵头）", ["镇执法办（镇应急办）"]),
        ("检查（镇应急办）后，建立台账", ["镇应急办"]),
        ("主管部门：镇经发办", ["部门：镇经发办"]),
        ("检查，镇应急办牵头、邮政配合", ["检查，镇应急办牵头"[3:]]),
        ("检查（联系镇应急办）", ["联系镇应急办"]),
        ("检查（加油站、换瓶站）", []),
        ("检查（谁主管谁负责）", []),
    ],
)
def test_what_was_not_taken_for_an_office_is_told(text: str, told: list[str]) -> None:
    assert unread_offices(*split_off(text)) == told


def test_brackets_of_any_kind_and_many_names() -> None:
    text, parts = split_off("检查。【责任单位：镇规建办，各燃气企业】")
    assert (text, parts.lead, parts.supporting) == ("检查。", ("镇规建办",), ())
    many = "和".join(f"镇第{number}办" for number in "一二三四五六七八九十" * 300)
    assert len(split_off(f"检查（{many}）")[1].supporting) == 9


@pytest.mark.parametrize(
    ("text", "lead", "supporting"),
    [
        ("由街道综合执法队牵头负责，2024年上半年完成", ("街道综合执法队",), ()),
        ("排查隐患，由镇应急办牵头、镇经发办配合。", ("镇应急办",), ("镇经发办",)),
        ("由镇应急办、镇经发办共同牵头，派出所配合，开展检查", ("镇应急办", "镇经发办"), ("派出所",)),
        ("由镇消安办牵头，会同镇规建办、镇执法办等部门，划线", ("镇消安办",), ("镇规建办", "镇执法办")),
        ("用电安全：供电所牵头整治“飞线”充电", ("供电所",), ()),
        ("督促镇应急办牵头整治", (), ()),
        ("由各村负责", (), ()),
    ],
)
def test_who_does_it_inside_of_a_sentence(
    text: str, lead: tuple[str, ...], supporting: tuple[str, ...]
) -> None:
    parts = leading(text)
    assert (parts.lead, parts.supporting) == (lead, supporting)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二二年二月底前完成", DAY(2022, 2, 28)),
        ("二零二一年十二月二十五日前", DAY(2021, 12, 25)),
        ("二月底前", DAY(2022, 2, 28)),
        ("2021.12.20前完成", DAY(2021, 12, 20)),
        ("2021-12-25前完成", DAY(2021, 12, 25)),
        ("2022/3/5前完成", DAY(2022, 3, 5)),
        ("2022.3前完成", DAY(2022, 3, 31)),
        ("今年底前完成", DAY(2021, 12, 31)),
        ("明年3月底前完成", DAY(2022, 3, 31)),
        ("自本方案印发之日起30日内完成", DAY(2021, 12, 1)),
        ("印发后三个月内完成", DAY(2022, 2, 1)),
        ("2022年3月中旬前", DAY(2022, 3, 20)),
        ("2022年年中前", DAY(2022, 6, 30)),
        ("2022年3月至5月", DAY(2022, 5, 31)),
        ("2021年12月至次年3月", DAY(2022, 3, 31)),
        ("2022年3月5日至10日", DAY(2022, 3, 10)),
        ("2022年1-3月", DAY(2022, 3, 31)),
        ("2022年元月底前", DAY(2022, 1, 31)),
        ("3月完成排查", DAY(2022, 3, 31)),
    ],
)
def test_dates_however_they_are_written(text: str, day: dt.date) -> None:
    [found] = deadlines(f"检查，{text}", WINTER)
    assert found.day == day
    assert found.start == 3 and unread(text, WINTER) == []


def test_a_year_that_goes_without_saying() -> None:
    assert [one.day for one in deadlines("年底前完成，上半年完成一半", ONE_YEAR)] == [
        DAY(2021, 12, 31),
        DAY(2021, 6, 30),
    ]
    assert deadlines("年底前完成", WINTER) == [], "which of two years is meant?"
    assert deadlines("每年底前、每年上半年完成", ONE_YEAR) == []


def test_days_of_a_time_cell() -> None:
    assert deadline_of("3月5日", WINTER) == DAY(2022, 3, 5)
    assert deadline_of("2022.3-2022.5", WINTER) == DAY(2022, 5, 31)
    assert deadline_of("长期坚持", WINTER) is None and unread_time("长期坚持", WINTER) == ""
    assert unread_time("尽快", WINTER) == "尽快"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2022年2月29日前完成", ["2022年2月29日前"]),
        ("2022年13月前完成", ["2022年13月前"]),
        ("2022年6月35日前完成", ["2022年6月35日前"]),
        ("2022年春节前完成", ["2022年春节前"]),
        ("汛期前完成", ["汛期前"]),
        ("年底前完成", ["年底前"]),
        ("9月底前完成", ["9月底前"]),
        ("在15个工作日内办结", ["15个工作日内"]),
        ("自公示之日起7日内", ["自公示之日起7日内"]),
        ("次年3月底前", ["次年3月底前"]),
        ("每月底前报送", []),
        ("发现隐患后3日内整改", []),
        ("自2021年起实行《办法》（2019年版）", []),
        ("2022年建成2条路，每季度至少1次", []),
    ],
)
def test_dates_that_are_not_understood_are_told(text: str, told: list[str]) -> None:
    assert unread(text, WINTER) == told


def test_a_month_that_comes_more_than_once_is_told() -> None:
    years = Stretch(DAY(2020, 6, 1), DAY(2022, 12, 31))
    assert list(guessed("11月底前查，2021年3月底前改", years)) == [("11月底前", DAY(2020, 11, 30))]
    assert list(guessed("12月底前", WINTER)) == []


def test_a_deadline_before_the_campaign_is_told() -> None:
    assert list(before("2021年6月底前建成，对2019年的事故", WINTER)) == ["2021年6月底前"]


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
