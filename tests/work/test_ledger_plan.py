"""Plans of inspections from Excel: a column a month, or a row a site and month; and what they do to the archive's plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import check, journal
from db.records import Inspection, PlannedInspection, Site
from db.vocabulary import ListKind
from tests.sheets.workbooks import xlsx
from tests.work import acts, lists
from tests.work.acts import ACTOR, office_id
from xianfeng_gui.rules.inspections import PlanState
from xianfeng_gui.work import inspection_plan, offices, topics
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Fate, Preview, look

MONTHS = tuple(f"{number}月" for number in range(1, 13))
HEAD = ("序号", "单位名称", "所在村", "风险等级", *MONTHS)
TITLE = "先锋镇2021年度安全生产检查计划表"

Listed = Callable[..., Preview]


def signs(**at: Any) -> tuple[Any, ...]:
    """The cells of a year: ``m3="√"``."""
    return tuple(at.get(f"m{number}") for number in range(1, 13))


@pytest.fixture
def listed(township: Path, tmp_path: Path) -> Listed:
    """Looks at a plan with these rows; what kind of list it is, its head tells."""

    def looked(
        *rows: tuple[Any, ...],
        head: tuple[str, ...] = HEAD,
        title: str = TITLE,
        name: str = "计划",
        **more: Any,
    ) -> Preview:
        return look(xlsx(tmp_path / f"{name}.xlsx", [(title,), head, *rows]), **more)

    return looked


def planned() -> dict[str, list[str]]:
    """The archive's plan: sites' names -> months."""
    found: dict[str, list[str]] = {}
    for one in PlannedInspection.select().order_by(PlannedInspection.month):
        found.setdefault(one.site.name, []).append(one.month)
    return found


def test_any_sign_plans_the_month(listed: Listed) -> None:
    preview = listed(
        (1, "甲厂", "绣庄村", "红", *signs(m3="√", m9="何某")),
        (2, "乙厂", None, None, *signs(m1=1, m2=0, m6=dt.date(2021, 6, 15), m7="×")),
        (3, "丙厂", None, None, *signs()),
        (4, None, None, None, *signs(m3="√")),
    )
    assert preview.kind is LedgerKind.INSPECTION_PLAN
    assert [one.fate for one in preview.judged] == [Fate.CREATE, Fate.CREATE, Fate.UNCHANGED, Fate.REFUSE]
    assert [one.words for one in preview.judged] == ["2021年3月、9月", "2021年1月、6月", "", ""]
    assert preview.judged[3].reason == "缺少单位（场所）名称"
    assert "按2021年的计划导入；年份不对的，请在表格标题里写明年份" in preview.remarks
    importing.accept(preview, ACTOR)
    assert planned() == {"甲厂": ["2021-03", "2021-09"], "乙厂": ["2021-01", "2021-06"]}
    assert {one.office_id for one in PlannedInspection.select()} == {offices.own_office().id}
    assert Site.get(Site.name == "甲厂").village_id == office_id("绣庄村")
    assert Site.get_or_none(Site.name == "丙厂") is None
    assert check.problems() == []


def test_a_row_a_site_and_month(listed: Listed) -> None:
    head = ("单位", "计划检查时间", "责任部门")
    preview = listed(
        ("甲厂", "3月", "经济办"),
        ("甲厂", "9月、10月", None),
        ("乙厂", dt.date(2021, 7, 1), "某局"),
        ("丙厂", "上半年", None),
        head=head,
    )
    assert preview.kind is LedgerKind.INSPECTION_PLAN
    assert [one.fate for one in preview.judged] == [*[Fate.CREATE] * 3, Fate.REFUSE]
    assert preview.judged[2].remarks == ("检查单位“某局”不在机构名单中，暂记为本单位",)
    assert preview.judged[3].reason == "“上半年”没有写明是哪几个月，请写成3月、9月"
    importing.accept(preview, ACTOR)
    assert planned() == {"甲厂": ["2021-03", "2021-09", "2021-10"], "乙厂": ["2021-07"]}
    assert PlannedInspection.get(PlannedInspection.month == "2021-03").office.name == "镇经济办"


@pytest.mark.parametrize("of_text", [False, True])
def test_months_stand_as_figures_below_one_heading(township: Path, tmp_path: Path, of_text: bool) -> None:
    figures = [str(number) if of_text else number for number in range(1, 13)]
    file = xlsx(
        tmp_path / "计划.xlsx",
        [
            (TITLE,),
            ("序号", "单位名称", "计划检查月份"),
            (None, None, *figures),
            (1, "甲厂", *signs(m3="√", m11="√")),
        ],
    )
    book = openpyxl.load_workbook(file)
    for area in ("A2:A3", "B2:B3", "C2:N2"):
        book.worksheets[0].merge_cells(area)
    book.save(file)
    preview = look(file)
    assert (preview.kind, preview.judged[0].words) == (LedgerKind.INSPECTION_PLAN, "2021年3月、11月")


def test_what_is_planned_stays_and_more_is_added(listed: Listed) -> None:
    importing.accept(listed(("", "甲厂", None, None, *signs(m3="√"))), ACTOR)
    again = listed(("", "甲厂", None, None, *signs(m3="√")))
    assert [one.fate for one in again.judged] == [Fate.UNCHANGED]
    more = listed(("", "甲厂", None, None, *signs(m8="√")))
    assert [one.fate for one in more.judged] == [Fate.UPDATE]
    before = acts.snapshot()
    importing.accept(more, ACTOR)
    assert planned() == {"甲厂": ["2021-03", "2021-08"]}
    journal.undo(ACTOR)
    assert acts.snapshot() == before


@pytest.mark.parametrize(
    ("title", "head", "name", "year"),
    [
        ("检查计划（2020年）", HEAD, "计划", 2020),
        ("检查计划", ("单位名称", "所在村", "风险等级", "备注", *(f"2022年{one}" for one in MONTHS)), "计划", 2022),
        ("检查计划", HEAD, "2023年检查计划", 2023),
        ("检查计划", HEAD, "检查计划", 2021),
    ],
)  # fmt: skip
def test_the_year_is_told_by_title_headings_or_file(
    listed: Listed, title: str, head: tuple[str, ...], name: str, year: int
) -> None:
    at = head.index("单位名称")
    row = [None] * 4 + [*signs(m3="√")]
    row[at] = "甲厂"
    importing.accept(listed(tuple(row), title=title, head=head, name=name), ACTOR)
    assert planned() == {"甲厂": [f"{year}-03"]}


def test_visits_in_the_archive_fulfil_it(listed: Listed) -> None:
    with journal.change("登记", ACTOR):
        site = Site.create(name="甲厂")
        for number, day in (("YJB-2021-J001", 7), ("YJB-2021-J002", 21)):
            Inspection.create(
                number=number,
                campaign=topics.campaign().id,
                site=site,
                office=offices.own_office().id,
                on_date=dt.date(2021, 5, day),
            )
    importing.accept(listed(("", "甲厂", None, None, *signs(m2="√", m4="√", m5="√", m8="√"))), ACTOR)
    done = {one.month: one.inspection and one.inspection.number for one in PlannedInspection.select()}
    assert done == {
        "2021-02": "YJB-2021-J002",
        "2021-04": None,
        "2021-05": "YJB-2021-J001",
        "2021-08": None,
    }
    [row] = inspection_plan.plan_year(2021, dt.date(2021, 6, 18)).rows
    states = {cell.month: cell.state for cell in row.cells if cell.state is not PlanState.NOTHING}
    assert states == {
        "2021-02": PlanState.DONE,
        "2021-04": PlanState.OVERDUE,
        "2021-05": PlanState.DONE,
        "2021-08": PlanState.PLANNED,
    }


def test_the_sign_of_a_visit_beside_the_plan_plans_nothing(listed: Listed, tmp_path: Path) -> None:
    with journal.change("登记", ACTOR):
        site = Site.create(name="甲厂")
        Inspection.create(
            number="YJB-2021-J001",
            campaign=topics.campaign().id,
            site=site,
            office=offices.own_office().id,
            on_date=dt.date(2021, 5, 7),
        )
    file = lists.written(ListKind.INSPECTION_PLAN, tmp_path)
    assert lists.records(file)[0]["5月"] == "＋"
    assert [one.fate for one in look(file).judged] == [Fate.UNCHANGED]


def test_months_alone_are_no_plan(listed: Listed) -> None:
    """A year of tasks or figures has them as well; a plan names sites."""
    rows = [("走访企业", "镇应急办", "2021年底", *signs(m3="√"))]
    tasks = listed(*rows, head=("重点任务", "责任单位", "完成时限", *MONTHS), title="2021年任务清单")
    assert tasks.kind is LedgerKind.TASKS
