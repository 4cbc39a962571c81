"""The built-in plan file against the plan document, and against what any plan shown on screen must keep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pypinyin import Style, lazy_pinyin

from xianfeng_gui.rules.plan import parse_plan
from xianfeng_gui.rules.plan_values import Plan, PlanMeasure, PlanTask

PROJECT = Path(__file__).resolve().parent.parent
PLAN_FILE = PROJECT / "resources" / "plans" / "xianfeng-2020.toml"
DOCUMENT = PROJECT.parent / "shared" / "plan" / "xianfeng-2020-137.txt"
NUMERALS = "一二三四五六七八九十"
OFFICE = r"(?:镇|先锋)[^、，。（）]{2,10}?(?:办|所|中心|大队)(?=[、等和牵]|$)"

# Figures of the document that are no dates, each with the topic, the measure and the value of its target.
COUNTED = [
    ("全部考取执法证", 1, 5, 100, "%", 2022),
    ("全部建立安全生产技术和管理团队", 2, 2, 100, "%", 2021),
    ("必须达到100%", 3, 4, 100, "%", 2020),
    ("四类安全风险", 3, 5, 4, "类", 2022),
    ("2020年开标2条公路", 6, 1, 2, "条", 2020),
    ("三个渡口", 6, 4, 3, "个", 2022),
    ("五类事故", 7, 5, 5, "类", 2022),
    ("“三类”台账", 8, 4, 3, "类", 2022),
    ("至少有1名专职监管人员", 9, 1, 1, "名", 2022),
    ("1名兼职监管人员", 9, 1, 1, "名", 2022),
]


@dataclass(frozen=True)
class DocumentTopic:
    """One topic of the document: heading, the text of each measure, the bracket naming the offices."""

    name: str
    measures: list[str]
    offices: str


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse_plan(PLAN_FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def document() -> str:
    """The document without any white space but line ends."""
    if not DOCUMENT.exists():
        pytest.skip("the plan document is not beside the project")
    return re.sub(r"[^\S\n]", "", DOCUMENT.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def document_topics(document: str) -> list[DocumentTopic]:
    part = document[document.index("二、主要任务") : document.index("三、进度安排")]
    pieces = re.split(rf"^（[{NUMERALS}]）", part, flags=re.M)[1:]
    return [_document_topic(piece) for piece in pieces]


def _document_topic(piece: str) -> DocumentTopic:
    name, body = piece.split("\n", 1)
    body = body.replace("\n", "")
    bracket = body.rindex("（")
    measures: list[str] = []
    rest = body[:bracket]
    for numeral in NUMERALS:
        before, found, after = rest.partition(f"{numeral}是")
        if not found:
            break
        if measures:
            measures[-1] = before
        measures.append(after)
        rest = after
    return DocumentTopic(name, measures, body[bracket:].strip("（）"))


def measures_of(plan: Plan) -> list[tuple[int, PlanMeasure]]:
    """Every measure with its topic's number."""
    return [(topic.number, measure) for topic in plan.topics for measure in topic.measures]


def tasks_of(plan: Plan) -> list[PlanTask]:
    """Every task, safeguards last."""
    return [task for _, measure in measures_of(plan) for task in measure.tasks] + list(plan.safeguards)


def years_in(text: str) -> set[int]:
    """The years a text sets: an edition (2019年本) sets none; of a period in a title, the end counts."""
    text = re.sub(r"\d{4}年本", "", text)
    text = re.sub(r"\d{4}－(?=\d{4}年）)", "", text)
    return {int(year) for year in re.findall(r"(20\d\d)(?=年|至20\d\d年)", text)}


