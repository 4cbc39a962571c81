"""Making a stick for a village: which village, which stick, which program; then it is written, read back and said safe."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserError
from xianfeng_gui.ui import drives, printing, theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.facts import Facts
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.ui.widgets.pdf_view import PdfView
from xianfeng_gui.ui.widgets.shrinking import ElidedLabel
from xianfeng_gui.work import guides, offices, program_files, stick
from xianfeng_gui.work.progress import Progress
from xianfeng_gui.work.stick import MadeStick, Outlook

_NO_DRIVE = "没有找到U盘：插好后按 F5，或另选文件夹"
_NO_PROGRAM = (
    "现在从源代码运行，只能复制打包好的程序：请按“另选程序…”选择 xianfeng.exe 或 xianfeng-onefile.exe"
)
_MEGABYTE = 1024 * 1024


class StickDialog(FittedDialog):
    """``made`` is the last stick made. One village after the other can be served without closing the dialog."""

    chapter: ClassVar[str] = "villages"

    progressed = Signal(str)
    """Megabytes done and in all; sent by the worker's thread."""

    def __init__(self, context: Context, office_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, size=(980, 620))
        self.context = context
        self.made: MadeStick | None = None
        self.program = program_files.running()
        self._progress: Progress | None = None
        self._outlook: Outlook | None = None
        self.setWindowTitle("制作U盘")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addLayout(self._build_left(), 1)
        self.view = PdfView(self)
        self.view.setAccessibleName("使用说明预览")
        row.addWidget(self.view, 1)
        self.progressed.connect(lambda words: self._say(f"正在写入并校验：{words} MB…"))
        self.office.set_value(office_id)
        self.find_drives()
        self._show_program()
        self._show_guide()
        self.office.currentIndexChanged.connect(self._on_office)
        self.drive.currentIndexChanged.connect(self._look)
        bind_keys(self, {"Ctrl+Enter": self.make, "Ctrl+P": self.print_out, "F5": self.find_drives})
        self._look()

    def _build_left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label("把程序和使用说明装进U盘，交给村、社区", "heading", wrap=True))
        column.addWidget(self._build_choices())
        self.facts = Facts()
        self.problem = label("", "error", wrap=True)
        self.said = label("", wrap=True)
        for widget in (self.facts, self.problem, self.said):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(self._build_foot())
        return column

    def _build_choices(self) -> QWidget:
        own = offices.own_office().id
        villages = [(one.id, one.name) for one in offices.choices(local=True) if one.id != own]
        self.office = ChoiceField(villages, typed=True)
        self.drive = ChoiceField()
        form = Form()
        form.add("office", "村、社区*", self.office)
        form.add("drive", "U盘*", self.drive)
        places = QHBoxLayout()
        places.addStretch(1)
        places.addWidget(button("重新查找  F5", self.find_drives))
        places.addWidget(button("另选文件夹…", self._choose_folder))
        self.program_name = ElidedLabel(middle=True)
        programs = QHBoxLayout()
        programs.addWidget(label("程序"))
        programs.addWidget(self.program_name, 1)
        programs.addWidget(button("另选程序…", self._choose_program))
        self.choices = QWidget()
        column = QVBoxLayout(self.choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        column.addLayout(places)
        column.addLayout(programs)
        return self.choices

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.print_button = button("打印说明…  Ctrl+P", self.print_out)
        self.close_button = button("", self.reject)
        self.make_button = button("制作  Ctrl+Enter", self.make, primary=True)
        for one in (self.print_button, self.close_button, self.make_button):
            foot.addWidget(one)
        return foot

    # What is chosen

    def find_drives(self) -> None:
        """Look again which sticks are plugged in; a folder that was chosen by hand stays."""
        if self._progress is not None:
            return
        found = [(str(drive.root), str(drive)) for drive in drives.removable()]
        chosen = self.drive.value()
        if chosen and chosen not in dict(found) and Path(chosen).is_dir():
            found.append((chosen, chosen))
        self.drive.set_pairs(found or [("", _NO_DRIVE)])
        self._look()

    def use_folder(self, folder: Path) -> None:
        """Write into this folder."""
        if self.drive.findData(str(folder)) < 0:
            if not self.drive.value():
                self.drive.clear()
            self.drive.addItem(str(folder), str(folder))
        self.drive.set_value(str(folder))
        self._look()

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, "选择U盘或文件夹", self.drive.value())
        if path:
            self.use_folder(Path(path))

    def _choose_program(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择程序文件", "", "程序 (*.exe)")
        if path:
            self.use_program(Path(path))

    def use_program(self, exe: Path) -> None:
        """Copy this exe, or say why it can't be."""
        try:
            self.program = program_files.chosen(exe)
        except UserError as error:
            self._refuse(str(error))
            return
        self._show_program()
        self._look()

    def _show_program(self) -> None:
        self.program_name.setText(str(self.program.exe) if self.program else "还没有选择")

    def _on_office(self) -> None:
        self._show_guide()
        self._look()

    def _show_guide(self) -> None:
        office = self.office.value()
        self.view.clear()
        if not office:
            return

        def show(pdf: bytes) -> None:
            if office == self.office.value():
                self.view.show_pdf(pdf)
                self._enable()

        work = self.context.worker
        work.run(lambda: guides.for_village(office).pdf, show, self._refuse, "准备使用说明", self)

    def _look(self) -> None:
        """Say what would be done, or what is missing."""
        self._say("")
        self.problem.clear()
        self._outlook = None
        self.facts.show_facts([])
        program, drive = self.program, self.drive.value()
        if not self.office.value():
            self._refuse("还没有村、社区，请先在“机构人员”页添加单位")
        elif program is None:
            self._refuse(_NO_PROGRAM)
        elif drive:
            try:
                self._outlook = stick.outlook(self.office.value(), Path(drive), program)
            except UserError as error:
                self._refuse(str(error))
        if self._outlook is not None:
            self.facts.show_facts(_facts(self._outlook))
        self._enable()

    def _enable(self) -> None:
        busy = self._progress is not None
        self.make_button.setEnabled(self._outlook is not None and not busy)
        self.print_button.setEnabled(bool(self.view.page_count()) and not busy)
        self.choices.setEnabled(not busy)
        self.close_button.setText("停止  Esc" if busy else "关闭  Esc")

    def _say(self, sentence: str, state: str = "") -> None:
        theme.mark(self.said, "state", state)
        self.said.setText(sentence)

    def _refuse(self, sentence: str) -> None:
        self._say("")
        self.problem.setText(sentence)

    # What is done

    def make(self) -> None:
        """Write the stick in the worker; Esc stops it."""
        outlook, program = self._outlook, self.program
        if outlook is None or program is None or self._progress is not None:
            return
        self.made = None
        self.problem.clear()
        self._say("正在准备…")
        progress = self._progress = Progress(self.progressed.emit)
        office, drive = self.office.value(), outlook.folder.parent
        self.context.worker.run(
            lambda: stick.make(office, drive, program, progress), self._done, self._stopped, "制作U盘", self
        )
        self._enable()

    def _done(self, made: MadeStick) -> None:
        self._progress = None
        self.made = made
        name = self.office.currentText()
        self._look()
        self.facts.show_facts([("放到", str(made.folder))])
        kept = "U盘上原有的村里数据没有动。" if made.keeps_data else ""
        self._say(
            f"✓ {name}的U盘已做好，{made.files}个文件校验无误，现在可以安全拔出。{kept}"
            "如电脑右下角有“安全删除硬件”，请先点它再拔。",
            "green",
        )
        self.context.say(f"{name}的U盘已做好：{made.folder}")
        self.close_button.setFocus()

    def _stopped(self, sentence: str) -> None:
        self._progress = None
        self._look()
        self._refuse(sentence)

    def print_out(self) -> None:
        """Print the guide that goes with the stick."""
        if not self.print_button.isEnabled():
            return
        printing.print_pdf(
            self.context,
            self,
            self.view.pdf,
            self.view.page_count(),
            "使用说明已发送到打印机",
            self._refuse,
        )

    def reject(self) -> None:
        """Stop what is being written, or close."""
        if self._progress is None or self.context.worker.is_idle():
            super().reject()
        else:
            self._progress.cancel()
            self._say("正在停止…")


def _facts(outlook: Outlook) -> list[tuple[str, ...]]:
    room = f"需要 {outlook.needed // _MEGABYTE} MB，剩余 {outlook.free // _MEGABYTE} MB"
    enough = outlook.free >= outlook.needed
    return [
        ("放到", str(outlook.folder)),
        ("空间", room + ("" if enough else "，不够"), "" if enough else "late"),
        ("原有程序", "将换成现在这一版" if outlook.replaces else ""),
        ("原有数据", "村里的数据（data文件夹）保持不动" if outlook.keeps_data else ""),
    ]
