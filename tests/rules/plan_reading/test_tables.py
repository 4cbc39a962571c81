"""Task lists in tables of any layout, also as lines of text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianfeng_gui.rules.plan_reading.document import TableBlock
from xianfeng_gui.rules.plan_reading.reading import Reading, read_plan
from xianfeng_gui.rules.plan_reading.text_tables import taken_out, written

HEAD = ("类别", "序号", "任务内容", "目标", "责任单位", "完成时限")
ROWS = (
    HEAD,
    ("一、粮油仓储", "1", "检查粮仓", "检查率100%", "镇粮管办", "2021年12月底前"),
    ("一、粮油仓储", "2", "检修烘干塔", "检修8台", "镇粮管办", "2022年6月底前"),
    HEAD,
    ("二、水上交通", "3", "整治渡口", "", "镇交管办", "2022年9月底前"),
    ("二、水上交通", "4", "检验渡船", "证照齐全", "镇交管办", "2022年10月底前"),
)


def read(text: str) -> Reading:
    return read_plan(*taken_out(text))


def rows(*cells: str) -> str:
    return "\n".join(written(row.split("/") for row in cells))


def names(reading: Reading) -> list[tuple[str, list[str]]]:
    return [(topic.name, [one.title for one in topic.measures]) for topic in reading.plan.topics]


def test_numbers_of_topics_and_heads_that_come_again() -> None:
    reading = read("\n".join(written(ROWS)))
    assert names(reading) == [
        ("粮油仓储", ["检查粮仓", "检修烘干塔"]),
        ("水上交通", ["整治渡口", "检验渡船"]),
    ]
    assert reading.left_over == ()


def test_a_column_of_targets() -> None:
    tasks = [
        task
        for topic in read("\n".join(written(ROWS))).plan.topics
        for m in topic.measures
        for task in m.tasks
    ]
    assert [(task.target, task.target_value, task.target_unit) for task in tasks] == [
        ("检查率100%", 100.0, "%"),
        ("检修8台", 8.0, "台"),
        ("", None, ""),
        ("证照齐全", None, ""),
    ]


def test_a_row_leads_to_its_line() -> None:
    text = "桐子镇整治方案\n\n" + "\n".join(written(ROWS))
    places = read(text).places
    assert "检修烘干塔" in text.splitlines()[places["1-2"]]
    assert "整治渡口" in text.splitlines()[places["2"]]


def test_the_first_band_above_the_columns() -> None:
    reading = read(
        rows(
            "一、粮油仓储/一、粮油仓储/一、粮油仓储/一、粮油仓储",
            "序号/任务/责任单位/完成时间",
            "1/检查粮仓/镇粮管办/2024年9月底前",
            "二、水上交通/二、水上交通/二、水上交通/二、水上交通",
            "1/整治渡口/镇交管办/2024年10月底前",
        )
    )
    assert names(reading) == [("粮油仓储", ["检查粮仓"]), ("水上交通", ["整治渡口"])]


def test_a_band_behind_its_numeral_and_a_head_of_two_rows() -> None:
    reading = read(
        rows(
            "序号/工作任务/责任分工/责任分工/完成时限",
            "序号/工作任务/牵头单位/配合单位/完成时限",
            "一/粮油仓储///",
            "1/检查粮仓/镇粮管办/镇应急办/2024年9月底前",
            "二/水上交通///",
            "1/整治渡口/镇交管办//2024年10月底前",
        )
    )
    assert names(reading) == [("粮油仓储", ["检查粮仓"]), ("水上交通", ["整治渡口"])]
    task = reading.plan.topics[0].measures[0].tasks[0]
    assert (task.lead, task.supporting) == ("镇粮管办", ("镇应急办",))
    assert reading.left_over == ()


@pytest.mark.parametrize("who", ["责任单位", "责任分工", "实施单位"])
@pytest.mark.parametrize("when", ["计划完成时间", "整改期限", "时限要求", "截止时间"])
def test_columns_by_other_names(who: str, when: str) -> None:
    reading = read(rows(f"所属领域/任务及措施/{who}/{when}", "粮油仓储/检查粮仓/镇粮管办/2024年9月底前"))
    [topic] = reading.plan.topics
    assert (topic.name, topic.lead) == ("粮油仓储", ("镇粮管办",))
    assert topic.measures[0].tasks[0].deadline == dt.date(2024, 9, 30) and reading.left_over == ()


def test_a_tables_title_is_no_topic() -> None:
    title = "粮油仓储重点任务清单"
    reading = read(
        "桐子镇粮油仓储整治方案\n"
        + rows(f"{title}/{title}/{title}", "任务/责任单位/完成时间", "检查粮仓/镇粮管办/2024年9月底前")
    )
    assert names(reading) == [("桐子镇粮油仓储整治", ["检查粮仓"])]


def test_tables_are_called_as_the_lines_above_them_say() -> None:
    head = "任务/责任单位/完成时间"
    reading = read(
        "桐子镇专项整治方案\n二、主要任务\n（一）粮油仓储整治\n"
        + rows(head, "检查粮仓/镇粮管办/2024年9月底前")
        + "\n附件2：水上交通任务清单\n"
        + rows(head, "整治渡口/镇交管办/2024年10月底前")
    )
    assert names(reading) == [("粮油仓储整治", ["检查粮仓"]), ("水上交通", ["整治渡口"])]


def test_a_pasted_table_has_tabs() -> None:
    lines = ["桐子镇整治方案", "专题\t任务\t责任单位\t时限", "粮油\t检查粮仓\t镇粮管办\t2024年9月底前"]
    text, tables = taken_out("\n".join(lines))
    assert text == "桐子镇整治方案\n\n" and tables[0].at == 1
    assert names(read("\n".join(lines))) == [("粮油", ["检查粮仓"])]


@pytest.mark.parametrize("line", ["一、\t总体\t要求", "姓名\t单位\t电话\n何某\t镇应急办\t1"])
def test_other_lines_with_tabs_stay(line: str) -> None:
    assert taken_out(line) == (line, [])


def test_bars_as_people_type_them() -> None:
    _, [table] = taken_out("正文\n|任务 | 责任单位|\n｜检查粮仓｜镇粮管办")
    assert table == TableBlock((("任务", "责任单位"), ("检查粮仓", "镇粮管办")), 1)


_CELL = st.text(alphabet="粮仓检查 渡口/|｜一、1", max_size=8)


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.tuples(*[_CELL] * n), min_size=1, max_size=6)))
def test_what_is_written_is_read_again(table: list[tuple[str, ...]]) -> None:
    plain = [tuple(" ".join(c.replace("|", "/").replace("｜", "/").split()) for c in row) for row in table]
    kept = [row for row in plain if any(row)]
    lines = list(written(table))
    assert len(lines) == len(kept)
    if any(len(set(row)) > 1 for row in kept):
        _, [found] = taken_out("\n".join(lines))
        assert list(found.rows) == kept


def test_the_days_are_those_of_the_rows() -> None:
    deadlines = [
        task.deadline
        for topic in read("\n".join(written(ROWS))).plan.topics
        for measure in topic.measures
        for task in measure.tasks
    ]
    assert deadlines == [
        dt.date(2021, 12, 31),
        dt.date(2022, 6, 30),
        dt.date(2022, 9, 30),
        dt.date(2022, 10, 31),
    ]
