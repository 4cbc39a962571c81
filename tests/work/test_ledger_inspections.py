"""Ledgers of inspections (检查台账): new visits, corrections, the same told again, and why rows are refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import check, connection, journal
from db.records import Hazard, Inspection, PlannedInspection, Site
from tests.sheets.workbooks import xlsx
from tests.work import acts
from tests.work.acts import ACTOR, office_id
from xianfeng_gui.work import inspections, offices
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.corrections import Corrections
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Fate, Preview, look

HEAD = (
    "序号",
    "检查时间",
    "受检单位",
    "地址",
    "检查人员",
    "检查部门",
    "检查内容",
    "检查情况",
    "陪同人员",
    "备注",
)
FIRST = (
    1,
    "2021.6.3",
    "青禾榨菜加工厂",
    "绣庄村2组",
    "何某、丁某",
    "镇应急办",
    "消防",
    "通道堵塞",
    "罗某",
    None,
)
SECOND = (
    2,
    dt.date(2021, 6, 1),
    "好运来副食店",
    None,
    "何某（23050001） 李某",
    None,
    None,
    "未发现问题",
    None,
    "夜查",
)

Listed = Callable[..., Preview]


@pytest.fixture
def listed(township: Path, tmp_path: Path) -> Listed:
    """Looks at a ledger with these rows; what kind of list it is, its head tells."""

    def looked(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, **more: Any) -> Preview:
        return look(xlsx(tmp_path / "检查台账.xlsx", [("先锋镇2021年安全检查台账",), head, *rows]), **more)

    return looked


def fates(preview: Preview) -> list[Fate]:
    return [one.fate for one in preview.judged]


def test_visits_are_registered_in_order_of_their_days(listed: Listed) -> None:
    acts.person("镇应急办", "何某", certificate_number="渝123456")
    preview = listed(FIRST, SECOND)
    assert (preview.kind, fates(preview)) == (LedgerKind.INSPECTIONS, [Fate.CREATE, Fate.CREATE])
    done = importing.accept(preview, ACTOR)
    assert done.in_words() == "已导入：新增 2 条，更新 0 条"
    early, late = Inspection.select().order_by(Inspection.number)
    assert (early.number, late.number) == ("YJB-2021-J001", "YJB-2021-J002")
    assert (late.site.name, late.site.address, late.site.village_id) == (
        "青禾榨菜加工厂", "绣庄村2组", office_id("绣庄村"),
    )  # fmt: skip
    assert (late.on_date, late.office.name, late.companion) == (dt.date(2021, 6, 3), "镇应急办", "罗某")
    assert late.findings == "通道堵塞\n检查内容：消防"
    assert (early.findings, early.remark, early.office.name) == ("未发现问题", "夜查", "镇应急办")
    known, other = inspections.inspectors_of(late.id)
    assert (known.name, known.certificate_number, bool(known.person_id)) == ("何某", "渝123456", True)
    assert (other.name, other.certificate_number, other.person_id) == ("丁某", "", None)
    assert [one.certificate_number for one in inspections.inspectors_of(early.id)] == ["23050001", ""]
    assert check.problems() == []


def test_what_the_ledger_does_not_tell_stays_unknown(listed: Listed) -> None:
    preview = listed(("2021-6-3", "甲厂"), head=("检查日期", "受检单位"), kind=LedgerKind.INSPECTIONS)
    assert preview.judged[0].remarks == ("没有写明检查人员，按不详登记",)
    importing.accept(preview, ACTOR)
    made = Inspection.get()
    assert (made.starts_at, made.place, made.findings, made.checklist_id) == ("", "", "", None)
    assert not made.certificates_shown and inspections.inspectors_of(made.id) == []


def test_one_undo_takes_it_back(listed: Listed) -> None:
    before = acts.snapshot()
    importing.accept(listed(FIRST, SECOND), ACTOR)
    acts.undo_all(journal.last_seq() - 1)
    assert acts.snapshot() == before


def test_the_same_told_again_changes_nothing(listed: Listed) -> None:
    importing.accept(listed(FIRST, SECOND), ACTOR)
    again = listed(FIRST, SECOND)
    assert fates(again) == [Fate.UNCHANGED, Fate.UNCHANGED]
    assert again.judged[0].remarks == ("同一单位、同一天的检查已登记为YJB-2021-J002",)


def test_rows_on_one_visit_are_one_inspection(listed: Listed) -> None:
    head = ("检查时间", "受检单位", "检查人员", "检查情况")
    rows = (
        ("2021-6-3", "甲厂", "何某", "通道堵塞"),
        ("2021-6-3", "甲厂", "丁某", "灭火器失效"),
        ("2021-6-4", "甲厂", "何某", "已改正"),
    )
    preview = listed(*rows, head=head)
    assert fates(preview) == [Fate.CREATE, Fate.UNCHANGED, Fate.CREATE]
    assert preview.judged[1].remarks == ("与第3行是同一次检查，并入该行",)
    importing.accept(preview, ACTOR)
    made = Inspection.select().order_by(Inspection.number).first()
    assert made.findings == "通道堵塞\n灭火器失效"
    assert [one.name for one in inspections.inspectors_of(made.id)] == ["何某", "丁某"]
    assert set(fates(listed(*rows, head=head))) == {Fate.UNCHANGED}


def test_two_visits_on_one_day_begin_at_different_times(listed: Listed) -> None:
    head = ("检查日期", "受检单位", "检查人员", "开始时间", "结束时间")
    rows = (
        ("2021-6-3", "甲厂", "何某", "上午9点至10点半", None),
        ("2021-6-3", "甲厂", "何某", dt.time(15, 0), "16:00"),
    )
    importing.accept(listed(*rows, head=head), ACTOR)
    made = Inspection.select().order_by(Inspection.number)
    assert [(one.starts_at, one.ends_at) for one in made] == [("09:00", "10:30"), ("15:00", "16:00")]
    assert set(fates(listed(*rows, head=head))) == {Fate.UNCHANGED}


NUMBERED = ("检查编号", "检查日期", "受检单位", "检查人员", "检查情况", "拒绝签字")
OWN = ("YJB-2021-J007", "2021-6-3", "甲厂", "何某", "通道堵塞", "否")


def test_numbers_are_kept_and_counted_on(listed: Listed) -> None:
    importing.accept(listed(OWN, ("检2021-3", "2021-6-4", "乙厂", "何某", None, None), head=NUMBERED), ACTOR)
    numbers = [row[0] for row in connection.rows("SELECT number FROM inspection ORDER BY on_date")]
    assert numbers == ["YJB-2021-J007", "YJB-2021-J008"]
    far = listed(("YJB-2021-J2000", "2021-6-5", "丙厂", "何某", None, None), head=NUMBERED)
    assert "编号比本单位现有的大得多" in far.judged[0].remarks[0]
    others = listed(("XZC-2021-J2000", "2021-6-5", "丙厂", "何某", None, None), head=NUMBERED)
    assert others.judged[0].remarks == ()


def test_a_known_number_is_corrected(listed: Listed) -> None:
    importing.accept(listed(OWN, head=NUMBERED), ACTOR)
    assert fates(listed(OWN, head=NUMBERED)) == [Fate.UNCHANGED]
    changed = listed((*OWN[:3], "丁某", "通道堵塞，已当场清理", "是"), head=NUMBERED)
    assert fates(changed) == [Fate.UPDATE]
    importing.accept(changed, ACTOR)
    made = Inspection.get()
    assert (made.findings, made.refused) == ("通道堵塞，已当场清理", True)
    assert [one.name for one in inspections.inspectors_of(made.id)] == ["丁某"]
    empty = listed((*OWN[:3], None, None, None), head=NUMBERED)
    assert fates(empty) == [Fate.UNCHANGED], "what a ledger leaves empty is not taken away"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "2021-6-3", None, "何某", None, None), "缺少被检查单位（场所）"),
        (("", None, "甲厂", "何某", None, None), "缺少检查日期"),
        (("", "2021-6-3", "厂" * 61, "何某", None, None), "“被检查单位（场所）”最多60个字，现有61个字，请缩短"),
        (("", "2021-6-31", "甲厂", "何某", None, None), "“检查日期”“2021-6-31”这一天不存在"),
        (("", "2021-6-30", "甲厂", "何某", None, None), "检查日期2021-06-30晚于今天"),
        (("", "2021-6-3", "甲厂", "何某" * 20, None, None), "检查人员“" + "何某" * 10 + "…”不像姓名，请用顿号分开各人姓名"),
        (("", "2021-6-3", "甲厂", "何某", None, "不详"), "“拒绝签字”“不详”应为“是”或“否”"),
        (("", "2021-6-3", "甲厂", "何某", "字" * 10_001, None), "检查情况超过10000字，请精简"),
        (("YJB-2021-J007", "2021-6-4", "甲厂", "何某", None, None), "编号YJB-2021-J007是“甲厂”2021-06-03的检查，与本行的单位或者日期不同，请核对编号"),
    ],
)  # fmt: skip
def test_why_rows_are_refused(listed: Listed, row: tuple[Any, ...], reason: str) -> None:
    importing.accept(listed(OWN, head=NUMBERED), ACTOR)
    [judged] = listed(row, head=NUMBERED).judged
    assert (judged.fate, judged.reason) == (Fate.REFUSE, reason)


def test_times_and_repeated_numbers_are_refused(listed: Listed) -> None:
    head = ("检查编号", "检查日期", "受检单位", "检查人员", "开始时间", "结束时间")
    preview = listed(
        ("YJB-2021-J001", "2021-6-3", "甲厂", "何某", "一早", None),
        ("YJB-2021-J002", "2021-6-3", "甲厂", "何某", "10:00", "9:00"),
        ("YJB-2021-J003", "2021-6-3", "甲厂", "何某", None, None),
        ("YJB-2021-J003", "2021-6-4", "甲厂", "何某", None, None),
        head=head,
    )
    assert [one.reason for one in preview.judged] == [
        "“开始时间”“一早”不是时间，请写成9:30或930这样",
        "结束时间应晚于开始时间，请改正",
        "",
        "编号YJB-2021-J003在表中出现了两次",
    ]
    importing.accept(preview, ACTOR)
    assert Site.select().count() == Inspection.select().count() == 1


def test_offices_and_checklists_that_nobody_knows_are_told(listed: Listed) -> None:
    head = ("检查日期", "受检单位", "检查人员", "检查单位", "检查表")
    name = connection.scalar("SELECT name FROM checklist ORDER BY position LIMIT 1")
    preview = listed(
        ("2021-6-3", "甲厂", "何某等3人", "某局", "某表"),
        ("2021-6-4", "甲厂", "何某", "经济办", name),
        head=head,
    )
    assert preview.judged[0].remarks == (
        "检查人员只记写明姓名的",
        "检查单位“某局”不在机构名单中，暂记为本单位",
        "没有名为“某表”的检查表，未记",
    )
    importing.accept(preview, ACTOR)
    first, second = Inspection.select().order_by(Inspection.number)
    assert (first.office_id, first.checklist) == (offices.own_office().id, None)
    assert (second.office.name, second.checklist.name) == ("镇经济办", name)


def test_another_spelling_is_the_same_site_unless_it_is_said(listed: Listed) -> None:
    with journal.change("添加", ACTOR):
        site = Site.create(name="重庆市江津区青禾榨菜加工厂有限公司")
    preview = listed(FIRST)
    assert [match.site_id for match in preview.matches] == [site.id]
    apart = listed(FIRST, said=Corrections(apart=frozenset({"青禾榨菜加工厂"})))
    importing.accept(apart, ACTOR)
    assert Inspection.get().site_id != site.id


def test_a_visit_fulfils_the_plan(listed: Listed) -> None:
    with journal.change("安排", ACTOR):
        site = Site.create(name="青禾榨菜加工厂")
        for month in ("2021-03", "2021-06"):
            PlannedInspection.create(site=site, month=month, office=offices.own_office().id)
    importing.accept(listed((0, "2021-5-3", *FIRST[2:]), FIRST), ACTOR)
    done = PlannedInspection.select().order_by(PlannedInspection.month)
    assert [str(one.inspection.on_date) for one in done] == ["2021-05-03", "2021-06-03"]


def test_a_ledger_of_hazards_is_still_one(listed: Listed) -> None:
    """Though it names who inspected, and what."""
    for head in (
        ("检查时间", "受检单位", "检查人员", "检查内容", "存在问题", "整改情况"),
        ("检查日期", "检查单位", "检查人员", "被检查单位", "存在问题", "整改期限"),
        ("受检单位", "检查时间", "存在问题"),
        ("检查日期", "受检单位", "检查人员", "检查情况", "存在问题"),
        ("检查时间", "检查人员", "企业名称", "检查情况", "整改措施", "整改期限", "整改情况"),
    ):
        assert listed(("2021-6-3",) * len(head), head=head).kind is LedgerKind.HAZARDS


@pytest.mark.parametrize(
    "head",
    [
        ("检查时间", "受检单位", "检查人员"),
        ("检查日期", "企业名称", "检查人", "检查结果", "备注"),
        ("日期", "检查对象", "检查组成员", "检查情况记录", "整改情况"),
    ],
)
def test_a_ledger_that_tells_no_hazards_is_one_of_inspections(listed: Listed, head: tuple[str, ...]) -> None:
    assert listed(("2021-6-3",) * len(head), head=head).kind is LedgerKind.INSPECTIONS


def test_who_led_is_the_first_inspector(listed: Listed) -> None:
    head = ("检查时间", "受检单位", "组长", "成员", "检查内容及存在的问题")
    row = ("2021-6-3", "甲厂", "何某", "丁某 何某", "未发现问题")
    importing.accept(listed(row, head=head, kind=LedgerKind.INSPECTIONS), ACTOR)
    assert [one.name for one in inspections.inspectors_of(Inspection.get().id)] == ["何某", "丁某"]
    assert Inspection.get().findings == "未发现问题"


def test_what_was_found_is_taken_over_when_it_is_said_to_be_of_inspections(listed: Listed) -> None:
    head = ("检查时间", "受检单位", "检查人员", "检查内容", "存在问题")
    row = ("2021-6-3", "甲厂", "何某", "消防设施", "灭火器失效")
    importing.accept(listed(row, head=head, kind=LedgerKind.INSPECTIONS), ACTOR)
    assert Inspection.get().findings == "检查内容：消防设施\n存在问题：灭火器失效"


def test_hazards_know_the_inspection_that_found_them(listed: Listed) -> None:
    importing.accept(listed(OWN, head=NUMBERED), ACTOR)
    head = ("企业名称", "发现日期", "存在问题", "来源检查")
    preview = listed(
        ("甲厂", "2021-6-3", "通道堵塞", "YJB-2021-J007"),
        ("甲厂", "2021-6-3", "灯坏", "YJB-2021-J099"),
        ("乙厂", "2021-6-3", "门坏", "YJB-2021-J007"),
        head=head,
    )
    assert preview.kind is LedgerKind.HAZARDS
    assert [one.remarks[-1:] for one in preview.judged[1:]] == [
        ("没有编号为“YJB-2021-J099”的检查，来源检查未记",),
        ("检查YJB-2021-J007不是这个单位的，来源检查未记",),
    ]
    importing.accept(preview, ACTOR)
    made = Inspection.get().id
    assert [one.inspection_id for one in Hazard.select().order_by(Hazard.number)] == [made, None, None]
