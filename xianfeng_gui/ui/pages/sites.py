"""The sites: the enterprises and places that are inspected, with the card of the selected one beside the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton

from db.records import Site
from db.vocabulary import ListKind, RiskLevel, SiteKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.exporting import Choice, form_choice, list_choice
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label, panel, scrolled
from xianfeng_gui.ui.widgets.facts import Facts
from xianfeng_gui.ui.widgets.fields import ChoiceField, SearchField, term_field
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.table import RowsModel, Table, TableColumn
from xianfeng_gui.work import offices, sites
from xianfeng_gui.work.sites import SiteDetail, SiteFilter, SiteRow

TYPING_MS = 200
"""Wait for the next letter before looking through all sites."""

_EMPTY = "这里登记要检查的企业和场所。\n按 Ctrl+N 添加第一个；登记隐患时输入新的名称，也会自动添加到这里。"
_NOTHING = "没有符合条件的单位（场所），请改变查找的文字或筛选"
_RISK_COLOURS = {RiskLevel.RED: "late", RiskLevel.ORANGE: "amber"}


def _columns() -> list[TableColumn]:
    return [
        TableColumn(
            "name",
            "名称",
            170,
            lambda row: row.name if row.active else f"{row.name}（停业）",
            _faint,
            stretch=True,
        ),
        TableColumn("kind", "类别", 50, lambda row: row.kind.label),
        TableColumn("village", "属地", 80, lambda row: row.village),
        TableColumn("open", "未销号", 74, _open_hazards, lambda row: "amber" if row.open_hazards else ""),
        TableColumn("risk", "风险等级", 116, _risk, lambda row: _RISK_COLOURS.get(row.risk_level, "")),
        TableColumn("special", "特殊风险", 140, lambda row: "、".join(row.special)),
        TableColumn("representative", "负责人", 70, lambda row: row.legal_representative),
        TableColumn("address", "地址", 200, lambda row: row.address),
    ]


_GIVES_WAY = ("representative", "special", "address", "village", "risk", "kind")
"""In this order columns are left out where there is little room: the card beside the table has them too."""


def _faint(row: SiteRow) -> str:
    return "" if row.active else "secondary"


def _open_hazards(row: SiteRow) -> str:
    return f"● {row.open_hazards} 条" if row.open_hazards else ""


def _risk(row: SiteRow) -> str:
    return row.risk_level.label if row.risk_level else ""


class SitesPage(Page):
    """Search and filters above; the table on the left, the selected site's card on the right."""

    chapter: ClassVar[str] = "registers"
    tables: ClassVar = frozenset({"site", "hazard", "office", "inspection"})
    offers: ClassVar = frozenset({"new", "bring_in", "export", "search", "history"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "单位场所")
        self.detail: SiteDetail | None = None
        self._wanted = ""
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._read)
        self.head.addWidget(button("添加  Ctrl+N", self.new, primary=True))
        self.head.addWidget(button("导入  Ctrl+I", self.bring_in))
        self.head.addWidget(button("导出  Ctrl+E", self.export))
        self._build_filters()
        columns = _columns()
        self.rows = RowsModel(columns)
        self.table = Table("sites", columns, _GIVES_WAY)
        self.table.setModel(self.rows)
        self.table.setAccessibleName("单位（场所）")
        self.empty = EmptyNote(_EMPTY)
        self.empty.hide()
        self.facts = Facts()
        body = QHBoxLayout()
        body.setSpacing(8)
        left, column = panel(margin=0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        body.addWidget(left, 1)
        card = self._build_detail()
        body.addWidget(card)
        self.box.addLayout(body, 1)
        self.table.selectionModel().selectionChanged.connect(lambda: self._show_selected())
        self.table.activated.connect(lambda: self.edit())
        letters = {
            "Y": self.show_hazards,
            "J": self.show_inspections,
            "K": self.inspect,
            "M": self.merge,
        }
        for part in (self.table, card):
            bind_keys(part, letters, inside=True)

    def _build_filters(self) -> None:
        frame, column = panel(margin=8)
        row = FlowLayout(8)
        column.addLayout(row)
        self.text = SearchField("搜索名称、地址、负责人、行业", "搜索单位（场所）")
        self.text.textChanged.connect(lambda: self._typing.start())
        row.addWidget(self.text)
        self.village = ChoiceField(empty="全部属地")
        self.kind = term_field(SiteKind, empty="全部类别")
        self.risk = term_field(RiskLevel, empty="全部风险")
        special = [(name, str(Site._meta.fields[name].verbose_name)) for name in sites.SPECIAL_RISKS]
        self.special = ChoiceField(special, empty="特殊风险")
        self.inactive = QCheckBox("含停业")
        names = {self.village: "属地", self.kind: "类别", self.risk: "风险等级", self.special: "特殊风险"}
        for field, name in names.items():
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.currentIndexChanged.connect(lambda: self._read())
            row.addWidget(field)
        self.inactive.toggled.connect(lambda: self._read())
        row.addWidget(self.inactive)
        self.box.addWidget(frame)

    def _build_detail(self) -> QFrame:
        frame, column = panel()
        frame.setFixedWidth(max(300, self.fontMetrics().height() * 13))
        self.name = label("", "heading", wrap=True)
        self.hint = label("选中一行，这里显示它的资料", "empty", wrap=True)
        column.addWidget(self.name)
        column.addWidget(self.hint)
        column.addWidget(scrolled(self.facts), 1)
        self.to_hazards = button("查看隐患  Y", self.show_hazards)
        self.to_inspections = button("查看检查  J", self.show_inspections)
        self.to_inspect = button("开始检查  K", self.inspect)
        self.to_edit = button("修改  Enter", self.edit)
        self.to_merge = button(
            "合并…  M", self.merge, tip="同一单位登记了两次：把它们的隐患、检查、文书并到一起"
        )
        self.to_history = button("历史  Ctrl+H", self.history)
        foot = FlowLayout(8)
        for one in self._buttons():
            foot.addWidget(one)
        column.addLayout(foot)
        return frame

    def refresh(self) -> None:
        self.village.set_pairs((one.id, one.name) for one in offices.choices(local=True))
        self._read()

    def _read(self) -> None:
        self._typing.stop()
        filters = self.filters()
        self.context.run(
            lambda: sites.site_rows(filters),
            lambda found: self._show(filters, found),
            "读取单位（场所）",
            self,
        )

    def _show(self, filters: SiteFilter, found: list[SiteRow]) -> None:
        if filters != self.filters():
            return  # something else is wanted meanwhile and on its way
        kept = self._wanted or (self.detail.id if self.detail else "")
        self._wanted = ""
        self.rows.set_rows(found)
        filtered = filters != SiteFilter()
        self.empty.setText(_NOTHING if filtered else _EMPTY)
        self.empty.setVisible(not found)
        self.table.setVisible(bool(found))
        open_hazards = sum(row.open_hazards for row in found)
        self.set_subtitle(f"{len(found)} 个{'（已筛选）' if filtered else ''}，未销号隐患 {open_hazards} 条")
        self.table.select_row(max(self.rows.row_of(kept), 0) if found else -1)
        self._show_selected()

    def filters(self) -> SiteFilter:
        """What is chosen above the table."""
        return SiteFilter(
            text=self.text.text().strip(),
            village_id=self.village.value() or None,
            kind=SiteKind(self.kind.value()) if self.kind.value() else None,
            risk_level=RiskLevel(self.risk.value()) if self.risk.value() else None,
            special=self.special.value(),
            inactive=self.inactive.isChecked(),
        )

    def _show_selected(self) -> None:
        chosen = self.table.selected_rows()
        site_id = self.rows.rows[chosen[0]].id if chosen else None
        self.detail = sites.site_detail(site_id, self.context.today()) if site_id else None
        self.name.setText(self.detail.data.name if self.detail else "")
        self.hint.setVisible(self.detail is None)
        self.facts.show_facts(_facts(self.detail) if self.detail else [])
        for one in self._buttons():
            one.setEnabled(self.detail is not None)

    def show_record(self, table: str, record_id: str) -> None:
        self.text.clear()
        for field in (self.village, self.kind, self.risk, self.special):
            field.set_value("")
        self.inactive.setChecked(True)
        self._wanted = record_id
        self._read()

    def new(self) -> None:
        self._open(None)

    def edit(self) -> None:
        """Change the selected site's card."""
        if self.detail is not None:
            self._open(self.detail.id)

    def _open(self, site_id: str | None) -> None:
        from xianfeng_gui.ui.dialogs.site import SiteDialog

        dialog = SiteDialog(self.context, site_id, parent=self)
        if dialog.exec() and dialog.site_id:
            self._wanted = dialog.site_id
            self._read()

    def merge(self) -> None:
        """Make one of the selected site and another card of the same."""
        if self.detail is None:
            return
        from xianfeng_gui.ui.dialogs.site_merge import SiteMergeDialog

        dialog = SiteMergeDialog(self.context, self.detail.id, self.detail.data.name, self.window())
        if dialog.exec():
            self._wanted = dialog.kept_id
            self._read()

    def _buttons(self) -> tuple[QPushButton, ...]:
        """What can be done with the selected site."""
        return (
            self.to_hazards, self.to_inspections, self.to_inspect, self.to_edit, self.to_merge, self.to_history,
        )  # fmt: skip

    def inspect(self) -> None:
        """Begin an inspection of the selected site."""
        if self.detail is not None:
            self.context.show_record("inspection-new", self.detail.id)

    def show_inspections(self) -> None:
        """Go to the inspections of the selected site."""
        if self.detail is not None:
            self.context.show_record("inspection-site", self.detail.id)

    def show_hazards(self) -> None:
        """Go to the hazards of the selected site."""
        if self.detail is not None:
            self.context.show_record("hazard-site", self.detail.id)

    def history(self) -> None:
        if self.detail is None:
            return
        from xianfeng_gui.ui.dialogs.history import HistoryDialog

        HistoryDialog(self.context, "site", self.detail.id, self.detail.data.name, self).exec()

    def bring_in(self) -> None:
        """Import a ledger of sites (Ctrl+I)."""
        from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
        from xianfeng_gui.work.ledger.kinds import LedgerKind

        LedgerDialog(self.context, LedgerKind.SITES, self.window()).exec()

    def exports(self) -> list[Choice]:
        """The sites that are shown (Ctrl+E)."""
        return [
            list_choice(self, ListKind.SITES, self.filters),
            form_choice(self, (ListKind.SITES, self.filters)),
        ]

    def search(self) -> None:
        self.text.setFocus()
        self.text.selectAll()

    def leave(self) -> None:
        self.table.keep_widths()


def _facts(detail: SiteDetail) -> Iterable[tuple[str, ...]]:
    """The card's lines, in the order in which a clerk asks for them."""
    data = detail.data
    special = [
        str(Site._meta.fields[name].verbose_name) for name in sites.SPECIAL_RISKS if getattr(data, name)
    ]
    last = f"{detail.last_found_on:%Y-%m-%d}" if detail.last_found_on else ""
    return [
        ("类别", data.kind.label + ("" if data.active else "（停业）")),
        ("属地", detail.village),
        ("地址", data.address),
        ("负责人", data.legal_representative),
        ("电话", data.phone),
        ("行业", data.industry),
        ("信用代码", data.credit_code),
        ("标准化", data.standardization_grade.label),
        ("风险等级", data.risk_level.label if data.risk_level else "未评定"),
        ("特殊风险", "、".join(special)),
        ("隐患", f"未销号 {detail.open_hazards} 条，共 {detail.hazards} 条"),
        ("逾期", f"● {detail.late_hazards} 条" if detail.late_hazards else "", "late"),
        ("重大隐患", f"▲ 未销号 {detail.open_major} 条" if detail.open_major else "", "late"),
        ("最近发现", last),
        ("检查", _inspected(detail)),
        ("备注", data.remark),
    ]


def _inspected(detail: SiteDetail) -> str:
    if detail.last_inspected_on is None:
        return "从未检查"
    return f"{detail.inspections} 次，最近 {detail.last_inspected_on:%Y-%m-%d}"
