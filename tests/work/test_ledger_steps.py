"""A list of steps tells how hazards of an old ledger got to where they stand; whole, in order, or with the reason why not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from db import check, journal
from db.errors import UserError
from db.records import Hazard, HazardStep
from db.vocabulary import HazardState, StepKind, SupervisionLevel
from tests.work.test_ledger_import import ACTOR, workbook
from xianfeng_gui.work import hazards, undoing
from xianfeng_gui.work.hazard_detail import detail
from xianfeng_gui.work.hazards import StepData
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Fate, Preview, look

LEDGER = ["编号", "单位名称", "隐患描述", "等级", "发现日期", "整改期限", "状态", "销号日期"]
STEPS = ["隐患编号", "环节", "日期", "经办人", "说明", "新期限", "督办层级"]
A, B = "YJB-2021-0001", "YJB-2021-0002"
LIFE: list[list[Any]] = [
    [A, "登记", "2021-03-01", "丁某", None, None, None],
    [A, "核实", "2021-03-02", "何某", None, None, None],
    [A, "挂牌督办", "2021-03-02", "何某", None, None, "区级挂牌"],
    [A, "下达整改通知", "2021-03-03", "何某", None, "2021-03-20", None],
    [A, "申请延期", "2021-03-15", "何某", "配件未到", "2021-03-31", None],
    [A, "同意延期", "2021-03-16", "何某", None, None, None],
    [A, "报告整改完成", "2021-03-25", "丁某", None, None, None],
    [A, "复查不合格", "2021-03-28", "何某", "仍有1处", "2021-04-10", None],
    [A, "报告整改完成", "2021-04-08", "丁某", None, None, None],
    [A, "复查合格", "2021-04-10", "何某", None, None, None],
    [A, "摘牌", "2021-04-11", "何某", None, None, None],
    [A, "销号", "2021-04-12", "何某", None, None, None],
]


@pytest.fixture(autouse=True)
def _ledger(township: Path, tmp_path: Path) -> None:
    rows = [
        [A, "甲厂", "配电箱未接地", "重大", "2021-03-01", "2021-04-10", "已销号", "2021-04-12"],
        [B, "乙店", "通道堵塞", "一般", "2021-03-05", "2021-03-30", "整改中", None],
    ]
    importing.accept(look(workbook(tmp_path / "台账.xlsx", rows, LEDGER)), ACTOR)


def seen(folder: Path, rows: list[list[Any]], head: list[str] = STEPS) -> Preview:
    return look(workbook(folder / "经过.xlsx", rows, head))


def kinds(number: str) -> list[StepKind]:
    return [step.kind for step in detail(hazards.by_number(number).id).steps]


def test_the_steps_take_the_place_of_the_ledgers(tmp_path: Path) -> None:
    assert kinds(A) == [StepKind.REPORT, StepKind.CLOSE]
    preview = seen(tmp_path, LIFE)
    assert preview.kind is LedgerKind.STEPS and {one.fate for one in preview.judged} == {Fate.CREATE}
    importing.accept(preview, ACTOR)
    hazard: Hazard = hazards.by_number(A)
    assert kinds(A) == [StepKind(one) for one in _values(LIFE)] and len(kinds(B)) == 2
    told = (hazard.failed_count, hazard.extension_count, hazard.listed, hazard.delisted, hazard.listed_level)
    assert told == (1, 1, True, True, SupervisionLevel.DISTRICT)
    assert (hazard.rectified_on, hazard.closed_on) == (dt.date(2021, 4, 8), dt.date(2021, 4, 12))
    assert hazard.deadline == dt.date(2021, 4, 10) and hazard.deadline_basis == ""
    states = [step.to_state for step in detail(hazard.id).steps]
    assert states[:5] == [*_STATES[:2], HazardState.VERIFIED, HazardState.ISSUED, HazardState.ISSUED]
    assert {one.fate for one in seen(tmp_path, LIFE).judged} == {Fate.UNCHANGED}
    assert check.problems() == []


_STATES = (HazardState.REPORTED, HazardState.VERIFIED)


def _values(rows: list[list[Any]]) -> list[str]:
    labels = {kind.label: kind.value for kind in StepKind}
    return [labels[row[1]] for row in rows]


def test_one_undo_takes_the_list_back(tmp_path: Path) -> None:
    importing.accept(seen(tmp_path, LIFE), ACTOR)
    undoing.undo(ACTOR)
    assert kinds(A) == [StepKind.REPORT, StepKind.CLOSE] and hazards.by_number(A).failed_count == 0


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([LIFE[0], *LIFE[2:]], "“已登记”的隐患不能“挂牌督办”，经过不相连"),
        (LIFE[1:], "经过的第一步应为“登记”"),
        (LIFE[:-1], "经过的最后一步之后应为“复查合格”，与台账的状态“已销号”不符，请核对是否齐全"),
        ([*LIFE[:-1], [A, "销号", "2021-04-01", "", "", None, None]], "早于上一步的日期2021-04-11"),
        ([*LIFE, [A, "登记", "2021-04-20", "", "", None, None]], "“已销号”的隐患不能“登记”"),
    ],
)
def test_a_life_that_is_not_whole_does_not_come_in(
    tmp_path: Path, rows: list[list[Any]], reason: str
) -> None:
    preview = seen(tmp_path, rows)
    assert preview.count(Fate.REFUSE) == len(rows) and reason in preview.judged[0].reason
    with pytest.raises(UserError, match="都不能导入，没有写入"):
        importing.accept(preview, ACTOR)


def test_a_row_that_cannot_be_read_keeps_its_hazards_other_rows_out(tmp_path: Path) -> None:
    other = [B, "登记", "2021-03-05", "丁某", None, None, None]
    moved = [B, "下达整改通知", "2021-03-06", "丁某", None, None, None]
    begun = [B, "开始整改", "2021-03-07", "丁某", None, None, None]
    preview = seen(tmp_path, [*LIFE[:3], [A, "核实", "2031-03-02", "", "", None, None], other, moved, begun])
    reasons = [one.reason for one in preview.judged]
    assert reasons[:3] == ["同一隐患的第6行不能导入，其经过须整体导入"] * 3
    assert reasons[3:] == ["日期2031-03-02晚于今天", "", "", ""]
    importing.accept(preview, ACTOR)
    assert kinds(B) == [StepKind.REPORT, StepKind.ISSUE_NOTICE, StepKind.START_RECTIFICATION]


def test_what_was_done_here_is_not_changed(tmp_path: Path) -> None:
    hazard = hazards.by_number(B)
    hazards.take_steps([hazard.id], [StepData(StepKind.REPORT_RECTIFIED)], ACTOR)
    rows = [[B, "登记", "2021-03-05", "丁某", None, None, None], ["无", "核实", "2021-03-05"], [None, "核实"]]
    reasons = [one.reason for one in seen(tmp_path, rows).judged]
    assert reasons[0] == "该隐患的经过已在本程序办理，不随清单修改"
    assert reasons[1] == "没有编号为“无”的隐患，请先导入隐患台账"
    assert HazardStep.select().where(HazardStep.hazard == hazard.id).count() == 3


def test_the_import_is_one_entry(tmp_path: Path) -> None:
    before = journal.last_seq()
    importing.accept(seen(tmp_path, LIFE), ACTOR)
    assert journal.last_seq() == before + 1