def test_campaign_and_phases_are_the_documents(plan: Plan, document: str) -> None:
    lines = document.strip().splitlines()
    issued = re.search(r"^(\d{4})年(\d+)月(\d+)日$", document, re.M)
    assert issued is not None
    assert plan.campaign.document_number == lines[0]
    assert plan.campaign.issuer == next(line for line in lines[1:] if line)
    assert plan.campaign.issued_on == date(*map(int, issued.groups()))
    assert "津安委发〔2020〕9号" in document and "津安委发〔2020〕9号" in plan.campaign.basis
    assert "至2022年12月" in document and plan.campaign.ends_on == date(2022, 12, 31)
    part = document[document.index("三、进度安排") : document.index("四、保障措施")]
    headings = re.findall(rf"^（[{NUMERALS}]）(.+?)（(.+?)）。", part, re.M)
    assert headings == [
        ("动员部署", "2020年6月"),
        ("排查整治", "2020年6月至2021年"),
        ("巩固提升", "2022年"),
    ]
    spans = [(phase.name, phase.kind, phase.starts_on, phase.ends_on) for phase in plan.phases]
    assert spans == [
        ("动员部署", "mobilization", date(2020, 6, 1), date(2020, 6, 30)),
        ("排查整治", "rectification", date(2020, 6, 1), date(2021, 12, 31)),
        ("巩固提升", "consolidation", date(2022, 1, 1), date(2022, 12, 31)),
    ]


def test_topics_are_the_documents_in_order(plan: Plan, document_topics: list[DocumentTopic]) -> None:
    assert len(document_topics) == 10
    assert [topic.name for topic in plan.topics] == [topic.name for topic in document_topics]
    assert [topic.number for topic in plan.topics] == list(range(1, 11))


def test_measures_are_as_many_as_the_documents(plan: Plan, document_topics: list[DocumentTopic]) -> None:
    counts = [len(topic.measures) for topic in document_topics]
    assert counts == [5, 5, 6, 4, 6, 5, 6, 7, 6, 5]
    for topic, count in zip(plan.topics, counts, strict=True):
        assert [measure.number for measure in topic.measures] == list(range(1, count + 1))


def test_offices_of_topics_are_the_documents(plan: Plan, document_topics: list[DocumentTopic]) -> None:
    for topic, found in zip(plan.topics, document_topics, strict=True):
        leads, others = found.offices.split("牵头，")
        assert list(topic.lead) == leads.split("、")
        assert list(topic.supporting) == re.findall(OFFICE, others), topic.name
        assert re.sub(OFFICE, "", others).lstrip("、") in (
            f"和各行业领域主管部门分工负责，{topic.local_text}负责",
            f"等相关部门按职责分工负责，{topic.local_text}负责",
        )


def test_local_offices_follow_the_documents_words(plan: Plan) -> None:
    words = {"all_villages": "各村、社区", "market_town_villages": "各有场镇的村、社区"}
    for topic in plan.topics:
        if topic.local == "named":
            assert topic.local_text == "、".join(topic.local_names)
        else:
            assert topic.local_text == words[topic.local]
    assert [(t.number, t.local_names) for t in plan.topics if t.local == "named"] == [(9, ("绣庄村",))]
    assert [t.number for t in plan.topics if t.local == "market_town_villages"] == [8]


def test_departments_are_all_that_the_document_names(
    plan: Plan, document_topics: list[DocumentTopic]
) -> None:
    named = {name for topic in document_topics for name in re.findall(OFFICE, topic.offices)}
    assert {office.name for office in plan.offices} == named


def test_every_year_of_a_measure_has_its_dated_task(plan: Plan, document_topics: list[DocumentTopic]) -> None:
    seen = []
    for topic, found in zip(plan.topics, document_topics, strict=True):
        for measure, text in zip(topic.measures, found.measures, strict=True):
            ends = {task.deadline for task in measure.tasks if task.dated}
            assert ends == {date(year, 12, 31) for year in years_in(text)}, f"{topic.number}-{measure.number}"
            seen += [(topic.number, measure.number, end.year) for end in ends]
    assert sorted(seen) == [
        (1, 5, 2022),
        (2, 2, 2021),
        (2, 3, 2021),
        (2, 4, 2021),
        (3, 4, 2020),
        (3, 4, 2022),
        (3, 5, 2022),
        (5, 1, 2022),
        (5, 3, 2022),
        (5, 4, 2022),
        (5, 5, 2022),
        (6, 1, 2020),
        (6, 1, 2021),
        (6, 1, 2022),
    ]


@pytest.mark.parametrize(("words", "topic", "measure", "value", "unit", "year"), COUNTED)
def test_counted_targets_are_the_documents(
    plan: Plan,
    document_topics: list[DocumentTopic],
    words: str,
    topic: int,
    measure: int,
    value: int,
    unit: str,
    year: int,
) -> None:
    assert words in document_topics[topic - 1].measures[measure - 1]
    tasks = plan.topics[topic - 1].measures[measure - 1].tasks
    assert (value, unit, date(year, 12, 31)) in [(t.target_value, t.target_unit, t.deadline) for t in tasks]


