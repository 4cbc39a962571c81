"""Offices and their people: departments, villages and communities, and who works there with which certificate."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout

from db.vocabulary import ListKind, OfficeKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.exporting import Choice, form_choice, list_choice
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label, panel
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.work import directory, offices
from xianfeng_gui.work.directory import OfficeRow, PersonRow
from xianfeng_gui.work.sheets_registers import PeopleFilter

_OFFICE_COLUMNS = [
    TableColumn("name", "单位", 120, lambda row: _office_name(row), lambda row: _faint(row), stretch=True),
    TableColumn("kind", "类别", 70, lambda row: OfficeKind.label_of(row.kind), lambda row: _faint(row)),
    TableColumn("town", "场镇", 44, lambda row: "有" if row.market_town else "", lambda row: _faint(row)),
    TableColumn("people", "人数", 44, lambda row: str(row.people or ""), right=True),
]
_PERSON_COLUMNS = [
    TableColumn("name", "姓名", 66, lambda row: row.data.name, lambda row: _gone(row), stretch=True),
    TableColumn("post", "职务", 96, lambda row: _post(row), lambda row: _gone(row)),
    TableColumn("expires", "执法证有效期", 166, lambda row: _expiry(row), lambda row: _expiry_state(row)),
    TableColumn("phone", "电话", 100, lambda row: row.data.phone, lambda row: _gone(row)),
    TableColumn(
        "certificate", "执法证号", 140, lambda row: row.data.certificate_number, lambda row: _gone(row)
    ),
]


def _office_name(row: OfficeRow) -> str:
    return row.name + ("（本机单位）" if row.own else "") + ("" if row.active else "（停用）")


def _faint(row: OfficeRow) -> str:
    return "" if row.active else "secondary"


def _gone(row: PersonRow) -> str:
    return "" if row.data.active else "secondary"


def _post(row: PersonRow) -> str:
    parts = (row.data.post, "分管领导" if row.data.leader else "", "" if row.data.active else "不在岗")
    return "、".join(part for part in parts if part)


def _expiry(row: PersonRow) -> str:
    if row.certificate_days is None:
        return ""
    day = f"{row.data.certificate_expires_on:%Y-%m-%d}"
    if row.certificate_days < 0:
        return f"● {day} 已过期"
    return f"◐ {day} 剩 {row.certificate_days} 天" if row.certificate_soon else day


def _expiry_state(row: PersonRow) -> str:
    if not row.data.active or row.certificate_days is None:
        return _gone(row)
    if row.certificate_days < 0:
        return "late"
    return "amber" if row.certificate_soon else ""


class OfficesPage(Page):
    """Offices on the left; the selected one with its people on the right."""

    chapter: ClassVar[str] = "registers"
    tables: ClassVar = frozenset({"office", "person", "setting"})
    offers: ClassVar = frozenset({"new", "bring_in", "export", "history"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "机构人员")
        self.office: OfficeRow | None = None
        self._build_head()
        body = QHBoxLayout()
        body.setSpacing(8)
        body.addWidget(self._build_offices(), 2)
        body.addWidget(self._build_people(), 3)
        self.box.addLayout(body, 1)
        self.table.selectionModel().selectionChanged.connect(lambda: self._show_office())
        self.people_table.activated.connect(lambda: self.edit_person())
        self.people_table.selectionModel().selectionChanged.connect(lambda: self._enable())

    def _build_head(self) -> None:
        self.out_of_use = QCheckBox("含停用")
        self.out_of_use.toggled.connect(lambda: self.refresh())
        self.head.addWidget(self.out_of_use)
        self.head.addWidget(button("导入  Ctrl+I", self.bring_in))
        self.head.addWidget(button("导出  Ctrl+E", self.export))
        self.head.addWidget(button("添加单位  Ins", self.new_office))
        self.head.addWidget(button("添加人员  Ctrl+N", self.new, primary=True))

    def _build_offices(self) -> QFrame:
        frame, column = panel(margin=0)
        self.offices = RowsModel(_OFFICE_COLUMNS)
        self.table = Table("offices", _OFFICE_COLUMNS, ("town", "kind"))
        self.table.setModel(self.offices)
        self.table.setAccessibleName("单位")
        column.addWidget(self.table)
        return frame

    def _build_people(self) -> QFrame:
        frame, column = panel()
        self.name = label("", "heading", wrap=True)
        self.about = label("", "caption")
        column.addWidget(self.name)
        column.addWidget(self.about)
        column.addLayout(self._build_office_actions())
        self.people = RowsModel(_PERSON_COLUMNS)
        self.people_table = Table("people", _PERSON_COLUMNS, ("certificate", "post"))
        self.people_table.setModel(self.people)
        self.people_table.setAccessibleName("人员")
        self.empty = EmptyNote("这个单位还没有人员。\n按 Ctrl+N 添加；责任人、检查人员和经办人都从这里选。")
        column.addWidget(self.people_table, 1)
        column.addWidget(self.empty, 1)
        foot = QHBoxLayout()
        self.to_edit = button("修改人员  Enter", self.edit_person)
        self.to_history = button("历史  Ctrl+H", self.history)
        foot.addWidget(self.to_edit)
        foot.addWidget(self.to_history)
        foot.addStretch(1)
        column.addLayout(foot)
        return frame

    def _build_office_actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.market_town = QCheckBox("有场镇")
        self.market_town.setToolTip("城市运行专题只涉及有场镇的村、社区")
        self.market_town.clicked.connect(lambda: self._set_office(market_town=self.market_town.isChecked()))
        self.active_button = button("停用", self.toggle_active)
        row.addWidget(self.market_town)
        row.addStretch(1)
        self.stick_button = button("制作U盘…  Ctrl+U", self.make_stick)
        self.stick_button.setToolTip("把程序、起始文件和使用说明放进U盘，交给这个村、社区")
        bind_keys(self, {"Ctrl+U": self.make_stick, "Ins": self.new_office})
        row.addWidget(self.stick_button)
        row.addWidget(self.active_button)
        return row

    def refresh(self) -> None:
        kept = self.office.id if self.office else offices.own_office().id
        self.offices.set_rows(directory.office_rows(out_of_use=self.out_of_use.isChecked()))
        rows = self.offices.rows
        local = sum(row.kind in offices.LOCAL_KINDS for row in rows)
        self.set_subtitle(f"部门 {len(rows) - local} 个，村、社区 {local} 个")
        self.table.select_row(max(self.offices.row_of(kept), 0))
        self._show_office()

    def _show_office(self) -> None:
        chosen = self.table.selected_rows()
        office: OfficeRow | None = self.offices.rows[chosen[0]] if chosen else None
        self.office = office
        people = directory.person_rows(office.id, self.context.today()) if office else []
        self.people.set_rows(people)
        self.people_table.setVisible(bool(people))
        self.empty.setVisible(not people)
        if people:
            self.people_table.select_row(0)
        if office is not None:
            self._show_card(office)
        self._enable()

    def _show_card(self, office: OfficeRow) -> None:
        self.name.setText(office.full_name or office.name)
        self.about.setText(f"{OfficeKind.label_of(office.kind)}　代码 {office.code}（用于隐患编号）")
        self.market_town.setVisible(office.kind in offices.LOCAL_KINDS)
        self.market_town.setChecked(office.market_town)
        self.stick_button.setVisible(self._is_served(office))
        self.active_button.setText("停用" if office.active else "恢复使用")
        self.active_button.setEnabled(not office.own)
        self.active_button.setToolTip(
            "本机单位不能停用" if office.own else "停用后不再出现在选择中，记录仍保留"
        )

    def _enable(self) -> None:
        chosen = self.person() is not None
        self.to_edit.setEnabled(chosen)
        self.to_history.setEnabled(chosen)

    def person(self) -> PersonRow | None:
        """The selected person."""
        chosen = self.people_table.selected_rows()
        return self.people.rows[chosen[0]] if chosen else None

    def _set_office(self, *, active: bool | None = None, market_town: bool | None = None) -> None:
        office = self.office
        if office is None:
            return
        offices.set_office(
            office.id,
            self.context.actor(),
            active=office.active if active is None else active,
            market_town=office.market_town if market_town is None else market_town,
        )
        self.context.say(f"已修改“{office.name}”", undo=True)

    def toggle_active(self) -> None:
        """Take the selected office out of use, or back."""
        if self.office is not None:
            self._set_office(active=not self.office.active)

    @staticmethod
    def _is_served(office: OfficeRow) -> bool:
        """Whether a stick can be made for it."""
        return office.kind in offices.LOCAL_KINDS and office.active and not office.own

    def make_stick(self) -> None:
        """Make a stick for the selected village or community."""
        from xianfeng_gui.ui.dialogs.stick import StickDialog

        if self.office is not None and self._is_served(self.office):
            StickDialog(self.context, self.office.id, self).exec()

    def new_office(self) -> None:
        """Add a village, a community or a department."""
        from xianfeng_gui.ui.dialogs.office import OfficeDialog

        dialog = OfficeDialog(self.context, self)
        if dialog.exec():
            self.ensure_fresh()
            self.table.select_row(self.offices.row_of(dialog.office_id))

    def new(self) -> None:
        if self.office is not None:
            self._open(None)

    def edit_person(self) -> None:
        """Change the selected person's card."""
        if person := self.person():
            self._open(person)

    def _open(self, person: PersonRow | None) -> None:
        from xianfeng_gui.ui.dialogs.person import PersonDialog

        assert self.office is not None
        dialog = PersonDialog(self.context, self.office.id, person, self)
        if dialog.exec() and dialog.person_id:
            self.show_record("person", dialog.person_id)

    def show_record(self, table: str, record_id: str) -> None:
        self.ensure_fresh()
        office_id = directory.office_of_person(record_id) if table == "person" else record_id
        if self.offices.row_of(office_id or "") < 0:
            self.out_of_use.setChecked(True)
        self.table.select_row(self.offices.row_of(office_id or ""))
        self.people_table.select_row(self.people.row_of(record_id))

    def history(self) -> None:
        from xianfeng_gui.ui.dialogs.history import HistoryDialog

        if person := self.person():
            HistoryDialog(self.context, "person", person.id, person.data.name, self).exec()
        elif self.office is not None:
            HistoryDialog(self.context, "office", self.office.id, self.office.name, self).exec()

    def bring_in(self) -> None:
        """Import a list of people (Ctrl+I)."""
        from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
        from xianfeng_gui.work.ledger.kinds import LedgerKind

        LedgerDialog(self.context, LedgerKind.PEOPLE, self.window()).exec()

    def exports(self) -> list[Choice]:
        """The people of the offices that are shown (Ctrl+E)."""
        return [
            list_choice(self, ListKind.PEOPLE, self._filter),
            form_choice(self, (ListKind.PEOPLE, self._filter)),
        ]

    def _filter(self) -> PeopleFilter:
        return PeopleFilter(out_of_use=self.out_of_use.isChecked())

    def leave(self) -> None:
        self.table.keep_widths()
        self.people_table.keep_widths()
