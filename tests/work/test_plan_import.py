"""Plan documents from files into campaigns, with what the old campaign leaves unfinished."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from db import check, clock, connection, journal
from db.errors import UserError
from db.records import Campaign, Hazard, Person, Task, TaskOffice, Topic
from db.vocabulary import ListKind, OfficeRole, TaskState
from tests.rules.plan_reading import documents
from tests.work import acts, lists
from tests.work.hazard_specs import spec
from xianfeng_gui.exchange import documents as files
from xianfeng_gui.sheets.text_files import decoded
from xianfeng_gui.work import (
    carrying_over,
    hazards,
    monthly,
    offices,
    plan_import,
    settings,
    task_detail,
    task_list,
    tasks,
    topics,
)
from xianfeng_gui.work.offices import PersonData
from xianfeng_gui.work.task_input import MonthlyInput

ACTOR = "何某"


def accepted(text: str, **options: bool) -> plan_import.Accepted:
    return plan_import.accept(plan_import.understand(text), ACTOR, **options)


def test_nothing_is_written_before_it_is_accepted(township: Path) -> None:
    before = acts.snapshot()
    reading = plan_import.understand(documents.RUNNING)
    assert "共2个专题、5项措施、9项任务" in plan_import.as_text(reading)
    assert "没有载入：正文第19行：先摸清底数，再分类施策" in plan_import.as_text(reading)
    assert acts.snapshot() == before


def test_the_accepted_plan_is_the_active_campaign(township: Path) -> None:
    done = accepted(documents.NUMBERED)
    assert (done.topics, done.tasks, done.carried_tasks) == (3, 9, 0)
    assert topics.campaign().name == "白沙镇安全生产治本攻坚三年行动"
    assert [topic.number for topic in topics.topics()] == [1, 2, 3]
    parts = TaskOffice.select().join(Task).where(Task.campaign == done.campaign_id, Task.number == "1-1-1")
    assert [(part.office.name, part.role) for part in parts] == [
        ("镇党群工作办公室", OfficeRole.SUPPORTING),
        ("镇经济发展办公室", OfficeRole.SUPPORTING),
    ]
    assert check.problems() == []


def test_it_is_one_entry_that_can_be_taken_back(township: Path) -> None:
    before = acts.snapshot()
    accepted(documents.RUNNING, carry_over=True)
    assert journal.undo(ACTOR).label == "载入方案《青石镇道路和消防安全专项整治》"
    assert acts.snapshot() == before


MONTHLY = documents.RUNNING.replace("定期通报。", "定期通报。每月20日前报送工作情况。")


def test_the_plans_reporting_day_becomes_the_offices(township: Path) -> None:
    assert monthly.due_day() == 25
    data = plan_import.as_data(plan_import.understand(MONTHLY))
    assert data["campaign"]["reporting_day"] == 20
    accepted(MONTHLY)
    assert monthly.due_day() == 20
    journal.undo(ACTOR)
    assert monthly.due_day() == 25


def test_a_plan_that_names_no_day_leaves_it(township: Path) -> None:
    settings.save({settings.REPORTING_DAY: "18"}, ACTOR)
    accepted(documents.RUNNING)
    assert monthly.due_day() == 18


def test_the_same_plan_is_not_loaded_twice(township: Path) -> None:
    accepted(documents.RUNNING)
    with pytest.raises(UserError, match="已经载入过了"):
        accepted(documents.RUNNING)


def test_unfinished_work_is_carried_over_with_its_ancestry(township: Path) -> None:
    [number] = hazards.register_all([spec()], ACTOR, township)
    old = Task.get(Task.number == "5-1-1")
    tasks.finish(acts.task_id("5-1-2"), clock.today(), "已完成", [], ACTOR)
    with journal.change("分工", ACTOR):
        Task.update(dated=True, deadline=clock.today()).where(Task.id == old.id).execute()
        TaskOffice.create(task=old, office=acts.office_id("镇经济办"), role=OfficeRole.SUPPORTING, position=3)
        Hazard.update(task=old).where(Hazard.number == number).execute()
    done = accepted(documents.RUNNING, carry_over=True)
    assert done.carried_tasks == 152 and done.carried_hazards == 1
    carried = Task.get(Task.carried_from == old)
    assert (carried.number, carried.title) == ("2-0-1", old.title)
    assert carried.topic.name == "消防安全整治"
    ended = Task.get_by_id(old.id)
    assert (ended.state, ended.closing_remark) == (
        TaskState.STRUCK_OFF,
        "转入《青石镇道路和消防安全专项整治》继续办理",
    )
    row = Hazard.get(Hazard.number == number)
    assert (row.topic.name, row.carried_from.number, row.task.id) == ("消防安全整治", 5, carried.id)
    assert [(shared.office.name, shared.position) for shared in carried.offices] == [("镇经济办", 3)]
    assert carried.dated == (carried.deadline == clock.today())
    assert Topic.get(Topic.name == "结转事项").number == 3
    assert Campaign.select().where(Campaign.active).count() == 1
    assert check.problems() == []


LATER = documents.NUMBERED
"""Of a campaign that begins after the built-in one's end."""


