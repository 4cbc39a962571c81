"""A paper beside its page: fields from the records, live preview, guards in words, issue, drafts that survive Esc."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db import clock, connection
from db.records import Paper
from db.vocabulary import HazardState, PaperKind
from tests.ui.keyboard import type_in
from tests.work.acts import ACTOR
from tests.work.hazard_specs import added
from tests.work.paper_steps import drafted, inspected, issued, text_of
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.paper import PaperDialog
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.work import hazards, inspections, settings
from xianfeng_gui.work.papers import drafting, facts, filling, standing
from xianfeng_gui.work.papers.drafting import Draft

K = PaperKind


class Opener:
    """Opens paper dialogs and closes them again."""

    def __init__(self, context: Context, qtbot: QtBot) -> None:
        self._context = context
        self._qtbot = qtbot

    def __call__(self, draft: Draft) -> PaperDialog:
        dialog = PaperDialog(self._context, draft)
        self._qtbot.addWidget(dialog)
        dialog.show()
        self.settle(dialog)
        return dialog

    def settle(self, dialog: PaperDialog) -> None:
        """Wait until the page is drawn as the fields stand."""
        self._qtbot.waitUntil(lambda: not dialog._later.isActive() and self._context.worker.is_idle())


@pytest.fixture
def opened(context: Context, qtbot: QtBot) -> Iterator[Opener]:
    yield Opener(context, qtbot)


def issue(dialog: PaperDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.issue_button.isEnabled)
    dialog.issue()
    qtbot.waitUntil(lambda: dialog.issued is not None)


def test_it_opens_filled_in_and_is_issued_as_it_was_shown(
    opened: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    hazard = added()
    dialog = opened(drafted(K.NOTICE, hazard.number))
    assert "草稿" in text_of(dialog.view.pdf()) and dialog.problems.text() == ""
    assert dialog.fields.texts()["recipient"] == "青禾榨菜加工厂"
    type_in(dialog.fields.fields["contact"], "何某 0871-1234")
    assert not dialog.issue_button.isEnabled(), "not before the page shows what was typed"
    opened.settle(dialog)
    assert "何某0871-1234" in text_of(dialog.view.pdf())
    issue(dialog, qtbot)
    assert dialog.issued is not None and dialog.view.pdf() == dialog.issued.pdf
    assert not dialog.fields.isEnabled() and dialog.print_button.isEnabled()
    dialog.save_to(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == dialog.issued.pdf
    dialog.save_docx_to(tmp_path / "a.docx")
    qtbot.waitUntil((tmp_path / "a.docx").exists)
    words = "".join(one.text for one in Document(str(tmp_path / "a.docx")).paragraphs)
    assert dialog.issued.number in words and "何某 0871-1234" in words
    assert hazards.by_number(hazard.number).state is HazardState.ISSUED


def test_what_stands_in_the_way_is_said_while_typing(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened(drafted(K.NOTICE, added().number))
    assert dialog.items is not None
    deadline = dialog.items.editor.fields["deadline"]
    deadline.setText("2021-6-26")
    opened.settle(dialog)
    assert "是周六" in dialog.problems.text() and not dialog.issue_button.isEnabled()
    deadline.setText("2021-6-2x")
    opened.settle(dialog)
    assert "不是日期" in dialog.problems.text(), "a half-typed date is never issued as the last good one"
    deadline.setText("2021-6-28")
    opened.settle(dialog)
    assert dialog.problems.text() == "" and dialog.issue_button.isEnabled()
    dialog.fields.set_values({"issued_on": "2021-06-19"})
    opened.settle(dialog)
    assert "不能晚于今天" in dialog.problems.text()


def test_an_opinion_with_one_passed_and_one_failed(opened: Opener, qtbot: QtBot) -> None:
    first, second = added(), added(description="灭火器过期")
    notice = issued(K.NOTICE, first.number, second.number)
    dialog = opened(drafted(K.REINSPECTION, notice.number))
    assert dialog.items is not None
    assert dialog.problems.text().count("还没有填复查结果") == 2
    dialog.items.set_all_outcomes("rectified")
    dialog.items.list.setCurrentRow(1)
    dialog.items.editor.fields["outcome"].set_value("unrectified")
    dialog.items.editor.fields["remark"].setText("压力表仍在红区")
    opened.settle(dialog)
    assert "继续整改期限" in dialog.problems.text()
    dialog.fields.set_values({"new_deadline": "2021-07-20"})
    opened.settle(dialog)
    issue(dialog, qtbot)
    assert dialog.issued is not None and "压力表仍在红区" in text_of(dialog.issued.pdf)
    states = [hazards.by_number(one.number).state for one in (first, second)]
    assert states == [HazardState.PASSED, HazardState.RECTIFYING]


def test_esc_keeps_what_was_typed(opened: Opener, qtbot: QtBot) -> None:
    visit = inspected("配电箱没有箱门")
    dialog = opened(drafted(K.INSPECTION_RECORD, visit.number))
    type_in(dialog.fields.fields["companion"], "赵某")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    again = opened(drafted(K.INSPECTION_RECORD, visit.number))
    assert again.fields.texts()["companion"] == "赵某" and "已恢复" in again.note.text()
    again.discard_draft()
    opened.settle(again)
    assert again.fields.texts()["companion"] == ""
    type_in(again.fields.fields["companion"], "钱某")
    opened.settle(again)
    issue(again, qtbot)
    assert not [key for key in _drafts() if "inspection_record" in key], "issued: no draft is left"


def _drafts() -> list[str]:
    return [
        str(row[0])
        for row in connection.rows("SELECT key FROM note")
        if str(row[0]).startswith("draft.paper")
    ]


def test_an_untouched_paper_leaves_no_draft(opened: Opener) -> None:
    dialog = opened(drafted(K.NOTICE, added().number))
    dialog.reject()
    assert _drafts() == []


def test_hazards_are_ticked_and_the_words_follow(opened: Opener) -> None:
    first, second = added(), added(description="灭火器过期")
    dialog = opened(drafted(K.CIRCULAR, first.number))
    assert dialog.items is not None
    dialog.fields.set_values({"requirements": "全镇自查"})
    dialog.items.list.item(1).setCheckState(Qt.CheckState.Checked)
    opened.settle(dialog)
    assert "2项安全隐患" in dialog.fields.texts()["facts"]
    assert dialog.fields.texts()["requirements"] == "全镇自查"
    assert second.description in text_of(dialog.view.pdf())
    for row in range(2):
        dialog.items.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    opened.settle(dialog)
    assert "至少勾选一条" in dialog.problems.text() and not dialog.issue_button.isEnabled()


def test_what_changed_meanwhile_is_said_at_issue(opened: Opener, qtbot: QtBot) -> None:
    hazard = added()
    dialog = opened(drafted(K.NOTICE, hazard.number))
    issued(K.NOTICE, hazard.number)
    dialog.issue()
    qtbot.waitUntil(lambda: "已由先锋府安改〔2021〕1号通知" in dialog.problems.text())
    assert dialog.issued is None


def press_issue(dialog: PaperDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def in_view(field: QWidget) -> bool:
    """Whether the whole field is to be seen."""
    return field.visibleRegion().boundingRect().height() == field.height()


def test_what_is_refused_is_gone_to(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened(drafted(K.SUMMONS, added().number, place="会议室", topics="整改"))
    dialog.resize(900, 420)
    field = dialog.fields.fields["meets_at"]
    dialog.fields.set_values({"meets_at": ""})
    opened.settle(dialog)
    dialog._area.verticalScrollBar().setValue(0)
    assert not in_view(field) and not field.hasFocus()
    press_issue(dialog, qtbot)
    qtbot.waitUntil(lambda: field.hasFocus() and in_view(field))
    assert "“约谈时间”还没有填写" in dialog.fields.error_text()
    type_in(field, "9:30")
    opened.settle(dialog)
    assert dialog.fields.error_text() == "" and not dialog.goto_button.isVisible()
    issue(dialog, qtbot)


def test_the_hazard_that_is_refused_is_gone_to(opened: Opener, qtbot: QtBot) -> None:
    first, second = added(), added(description="灭火器过期")
    notice = issued(K.NOTICE, first.number, second.number)
    dialog = opened(drafted(K.REINSPECTION, notice.number))
    assert dialog.items is not None
    outcome = dialog.items.editor.fields["outcome"]
    assert isinstance(outcome, ChoiceField)
    outcome.set_value("rectified")
    opened.settle(dialog)
    dialog.goto_button.click()
    assert dialog.items.list.currentRow() == 1
    assert outcome.hasFocus()
    assert f"{second.number}还没有填复查结果" in dialog.items.editor.error_text()
    dialog.items.list.setCurrentRow(0)
    assert dialog.items.editor.error_text() == "", "the other hazard has nothing wrong"


def test_what_has_become_wrong_is_gone_to_at_issue(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened(drafted(K.NOTICE, added().number))
    qtbot.waitUntil(dialog.issue_button.isEnabled)
    clock.set_today(clock.today() - dt.timedelta(days=1))
    press_issue(dialog, qtbot)
    qtbot.waitUntil(dialog.fields.on.hasFocus)
    assert "不能晚于今天" in dialog.fields.error_text() and dialog.issued is None


def test_a_correction_says_what_the_wrong_paper_said(opened: Opener, qtbot: QtBot) -> None:
    hazard = added()
    wrong = issued(K.NOTICE, hazard.number, contact="何某 123")
    dialog = opened(drafting.open_correction(wrong.paper_id, ACTOR))
    assert "更正" in dialog.windowTitle() and dialog.fields.texts()["contact"] == "何某 123"
    dialog.fields.set_values({"contact": "何某 456"})
    opened.settle(dialog)
    issue(dialog, qtbot)
    assert Paper.get_by_id(wrong.paper_id).voided_on is not None


def test_a_corrected_record_says_what_has_changed_since(opened: Opener) -> None:
    visit = inspected("配电箱没有箱门")
    wrong = issued(K.INSPECTION_RECORD, visit.number)
    head = replace(inspections.head_of(visit.id), companion="周某")
    inspections.correct(visit.id, head, ACTOR)
    dialog = opened(drafting.open_correction(wrong.paper_id, ACTOR))
    assert dialog.fields.texts()["companion"] == "周某" and "现场负责人" in dialog.note.text()
    assert "周某" in text_of(dialog.view.pdf())


@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_has_its_form(opened: Opener, kind: PaperKind) -> None:
    draft = _any(kind)
    dialog = opened(draft)
    assert set(dialog.fields.texts()) == set(draft.content.values)
    assert dialog.view.page_count() >= 1


def _any(kind: PaperKind) -> Draft:
    """A draft of any kind, whatever the order of papers wants."""
    settings.save({facts.POWERS: "1"}, ACTOR)
    visit = inspected("配电箱没有箱门")
    notice = issued(K.NOTICE, visit.number)
    hazard = hazards.by_number(visit.hazards[0].number)
    grounds = standing.Grounds(kind, (hazard.id,), visit.id, notice.paper_id)
    return Draft(grounds, filling.fill(grounds, clock.today(), ACTOR))


def test_a_paper_is_about_the_hazards_that_are_ticked(opened: Opener) -> None:
    first, second = added(), added(description="灭火器过期")
    dialog = opened(drafted(K.NOTICE, first.number, second.number))
    assert dialog.items is not None
    dialog.fields.fields["issued_on"].setText("2021-13")
    dialog.items.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    opened.settle(dialog)
    assert not dialog.issue_button.isEnabled()
    dialog.fields.fields["issued_on"].setText("2021-6-18")
    opened.settle(dialog)
    assert dialog.draft.grounds.hazard_ids == (first.id,)
    assert [item.hazard_number for item in dialog.draft.content.items] == [first.number]
    dialog.items.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.issue()
    opened.settle(dialog)
    assert "至少勾选一条" in dialog.problems.text() and not dialog.issue_button.isEnabled()
    dialog.issue()
    assert dialog.issued is None


def test_a_draft_is_of_the_hazards_that_were_asked_for(opened: Opener, qtbot: QtBot) -> None:
    first, second, third = added(), added(description="灭火器过期"), added(description="电线老化")
    dialog = opened(drafted(K.NOTICE, first.number, second.number))
    type_in(dialog.fields.fields["contact"], "何某 123")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    other = opened(drafted(K.NOTICE, first.number, third.number))
    assert set(other.draft.grounds.hazard_ids) == {first.id, third.id} and other.note.text() == ""
    again = opened(drafted(K.NOTICE, second.number, first.number))
    assert again.fields.texts()["contact"] == "何某 123"
    assert again.items is not None
    again.items.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    opened.settle(again)
    again.discard_draft()
    opened.settle(again)
    assert set(again.items.ticked()) == {first.id, second.id}


def test_a_half_typed_deadline_takes_nothing_along(opened: Opener, qtbot: QtBot) -> None:
    first, second = added(), added(description="灭火器过期")
    dialog = opened(drafted(K.NOTICE, first.number, second.number))
    assert dialog.items is not None
    editor = dialog.items.editor.fields
    editor["deadline"].setText("2021-7-")
    editor["description"].set_text("改写过的描述")
    dialog.items.list.setCurrentRow(1)
    opened.settle(dialog)
    assert first.number in dialog.problems.text() and not dialog.issue_button.isEnabled()
    dialog.items.list.setCurrentRow(0)
    assert (editor["deadline"].text(), editor["description"].text()) == ("2021-7-", "改写过的描述")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    again = opened(drafted(K.NOTICE, first.number, second.number))
    assert again.items is not None
    assert again.items.editor.fields["description"].text() == "改写过的描述"
    assert again.items.editor.fields["deadline"].text() == "2021-7-"
