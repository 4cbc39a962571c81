"""Plan documents of several styles are understood as they are meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.plans import official_text
from db.errors import UserError
from db.vocabulary import PhaseKind
from tests.rules.plan_reading import documents
from xianfeng_gui.rules.plan import parse_plan
from xianfeng_gui.rules.plan_reading.dates import Stretch
from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.offices import Parts
from xianfeng_gui.rules.plan_reading.reading import read_plan
from xianfeng_gui.rules.plan_reading.tasks import pieces

DAY = dt.date
PLAN = Path(__file__).parents[3] / "resources" / "plans" / "xianfeng-2020.toml"


def test_running_style_head_and_phases() -> None:
    plan = read_plan(documents.RUNNING).plan
    head = plan.campaign
    assert (head.name, head.document_number) == ("青石镇道路和消防安全专项整治", "青石府发〔2021〕35号")
    assert (head.issuer, head.issued_on) == ("渝江区青石镇人民政府", DAY(2021, 3, 8))
    assert head.basis == "《关于开展专项整治的通知》（渝江安委〔2021〕6号）"
    assert head.summary == "压实责任，防范事故。"
    assert [(p.kind, p.name, p.starts_on, p.ends_on) for p in plan.phases] == [
        (PhaseKind.MOBILIZATION, "动员部署", DAY(2021, 3, 1), DAY(2021, 3, 31)),
        (PhaseKind.RECTIFICATION, "排查整治", DAY(2021, 4, 1), DAY(2022, 6, 30)),
        (PhaseKind.CONSOLIDATION, "巩固提升", DAY(2022, 7, 1), DAY(2022, 12, 31)),
    ]
    assert [task.title for task in plan.safeguards] == ["加强领导", "强化督导"]


def test_running_style_offices() -> None:
    roads, fire = read_plan(documents.RUNNING).plan.topics
    assert (roads.name, roads.short_name, roads.lead) == ("道路交通安全整治", "道路交通", ("青石派出所",))
    assert roads.supporting == ("镇应急办", "镇民政和社会事务办", "镇财政办")
    assert (roads.local, roads.local_text) == ("all_villages", "各村、社区")
    assert (fire.lead, fire.supporting) == (("镇应急办",), ("青石学区办", "镇经济办"))
    assert (fire.local, fire.local_names) == ("named", ("东风村",))


def test_running_style_tasks() -> None:
    roads, fire = read_plan(documents.RUNNING).plan.topics
    assert [measure.title for measure in roads.measures] == ["排查临水临崖路段", "加强农村客运监管"]
    dated = [
        (task.deadline, task.dated, task.target_value, task.target_unit) for task in roads.measures[0].tasks
    ]
    assert dated == [
        (DAY(2022, 12, 31), False, None, ""),
        (DAY(2021, 12, 31), True, 3.0, "条"),
        (DAY(2022, 6, 30), True, None, ""),
    ]
    assert [task.target for task in fire.measures[0].tasks] == [""]
    assert fire.measures[1].tasks[0].target == "至少有2名持证人员"
    assert fire.measures[2].tasks[0].dated
    assert roads.measures[1].content == "按照“谁主管谁负责”原则，加强农村客运监管。"


def test_numbered_style() -> None:
    reading = read_plan(documents.NUMBERED)
    training, standards, ways = reading.plan.topics
    assert reading.doubts == ()
    first, second = training.measures
    assert first.tasks[0].supporting == ("镇党群工作办公室", "镇经济发展办公室")
    assert [task.deadline for task in first.tasks] == [DAY(2024, 12, 31), DAY(2024, 12, 31), DAY(2026, 6, 30)]
    assert second.tasks[0].target_value == 95.0
    assert [measure.title for measure in standards.measures] == ["组织宣讲", "编印图解手册"]
    assert standards.measures[0].tasks[0].supporting == ("镇规划建设管理和生态环境办公室",)
    assert standards.measures[0].tasks[0].deadline == DAY(2025, 6, 30)
    assert standards.measures[1].tasks[0].lead == "镇文化和旅游服务中心"
    assert standards.measures[1].tasks[0].deadline == DAY(2024, 9, 30)
    assert (ways.lead, ways.supporting) == (
        ("镇综合行政执法大队",),
        ("派出所", "镇规划建设管理和生态环境办公室"),
    )
    assert [measure.title for measure in ways.measures] == [
        "清理占用疏散通道的杂物",
        "划定消防车道标线，2025年上半年完成",
    ]
    assert ways.measures[1].tasks[0].deadline == DAY(2025, 6, 30)
    assert [phase.ends_on for phase in reading.plan.phases] == [
        DAY(2024, 5, 31),
        DAY(2025, 12, 31),
        DAY(2026, 12, 31),
    ]
    assert reading.plan.campaign.issued_on == DAY(2024, 4, 12)


def test_a_table_of_tasks() -> None:
    plan = read_plan(documents.TABLED, [TableBlock(documents.TABLE, 5)]).plan
    business, pipes = plan.topics
    assert (business.name, pipes.name) == ("企业端", "管网")
    assert [
        (m.tasks[0].title, m.tasks[0].lead, m.tasks[0].supporting, m.tasks[0].deadline)
        for m in business.measures
    ] == [
        ("对燃气餐饮场所全覆盖检查", "镇应急办", ("镇经济办", "派出所"), DAY(2023, 10, 31)),
        ("更换不合格软管", "镇应急办", (), DAY(2024, 6, 30)),
    ]
    assert (pipes.lead, pipes.measures[0].tasks[0].dated) == (("镇规划办",), False)


def test_a_street_office_with_labels_for_whole_topics() -> None:
    plan = read_plan(documents.STREET).plan
    first, second, third = plan.topics
    assert (plan.campaign.document_number, plan.campaign.issuer) == ("石龙街发〔2023〕52号", "石龙街道办事处")
    assert (first.lead, first.supporting) == (("街道应急管理岗",), ("街道规划建设和环保办公室", "派出所"))
    assert {task.deadline for measure in first.measures for task in measure.tasks} == {DAY(2023, 8, 31)}
    assert [measure.tasks[0].title for measure in second.measures] == ["学习掌握判定标准", "开展精准严格执法"]
    assert [measure.tasks[0].deadline for measure in second.measures] == [DAY(2023, 6, 10), DAY(2023, 11, 30)]
    assert second.measures[1].tasks[0].lead == "街道综合行政执法大队"
    assert (third.lead, third.supporting) == (("街道党政办公室",), ())
    assert [task.title for task in plan.safeguards] == ["加强组织领导", "强化宣传引导"]
    assert [phase.ends_on for phase in plan.phases] == [DAY(2023, 5, 31), DAY(2023, 8, 31), DAY(2023, 12, 31)]


def test_chapters_and_articles() -> None:
    [topic] = read_plan(documents.ARTICLES).plan.topics
    assert (topic.name, topic.lead) == ("云峰乡自建房安全专项整治", ("乡规划建设办",))
    assert [measure.title for measure in topic.measures] == ["全面排查摸底", "彻底整治隐患"]
    assert [(task.title, task.deadline) for task in topic.measures[0].tasks[1:]] == [
        ("完成经营性自建房排查", DAY(2022, 6, 30)),
        ("完成全部自建房排查", DAY(2022, 9, 30)),
    ]


def test_sub_items_and_months_without_a_year() -> None:
    plan = read_plan(documents.WINTER).plan
    fire, words = plan.topics[0].measures
    assert (plan.campaign.document_number, plan.campaign.issuer) == (
        "东溪府办发[2021]88号",
        "东溪镇人民政府办公室",
    )
    assert [(task.title, task.deadline) for task in fire.tasks][1] == ("完成一轮检查", DAY(2021, 12, 10))
    assert (fire.tasks[0].lead, fire.tasks[0].supporting) == ("镇应急办", ("派出所", "镇民政办"))
    assert words.tasks[1].title == "每村至少组织2次演练"
    assert (words.tasks[1].lead, words.tasks[1].target_value) == ("镇文化站", 2.0)


def test_a_table_with_topics_as_bands() -> None:
    plan = read_plan("一、任务分工\n见表。", [TableBlock(documents.BANDS, 2)]).plan
    assert [(topic.name, len(topic.measures)) for topic in plan.topics] == [
        ("消防安全整治", 2),
        ("燃气安全整治", 1),
    ]
    assert plan.topics[0].measures[1].tasks[0].supporting == ("派出所",)


def test_the_built_in_plan_comes_back_from_its_text() -> None:
    meant = parse_plan(PLAN.read_text("utf-8"))
    found = read_plan(official_text(meant)).plan
    assert [(topic.lead, topic.supporting) for topic in found.topics] == [
        (topic.lead, topic.supporting) for topic in meant.topics
    ]
    assert [len(topic.measures) for topic in found.topics] == [len(topic.measures) for topic in meant.topics]
    assert {office.name for office in found.offices} == {office.name for office in meant.offices}
    assert [(one.kind, one.starts_on, one.ends_on) for one in found.phases] == [
        (one.kind, one.starts_on, one.ends_on) for one in meant.phases
    ]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("城乡接合部中小微企业专项整治", "中小微企业"),
        ("落实企业安全生产主体责任专题", "主体责任"),
        ("消防安全整治", "消防"),
        ("开展城镇燃气安全专项整治行动", "城镇燃气"),
    ],
)
def test_short_names_fit_a_tab(name: str, short: str) -> None:
    text = documents.RUNNING.replace("消防安全整治\n", f"{name}\n")
    assert read_plan(text).plan.topics[1].short_name == short


def test_places_lead_to_the_lines_of_the_text() -> None:
    reading = read_plan(documents.RUNNING)
    lines = documents.RUNNING.splitlines()
    assert lines[reading.places["2"]].startswith("（二）消防")
    assert lines[reading.places["2-3"]].startswith("一是整治占用")


@pytest.mark.parametrize("text", ["", "一、总体要求\n要求。", "随便写的一句话。", "2021年底前完成。"])
def test_what_is_no_plan_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="没有从文件中认出任务"):
        read_plan(text)


def test_a_plan_without_any_year_is_refused() -> None:
    with pytest.raises(UserError, match="起止日期"):
        read_plan("一、主要任务\n（一）消防安全整治\n一是查。二是改。（镇应急办牵头）")


def test_what_is_missing_is_doubted() -> None:
    text = "一、主要任务\n（一）消防安全整治\n一是2021年底前查。二是改。"
    sentences = "".join(doubt.sentence for doubt in read_plan(text, own_office="镇应急办").doubts)
    for words in ("没有找到阶段安排", "没有找到方案名称", "没有找到发文字号", "暂按镇应急办处理"):
        assert words in sentences


_OFFICES = st.sampled_from(
    ["镇应急办", "镇经济办", "镇民政和社会事务办", "青石派出所", "镇农业服务中心", "区交通局"]
)
_WORDS = st.text(alphabet="排查治理道路消防燃气用电培训演练整改台账隐患", min_size=4, max_size=20)


@st.composite
def _topics(draw: st.DrawFn) -> documents.MadeTopic:
    names = draw(st.lists(_OFFICES, min_size=1, max_size=4, unique=True))
    measures = draw(st.lists(_WORDS, min_size=2, max_size=8, unique=True))
    return documents.MadeTopic(draw(_WORDS) + "整治", names[0], tuple(names[1:]), tuple(measures))


@settings(max_examples=60)
@given(st.lists(_topics(), min_size=1, max_size=8), st.booleans())
def test_generated_plans_come_back(topics: list[documents.MadeTopic], running: bool) -> None:
    plan = read_plan(documents.write(topics, running=running)).plan
    assert [topic.name for topic in plan.topics] == [topic.name for topic in topics]
    for found, meant in zip(plan.topics, topics, strict=True):
        assert found.lead == (meant.lead,)
        assert [measure.title for measure in found.measures] == [words[:40] for words in meant.measures]
        task = found.measures[0].tasks[0]
        assert (found.supporting if running else task.supporting) == meant.supporting


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        read_plan("一、主要任务\n（一）整治\n一是2021年查。二是改。\n" + text)
    except UserError as error:
        assert str(error)


@given(st.text(alphabet="一是二，。；2021年底前完成全部《》（）", max_size=120))
def test_no_words_of_a_measure_are_lost(text: str) -> None:
    found = "".join(piece.text for piece in pieces(text, Stretch(DAY(2020, 1, 1), DAY(2022, 12, 31))))
    marks = str.maketrans("", "", "，。；;, ")
    assert sorted(found.translate(marks)) == sorted(text.translate(marks))


def test_no_parts_is_false() -> None:
    assert not Parts() and Parts(lead=("镇应急办",))


def test_a_time_without_stages_is_one_stage() -> None:
    text = documents.RUNNING
    begin = text.index("进度安排") if "进度安排" in text else -1
    assert begin >= 0, "the sample has a section on time"
    lines = text.splitlines()
    at = next(row for row, line in enumerate(lines) if "进度安排" in line)
    end = next(
        (row for row in range(at + 1, len(lines)) if lines[row].startswith(("三、", "四、", "五、"))),
        len(lines),
    )
    plan = read_plan("\n".join([*lines[: at + 1], "2021年6月至2021年9月集中开展。", *lines[end:]])).plan
    assert (plan.campaign.starts_on, plan.campaign.ends_on) == (dt.date(2021, 6, 1), dt.date(2021, 9, 30))