def test_what_is_late_stays_late_when_it_is_carried_over(township: Path, tmp_path: Path) -> None:
    """A set deadline and what was reported come along; what only ran to the old campaign's end gets the new one's."""
    late, moved, open_ended = (acts.task_id(number) for number in ("5-1-1", "5-1-2", "5-1-3"))
    yesterday = clock.today() - dt.timedelta(days=1)
    end = Campaign.get(Campaign.active).ends_on
    with journal.change("期限", ACTOR):
        Task.update(dated=True, deadline=yesterday).where(Task.id == late).execute()
        Task.update(dated=False, deadline=yesterday, starts_on=yesterday).where(Task.id == moved).execute()
        Task.update(dated=False, deadline=end).where(Task.id == open_ended).execute()
    month = f"{clock.today():%Y-%m}"
    tasks.report_month(late, MonthlyInput(month, "已排查12栋", percent=60), ACTOR)
    reading = plan_import.understand(LATER)
    first, last = reading.plan.campaign.starts_on, reading.plan.campaign.ends_on
    assert yesterday < first and end < first, "the new campaign begins after both"
    left = carrying_over.unfinished(first, last)
    words = plan_import.consequences(reading, carry_over=True)
    assert f"其中{left.late}项任务已经逾期，转入后按原期限继续计逾期" in words
    assert f"期限改为{last.year}年{last.month}月{last.day}日" in words
    is_open = Task.state.not_in([TaskState.DONE, TaskState.STRUCK_OFF])
    was_late = (
        Task.select().where(Task.deadline < clock.today(), is_open, Task.carried_from.is_null()).count()
    )
    done = plan_import.accept(reading, ACTOR, carry_over=True)
    assert done.carried_late == left.late == was_late >= 2
    now = {task.carried_from_id: task for task in Task.select().where(Task.carried_from.is_null(False))}
    kept = [(now[one].deadline, now[one].dated) for one in (late, moved, open_ended)]
    assert kept == [(yesterday, True), (yesterday, False), (last, False)]
    rows = {row.id: row for tab in topics.topics() for row in task_list.task_rows(tab.id, clock.today())}
    shown = rows[now[late].id]
    assert (shown.label, shown.percent, shown.state) == ("● 逾期 1 天", 60, TaskState.IN_PROGRESS)
    assert {rows[one].late_days for one in rows if rows[one].deadline == last} == {0}
    listed = lists.records(lists.written(ListKind.LATE, tmp_path))
    assert [row["编号"] for row in listed if row["事项"] == shown.title] == [shown.number]
    assert check.problems() == []


