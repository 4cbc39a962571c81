"""Settings of the office, the screen of this PC, backups, and the check of the data."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.errors import UserError
from xianfeng_gui.ui import screen, theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.widgets.backup_panel import BackupPanel
from xianfeng_gui.ui.widgets.basics import button, label, panel, scrolled
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.fitting import FittedArea
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.settings_form import SettingsForm
from xianfeng_gui.ui.widgets.shrinking import ElidedLabel
from xianfeng_gui.work import backups, offices, settings


class SettingsPage(Page):
    """The office's settings on the left; screen, backup and check on the right."""

    chapter: ClassVar[str] = "backup"
    tables: ClassVar = frozenset({"setting"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "设置备份")
        body = QHBoxLayout()
        body.setSpacing(8)
        body.addWidget(self._build_settings(), 3)
        beside = QWidget()
        side = QVBoxLayout(beside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self._build_screen())
        self.backup = BackupPanel(context)
        side.addWidget(self.backup, 1)
        side.addWidget(self._build_check())
        body.addWidget(FittedArea(beside), 2)
        self.box.addLayout(body, 1)

    def _build_settings(self) -> QFrame:
        frame, column = panel()
        self.form = SettingsForm()
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addWidget(self.form)
        inner.addStretch(1)
        column.addWidget(label("本单位的设置", "heading"))
        column.addWidget(scrolled(holder), 1)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addWidget(label("保存后立即生效，并记入操作日志", "caption"), 1)
        foot.addWidget(button("文书用语…", self.edit_wording, tip="各种文书的文字，可改成本单位的写法"))
        self.save_button = button("保存设置  Ctrl+Enter", self.save, primary=True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        return frame

    def _build_screen(self) -> QFrame:
        frame, column = panel()
        palette, points = screen.kept()
        self.palette_field = ChoiceField(theme.PALETTES.items())
        self.points_field = ChoiceField((str(size), name) for size, name in theme.SIZES.items())
        self.palette_field.set_value(palette)
        self.points_field.set_value(str(points))
        row = FlowLayout(8)
        row.addWidget(label("本机屏幕", "heading"))
        for name, field in (("颜色", self.palette_field), ("字号", self.points_field)):
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.currentIndexChanged.connect(lambda: self._change_screen())
            row.addWidget(field)
        column.addLayout(row)
        column.addLayout(self._build_operator())
        return frame

    def _build_operator(self) -> QHBoxLayout:
        """Who is at the keyboard of this PC."""
        self.operator = QLineEdit(offices.operator())
        self.operator.setMaxLength(30)
        self.operator.setPlaceholderText("可以不填")
        self.operator.setAccessibleName("经办人姓名")
        self.operator.setToolTip("发现人、送达人、办理人按此预填，操作日志按此记名；不填的，文书上留空手写")
        self.operator.editingFinished.connect(self._change_operator)
        self.context.operated.connect(self._show_operator)
        row = QHBoxLayout()
        row.addWidget(label("经办人姓名"))
        row.addWidget(self.operator, 1)
        return row

    def _show_operator(self) -> None:
        self.operator.setText(offices.operator())

    def _change_operator(self) -> None:
        if self.operator.text() != offices.operator():
            self.context.set_operator(self.operator.text())
            self.context.say(f"以后按“{offices.actor()}”记名")

    def _build_check(self) -> QFrame:
        frame, column = panel()
        row = QHBoxLayout()
        row.addWidget(label("数据", "heading"), 1)
        tip = "检查文件、日志、照片、文号和计数是否完好"
        row.addWidget(button("检查数据", self.check, tip=tip))
        column.addLayout(row)
        self.folder = ElidedLabel(f"所在文件夹：{backups.data_folder()}")
        self.found = label("", "empty", wrap=True)
        self.found.hide()
        column.addWidget(self.folder)
        column.addWidget(self.found)
        return frame

    def take_focus(self) -> None:
        next(iter(self.form.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self.form.show_settings()
        if self.form.take_draft():
            self.context.say("设置中有改过还没有保存的内容，按“保存设置”保存")
        self.backup.refresh()

    def leave(self) -> None:
        """What was typed and not saved is kept, and stands there again next time."""
        if self.form.has_pending_draft():
            self.form.keep_draft()

    def save(self) -> None:
        """Store what was changed; nothing is stored when one value isn't possible."""
        self.problem.hide()
        self.form.clear_errors()
        changed = self.form.changed_values()
        if not changed:
            self.form.drop_draft()
            self.context.say("设置没有改动")
            return
        try:
            settings.save(changed, self.context.actor())
        except UserError as error:
            if not self.form.show_error(error):
                self.problem.setText(str(error))
                self.problem.show()
            return
        self.form.drop_draft()
        self.context.say("已保存设置", undo=True)

    def edit_wording(self) -> None:
        """The words of the office's papers."""
        from xianfeng_gui.ui.dialogs.wording import WordingDialog

        WordingDialog(self.context, self.window()).exec()

    def _change_screen(self) -> None:
        self.context.restyling.emit()
        screen.keep(self.palette_field.value(), int(self.points_field.value()))

    def check(self) -> None:
        """Compare everything that follows from something else, in the worker."""
        theme.mark(self.found, "state", "")
        self.found.setText("正在检查…")
        self.found.show()
        self.context.run(backups.check, self._show_found, "检查数据", self)

    def _show_found(self, problems: list[str]) -> None:
        theme.mark(self.found, "state", "late" if problems else "green")
        self.found.setText("\n".join(f"✗ {one}" for one in problems) or "✓ 数据完好，没有发现问题")
