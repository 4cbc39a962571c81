"""Every list over the made-up township: its cells against the records, read by openpyxl and by LibreOffice."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from db import connection, store
from db.errors import UserError
from db.vocabulary import Grade, HazardState, ListKind, TaskState
from tests.work.lists import EVERYTHING, by_libreoffice, records, totals, written
from xianfeng_gui.work import demo, hazard_list, overview, sheets, task_list, topics
from xianfeng_gui.work.hazard_filter import OPEN, HazardFilter
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import look
from xianfeng_gui.work.master import TaskScope
from xianfeng_gui.work.progress import Cancelled, Progress
from xianfeng_gui.work.sheets_late import LateFilter
from xianfeng_gui.work.sheets_monthly import MonthFilter
from xianfeng_gui.work.sites import SiteFilter
from xianfeng_gui.work.task_list import TaskFilter

Files = dict[ListKind, Path]
TODAY = dt.date(2021, 6, 18)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    """Every kind of list, written once; the township stays open and is only read."""
    demo.build(tmp_path_factory.mktemp("demo") / "town", "town")
    folder = tmp_path_factory.mktemp("lists")
    yield {kind: written(kind, folder) for kind in ListKind}
    store.close()


def number(sql: str, *parameters: object) -> int:
    return int(connection.scalar(sql, parameters))


def day(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def test_every_kind_is_tried_here() -> None:
    assert set(EVERYTHING) == set(ListKind)


COME_IN = {
    ListKind.HAZARDS: LedgerKind.HAZARDS,
    ListKind.TWO_LISTS: LedgerKind.HAZARDS,
    ListKind.STEPS: LedgerKind.STEPS,
    ListKind.TASKS: LedgerKind.TASKS,
    ListKind.MONTHLY: LedgerKind.MONTHLY,
    ListKind.SITES: LedgerKind.SITES,
    ListKind.INSPECTIONS: LedgerKind.INSPECTIONS,
    ListKind.INSPECTION_PLAN: LedgerKind.INSPECTION_PLAN,
    ListKind.PEOPLE: LedgerKind.PEOPLE,
    ListKind.PAPERS: LedgerKind.PAPERS,
}


@pytest.mark.parametrize("kind", ListKind)
def test_lists_that_only_go_out_are_told_from_those_that_come_in(files: Files, kind: ListKind) -> None:
    taken = ""
    if kind in COME_IN:
        found = look(files[kind])
        assert found.kind is COME_IN[kind]
        taken = found.sheet
    told = f"是本程序导出的“{kind.label}.*没有导入功能"
    others = {page.title for page in load_workbook(files[kind], read_only=True).worksheets} - {taken}
    for title in {*others, *([] if taken else [""])}:
        with pytest.raises(UserError, match=told):
            look(files[kind], sheet=title)


def test_libreoffice_shows_the_same_cells(files: Files, tmp_path: Path) -> None:
    shown = by_libreoffice(list(files.values()), tmp_path)
    for kind, file in files.items():
        for page in load_workbook(file):
            rows = [[_shown(cell) for cell in row] for row in page.iter_rows()]
            assert rows == [[_share(text) for text in row] for row in shown[f"{kind.value}-{page.title}"]]


def _shown(cell: Any) -> str:
    """A cell as LibreOffice writes it down."""
    value = cell.value
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}"
    if cell.number_format == "0%" and value is not None:
        return f"{value * 100:.6f}%"
    return "" if value is None else str(value)


def _share(text: str) -> str:
    return f"{float(text[:-1]):.6f}%" if re.fullmatch(r"[0-9.]+%", text) else text


def test_every_hazard_stands_in_the_register(files: Files) -> None:
    found = {row["隐患编号"]: row for row in records(files[ListKind.HAZARDS])}
    sql = (
        "SELECT hazard.number, description, grade, hazard.state, found_on, hazard.deadline, site.name, office.name, person, listed, "
        "task.number FROM hazard JOIN site ON site.id = site_id JOIN office ON office.id = hazard.office_id "
        "LEFT JOIN task ON task.id = hazard.task_id"
    )
    rows = connection.rows(sql)
    assert len(rows) == len(found) == 2000
    for code, text, grade, state, found_on, deadline, site, office, person, listed, task in rows:
        row = found[code]
        assert row["隐患描述"] == text and row["单位（场所）"] == site and row["责任单位"] == office
        assert (row["等级"], row["状态"]) == (Grade(grade).label, HazardState(state).label)
        assert (row["发现日期"], row["整改期限"]) == (day(found_on), day(deadline))
        assert (row["整改责任人"] or "", row["挂牌督办"], row["相关任务"]) == (
            person,
            "是" if listed else "否",
            task,
        )
        assert (row["逾期天数"] or 0) == hazard_list.days_late(state, deadline, TODAY)
    assert totals(files[ListKind.HAZARDS])["隐患编号"] == "共2000条"


@pytest.mark.parametrize("sort", ["newest", "deadline", "grade", "state"])
def test_the_list_keeps_filter_and_order_of_the_screen(files: Files, tmp_path: Path, sort: str) -> None:
    wanted = HazardFilter(text="消防", state=OPEN).sorted_by(sort)
    screen = [row.number for row in hazard_list.window(wanted, None, 5000)]
    file = written(ListKind.HAZARDS, tmp_path, wanted)
    assert [row["隐患编号"] for row in records(file)] == screen
    assert len(screen) > 5
    assert load_workbook(file).worksheets[0]["A3"].value == "范围：含“消防”；未销号"


def test_the_two_lists_of_a_topic(files: Files, tmp_path: Path) -> None:
    topic = topics.topics()[4]
    file = written(ListKind.TWO_LISTS, tmp_path, HazardFilter(topic_id=topic.id))
    problems, measures = records(file), records(file, 1)
    assert {row["专题"] for row in problems} == {row["专题"] for row in measures} == {topic.short_name}
    assert len(problems) == number("SELECT count(*) FROM hazard WHERE topic_id = ?", topic.id)
    listed = [(row["措施序号"], row["措施"], row["任务数"], row["已完成"]) for row in measures]
    sql = (
        "SELECT measure.number, measure.title, count(task.id), CAST(total(task.state = 'done') AS INTEGER) FROM measure "
        "LEFT JOIN task ON measure_id = measure.id AND task.state <> 'struck_off' WHERE measure.topic_id = ? "
        "GROUP BY measure.id ORDER BY measure.number"
    )
    assert listed == connection.rows(sql, (topic.id,))
    whole = records(files[ListKind.TWO_LISTS], 1)
    assert len(whole) == 55 and totals(files[ListKind.TWO_LISTS], 1)["任务数"] == sum(
        row["任务数"] for row in whole
    )


def test_tasks_as_the_page_shows_them(files: Files, tmp_path: Path) -> None:
    assert len(records(files[ListKind.TASKS])) == number("SELECT count(*) FROM task") == 153
    topic = topics.topics()[4]
    filters = TaskFilter(state=TaskState.IN_PROGRESS, text="消防")
    screen = task_list.task_rows(topic.id, TODAY, filters)
    found = records(written(ListKind.TASKS, tmp_path, TaskScope(topic.id, filters)))
    assert [(row["编号"], row["任务"], row["责任人"]) for row in found] == [
        (row.number, row.title, row.person) for row in screen
    ]
    assert [row["完成比例"] for row in found] == [row.percent and row.percent / 100 for row in screen]
    only = frozenset({screen[0].id})
    limited = written(ListKind.TASKS, tmp_path, TaskScope(topic.id, only=only, only_words="只显示：某格"))
    assert [row["编号"] for row in records(limited)] == [screen[0].number]
    assert load_workbook(limited).worksheets[0]["A3"].value == f"范围：{topic.name}；只显示：某格"


def test_the_one_sheet_has_a_column_a_month(files: Files) -> None:
    found = records(files[ListKind.MASTER])
    months = [title for title in found[0] if "年\n" in title]
    assert (len(found), len(months), months[0], months[-1]) == (153, 31, "20年\n6月", "22年\n12月")
    reported = set(connection.rows("SELECT number, month FROM monthly_report JOIN task ON task.id = task_id"))
    done = dict(connection.rows("SELECT number, substr(done_on, 1, 7) FROM task WHERE state = 'done'"))
    for row in found:
        for title in months:
            month = f"20{title[:2]}-{int(title[4:-1]):02d}"
            sign = (row[title] or "").removesuffix("◇")
            assert ((row[title] or "").endswith("◇")) is (f"{row['期限']:%Y-%m}" == month)
            if done.get(row["编号"]) == month:
                assert sign == "●"
            elif sign in ("✓", "缺", "·"):
                assert ((row["编号"], month) in reported) is (sign == "✓")
                assert month <= "2021-06"
            else:
                assert sign in ("", "○") and (sign == "" or month > "2021-06")


def test_the_monthly_report(files: Files, tmp_path: Path) -> None:
    file = files[ListKind.MONTHLY]
    tasks, offices = records(file, 1), records(file, 2)
    texts = dict(
        connection.rows(
            "SELECT number, text FROM monthly_report JOIN task ON task.id = task_id WHERE month = '2021-05'"
        )
    )
    assert {row["编号"]: row["工作情况"] for row in tasks if row["工作情况"]} == texts
    assert (
        sum(row["应报"] for row in offices) == len(tasks) == totals(file)["应报"] == totals(file, 2)["应报"]
    )
    closed = number("SELECT count(*) FROM hazard WHERE substr(closed_on, 1, 7) = '2021-05'")
    assert totals(file)["当月销号"] == closed
    this = written(
        ListKind.MONTHLY,
        tmp_path,
        MonthFilter(office_id=connection.scalar("SELECT id FROM office WHERE name = '镇党建办'")),
    )
    assert {row["责任单位"] for row in records(this, 1)} == {"镇党建办"}
    assert (
        load_workbook(this).worksheets[1]["A1"].value == "先锋镇安全生产专项整治三年行动2021年6月工作情况表"
    )


def test_what_is_late_by_office(files: Files, tmp_path: Path) -> None:
    items, offices = records(files[ListKind.LATE]), records(files[ListKind.LATE], 1)
    counts = overview.figures(TODAY).total
    kinds = Counter(row["类别"] for row in items)
    assert kinds == {"任务": counts.late, "隐患": counts.late_hazards}
    assert {row["责任单位"]: row["合计"] for row in offices} == Counter(row["责任单位"] for row in items)
    for before, after in zip(items, items[1:], strict=False):
        if before["责任单位"] == after["责任单位"]:
            assert before["逾期天数"] >= after["逾期天数"]
    assert all(row["逾期天数"] == (TODAY - row["期限"].date()).days for row in items)
    topic = topics.topics()[4]
    mine = records(written(ListKind.LATE, tmp_path, LateFilter(topic_id=topic.id)))
    assert mine and {row["专题"] for row in mine} == {topic.short_name}
    assert {
        row["专题"]
        for row in records(written(ListKind.LATE, tmp_path, LateFilter(topic_id=topics.SAFEGUARDS)))
    } <= {topics.SAFEGUARDS_NAME}


def test_sites_with_their_cards(files: Files, tmp_path: Path) -> None:
    found = records(files[ListKind.SITES])
    rows = connection.rows("SELECT name, address, confined_space, risk_level FROM site ORDER BY name")
    assert [(row["单位（场所）名称"], row["地址"] or "", row["有限空间"]) for row in found] == [
        (name, address, "是" if confined else "否") for name, address, confined, _ in rows
    ]
    assert totals(files[ListKind.SITES])["未销号隐患"] == overview.figures(TODAY).total.open_hazards
    phones = {row[0] for row in connection.rows("SELECT phone FROM site WHERE phone <> ''")}
    assert not phones & {str(value) for row in found for value in row.values()}
    special = written(ListKind.SITES, tmp_path, SiteFilter(special="confined_space"))
    assert {row["有限空间"] for row in records(special)} == {"是"}


def test_papers_and_calendar(files: Files) -> None:
    papers = records(files[ListKind.PAPERS])
    assert sorted(row["发文字号"] for row in papers) == sorted(
        row[0] for row in connection.rows("SELECT number FROM paper")
    )
    events = records(files[ListKind.CALENDAR])
    assert any(row["状态"] == "● 逾期" for row in events) and all(row["依据"] for row in events)
    assert [row["日期"] for row in events] == sorted(row["日期"] for row in events)


def test_statistics_agree_with_the_overview(files: Files, tmp_path: Path) -> None:
    file = files[ListKind.STATISTICS]
    counts = overview.figures(TODAY).total
    for page in range(3):
        last = totals(file, page)
        assert (last["合计"], last["未销号"], last["逾期"]) == (
            counts.hazards,
            counts.open_hazards,
            counts.late_hazards,
        )
        assert last["办结率"] == pytest.approx(1 - counts.open_hazards / counts.hazards)
    assert totals(file, 1)["重大未销号"] == totals(file, 2)["重大未销号"] == counts.open_major
    for row in records(file):
        assert row["合计"] == sum(row[state.label] for state in HazardState)
    months = records(file, 3)
    assert months[-1]["月末未办结"] == counts.open_hazards
    assert sum(row["发现"] for row in months) == counts.hazards
    major = records(written(ListKind.STATISTICS, tmp_path, HazardFilter(grade="major", late=True)))
    assert {row["等级"] for row in major} == {"重大隐患"} and all(row["合计"] == row["逾期"] for row in major)


def test_cancelled_work_leaves_no_trace(files: Files, tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")
    progress = Progress()
    progress.show = lambda words: progress.cancel()  # at the first step
    with pytest.raises(Cancelled):
        sheets.write(ListKind.HAZARDS, HazardFilter(), target, progress)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("台账.xlsx", b"old")]
    assert not connection.connection().in_transaction


def test_a_measure_without_words_of_its_own_tells_what_its_tasks_are(files: Files) -> None:
    rows = records(files[ListKind.TWO_LISTS], 1)
    assert len(rows) == 55 and all(row["措施内容"] for row in rows)
    [tasks] = connection.rows(
        "SELECT group_concat(content, char(10)) FROM (SELECT task.content FROM task JOIN measure ON measure.id = measure_id "
        "JOIN topic ON topic.id = measure.topic_id WHERE topic.number = 5 AND measure.number = 1 ORDER BY task.position)"
    )
    number = next(row["措施内容"] for row in rows if (row["专题"], row["措施序号"]) == ("消防", 1))
    assert number == tasks[0]
