"""What happened to a record, in words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from db import history, journal
from db.history import FieldChange
from db.records import (
    RECORDS,
    TABLE_LABELS,
    Evidence,
    Hazard,
    HazardStep,
    MonthlyReport,
    Office,
    Person,
    Photo,
    Setting,
    Site,
    Task,
)
from tests.db import rows
from tests.db.rows import ACTOR


def words(table: str, key: str) -> list[tuple[str, ...]]:
    """The newest event's changes."""
    return [(one.field, one.old, one.new) for one in history.history(table, key)[0].changes]


def test_terms_names_and_yes_no(planned: Path) -> None:
    with journal.change("登记隐患", ACTOR):
        rows.hazard("YJB-1", id="h", deadline=dt.date(2021, 6, 30))
    with journal.change("核实", "丁某"):
        Hazard.update(
            state="verified", grade="major", office="o2", listed=True, deadline=None, failed_count=2
        ).where(Hazard.id == "h").execute()
    newest, first = history.history("hazard", "h")
    assert (newest.seq, newest.actor, newest.label) == (3, "丁某", "核实")
    assert newest.at.date() == dt.date(2021, 6, 18)
    assert {(one.field, one.old, one.new) for one in newest.changes} == {
        ("状态", "已登记", "已核实"),
        ("等级", "一般隐患", "重大隐患"),
        ("责任单位", "镇应急办", "绣庄村"),
        ("挂牌督办", "否", "是"),
        ("整改期限", "2021-06-30", ""),
    }
    told = {one.field: one.new for one in first.changes}
    assert told["单位（场所）"] == "青禾榨菜加工厂" and told["专题"] == "消防安全"
    assert told["发现日期"] == "2021-06-01" and told["来源"] == "监督检查"
    # What is empty at first, nought or 否 is not told; nor are keys.
    assert not {"挂牌督办", "定级理由", "内部编号", "举报人及联系方式"} & set(told)
    assert {one.table for one in first.changes} == {"隐患"}


def test_numbers_as_people_write_them(planned: Path) -> None:
    with journal.change("改指标", ACTOR):
        Task.update(target_value=95.0).where(Task.id == "k").execute()
    with journal.change("改指标", ACTOR):
        Task.update(target_value=97.5, dated=True).where(Task.id == "k").execute()
    assert words("task", "k") == [("指标值", "95", "97.5"), ("方案明确期限", "否", "是")]


def test_rows_that_belong_to_a_record_are_told_with_it(planned: Path) -> None:
    with journal.change("填报", ACTOR):
        report = MonthlyReport.create(task="k", month="2021-06", text="已排查", reported_on=rows.DAY)
    with journal.change("添加佐证", ACTOR):
        Evidence.create(task="k", report=report, name="清单.pdf", sha256="ab", size=3, added_on=rows.DAY)
    with journal.change("改填报", ACTOR):
        MonthlyReport.update(text="已查完").where(MonthlyReport.id == report.id).execute()
    assert [event.label for event in history.history("task", "k")] == [
        "改填报",
        "添加佐证",
        "填报",
        "载入工作方案",
    ]
    assert history.history("task", "k")[0].changes == (
        FieldChange("月度工作情况", "工作情况", "已排查", "已查完"),
    )
    assert ("月度工作情况", "", "2021-06") in [
        (one.field, one.old, one.new) for one in history.history("task", "k")[1].changes
    ]
    # The office's own history has none of it.
    assert [event.label for event in history.history("office", "o1")] == ["载入工作方案"]


def test_what_the_program_keeps_for_itself_is_not_told(planned: Path) -> None:
    with journal.change("登记隐患", ACTOR):
        rows.hazard("YJB-1", id="h", first_deadline=rows.DAY)
        rows.photo("h", "ab", id="p")
    told = {(one.table, one.field) for one in history.history("hazard", "h")[0].changes}
    assert {("照片", "拍摄时段"), ("隐患", "隐患编号"), ("隐患", "隐患描述")} <= told
    photo = {field for table, field in told if table == "照片"}
    assert photo == {"拍摄时段"}, "neither pixels nor the hazard that all of this is about"
    assert not {field for _, field in told} & {"最初期限", "最近办理日期", "所属行动"}
    with journal.change("复查不合格", ACTOR):
        HazardStep.create(
            hazard="h",
            kind="fail_reinspection",
            on_date=rows.DAY,
            from_state="rectified",
            to_state="rectifying",
            entered_at=dt.datetime(2021, 6, 1, 9),
        )
        Hazard.update(state="rectifying", failed_count=1, last_step_on=rows.DAY).where(
            Hazard.id == "h"
        ).execute()
    fields = [one.field for one in history.history("hazard", "h")[0].changes]
    assert sorted(fields) == sorted(["环节", "日期", "状态"])


