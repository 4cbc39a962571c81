"""Words of a ledger that are no plain values: terms in place of days, grades and states of its own, ticks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from db.records import Hazard, SheetLayout
from db.vocabulary import Grade, HazardState
from tests.sheets import workbooks
from tests.work.test_ledger_import import ACTOR, workbook
from xianfeng_gui.rules.ledger.meanings import SAME_DAY, Met
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.corrections import NOTHING_SAID, Corrections
from xianfeng_gui.work.ledger.preview import Fate, Preview, look

pytestmark = pytest.mark.usefixtures("township")
HEAD = ["企业名称", "检查时间", "存在问题", "隐患等级", "整改时限", "完成时间", "是否整改"]


def seen(folder: Path, *rows: list[Any], said: Corrections = NOTHING_SAID, name: str = "台账") -> Preview:
    return look(workbook(folder / f"{name}.xlsx", list(rows), HEAD), said=said)


def test_terms_are_counted_from_the_finding(tmp_path: Path) -> None:
    preview = seen(
        tmp_path,
        ["甲厂", "2021-6-1", "堆放杂物", "一般", "15日内", "当场整改", "√"],
        ["甲厂", "2021-6-10", "电线老化", "一般", "2个工作日", None, "×"],
        ["甲厂", "2021-6-10", "通道堵塞", "一般", "立即整改", None, "否"],
    )
    assert [(one.record["deadline"], one.record.get("rectified_on")) for one in preview.judged] == [
        (dt.date(2021, 6, 16), dt.date(2021, 6, 1)),
        (dt.date(2021, 6, 15), None),
        (dt.date(2021, 6, 10), None),
    ]
    assert preview.judged[0].remarks[:2] == (
        "整改期限“15日内”自2021年6月1日起第15日，为2021-06-16",
        "整改完成日期“当场整改”按发现当天，为2021-06-01",
    )
    importing.accept(preview, ACTOR)
    first, second, third = Hazard.select().order_by(Hazard.number)
    assert (first.deadline_basis, third.deadline_basis) == ("自2021年6月1日起第15日", "")
    assert second.deadline_basis.startswith("自2021年6月10日起第2个工作日")
    assert (first.state, second.state) == (HazardState.RECTIFIED, HazardState.REPORTED)


def test_a_term_without_the_day_of_finding_is_refused_for_the_day(tmp_path: Path) -> None:
    [one] = seen(tmp_path, ["甲厂", None, "堆放杂物", "一般", "15日内", None, None]).judged
    assert (one.fate, one.reason) == (Fate.REFUSE, "缺少发现日期")


def test_a_term_in_the_lines_above_the_head_holds_for_every_row(tmp_path: Path) -> None:
    rows = [["整改期限：15日内"], ["企业名称", "检查时间", "存在问题"], ["甲厂", "2021-6-1", "堆放杂物"]]
    path = workbooks.xlsx(tmp_path / "台账.xlsx", rows)
    preview = look(path)
    assert preview.remarks == ["表头上方写明“整改期限”为“15日内”，各行照此"]
    assert preview.judged[0].record["deadline"] == dt.date(2021, 6, 16)


UNKNOWN: list[Any] = ["甲厂", "2021-6-1", "堆放杂物", "较大", "另行通知", None, "基本完成"]


def test_unknown_words_refuse_their_rows_until_something_is_said_of_them(tmp_path: Path) -> None:
    preview = seen(tmp_path, UNKNOWN, ["乙厂", "2021-6-2", "灯坏", "一般", None, None, "否"])
    assert [one.fate for one in preview.judged] == [Fate.REFUSE, Fate.CREATE]
    for words in (
        "“等级”“较大”不认识，可填：一般隐患、重大隐患；",
        "“整改期限”“另行通知”不是日期",
        "“状态”“基本完成”不认识",
    ):
        assert words in preview.judged[0].reason
    assert {one for one in preview.met if one.means is None} == {
        Met("grade", "较大", None, False),
        Met("deadline", "另行通知", None, False),
        Met("state", "基本完成", None, False),
    }
    assert Met("state", "否", "reported", False) in preview.met


def test_what_is_said_of_words_brings_the_rows_in_and_is_remembered_for_the_layout(tmp_path: Path) -> None:
    meanings = {
        "grade": {"较大": "major"},
        "deadline": {"另行通知": ""},
        "state": {"基本完成": "rectifying", "否": "verified"},
    }
    rows = [UNKNOWN, ["乙厂", "2021-6-2", "灯坏", "一般", None, None, "否"]]
    preview = seen(tmp_path, *rows, said=Corrections(meanings=meanings))
    importing.accept(preview, ACTOR, confirmed=True)
    first, second = Hazard.select().order_by(Hazard.number)
    assert (first.grade, first.deadline, first.state) == (Grade.MAJOR, None, HazardState.RECTIFYING)
    assert second.state == HazardState.VERIFIED
    again = seen(tmp_path, ["丙厂", "2021-6-3", "漏电", "较大", "另行通知", None, "否"], name="下月")
    [one] = again.judged
    assert (one.fate, one.record["grade"], one.record["state"]) == (
        Fate.CREATE,
        Grade.MAJOR,
        HazardState.VERIFIED,
    )
    assert again.meanings == meanings and {one.key for one in again.met if one.said} == {*meanings}
    assert SheetLayout.select().count() == 2, "one of the columns, one of the words"
    importing.accept(
        seen(tmp_path, ["丁厂", "2021-6-4", "漏水", "一般", None, None, None], said=Corrections(meanings={})),
        ACTOR,
        confirmed=True,
    )
    assert seen(tmp_path, UNKNOWN).meanings == {}


def test_what_a_field_cannot_be_is_not_taken(tmp_path: Path) -> None:
    said = Corrections(meanings={"grade": {"较大": "purple"}, "deadline": {"另行通知": SAME_DAY}})
    [one] = seen(tmp_path, [*UNKNOWN[:6], "否"], said=said).judged
    assert one.reason.startswith("“等级”“较大”不认识") and "另行通知" not in one.reason


def test_nothing_can_be_said_of_the_day_of_finding(tmp_path: Path) -> None:
    preview = seen(tmp_path, ["甲厂", "不详", "堆放杂物", "一般", None, None, None])
    assert preview.judged[0].reason == "“发现日期”“不详”不是日期"
    assert [one.key for one in preview.met] == ["grade"]


def test_a_tick_answers_a_question_only(tmp_path: Path) -> None:
    head = ["企业名称", "检查时间", "存在问题", "整改情况"]
    path = workbook(tmp_path / "台账.xlsx", [["甲厂", "2021-6-1", "堆放杂物", "√"]], head)
    assert "“状态”“√”不认识" in look(path).judged[0].reason
