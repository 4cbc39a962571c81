"""Every dialog, filled as it is in daily work on the demo's township. Tests of the layout walk the same ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db import connection
from db.errors import DamagedError
from db.vocabulary import HazardState, ListKind, PaperKind, StepKind
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import hazard_detail, offices, paper_list, task_detail, task_list
from xianfeng_gui.work.demo.sizes import DEMO_DAY
from xianfeng_gui.work.form_values import ListWords
from xianfeng_gui.work.hazard_filter import HazardFilter
from xianfeng_gui.work.master import TaskScope
from xianfeng_gui.work.papers import drafting, facts, standing
from xianfeng_gui.work.papers.drafting import Draft

Made = tuple[str, QWidget]
SAMPLES = Path(__file__).resolve().parent / "samples"
"""A ledger and a plan as they come in, made up."""
_WORDS = [
    ListWords(
        at=7,
        heading="是否整改到位",
        items=("是", "否"),
        chosen={"已销号": "是", "整改中": "否", "已登记": "否", "已移送": None},
        rows={"已销号": 1204, "整改中": 187, "已登记": 63, "已移送": 5},
        new=frozenset({"已销号", "整改中", "已登记", "已移送"}),
    ),
]
"""What a superior's drop-down list may leave open."""


def dialogs(window: MainWindow) -> Iterator[Made]:
    """Every dialog, one after the other, filled as it is in daily work."""
    yield from _of_hazards(window)
    yield from _of_papers(window)
    yield from _of_inspections(window)
    yield from _of_tasks(window)
    yield from _of_imports(window)
    yield from _of_cards(window)
    yield from _of_the_program(window)


def _of_hazards(window: MainWindow) -> Iterator[Made]:
    from xianfeng_gui.ui.dialogs.hazard import HazardDialog
    from xianfeng_gui.ui.dialogs.hazard_step import StepDialog
    from xianfeng_gui.ui.dialogs.photo import PhotoDialog

    context = window.context
    hazard = _hazard()
    photo = hazard_detail.photo(str(connection.scalar("SELECT id FROM photo LIMIT 1")))
    yield "register-hazard", HazardDialog(context, window)
    yield "correct-hazard", HazardDialog(context, window, hazard_id=hazard)
    yield "step", StepDialog(context, [hazard], HazardState.RECTIFIED, StepKind.FAIL_REINSPECTION, window)
    yield "photo", PhotoDialog(context, photo, window)


def _of_papers(window: MainWindow) -> Iterator[Made]:
    from xianfeng_gui.ui.dialogs.batch import BatchDialog
    from xianfeng_gui.ui.dialogs.paper import PaperDialog
    from xianfeng_gui.ui.dialogs.paper_kind import PaperKindDialog
    from xianfeng_gui.ui.dialogs.service import ServiceDialog
    from xianfeng_gui.ui.dialogs.verify import VerifyDialog
    from xianfeng_gui.ui.dialogs.void import VoidDialog
    from xianfeng_gui.ui.dialogs.wording import WordingDialog

    context = window.context
    paper = paper_list.rows()[0]
    yield "paper", PaperDialog(context, notice_draft(), window)
    yield "paper-kind", PaperKindDialog(context, facts.possible(for_notice()), window)
    yield "service", ServiceDialog(context, paper.id, window)
    yield "batch", BatchDialog(context, window)
    yield "verify", VerifyDialog(context, window)
    yield "void", VoidDialog(context, paper.id, paper.number, window)
    yield "wording", WordingDialog(context, window)


def _of_inspections(window: MainWindow) -> Iterator[Made]:
    from xianfeng_gui.ui.dialogs.checklist import ChecklistDialog, ItemDialog
    from xianfeng_gui.ui.dialogs.inspection import InspectionDialog
    from xianfeng_gui.ui.dialogs.plan_inspections import PlanDialog
    from xianfeng_gui.work import checklists

    context = window.context
    fire = checklists.by_name("消防").id
    inspection = str(connection.scalar("SELECT id FROM inspection ORDER BY on_date DESC LIMIT 1"))
    yield "correct-inspection", InspectionDialog(context, inspection, window)
    yield "checklist", ChecklistDialog(context, fire, window)
    yield "checklist-item", ItemDialog(context, fire, checklists.item_rows(fire)[0], window)
    yield "plan-inspections", PlanDialog(context, DEMO_DAY.year, [], window)


def _of_tasks(window: MainWindow) -> Iterator[Made]:
    from xianfeng_gui.ui.dialogs.poster import PosterDialog
    from xianfeng_gui.ui.dialogs.task_report import MonthlyReportDialog
    from xianfeng_gui.ui.dialogs.task_split import SplitDialog
    from xianfeng_gui.ui.dialogs.tasks import AssignDialog, FinishDialog, StrikeOffDialog, TaskDialog

    context = window.context
    sql = "SELECT id FROM task WHERE state = 'in_progress' AND id IN (SELECT task_id FROM monthly_report) LIMIT 1"
    task = task_detail.task_detail(str(connection.scalar(sql)), DEMO_DAY)
    rows = [row for row in task_list.task_rows(task.topic_id, DEMO_DAY) if row.id == task.id]
    yield "monthly-report", MonthlyReportDialog(context, task, window)
    yield "task", TaskDialog(context, task.topic_id, task, window)
    yield "assign", AssignDialog(context, rows, window)
    yield "finish", FinishDialog(context, task, window)
    yield "split", SplitDialog(context, task, window)
    yield "strike-off", StrikeOffDialog(context, task, window)
    yield "poster", PosterDialog(context, TaskScope(), window)


