"""The checklists and their items: looked through, changed, put in order, retired, brought in from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QSplitter, QVBoxLayout, QWidget

from db.errors import UserError
from db.vocabulary import Grade
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.saving import ask_target
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label, panel, scrolled
from xianfeng_gui.ui.widgets.facts import Facts
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.work import checklist_files, checklists
from xianfeng_gui.work.checklists import ChecklistRow, ItemRow

_FILES = "检查表 (*.xlsx *.xls *.ods *.csv *.toml)"
_NO_ITEMS = "这张检查表还没有内容。\n按“添加”逐项写，或“导入…”一个有“检查内容”栏的Excel表。"
_LISTS = (
    TableColumn("name", "检查表", 150, lambda row: row.name if row.active else f"{row.name}（停用）", lambda row: _faint(row), stretch=True),
    TableColumn("topic", "专题", 96, lambda row: row.topic),
    TableColumn("items", "项数", 48, lambda row: str(row.items), right=True),
)  # fmt: skip
_ITEMS = (
    TableColumn("number", "项次", 46, lambda row: str(row.number) if row.active else "停用", lambda row: _faint(row)),
    TableColumn("text", "检查内容", 220, lambda row: row.text, lambda row: _faint(row), stretch=True),
    TableColumn("basis", "检查依据", 200, lambda row: row.basis, lambda row: _faint(row)),
    TableColumn("grade", "等级", 80, lambda row: _grade(row), lambda row: "late" if row.grade is Grade.MAJOR else ""),
)  # fmt: skip


def _faint(row: ChecklistRow | ItemRow) -> str:
    return "" if row.active else "secondary"


def _grade(row: ItemRow) -> str:
    return f"▲ {row.grade.label[:2]}" if row.grade is Grade.MAJOR else row.grade.label[:2]


class ChecklistView(QWidget):
    """Lists on the left, the items of the selected one on the right. ``inspect`` carries the id of a list to use."""

    inspect = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._wanted = ""
        self.lists, self.list_table = _table("checklists", _LISTS, "检查表")
        self.items, self.item_table = _table("checklist-items", _ITEMS, "检查项", ("basis", "grade"))
        self.retired = QCheckBox("显示停用的")
        self.empty = EmptyNote(_NO_ITEMS)
        self.facts = Facts()
        self.remark = label("", "caption", wrap=True)
        self.restore = button("载入内置检查表", self.load_built_in, link=True)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([360, 800])
        splitter.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(splitter)
        self._connect()

    def _left(self) -> QFrame:
        frame, column = panel(margin=8)
        column.addWidget(self._row(
            ("用此表检查  Enter", self.start, "用选中的检查表开始一次检查"),
            ("新建…  Ins", self.new_list, ""),
            ("导入…  Ctrl+I", self.ask_import, "Excel表（有“检查内容”栏）或TOML文件"),
            ("导出…  Ctrl+E", self.ask_export, "存为Excel表，改好后可以再导入"),
            ("修改…  F2", self.edit_list, "名称、专题和说明"),
            ("停用/启用  Del", self.toggle_list, ""),
        ))  # fmt: skip
        column.addWidget(self.list_table, 3)
        self.remark_area = scrolled(self.remark)
        column.addWidget(self.remark_area, 1)
        column.addWidget(self.restore)
        bind_keys(frame, {"Ins": self.new_list, "F2": self.edit_list, "Del": self.toggle_list}, inside=True)
        return frame

    def _right(self) -> QFrame:
        frame, column = panel(margin=8)
        row = self._row(
            ("添加…  Ins", self.new_item, ""),
            ("修改  Enter", self.edit_item, ""),
            ("上移  Alt+↑", lambda: self.move_item(-1), ""),
            ("下移  Alt+↓", lambda: self.move_item(1), ""),
            ("停用/启用  Del", self.toggle_item, "停用的不再用于新的检查，已有的检查不变"),
        )
        layout = row.layout()
        assert layout is not None
        layout.addWidget(self.retired)
        column.addWidget(row)
        column.addWidget(self.item_table, 3)
        column.addWidget(self.empty, 3)
        column.addWidget(self.facts, 1)
        keys = {
            "Ins": self.new_item,
            "Alt+Up": lambda: self.move_item(-1),
            "Alt+Down": lambda: self.move_item(1),
            "Del": self.toggle_item,
        }
        bind_keys(frame, keys, inside=True)
        return frame

    def _row(self, *actions: tuple[str, Callable[[], object], str]) -> QWidget:
        row = QWidget()
        row.setLayout(FlowLayout())
        for text, action, tip in actions:
            layout = row.layout()
            assert layout is not None
            layout.addWidget(button(text, action, tip=tip))
        return row

    def _connect(self) -> None:
        self.list_table.selectionModel().selectionChanged.connect(lambda *_: self._show_items())
        self.item_table.selectionModel().selectionChanged.connect(lambda *_: self._show_item())
        self.list_table.activated.connect(lambda _index: self.start())
        self.item_table.activated.connect(lambda _index: self.edit_item())
        self.retired.toggled.connect(lambda: self._show_items())

    def refresh(self) -> None:
        """Read the lists again, keeping what is selected."""
        row = self.selected()
        kept = self._wanted or (row.id if row else "")
        self._wanted = ""
        self.lists.set_rows(checklists.checklist_rows())
        self.list_table.select_row(max(self.lists.row_of(kept), 0) if self.lists.rows else -1)
        self.restore.setVisible(bool(checklists.missing()))
        self._show_items()

    def selected(self) -> ChecklistRow | None:
        """The selected list."""
        chosen = self.list_table.selected_rows()
        return self.lists.rows[chosen[0]] if chosen and chosen[0] < len(self.lists.rows) else None

    def selected_item(self) -> ItemRow | None:
        """The selected item."""
        chosen = self.item_table.selected_rows()
        return self.items.rows[chosen[0]] if chosen and chosen[0] < len(self.items.rows) else None

    def _show_items(self, wanted: str = "") -> None:
        row, item = self.selected(), self.selected_item()
        kept = wanted or (item.id if item else "")
        found = checklists.item_rows(row.id, retired=self.retired.isChecked()) if row else []
        self.items.set_rows(found)
        self.item_table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.facts.setVisible(bool(found))
        self.remark.setText(row.remark if row else "")
        self.remark_area.setVisible(bool(self.remark.text()))
        self.item_table.select_row(max(self.items.row_of(kept), 0) if found else -1)
        self._show_item()

    def _show_item(self) -> None:
        item = self.selected_item()
        if item is None:
            self.facts.show_facts([])
            return
        then = checklists.on_day(item, self.context.today()).basis
        self.facts.show_facts(
            [
                ("检查内容", item.text),
                ("问题表述", item.finding),
                ("检查依据", item.basis),
                ("今天的条文", then if then != item.basis else ""),
                ("整改措施", item.measure),
            ]
        )

    # Lists

    def _do(self, work: Callable[[], object], said: str) -> bool:
        """Carry out a change; what is wrong is said in the status bar."""
        try:
            work()
        except UserError as error:
            self.context.say(str(error))
            return False
        self.context.say(said, undo=True)
        return True

    def _list(self) -> ChecklistRow | None:
        row = self.selected()
        if row is None:
            self.context.say("请先选中一张检查表")
        return row

    def start(self) -> None:
        """Begin an inspection by the selected list."""
        if (row := self._list()) is not None:
            self.inspect.emit(row.id)

    def new_list(self) -> None:
        """Begin a list of the office's own."""
        self._open_list(None)

    def edit_list(self) -> None:
        """Change name, topic and remark."""
        if (row := self._list()) is not None:
            self._open_list(row.id)

    def _open_list(self, list_id: str | None) -> None:
        from xianfeng_gui.ui.dialogs.checklist import ChecklistDialog

        dialog = ChecklistDialog(self.context, list_id, self.window())
        if dialog.exec() and dialog.list_id:
            self._wanted = dialog.list_id
            self.refresh()

    def toggle_list(self) -> None:
        """Take the list out of use, or back."""
        if (row := self._list()) is not None:
            said = f"已{'停用' if row.active else '启用'}“{row.name}”"
            self._do(lambda: checklists.set_list_active(row.id, not row.active, self.context.actor()), said)

    def load_built_in(self) -> None:
        """Bring in the program's own lists that are missing."""
        self._do(lambda: checklists.load_built_in(self.context.actor()), "已载入内置检查表")

    def ask_import(self) -> None:
        """Ask for a file with a list."""
        name, _ = QFileDialog.getOpenFileName(self, "导入检查表", "", _FILES)
        if name:
            self.import_from(Path(name))

    def import_from(self, path: Path) -> None:
        """Bring in a list from a known file."""
        made: list[str] = []
        if self._do(
            lambda: made.append(checklist_files.import_file(path, self.context.actor())),
            f"已导入检查表：{path.name}",
        ):
            self._wanted = made[0]
            self.refresh()

    def ask_export(self) -> None:
        """Ask where to write the selected list."""
        if (row := self._list()) is not None:
            target = ask_target(self, "导出检查表", f"{row.name}.xlsx", "Excel (*.xlsx)", ".xlsx")
            if target is not None:
                self.export_to(row, target)

    def export_to(self, row: ChecklistRow, target: Path) -> None:
        """Write a list to a known place, in the worker."""
        from xianfeng_gui.ui.exporting import write_file

        write_file(
            self.context,
            self,
            target,
            "检查表",
            lambda file, _progress: checklist_files.export(row.id, file),
            lambda count, file: f"已导出检查表 {count} 项：{file}",
        )

    # Items

    def _item(self) -> ItemRow | None:
        item = self.selected_item()
        if item is None:
            self.context.say("请先选中一项检查内容")
        return item

    def new_item(self) -> None:
        """Add an item at the end."""
        if (row := self._list()) is not None:
            self._open_item(row.id, None)

    def edit_item(self) -> None:
        """Change the selected item (Enter)."""
        row, item = self._list(), self._item()
        if row is not None and item is not None:
            self._open_item(row.id, item)

    def _open_item(self, list_id: str, item: ItemRow | None) -> None:
        from xianfeng_gui.ui.dialogs.checklist import ItemDialog

        dialog = ItemDialog(self.context, list_id, item, self.window())
        if dialog.exec() and dialog.item_id:
            self._show_items(dialog.item_id)

    def move_item(self, by: int) -> None:
        """Move the selected item up (-1) or down (1)."""
        if (item := self._item()) is not None:
            checklists.move_item(item.id, by, self.context.actor())
            self._show_items(item.id)

    def toggle_item(self) -> None:
        """Take the selected item out of use, or back (Del)."""
        if (item := self._item()) is not None:
            said = f"已{'停用' if item.active else '启用'}这一项"
            self._do(lambda: checklists.set_item_active(item.id, not item.active, self.context.actor()), said)

    def keep_widths(self) -> None:
        """Remember the widths of columns."""
        self.list_table.keep_widths()
        self.item_table.keep_widths()


def _table(
    key: str, columns: tuple[TableColumn, ...], name: str, gives_way: tuple[str, ...] = ()
) -> tuple[RowsModel, Table]:
    model, table = RowsModel(columns), Table(key, columns, gives_way)
    table.setModel(model)
    table.setSelectionMode(table.SelectionMode.SingleSelection)
    table.setAccessibleName(name)
    return model, table
