"""The selected inspection beside the list: who, when, what was found, its hazards and papers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.vocabulary import Grade, PaperKind
from xianfeng_gui.rules.inspections import period
from xianfeng_gui.ui.widgets.basics import button, label, panel, scrolled
from xianfeng_gui.ui.widgets.facts import Facts
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.work import hazard_list
from xianfeng_gui.work.inspection_list import FoundHazard, InspectionDetail, PaperOf


class InspectionPanel(QFrame):
    """Emits what the clerk wants done; the view does it. ``record_wanted``: a table and an id to go to."""

    edit_wanted = Signal()
    again_wanted = Signal()
    record_paper_wanted = Signal()
    papers_wanted = Signal()
    volume_wanted = Signal()
    history_wanted = Signal()
    record_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        frame, column = panel()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.title = label("", "heading")
        self.hint = label("选中一次检查，这里显示它的情况、隐患和文书", "empty", wrap=True)
        self.facts = Facts()
        self.warnings = label("", wrap=True, state="amber")
        self._links = QWidget()
        self._link_column = QVBoxLayout(self._links)
        self._link_column.setContentsMargins(0, 0, 0, 0)
        self._link_column.setSpacing(2)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 8, 0)
        for widget in (self.warnings, self.facts, self._links):
            box.addWidget(widget)
        box.addStretch(1)
        self.action_row = QWidget()
        flow = FlowLayout()
        self.action_row.setLayout(flow)
        for text, signal, tip in (
            ("出具现场检查记录  Ctrl+P", self.record_paper_wanted, ""),
            ("出具文书…  Ctrl+Shift+P", self.papers_wanted, "依据这次检查出具通知书、现场处理措施决定书等"),
            ("案卷…  A", self.volume_wanted, "这次检查的文书、照片和经过存为一个PDF"),
            ("再查一次", self.again_wanted, "对同一单位、用同一张检查表开始新的检查"),
            ("修改  Enter", self.edit_wanted, ""),
            ("历史  Ctrl+H", self.history_wanted, ""),
        ):
            flow.addWidget(button(text, signal.emit, tip=tip, primary=signal is self.record_paper_wanted))
        for part in (self.title, self.hint, self.action_row):
            column.addWidget(part)
        column.addWidget(scrolled(inside), 1)
        self.show_inspection(None)

    def show_inspection(self, detail: InspectionDetail | None) -> None:
        """Show one inspection, or that none is selected."""
        self.title.setText(detail.inspection.number if detail else "")
        self.hint.setVisible(detail is None)
        self.action_row.setVisible(detail is not None)
        self.warnings.setText("\n".join(f"▲ {one}" for one in detail.warnings) if detail else "")
        self.warnings.setVisible(bool(self.warnings.text()))
        self.facts.show_facts(_facts(detail) if detail else [])
        while (item := self._link_column.takeAt(0)) is not None:
            if (shown := item.widget()) is not None:
                shown.hide()
                shown.deleteLater()
        if detail:
            self._add_links(detail)

    def _add_links(self, detail: InspectionDetail) -> None:
        if detail.hazards:
            self._link_column.addWidget(label(f"查出隐患 {len(detail.hazards)} 条", "caption"))
        for hazard in detail.hazards:
            self._link(_hazard_words(hazard), "hazard", hazard.id)
            state = hazard_list.state_in_words(hazard.state, hazard.days_late)
            colour = hazard_list.state_colour(hazard.state, hazard.days_late)
            self._link_column.addWidget(label(f"{state}　{hazard.description}", wrap=True, state=colour))
        if detail.papers:
            self._link_column.addWidget(label("文书", "caption"))
        for paper in detail.papers:
            self._link(_paper_words(paper), "paper", paper.id)

    def _link(self, text: str, table: str, record_id: str) -> None:
        link = button(text, lambda: self.record_wanted.emit(table, record_id), link=True)
        self._link_column.addWidget(link)


def _hazard_words(hazard: FoundHazard) -> str:
    return f"{hazard.number}{'　▲ 重大' if hazard.grade == Grade.MAJOR else ''}"


def _paper_words(paper: PaperOf) -> str:
    voided = "（已作废）" if paper.voided else ""
    return f"{PaperKind.label_of(paper.kind)}　{paper.number}　{paper.issued_on}{voided}"


def _facts(detail: InspectionDetail) -> list[tuple[str, ...]]:
    """The lines, in the order of the paper record."""
    inspection = detail.inspection
    times = period(inspection.starts_at, inspection.ends_at)
    people = "、".join(
        one.name + (f"（{one.certificate_number}）" if one.certificate_number else "")
        for one in detail.inspectors
    )
    companion = " ".join(
        part for part in (inspection.companion, inspection.companion_post, inspection.companion_phone) if part
    )
    counts = "，".join(f"{answer.label}{count}项" for answer, count in detail.counts.items())
    return [
        ("单位", inspection.site.name),
        ("时间", f"{inspection.on_date.isoformat()} {times}".strip()),
        ("场所", inspection.place),
        ("检查单位", inspection.office.name),
        ("检查人员", people),
        ("现场负责人", companion),
        ("检查表", inspection.checklist.name if inspection.checklist else ""),
        ("结果", counts),
        ("检查情况", inspection.findings),
        ("出示证件", "" if inspection.certificates_shown else "没有记明出示执法证件", "amber"),
        ("拒绝签字", f"是；见证人：{inspection.witnesses or '未写'}" if inspection.refused else "", "amber"),
        ("备注", inspection.remark),
    ]