def test_every_column_that_is_not_told_exists() -> None:
    columns = {record._meta.table_name: set(record._meta.fields) for record in RECORDS}
    for table, names in history._NOT_ENTERED_IN.items():
        assert names <= columns[table]


def test_a_photo_that_was_removed_stays_in_the_hazards_history(planned: Path) -> None:
    with journal.change("登记隐患", ACTOR):
        rows.hazard("1", id="h")
        rows.hazard("2", id="other")
    with journal.change("添加照片", ACTOR):
        rows.photo("h", "ab", id="p", caption="通道")
        rows.photo("other", "cd", id="q", caption="别处")
    with journal.change("删除照片", "丁某"):
        Photo.delete().execute()
    events = history.history("hazard", "h")
    assert [event.label for event in events] == ["删除照片", "添加照片", "登记隐患"]
    assert ("照片说明", "通道", "") in [(one.field, one.old, one.new) for one in events[0].changes]
    assert "别处" not in str(events)


def test_an_undone_photo_stays_in_the_history_too(planned: Path) -> None:
    with journal.change("登记隐患", ACTOR):
        rows.hazard("1", id="h")
    with journal.change("添加照片", ACTOR):
        rows.photo("h", "ab", caption="通道")
    journal.undo(ACTOR)
    labels = [event.label for event in history.history("hazard", "h")]
    assert labels == ["撤销：添加照片", "添加照片", "登记隐患"]


def test_a_name_that_is_gone_is_said_to_be(planned: Path) -> None:
    with journal.change("新增单位", ACTOR):
        Office.create(id="x", name="青山村", code="QS")
        Site.update(village="x").where(Site.id == "s").execute()
    assert words("site", "s") == [("属地", "绣庄村", "青山村")]
    journal.undo(ACTOR)
    assert words("site", "s") == [("属地", "（已撤销的记录）", "绣庄村")]


def test_a_setting_is_named_by_its_key(planned: Path) -> None:
    rows.setting("report_day", "25")
    assert words("setting", "report_day") == [("report_day", "", "25")]


def test_a_term_of_a_newer_program_is_shown_as_it_is(planned: Path) -> None:
    rows.tamper(planned / "archive.db", "UPDATE office SET kind = 'starship' WHERE id = 'o1'")
    assert Office.get_by_id("o1").kind == "starship"
    with journal.change("改类别", ACTOR):
        Office.update(kind="department").where(Office.id == "o1").execute()
    assert words("office", "o1") == [("单位类别", "starship", "镇级部门")]


def test_personal_data_are_told_of_and_not_shown(planned: Path) -> None:
    with journal.change("登记隐患", ACTOR):
        rows.hazard("1", id="h", informant="群众甲 19900000001")
        Person.create(id="p", office="o1", name="何某", phone="19900000002")
    with journal.change("改电话", ACTOR):
        Person.update(phone="19900000003").where(Person.id == "p").execute()
        Site.update(phone="19900000004").where(Site.id == "s").execute()
    with journal.change("删电话", ACTOR):
        Person.update(phone="").where(Person.id == "p").execute()
    hidden = "（已填写，不显示）"
    assert ("举报人及联系方式", "", hidden) in words("hazard", "h")
    assert words("site", "s") == [("联系电话", "", hidden)]
    assert words("person", "p") == [("电话", hidden, "")]
    assert FieldChange("人员", "电话", hidden, hidden) in history.entry_changes(3)
    told = [history.entry_changes(seq) for seq in (1, 2, 3, 4)]
    told += [history.history(*one) for one in (("hazard", "h"), ("person", "p"), ("site", "s"))]
    assert "199000" not in str(told)


def test_a_large_entry_is_cut_off(planned: Path) -> None:
    with journal.change("很多", ACTOR):
        for n in range(30):
            Setting.create(id=str(n), value="值")
    assert len(history.entry_changes(2, limit=10)) == 10
    assert len(history.entry_changes(2)) == 30


@pytest.mark.parametrize("child", journal.OWNED_BY)
def test_the_second_column_leads_to_the_owner(child: str) -> None:
    field = next(r for r in RECORDS if r._meta.table_name == child)._meta.sorted_fields[1]
    assert field.rel_model._meta.table_name == journal.OWNED_BY[child]
    assert field.column_name == f"{journal.OWNED_BY[child]}_id"


def test_every_recorded_table_has_a_label() -> None:
    assert set(TABLE_LABELS) == set(rows.TABLES)
