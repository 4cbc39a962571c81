"""The first start: a start file says whose program this is, or the clerk does. Then the data are made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from db import notes
from db.errors import UserError
from xianfeng_gui.exchange.start_file import ENDING, StartFile
from xianfeng_gui.ui import drafts
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.facts import Facts
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import archive, offices, resources, start_files

LOCAL = "local"
"""The choice for a village or community, whose name is typed."""
_ASK = (
    "请选择本单位，村、社区请填写全名，程序会按它编隐患编号、写操作日志。"
    "确定后在下面的文件夹建立数据，并载入方案。"
)
_BUILT_IN, _DOCUMENT = "built_in", "document"
_TELL = "起始文件由{sender}制作。核对无误，按回车键，就在下面的文件夹建立数据，载入方案和任务。"


class FirstStart(FittedDialog):
    """Accepted once the office's data are made and open, rejected with nothing made.

    A start file beside the program or the data folder is offered: one Enter and the village begins. Without one, or
    when the clerk doesn't want it, the dialog asks for the office and its code. ``why`` the data folder is not beside
    the program is said, if it isn't.
    """

    chapter: ClassVar[str] = "first-start"

    def __init__(self, folder: Path, why: str = "") -> None:
        super().__init__(letters=43)
        self._folder = folder
        self.start: StartFile | None = None
        """What the data will begin with; none while the clerk is asked for the office."""
        self.setWindowTitle("第一次使用")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        self.title = label("", "title")
        self.words = label("", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.facts = Facts()
        place = label(f"数据文件夹：{folder}" + (f"（{why}）" if why else ""), "caption", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget in (self.title, self.words, self.problem, self.facts, self._build_form(), place):
            box.addWidget(widget)
        box.addLayout(self._build_foot())
        self.setTabOrder(self.operator, self.begin_button)
        bind_keys(self, {"Ctrl+Enter": self.try_found})
        self._show_start(None)
        if beside := start_files.beside(resources.program_folder(), folder.parent, folder):
            self.use_start_file(beside)

    def _build_form(self) -> Form:
        self.form = Form()
        self._codes = archive.plan_codes()
        departments = [(name, name) for name in self._codes]
        self.office = ChoiceField([*departments, (LOCAL, "村、社区（请在下面填写名称）")])
        self.village = QLineEdit()
        self.village.setPlaceholderText("如 绣庄村、某某社区")
        self.code = QLineEdit()
        self.form.add("office", "本单位*", self.office, wide=True)
        self.form.add("village", "村、社区名称*", self.village, wide=True)
        note = "用于隐患编号，各单位不能相同，不清楚时请问镇里"
        self.form.add("code", "单位代码*", self.code, wide=True, note=note)
        self.plan = ChoiceField(
            [(_BUILT_IN, "内置的专项整治三年行动方案"), (_DOCUMENT, "从计划文件导入（.docx、.txt）")]
        )
        note = "从文件导入的，建立数据后打开导入窗口，核对后换下内置方案；以后也可以在“总览”按 Ctrl+I 导入"
        self.form.add("plan", "工作方案", self.plan, wide=True, note=note)
        self._in_start_file = tuple(self.form.fields)
        self._add_operator()
        self._code_typed = False
        self.code.textEdited.connect(lambda: setattr(self, "_code_typed", True))
        self.village.textChanged.connect(lambda: self._suggest_code())
        self.office.currentIndexChanged.connect(self._on_office)
        return self.form

    def _add_operator(self) -> None:
        """Who is at the keyboard, asked whatever the data begin with; may stay empty."""
        self.operator = QLineEdit()
        self.operator.setMaxLength(30)
        note = "可以不填；发现人、送达人、办理人按此预填，以后点窗口底部的“经办人”更改"
        self.form.add("operator", "经办人姓名", self.operator, wide=True, note=note)

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.other_button = button("", self._choose_start_file, link=True)
        self.without_button = button("不用起始文件", lambda: self._show_start(None), link=True)
        self.begin_button = button("", self.try_found, primary=True)
        foot.addWidget(self.other_button)
        foot.addWidget(self.without_button)
        foot.addStretch(1)
        foot.addWidget(button("退出  Esc", self.reject))
        foot.addWidget(self.begin_button)
        return foot

    def _on_office(self) -> None:
        local = self.office.value() == LOCAL
        self.village.setEnabled(local)
        self._suggest_code()
        if local:
            self.village.setFocus()

    def _office_name(self) -> str:
        return self.village.text() if self.office.value() == LOCAL else self.office.value()

    def _suggest_code(self) -> None:
        """The usual code, as long as the clerk has not typed another."""
        if not self._code_typed:
            self.code.setText(archive.suggested_code(self._office_name(), self._codes))

    def use_start_file(self, path: Path) -> None:
        """Offer what this start file holds, or say why it can't be used and ask for the office."""
        try:
            self._show_start(start_files.read(path))
        except UserError as error:
            self._show_start(None)
            self._say(str(error))

    def _show_start(self, start: StartFile | None) -> None:
        self.start = start
        self.form.clear_errors()
        self._say("")
        for name in self._in_start_file:
            self.form.set_shown(name, start is None)
        self.facts.setVisible(start is not None)
        self.without_button.setVisible(start is not None)
        self.other_button.setText("用起始文件…" if start is None else "另选起始文件…")
        self.begin_button.setText("建立数据  Ctrl+Enter" if start is None else "开始使用  Enter")
        # In the form, Enter goes on to the next field.
        self.begin_button.setDefault(start is not None)
        if start is None:
            self.title.setText("这台电脑属于哪个单位？")
            self.words.setText(_ASK)
            self.office.setFocus()
            self._on_office()
        else:
            self._tell(start)
            self.begin_button.setFocus()
        self.fit()

    def _tell(self, start: StartFile) -> None:
        made = start.manifest
        self.title.setText(f"这是{made.office.name}的程序")
        self.words.setText(_TELL.format(sender=made.sender.name))
        facts = [
            ("方案", start.campaign),
            ("内容", f"{start.count('topic')}个专题，{start.count('task')}项任务"),
            ("单位代码", f"{made.office.code}（用于隐患编号）"),
            ("制作日期", f"{made.created_on:%Y-%m-%d}"),
        ]
        self.facts.show_facts(facts)

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.fit()

    def _choose_start_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择起始文件", "", f"起始文件 (*{ENDING})")
        if path:
            self.use_start_file(Path(path))

    def try_found(self) -> None:
        """Make the data, or say beside the field what is wrong."""
        self.form.clear_errors()
        self._say("")
        start = self.start
        if start is not None:
            self._found(lambda: archive.found_from_start(self._folder, start))
        else:
            self._found(lambda: archive.found(self._folder, self._office_name(), code=self.code.text()))

    def _found(self, found: Callable[[], object]) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            found()
        except UserError as error:
            field = "village" if error.field == "office" and self.office.value() == LOCAL else error.field
            if self.start is not None or not self.form.show_error(UserError(str(error), field)):
                self._say(str(error))
            self.fit()
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        offices.set_operator(self.operator.text())
        if self.start is None and self.plan.value() == _DOCUMENT:
            notes.put(drafts.PLAN_WANTED, True)
        self.accept()