def test_a_carried_task_shows_where_it_comes_from(township: Path) -> None:
    old = acts.task_id("5-1-1")
    file = township.parent / "照片.txt"
    file.write_text("12栋", "utf-8")
    month = f"{clock.today():%Y-%m}"
    tasks.report_month(old, MonthlyInput(month, "已排查12栋", percent=60, files=(file,)), ACTOR)
    accepted(LATER, carry_over=True)
    once = Task.get(Task.carried_from == old)
    accepted(LATER.replace("治本攻坚", "再攻坚").replace("〔2024〕18号", "〔2024〕19号"), carry_over=True)
    twice = Task.get(Task.carried_from == once)
    shown = task_detail.task_detail(str(twice.id), clock.today())
    assert shown.carried_from is not None
    assert (shown.carried_from.number, shown.carried_from.deadline) == (once.number, once.deadline)
    assert "治本攻坚" in shown.carried_from.campaign
    assert [(one.month, one.text) for one in shown.earlier] == [(month, "已排查12栋")]
    assert (shown.percent, shown.reports, [one.name for one in shown.evidence]) == (60, (), ["照片.txt"])


def tabled(path: Path) -> Path:
    """A Word file whose tasks stand in a table with merged cells."""
    document = docx.Document()
    for line in documents.TABLED.strip().splitlines():
        document.add_paragraph(line)
        if line.startswith("任务和分工"):
            table = document.add_table(rows=0, cols=7)
            for row in documents.TABLE:
                cells = table.add_row().cells
                for cell, text in zip(cells, row, strict=True):
                    cell.text = text
            table.cell(2, 1).merge(table.cell(3, 1)).text = "企业端"
    document.save(str(path))
    return path


def test_a_word_file_with_automatic_numbers_and_a_table(tmp_path: Path, township: Path) -> None:
    path = tabled(tmp_path / "方案.docx")
    plan = plan_import.understand(plan_import.open_source(path)).plan
    assert [(topic.name, len(topic.measures)) for topic in plan.topics] == [("企业端", 2), ("管网", 1)]


def test_a_table_stands_in_the_text_and_is_corrected_there(tmp_path: Path, township: Path) -> None:
    text = plan_import.open_source(tabled(tmp_path / "方案.docx"))
    whole = plan_import.understand(text)
    assert "｜燃气安全专项整治任务清单｜\n｜序号｜专题｜" in text
    assert plan_import.understand("\n\n" + text).plan.topics == whole.plan.topics
    row = next(line for line in text.splitlines() if "更换不合格软管" in line)
    assert text.splitlines()[whole.places["1-2"]] == row
    corrected = text.replace(row, "|2|企业端|排查餐饮场所|更换软管|镇经济办||2024年5月|")
    task = plan_import.understand(corrected).plan.topics[0].measures[1].tasks[0]
    assert (task.title, task.lead, task.deadline.isoformat()) == ("更换软管", "镇经济办", "2024-05-31")
    shorter = plan_import.understand(text.replace(row + "\n", "")).plan
    assert [len(topic.measures) for topic in shorter.topics] == [1, 1]


def test_numbers_that_word_makes_itself_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:numFmt", "chineseCounting"), ("w:lvlText", "（%1）")):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        level.append(child)
    abstract.append(level)
    numbering.insert(0, abstract)
    num = numbering.add_num(90)
    for text in ("消防", "交通"):
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = num.numId
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert files.read(path, decoded).text == "（一）消防\n（二）交通"


def test_content_controls_and_text_boxes_are_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    control = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    control.append(content)
    content.append(document.add_paragraph("一、主要任务")._p)
    document.element.body.insert(0, control)
    paragraph = document.add_paragraph("（一）消防")
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    boxes = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="{compatibility}"><mc:AlternateContent>'
        "<mc:Choice><w:t>整治</w:t></mc:Choice><mc:Fallback><w:t>整治</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    paragraph._p.append(boxes)
    moved = parse_xml(f"<w:moveFrom {nsdecls('w')}><w:r><w:t>旧话</w:t></w:r></w:moveFrom>")
    paragraph._p.append(moved)
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert files.read(path, decoded).text == "一、主要任务\n（一）消防整治"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes("一、主要任务\n".encode(encoding))
    assert files.read(path, decoded).text == "一、主要任务\n"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"", "空文件"),
        ("a.docx", b"PK\x03\x04broken", "已损坏"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为.docx"),
        ("a.pdf", b"%PDF-1.7", "不是.docx或文本文件"),
        ("a.txt", b"\x00\xff\x80\x80" * 9, "不是文本"),
    ],
)
def test_what_is_no_document_is_refused_in_words(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=words):
        files.read(path, decoded)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="打不开文件"):
        files.read(tmp_path / "没有.txt", decoded)


