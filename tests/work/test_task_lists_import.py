"""Task lists and monthly reports from elsewhere: what they change, what they add, and why rows are refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from db import check, connection, journal
from db.records import MonthlyReport, Office, Person, Task, TaskOffice
from db.vocabulary import TaskState
from tests.sheets.workbooks import xlsx
from tests.work import acts
from xianfeng_gui.work import offices
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.judged import Fate
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Preview, look

ACTOR = "何某"
HEAD = ("编号", "专题", "重点任务", "具体措施", "牵头单位", "配合单位", "责任人", "完成时限", "工作进展")


@pytest.fixture
def listed(township: Path, tmp_path: Path) -> Any:
    """Looks at a task list with these rows."""
    return lambda *rows, head=HEAD: look(xlsx(tmp_path / "任务清单.xlsx", [("2021年任务清单",), head, *rows]))


def test_known_tasks_are_changed_and_new_ones_added(listed: Any) -> None:
    before = acts.snapshot()
    preview: Preview = listed(
        (
            "5-1-1",
            "消防",
            None,
            "逐栋排查",
            "经济办",
            "镇应急办、先锋派出所、某局",
            "罗某",
            "2021年9月",
            "推进中",
        ),
        (None, "消防", "开展电动自行车治理", "设置充电桩", "镇应急办", None, "何某", "2021年底", None),
        ("保-90", "保障措施", "召开例会", None, "镇应急办", None, None, "2021-12-31", "未开始"),
    )
    assert (preview.kind, preview.count(Fate.UPDATE), preview.count(Fate.CREATE)) == (LedgerKind.TASKS, 1, 2)
    assert "配合单位“某局”不在机构名单中，未记" in preview.judged[0].remarks
    importing.accept(preview, ACTOR)
    known = Task.get(Task.number == "5-1-1")
    assert (known.office.name, known.person.name, known.content) == ("镇经济办", "罗某", "逐栋排查")
    assert (known.deadline, known.state) == (dt.date(2021, 9, 30), TaskState.IN_PROGRESS)
    parts = TaskOffice.select(TaskOffice, Office).join(Office).where(TaskOffice.task == known)
    assert [one.office.name for one in parts.order_by(TaskOffice.position)] == ["镇应急办", "先锋派出所"]
    added = Task.get(Task.title == "开展电动自行车治理")
    assert (added.topic.short_name, added.measure, added.number) == ("消防", None, "5-0-1")
    assert Task.get(Task.number == "保-90").topic is None
    assert {one.name for one in Person.select()} == {"罗某", "何某"}
    assert check.problems() == []
    journal.undo(ACTOR)
    assert acts.snapshot() == before


@pytest.mark.parametrize("words", [None, "长期坚持", "常态化推进", "/"])
def test_what_never_ends_ends_with_the_campaign(listed: Any, words: str | None) -> None:
    [one] = listed((None, "消防", "甲", "x", "镇应急办", None, None, words, None)).judged
    assert one.fate is Fate.CREATE and str(one.record["deadline"]) == "2022-12-31"
    assert "没有写明期限，按行动结束日2022-12-31" in one.remarks


def test_whoever_leads_a_task_is_offered_as_a_leader(listed: Any) -> None:
    known = offices.save_person(offices.PersonData(acts.office_id("镇应急办"), "罗某"), ACTOR)
    head = (*HEAD[:6], "分管领导", *HEAD[7:])
    importing.accept(
        listed(("5-1-1", "消防", None, "逐栋排查", None, None, "罗某", None, None), head=head), ACTOR
    )
    assert Task.get(Task.number == "5-1-1").leader_id == known
    assert [str(one.id) for one in offices.people(leaders=True)] == [known]
    assert check.problems() == []


def test_the_same_list_again_changes_nothing(listed: Any) -> None:
    row = ("5-1-1", "消防", None, "逐栋排查", "镇经济办", "镇应急办", "罗某", "2021-9-30", "已完成")
    importing.accept(listed(row), ACTOR)
    done = Task.get(Task.number == "5-1-1")
    assert done.state == TaskState.DONE and done.done_on and done.closing_remark
    assert listed(row).count(Fate.UNCHANGED) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((None, "消防", None, "x", "镇应急办", None, None, "2021-9-1", None), "缺少任务"),
        ((None, "渔业", "甲", "x", "镇应急办", None, None, "2021-9-1", None), "没有专题“渔业”"),
        ((None, "消防", "甲", "x", "某公司", None, None, "2021-9-1", None), "“某公司”不在机构名单中"),
        (("5-1-1", "消防", None, "x", None, None, None, "2019-9-1", None), "早于开始日期"),
        (("5-1-1", "消防", None, "x", None, None, None, "尽快", None), "“期限”“尽快”不是日期"),
    ],
)
def test_why_a_task_does_not_come_in(listed: Any, row: tuple[Any, ...], reason: str) -> None:
    [one] = listed(row).judged
    assert one.fate is Fate.REFUSE and reason in one.reason


REPORTS = ("任务编号", "月份", "本月工作情况", "完成比例", "填报人")


def test_monthly_reports(listed: Any) -> None:
    before = acts.snapshot()
    preview: Preview = listed(
        ("5-1-1", "2021年5月", "排查3栋", 0.3, "罗某"),
        ("5-1-2", dt.date(2021, 5, 1), "已清理", "60%", "罗某"),
        ("5-1-3", "2021-05", None, None, None),
        ("9-9-9", "2021-05", "做了", None, None),
        ("5-1-1", "2021.5", "又一次", None, None),
        ("5-1-1", "2031-05", "将来", None, None),
        head=REPORTS,
    )
    assert preview.kind is LedgerKind.MONTHLY
    assert [one.fate for one in preview.judged] == [
        *(Fate.CREATE, Fate.CREATE, Fate.UNCHANGED),
        *(Fate.REFUSE, Fate.REFUSE, Fate.REFUSE),
    ]
    importing.accept(preview, ACTOR)
    assert [(one.month, one.percent) for one in MonthlyReport.select().order_by(MonthlyReport.percent)] == [
        ("2021-05", 30),
        ("2021-05", 60),
    ]
    assert Task.get(Task.number == "5-1-1").state == TaskState.IN_PROGRESS
    again = listed(("5-1-1", "2021年5月", "排查5栋", 0.5, "罗某"), head=REPORTS)
    assert again.count(Fate.UPDATE) == 1
    importing.accept(again, ACTOR)
    assert connection.scalar("SELECT count(*) FROM monthly_report WHERE text = '排查5栋'") == 1
    journal.undo(ACTOR)
    journal.undo(ACTOR)
    assert acts.snapshot() == before
