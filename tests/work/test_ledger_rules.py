"""An import keeps the rules that entering by hand keeps: ended hazards, deadlines, days, numbers, stale previews."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from db import check, journal
from db.records import Hazard, Site
from db.vocabulary import StepKind
from tests.work.hazard_specs import spec
from tests.work.test_ledger_import import ACTOR, workbook
from xianfeng_gui.work import hazards
from xianfeng_gui.work.hazards import StepData
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.judged import Judged
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Fate, Preview, look

pytestmark = pytest.mark.usefixtures("township")
HEAD = ["隐患编号", "企业名称", "检查时间", "存在问题", "整改时限", "整改完成时间", "销号时间"]


def seen(folder: Path, *rows: list[Any], head: list[str] = HEAD, title: str = "") -> Preview:
    return look(workbook(folder / f"{title}台账.xlsx", list(rows), head))


def one(folder: Path, *cells: Any) -> Judged:
    [judged] = seen(folder, list(cells)).judged
    return judged


def registered(state_steps: tuple[StepKind, ...] = (), **values: Any) -> Hazard:
    [number] = hazards.register_all([spec(**values)], ACTOR, Path())
    hazard = Hazard.get(Hazard.number == number)
    for kind in state_steps:
        hazards.take_steps([hazard.id], [StepData(kind, dt.date(2021, 6, 18), ACTOR, "不属隐患")], ACTOR)
    return Hazard.get_by_id(hazard.id)


def row(hazard: Hazard, description: str, deadline: str) -> list[Any]:
    return [hazard.number, hazard.site.name, str(hazard.found_on), description, deadline, None, None]


def test_a_deadline_moves_only_before_the_notice(tmp_path: Path) -> None:
    early = registered()
    importing.accept(seen(tmp_path, row(early, early.description, "2021-7-9")), ACTOR)
    stored = Hazard.get_by_id(early.id)
    assert (stored.deadline, stored.first_deadline, stored.deadline_basis) == (dt.date(2021, 7, 9),) * 2 + (
        "",
    )
    late = registered((StepKind.VERIFY, StepKind.ISSUE_NOTICE))
    judged = one(tmp_path, *row(late, late.description, "2021-12-31"))
    assert judged.fate is Fate.UNCHANGED and "请办理延期" in judged.remarks[0]


def test_an_ended_hazard_is_left_alone(tmp_path: Path) -> None:
    ended = registered((StepKind.DISMISS,))
    judged = one(tmp_path, *row(ended, "改写", str(ended.deadline)))
    assert judged.fate is Fate.UNCHANGED and "请先重新启动" in judged.remarks[0]


@pytest.mark.parametrize(
    ("done", "closed", "words"),
    [
        ("2021-5-1", None, "整改完成日期2021-05-01早于发现日期2021-06-10"),
        (None, "2022-9-1", "销号日期2022-09-01晚于今天"),
        ("2021-6-14", "2021-6-12", "销号日期2021-06-12早于整改完成日期2021-06-14"),
    ],
)
def test_days_follow_each_other(tmp_path: Path, done: str | None, closed: str | None, words: str) -> None:
    judged = one(tmp_path, None, "甲厂", "2021-6-10", "堆放杂物", "2021-6-30", done, closed)
    assert judged.fate is Fate.REFUSE and words in judged.reason


def test_a_deadline_without_a_year_follows_the_finding(tmp_path: Path) -> None:
    preview = seen(tmp_path, [None, "甲厂", "2020-12-20", "堆放杂物", "1月5日", None, None], title="2020年")
    assert preview.judged[0].record["deadline"] == dt.date(2021, 1, 5)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("YJB-2021-99999999", "另行编号"),
        ("YJB-2021-９９９９", "另行编号"),
        ("YJB-2021-99999", "核对是否写错"),
    ],
)
def test_a_slip_in_a_number_is_pointed_out(tmp_path: Path, number: str, words: str) -> None:
    judged = one(tmp_path, number, "甲厂", "2021-6-10", "堆放杂物", "2021-6-30", None, None)
    assert judged.fate is Fate.CREATE and any(words in remark for remark in judged.remarks)


def test_a_ledger_without_numbers_that_comes_again_doubles_nothing(tmp_path: Path) -> None:
    rows = [[None, "甲厂", "2021-6-10", "堆放杂物", "2021-6-30", None, None]] * 2
    importing.accept(seen(tmp_path, *rows), ACTOR)
    assert Hazard.select().count() == 2, "what stands twice in one ledger is two"
    again = seen(tmp_path, *rows)
    assert [judged.fate for judged in again.judged] == [Fate.UNCHANGED] * 2
    assert "已登记为YJB-2021-000" in again.judged[0].remarks[0]


def test_what_changed_after_the_preview_is_looked_at_again(tmp_path: Path) -> None:
    preview = seen(tmp_path, [None, "新厂", "2021-6-10", "堆放杂物", "2021-6-30", None, None])
    with journal.change("添加", ACTOR):
        Site.create(name="新厂")
    with pytest.raises(importing.StaleError, match="重新核对"):
        importing.accept(preview, ACTOR)
    assert not Hazard.select().exists() and check.problems() == []


def test_a_credit_code_is_one_site(tmp_path: Path) -> None:
    code = "91500116MA5U3L8K01"
    head = ["单位名称", "统一社会信用代码", "地址"]
    rows = [["甲厂", code, "1组"], ["乙厂", code, "2组"]]
    path = workbook(tmp_path / "单位.xlsx", rows, head)
    preview = look(path, kind=LedgerKind.SITES)
    assert [judged.fate for judged in preview.judged] == [Fate.CREATE, Fate.REFUSE]
    assert "同一个单位" in preview.judged[1].reason
    importing.accept(preview, ACTOR)
    [other] = look(workbook(path, [["丙厂", code, "3组"]], head), kind=LedgerKind.SITES).judged
    assert other.fate is Fate.UPDATE and other.remarks == ("信用代码与“甲厂”相同，视为同一单位，名称不改",)