def test_what_is_understood_as_data(township: Path) -> None:
    data = plan_import.as_data(plan_import.understand(documents.RUNNING))
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data
    assert data["counts"] == {"topics": 2, "measures": 5, "tasks": 9}
    assert data["left_over"] == [{"line": 19, "last_line": 19, "text": "先摸清底数，再分类施策"}]
    assert data["topics"][1]["local_offices"] == ["东风村"]
    assert data["topics"][0]["measures"][0]["tasks"][1]["deadline"] == "2021-12-31"


@pytest.mark.parametrize("carry_over", [False, True])
def test_statistics_count_the_hazards_of_both_campaigns(
    township: Path, tmp_path: Path, carry_over: bool
) -> None:
    hazards.register_all([spec(), spec(grade="major", description="安全出口锁闭")], ACTOR, township)
    accepted(documents.RUNNING, carry_over=carry_over)
    file = lists.written(ListKind.STATISTICS, tmp_path)
    assert [lists.totals(file, page)["合计"] for page in range(3)] == [2, 2, 2]
    assert sum(row["发现"] for row in lists.records(file, 3)) == 2
    old = Campaign.get(~Campaign.active).short_name
    assert all((f"（{old}）" in row["专题"]) is not carry_over for row in lists.records(file))


def test_both_campaigns_stay_readable(township: Path) -> None:
    accepted(documents.RUNNING)
    assert connection.scalar("SELECT count(*) FROM topic") == 12


PEOPLE = documents.NUMBERED.replace(
    "责任单位：镇文化和旅游服务中心\n",
    "责任单位：镇文化和旅游服务中心\n牵头领导：副镇长丁某某\n责任人：罗某\n",
).replace(
    "（牵头单位：镇应急管理办公室；配合",
    "（牵头领导：丁某某；责任人：丁某某；牵头单位：镇应急管理办公室；配合",
)


def test_those_in_charge_come_along(township: Path) -> None:
    reading = plan_import.understand(PEOPLE)
    assert "责任人罗某，分管领导丁某某" in plan_import.as_text(reading)
    data = plan_import.as_data(reading)
    [named] = [
        task
        for topic in data["topics"]
        for measure in topic["measures"]
        for task in measure["tasks"]
        if task["person"] and task["person"]["name"] == "罗某"
    ]
    assert named["leader"] == {"name": "丁某某", "post": "副镇长"}
    assert "责任人、分管领导2人随任务载入" in plan_import.consequences(reading, carry_over=False)
    before = acts.snapshot()
    done = plan_import.accept(reading, ACTOR)
    tasks_of = Task.select().where(Task.campaign == done.campaign_id, Task.leader.is_null(False))
    found = {
        task.number: (task.person.name, task.person.office_id == task.office_id, task.leader.name)
        for task in tasks_of
    }
    assert set(found.values()) == {("丁某某", True, "丁某某"), ("罗某", True, "丁某某")}
    cards = [
        (one.name, one.post, one.office.name, one.leader) for one in Person.select().order_by(Person.name)
    ]
    assert sorted(cards) == [
        ("丁某某", "副镇长", "镇应急管理办公室", True),
        ("罗某", "", "镇文化和旅游服务中心", False),
    ]
    assert check.problems() == []
    journal.undo(ACTOR)
    assert acts.snapshot() == before


def test_who_is_known_already_is_not_added_again(township: Path) -> None:
    accepted(documents.NUMBERED)
    office = acts.office_id("镇文化和旅游服务中心")
    offices.save_person(PersonData(office, "罗某", post="主任"), ACTOR)
    home = offices.own_office().id
    offices.save_person(PersonData(home, "丁某某", leader=True), ACTOR)
    count = Person.select().count()
    accepted(PEOPLE.replace("治本攻坚", "再攻坚").replace("〔2024〕18号", "〔2024〕19号"))
    assert Person.select().count() == count + 1, "only 镇应急管理办公室's person in charge is new"
    assert Person.get(Person.name == "罗某").post == "主任"
