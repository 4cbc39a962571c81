"""The rectification notice beside its hazards: seen as it will print, then issued with a number, saved or printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.errors import UserError
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.fields import DateField
from xianfeng_gui.ui.widgets.pdf_view import PdfView
from xianfeng_gui.work import notices
from xianfeng_gui.work.notices import IssuedNotice


class NoticeDialog(QDialog):
    """``hazard_ids``: the hazards chosen; others of the same site can be added on the left."""

    def __init__(self, context: Context, hazard_ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.issued: IssuedNotice | None = None
        self.setWindowTitle("整改通知书")
        self.resize(1180, 690)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        left = QVBoxLayout()
        left.addWidget(label("写进通知书的隐患", "heading"))
        self.items = QListWidget()
        self.items.setWordWrap(True)
        for hazard_id, text in notices.suitable(hazard_ids[0]):
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, hazard_id)
            item.setCheckState(Qt.CheckState.Checked if hazard_id in hazard_ids else Qt.CheckState.Unchecked)
            self.items.addItem(item)
        left.addWidget(self.items, 1)
        dated = QHBoxLayout()
        dated.addWidget(label("发文日期"))
        self.on = DateField(context.today())
        dated.addWidget(self.on, 1)
        left.addLayout(dated)
        self.problems = label("", "error", wrap=True)
        left.addWidget(self.problems)
        self.issue_button = button("编号并下达  Ctrl+Enter", self.issue, primary=True)
        self.save_button = button("保存PDF…  Ctrl+S", self.save)
        self.print_button = button("打印…  Ctrl+P", self.print_out)
        for one in (self.issue_button, self.save_button, self.print_button, button("关闭  Esc", self.reject)):
            left.addWidget(one)
        row.addLayout(left, 2)
        self.view = PdfView(self)
        row.addWidget(self.view, 5)
        self.items.itemChanged.connect(lambda _item: self.refresh())
        self.on.changed.connect(self.refresh)
        for keys, action in (("Ctrl+Return", self.issue), ("Ctrl+S", self.save), ("Ctrl+P", self.print_out)):
            QShortcut(QKeySequence(keys), self, action)
        self.refresh()

    def chosen(self) -> list[str]:
        """The hazards that are ticked."""
        items = (self.items.item(row) for row in range(self.items.count()))
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def refresh(self) -> None:
        """Draw the draft again and say what still stands in the way."""
        if self.issued is not None:
            return
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)
        self.issue_button.setEnabled(False)
        try:
            draft = notices.preview(self.chosen(), self.on.day() or self.context.today())
        except UserError as error:
            self.problems.setText(str(error))
            return
        self.view.show_pdf(draft.pdf)
        missing = [f"以下字符无法打印，请改写：{'、'.join(draft.missing)}"] if draft.missing else []
        self.problems.setText("\n".join([*draft.problems, *missing]))
        self.issue_button.setEnabled(not draft.problems and not missing)

    def issue(self) -> None:
        """Give the notice its number; from then on it is the very paper that was shown."""
        if self.issued is not None or not self.issue_button.isEnabled():
            return
        try:
            self.issued = notices.issue(self.chosen(), self.context.actor(), self.on.day())
        except UserError as error:
            self.problems.setText(str(error))
            return
        self.view.show_pdf(self.issued.pdf)
        self.setWindowTitle(f"整改通知书 {self.issued.number}")
        self.problems.clear()
        self.items.setEnabled(False)
        self.on.setEnabled(False)
        self.issue_button.setEnabled(False)
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(True)
        self.print_button.setFocus()
        self.context.say(f"已下达 {self.issued.number}，请打印并送达签收")

    def save(self) -> None:
        """Save the issued PDF to a file."""
        if self.issued is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "保存通知书", f"{self.issued.number}.pdf", "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, target: Path) -> None:
        """Save to a known place."""
        try:
            self.view.save(target)
        except UserError as error:
            self.problems.setText(str(error))
            return
        self.context.say(f"已保存 {target}")

    def print_out(self) -> None:
        """Print the issued notice."""
        if self.issued is None:
            return
        try:
            if self.view.print_with_dialog():
                self.context.say(f"已发送到打印机：{self.issued.number}")
        except UserError as error:
            self.problems.setText(str(error))