def test_no_other_figure_is_claimed_or_left(plan: Plan, document_topics: list[DocumentTopic]) -> None:
    claimed = [(n, m.number, t.target_value) for n, m in measures_of(plan) for t in m.tasks if t.target_value]
    assert sorted(claimed) == sorted((topic, measure, value) for _, topic, measure, value, _, _ in COUNTED)
    assert not any(task.target_value for task in plan.safeguards)
    left = {"3年", "7座"}  # three-year tasks are their topics' whole span; seats say which cars are meant
    text = "".join(measure for topic in document_topics for measure in topic.measures)
    counted = "".join(words for words, *_ in COUNTED)
    for figure in re.findall(r"(?<!\d)\d{1,3}(?:%|[^\d\s])", text):
        assert figure in left or figure in counted, figure


def test_nothing_is_copied_at_length(plan: Plan, document: str) -> None:
    """Lists of names and terms repeat the document's words, sentences do not."""
    flat = document.replace("\n", "")
    for task in tasks_of(plan):
        text = task.content
        runs = [text[at : at + 26] for at in range(max(0, len(text) - 25))]
        assert not [run for run in runs if run in flat], task.title


def test_the_seventeen_departments(plan: Plan) -> None:
    assert len(plan.offices) == 17
    assert {office.kind for office in plan.offices} == {"department"}
    used = {name for topic in plan.topics for name in topic.lead + topic.supporting}
    assert used == {office.name for office in plan.offices}


def test_codes_are_the_initials_of_the_names(plan: Plan) -> None:
    """First letters of the first four characters, without the township's name and 和."""
    for office in plan.offices:
        core = re.sub("^(镇|先锋)|和", "", office.name)[:4]
        initials = "".join(lazy_pinyin(core, style=Style.FIRST_LETTER)).upper()
        assert office.code == initials[: len(office.code)] and len(office.code) >= min(3, len(core))


def test_texts_fit_the_screen(plan: Plan) -> None:
    for topic in plan.topics:
        assert 2 <= len(topic.short_name) <= 5
    for _, measure in measures_of(plan):
        assert len(measure.title) <= 20
    for task in tasks_of(plan):
        assert len(task.title) <= 24 and len(task.target) <= 24 and len(task.content) <= 60
        assert task.content.endswith("。") and not task.title.endswith("。")


def test_titles_differ_within_a_topic(plan: Plan) -> None:
    for topic in plan.topics:
        titles = [task.title for measure in topic.measures for task in measure.tasks]
        assert len(set(titles)) == len(titles)


def test_chinese_text_has_chinese_punctuation_only() -> None:
    """Every text in the file: no ASCII punctuation but % and the plus of 互联网+, no blanks."""
    texts = re.findall(r'"([^"\n]*)"', re.sub("^#.*$", "", PLAN_FILE.read_text(encoding="utf-8"), flags=re.M))
    chinese = [text for text in texts if re.search("[\u4e00-\u9fff]", text)]
    assert len(chinese) > 400
    for text in chinese:
        assert not re.search(r"[!-$&-*,-/:-@\[-`{-~\s]", text), text
        assert (
            "农用般" not in text
            and text.count("“") == text.count("”")
            and text.count("《") == text.count("》")
        )


def test_targets_stand_with_their_tasks(plan: Plan) -> None:
    """Dated tasks say what is to be reached; undated ones run to the campaign's end."""
    for task in tasks_of(plan):
        if task.dated:
            assert task.target, task.title
        else:
            assert task.deadline == plan.campaign.ends_on, task.title


def test_safeguards_cover_the_fourth_part(plan: Plan) -> None:
    assert [task.number for task in plan.safeguards] == list(range(1, len(plan.safeguards) + 1))
    text = "".join(task.title + task.content for task in plan.safeguards)
    words = "领导小组 专班 重点项目 经费 闭环 一案双查 三责同追 曝光 两式三不 考核 督查 约谈"
    for word in words.split():
        assert word in text