def _of_imports(window: MainWindow) -> Iterator[Made]:
    from xianfeng_gui.ui.dialogs.form_filling import FormFillingDialog
    from xianfeng_gui.ui.dialogs.form_values import FormValuesDialog
    from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
    from xianfeng_gui.ui.dialogs.plan_import import PlanDialog
    from xianfeng_gui.work.ledger.kinds import LedgerKind

    ledger = LedgerDialog(window.context, LedgerKind.HAZARDS, window)
    ledger.open_file(SAMPLES / "隐患台账.csv")
    yield "ledger-import", ledger
    plan = PlanDialog(window.context, window)
    plan.open_file(SAMPLES / "方案.txt")
    yield "plan-import", plan
    form = FormFillingDialog(
        window.context, [(ListKind.HAZARDS, HazardFilter, ListKind.HAZARDS.label)], window
    )
    form.open_file(SAMPLES / "上级统计表.xlsx")
    yield "form-filling", form
    yield "form-values", FormValuesDialog(_WORDS, window)


def _of_cards(window: MainWindow) -> Iterator[Made]:
    from xianfeng_gui.ui.dialogs.history import HistoryDialog
    from xianfeng_gui.ui.dialogs.office import OfficeDialog
    from xianfeng_gui.ui.dialogs.office_choice import OfficeChoiceDialog
    from xianfeng_gui.ui.dialogs.person import PersonDialog
    from xianfeng_gui.ui.dialogs.site import SiteDialog
    from xianfeng_gui.ui.dialogs.site_merge import SiteMergeDialog

    context = window.context
    hazard = _hazard()
    title = f"隐患 {hazard_detail.number_of(hazard)} 的历史"
    yield "history", HistoryDialog(context, "hazard", hazard, title, window)
    yield "site", SiteDialog(context, str(connection.scalar("SELECT id FROM site LIMIT 1")), parent=window)
    first, second = connection.rows("SELECT id, name FROM site ORDER BY name LIMIT 2")
    merging = SiteMergeDialog(context, str(first[0]), str(first[1]), window)
    merging.other.setText(str(second[1]))
    merging.other.editingFinished.emit()
    yield "site-merge", merging
    yield "office", OfficeDialog(context, window)
    yield "office-choice", OfficeChoiceDialog("导出逾期事项", "下一步  Ctrl+Enter", window)
    yield "person", PersonDialog(context, offices.own_office().id, parent=window)


def _of_trouble(window: MainWindow) -> Iterator[Made]:
    from db.errors import UserError
    from xianfeng_gui.ui.dialogs.cannot_open import CannotOpen
    from xianfeng_gui.ui.dialogs.fault import FaultDialog
    from xianfeng_gui.ui.dialogs.whats_new import WhatsNew
    from xianfeng_gui.ui.dialogs.which_data import WhichData
    from xianfeng_gui.work import news, place
    from xianfeng_gui.work.choosing import Choice
    from xianfeng_gui.work.glimpse import Glimpse

    folder = window.folder
    error = UserError(f"文件夹“{folder}”不能写入，请检查U盘是否插好、是否写保护，再试一次")
    yield "cannot-write", CannotOpen(folder, error, again=True)
    kept = Glimpse(offices.own_office().name, "", dt.datetime.combine(DEMO_DAY, dt.time(9, 30)))
    beside, own = Choice(folder, exists=True, seen=kept), Choice(place.user_folder(), exists=True, seen=None)
    yield "which-data", WhichData([beside, own])
    yield "whats-new", WhatsNew(news.every(), folder / "before-schema-2-20210618-093000.db", window)
    yield "fault", FaultDialog(folder, folder / "logs" / "xianfeng.log", window)


def _of_the_program(window: MainWindow) -> Iterator[Made]:
    from xianfeng_gui.ui.dialogs.cannot_open import CannotOpen
    from xianfeng_gui.ui.dialogs.first_start import FirstStart
    from xianfeng_gui.ui.dialogs.help import HelpDialog
    from xianfeng_gui.ui.dialogs.operator import OperatorDialog
    from xianfeng_gui.ui.dialogs.stick import StickDialog

    yield "first-start", FirstStart(window.folder)
    yield "cannot-open", CannotOpen(window.folder, DamagedError("数据文件已损坏，请用最近的备份恢复"))
    yield from _of_trouble(window)
    yield "operator", OperatorDialog(window)
    yield "help", HelpDialog(window)
    yield "stick", StickDialog(window.context, _village(), window)


def _hazard() -> str:
    """The id of a hazard that waits for its reinspection, with photos."""
    sql = (
        "SELECT id FROM hazard WHERE state = 'rectified' "
        "ORDER BY id IN (SELECT hazard_id FROM photo) DESC, found_on DESC LIMIT 1"
    )
    return str(connection.scalar(sql))


def for_notice() -> list[str]:
    """Up to three hazards of one site that wait for their notice."""
    sql = (
        "SELECT site_id, id FROM hazard WHERE state = 'verified' AND deadline > '2021-06-18' "
        "ORDER BY count(*) OVER (PARTITION BY site_id) DESC, site_id"
    )
    rows = connection.rows(sql)
    return [str(hazard) for site, hazard in rows if site == rows[0][0]][:3]


def notice_draft() -> Draft:
    """A notice about them, filled in from the records."""
    return drafting.open_draft(standing.of_hazards(PaperKind.NOTICE, for_notice()), offices.actor())


def _village() -> str:
    return offices.choices(local=True)[0].id
