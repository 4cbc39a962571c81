"""The selected hazard beside the register: what it is, what may be done next, its photos, papers and steps."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.vocabulary import Grade, PhotoMoment, Source, StepKind
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.widgets.basics import EmptyNote, button, label
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.photos import thumbnail
from xianfeng_gui.ui.widgets.shrinking import KEY_GAP
from xianfeng_gui.work import hazard_list
from xianfeng_gui.work.calendar import CalendarEvent
from xianfeng_gui.work.hazard_data import ASSURANCES
from xianfeng_gui.work.hazard_detail import HazardDetail

_HINT = "在左边选一条隐患，这里显示详情和可办理的环节。\n按 Ctrl+N 登记新的隐患。"
STEP_KEYS = {
    StepKind.VERIFY: "H",
    StepKind.START_RECTIFICATION: "K",
    StepKind.APPLY_EXTENSION: "Y",
    StepKind.GRANT_EXTENSION: "T",
    StepKind.REPORT_RECTIFIED: "W",
    StepKind.PASS_REINSPECTION: "F",
    StepKind.FAIL_REINSPECTION: "B",
    StepKind.CLOSE: "X",
}
"""The letters of the daily steps: of 核实, 开始, 延期, 同意, 完成, 复查, 不合格 and 销号 in pinyin."""
VOLUME_KEY = "A"
"""Of 案卷."""
PHOTO_SIZE = QSize(96, 72)


class HazardPanel(QFrame):
    """Emits what the clerk wants done; the page does it."""

    step_wanted = Signal(object, bool)
    """A StepKind, and whether closure follows at once."""
    notice_wanted = Signal()
    papers_wanted = Signal()
    volume_wanted = Signal()
    edit_wanted = Signal()
    history_wanted = Signal()
    paper_wanted = Signal(str)
    photo_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(12, 10, 6, 10)
        self._empty = EmptyNote(_HINT)
        self._outer.addWidget(self._empty)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setProperty("plain", True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._outer.addWidget(self._area)
        self._area.hide()
        self.buttons: dict[str, QPushButton] = {}
        self._by_kind: dict[StepKind, QPushButton] = {}

    def press(self, kind: StepKind) -> bool:
        """Press the button that has the step's letter; false when the step isn't offered."""
        found = self._by_kind.get(kind)
        if found is not None:
            found.click()
        return found is not None

    def clear(self) -> None:
        """Nothing is selected."""
        self._by_kind = {}
        self._area.hide()
        self._empty.setText(_HINT)
        self._empty.show()

    def show_many(self, count: int, allowed: Sequence[StepKind]) -> None:
        """Several hazards are selected: only the steps that all of them allow."""
        content, column = _column()
        column.addWidget(label(f"已选 {count} 条隐患", "heading"))
        column.addWidget(label("下列环节对所选隐患都可以办理，一次办完，可一并撤销。", "caption", wrap=True))
        column.addWidget(self._action_row(list(allowed), major=True))
        column.addStretch(1)
        self._put(content)

    def show_hazard(self, detail: HazardDetail) -> None:
        """Show one hazard."""
        content, column = _column()
        hazard = detail.hazard
        column.addWidget(label(hazard.number, "heading"))
        words = hazard_list.state_in_words(detail.state.value, detail.days_late)
        column.addWidget(label(words, state=hazard_list.state_colour(detail.state.value, detail.days_late)))
        if detail.next_due:
            column.addWidget(label(detail.next_due, "caption", wrap=True))
        for event in detail.reminders:
            column.addWidget(self._reminder(event))
        column.addWidget(self._action_row(list(detail.allowed), major=hazard.grade is Grade.MAJOR))
        for kind, reason in detail.blocked.items():
            column.addWidget(label(f"暂不能{kind.label}：{reason}", "caption", wrap=True))
        column.addWidget(label(hazard.description, wrap=True))
        column.addLayout(_facts(detail))
        if detail.photos:
            column.addWidget(self._photos(detail))
        for paper in detail.papers:
            state = "（已作废）" if paper.voided else "（已送达）" if paper.served else ""
            text = f"{paper.number}{state}"
            link = button(text, lambda one=paper.id: self.paper_wanted.emit(one), link=True)
            link.setToolTip(f"{paper.kind}，{paper.issued_on.isoformat()}出具，点击查看")
            column.addWidget(link)
        column.addWidget(label("办理经过", "caption"))
        column.addWidget(label(_steps(detail), wrap=True))
        column.addStretch(1)
        self._put(content)

    def _put(self, content: QWidget) -> None:
        self._empty.hide()
        self._area.setWidget(content)
        self._area.show()

    def _action_row(self, allowed: list[StepKind], *, major: bool) -> QWidget:
        self.buttons, self._by_kind = {}, {}
        row = QWidget()
        flow = FlowLayout()
        row.setLayout(flow)
        for kind in allowed:
            self._step(flow, kind, major=major)
        for key, text, wanted in (
            ("papers", "出具文书…  Ctrl+Shift+P", self.papers_wanted),
            ("volume", f"案卷…{KEY_GAP}{VOLUME_KEY}", self.volume_wanted),
            ("edit", "修改  Ctrl+M", self.edit_wanted),
            ("history", "历史  Ctrl+H", self.history_wanted),
        ):
            self._action(flow, text, wanted.emit, False, key)
        return row

    def _step(self, flow: FlowLayout, kind: StepKind, *, major: bool) -> None:
        """A step's buttons; the most usual one is the first of all."""
        first = not self.buttons
        if kind is StepKind.ISSUE_NOTICE:
            self._action(flow, "下达通知书  Ctrl+P", self.notice_wanted.emit, first, kind.value)
            return
        closes = kind is StepKind.PASS_REINSPECTION and not major
        letter = f"{KEY_GAP}{STEP_KEYS[kind]}" if kind in STEP_KEYS else ""
        word, key = ("复查合格并销号", "close") if closes else (kind.label, kind.value)
        self._by_kind[kind] = self._action(
            flow, f"{word}{letter}", lambda: self.step_wanted.emit(kind, closes), first, key
        )
        if closes:
            self._action(flow, kind.label, lambda: self.step_wanted.emit(kind, False), False, kind.value)

    def _action(
        self, flow: FlowLayout, text: str, action: Callable[[], object], primary: bool, key: str
    ) -> QPushButton:
        made = button(text, action, primary=primary)
        made.setProperty("compact", True)
        self.buttons[key] = made
        flow.addWidget(made)
        return made

    def _photos(self, detail: HazardDetail) -> QListWidget:
        """Pairs side by side: every before is followed by its after."""
        strip = QListWidget()
        strip.setViewMode(QListWidget.ViewMode.IconMode)
        strip.setMovement(QListWidget.Movement.Static)
        strip.setIconSize(PHOTO_SIZE)
        strip.setWrapping(True)
        strip.setMinimumWidth(0)
        strip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        strip.setResizeMode(QListWidget.ResizeMode.Adjust)
        strip.setFixedHeight((PHOTO_SIZE.height() + 34) * min(2, (len(detail.photos) + 1) // 2) + 8)
        strip.setAccessibleName("照片")
        ordered = sorted(
            detail.photos, key=lambda one: (one.pair, one.moment != PhotoMoment.BEFORE, one.position)
        )
        for photo in ordered:
            text = photo.caption or f"{PhotoMoment.label_of(photo.moment)}{photo.pair or ''}"
            item = QListWidgetItem(QIcon(thumbnail(photo.sha256, PHOTO_SIZE)), text)
            item.setToolTip(text)
            item.setData(Qt.ItemDataRole.UserRole, photo.id)
            strip.addItem(item)
        strip.itemActivated.connect(lambda item: self.photo_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
        return strip

    def _reminder(self, event: CalendarEvent) -> QWidget:
        """What is to be done next, and by when; the rule in its tooltip. A paper to be served is gone to with a click."""
        paper_id = event.record[1] if event.record and event.record[0] == "paper" else ""
        words = event.title.split(" ")[0 if paper_id else -1]
        made = label(
            f"应在 {event.date.isoformat()} 前{words}", state="late" if event.late else "", wrap=True
        )
        made.setToolTip(event.explanation)
        if not paper_id:
            return made
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setText(f'{html.escape(made.text())}　<a href="{paper_id}">登记送达</a>')
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        made.linkActivated.connect(self.paper_wanted)
        return made


def _column() -> tuple[QWidget, QVBoxLayout]:
    content = QWidget()
    theme.mark(content, "plain", True)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 6, 0)
    column.setSpacing(6)
    return content, column


def _facts(detail: HazardDetail) -> QGridLayout:
    hazard = detail.hazard
    facts = {
        "单位": hazard.site.name,
        "部位": hazard.location,
        "专题": f"{hazard.topic.number} {hazard.topic.short_name}",
        "责任单位": hazard.office.name,
        "属地": hazard.village.name if hazard.village else "",
        "等级": Grade.label_of(hazard.grade) + (f"（{hazard.grade_reason}）" if hazard.grade_reason else ""),
        "来源": f"{Source.label_of(hazard.source)}，{hazard.found_on.isoformat()}，{hazard.finder}".rstrip(
            "，"
        ),
        "来源检查": hazard.inspection.number if hazard.inspection else "",
        "检查依据": hazard.basis,
        "整改措施": hazard.measure,
        "整改责任人": hazard.person,
        "整改期限": _deadline(detail),
        **_assurances(detail),
        "挂牌督办": _listing(detail),
        "次数": _counts(detail),
    }
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for row, (name, text) in enumerate((name, text) for name, text in facts.items() if text):
        caption = _caption(name)
        grid.addWidget(caption, row, 0)
        grid.addWidget(label(text, wrap=True), row, 1)
    return grid


def _caption(text: str) -> QWidget:
    """A caption that stays at the top of a wrapped text."""
    made = label(text, "caption", wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    made.setMinimumWidth(made.fontMetrics().horizontalAdvance("整改责任人") + 4)
    return made


def _deadline(detail: HazardDetail) -> str:
    hazard = detail.hazard
    if hazard.deadline is None:
        return ""
    text = str(hazard.deadline.isoformat())
    if hazard.requested_deadline:
        text += f"（已申请延至 {hazard.requested_deadline.isoformat()}）"
    return text + (f"\n{hazard.deadline_basis}" if hazard.deadline_basis else "")


def _assurances(detail: HazardDetail) -> dict[str, str]:
    """A major hazard's five assurances, by their labels."""
    if detail.hazard.grade is not Grade.MAJOR:
        return {}
    fields = type(detail.hazard)._meta.fields
    names = [f"assured_{name}" for name in ASSURANCES]
    return {str(fields[name].verbose_name): getattr(detail.hazard, name) or "（未填）" for name in names}


def _listing(detail: HazardDetail) -> str:
    hazard = detail.hazard
    if not hazard.listed:
        return ""
    level = hazard.listed_level.label if hazard.listed_level else "已挂牌"
    return f"{level}，{'已摘牌' if hazard.delisted else '未摘牌'}"


def _counts(detail: HazardDetail) -> str:
    hazard = detail.hazard
    parts = [f"复查不合格{hazard.failed_count}次"] if hazard.failed_count else []
    return "，".join(parts + ([f"延期{hazard.extension_count}次"] if hazard.extension_count else []))


def _steps(detail: HazardDetail) -> str:
    lines = []
    for step in detail.steps:
        line = f"{step.on_date.isoformat()}  {StepKind.label_of(step.kind)}  {step.person}"
        if step.new_deadline:
            line += f"  期限 {step.new_deadline.isoformat()}"
        lines.append(line + (f"\n    {step.remark}" if step.remark else ""))
    return "\n".join(lines)
