"""The plan of inspections: a year of sites and months, the share of key sites that is covered, and planning."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from db.errors import UserError
from xianfeng_gui.rules.inspections import PlanState
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.widgets.basics import EmptyNote, Figures, button, label, panel
from xianfeng_gui.ui.widgets.fields import ChoiceField, SearchField
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.ui.widgets.plan_grid import PlanGrid
from xianfeng_gui.work import inspection_plan, offices
from xianfeng_gui.work.inspection_plan import SIGNS, Coverage, PlanCell, PlanFilter, PlanRow, PlanYear
from xianfeng_gui.work.sheets_plan import PlanListFilter

TYPING_MS = 200
_EMPTY = "这里按月安排对单位（场所）的检查。\n先在“单位场所”页登记单位，评定风险等级；重点单位会排在最前面。"
_NOTHING = "没有符合条件的单位（场所），请改变查找的文字或筛选"


class PlanView(QWidget):
    """``inspect`` asks for an inspection of a site to begin, ``show_inspection`` for one to be shown, by their ids."""

    inspect = Signal(str)
    show_inspection = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.year = context.today().year
        self.plan: PlanYear | None = None
        self._wanted: tuple[str, str] | None = None
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self.figures = Figures()
        self.grid = PlanGrid()
        self.empty = EmptyNote(_EMPTY)
        self.empty.hide()
        self.described = label("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._filters())
        column.addWidget(self.figures)
        frame, inside = panel(margin=1)
        inside.addWidget(self.grid, 1)
        inside.addWidget(self.empty, 1)
        column.addWidget(frame, 1)
        signs = "　".join(f"{sign} {words}" for sign, words in SIGNS.values())
        column.addWidget(label(f"{signs}　▲ 重点单位（红、橙风险，重大危险源或特殊风险）", "caption"))
        column.addWidget(self.described)
        self.grid.described.connect(self.described.setText)
        self.grid.toggled.connect(self.toggle)
        self.grid.opened.connect(self._open)

    def _filters(self) -> QWidget:
        frame, column = panel(margin=8)
        row = FlowLayout(8)
        column.addLayout(row)
        self.year_label = label("", "heading")
        self.text = SearchField("搜索单位、地址", "搜索计划中的单位")
        self.village = ChoiceField(empty="全部属地")
        self.village.setAccessibleName("属地")
        self.key_only = QCheckBox("只看重点单位")
        for widget in (
            button("‹", lambda: self.go(self.year - 1), tip="上一年"),
            self.year_label,
            button("›", lambda: self.go(self.year + 1), tip="下一年"),
            self.text,
            self.village,
            self.key_only,
            button("安排/取消  空格", self.toggle, tip="在选中的月份安排检查；已安排的取消"),
            button(
                "分月安排…", self.distribute, tip="把选中的单位，或还没有安排的重点单位，平均安排到几个月"
            ),
            button("检查选中单位  Enter", self.start_selected),
        ):
            row.addWidget(widget)
        self.text.textChanged.connect(lambda: self._typing.start())
        self.village.currentIndexChanged.connect(lambda: self.refresh())
        self.key_only.toggled.connect(lambda: self.refresh())
        return frame

    def list_filter(self) -> PlanListFilter:
        """The same with the year that is shown, for the plan as a list."""
        return PlanListFilter(self.year, self.filters())

    def filters(self) -> PlanFilter:
        """What is chosen above the grid."""
        return PlanFilter(self.text.text().strip(), self.village.value(), self.key_only.isChecked())

    def refresh(self) -> None:
        """Read the plan again, in the worker."""
        self._typing.stop()
        self.village.set_pairs((one.id, one.name) for one in offices.choices(local=True))
        wanted, year, today = self.filters(), self.year, self.context.today()

        def done(plan: PlanYear) -> None:
            if (wanted, year) == (self.filters(), self.year):
                self._show(plan)

        self.context.run(lambda: inspection_plan.plan_year(year, today, wanted), done, "读取检查计划", self)

    def _show(self, plan: PlanYear) -> None:
        self.plan = plan
        self.year_label.setText(f"{plan.year}年")
        self.grid.show_plan(plan)
        self.grid.setVisible(bool(plan.rows))
        self.empty.setVisible(not plan.rows)
        self.empty.setText(_EMPTY if self.filters() == PlanFilter() else _NOTHING)
        self._show_coverage(plan.coverage)
        if self._wanted is not None:
            self.grid.go_to(*self._wanted)
            self._wanted = None

    def _show_coverage(self, found: Coverage) -> None:
        covered = f"{found.key_covered}/{found.key} 家（{found.percent}%）" if found.key else "没有重点单位"
        state = "green" if found.percent == 100 else "amber"
        self.figures.show_figure("重点单位本年已查", covered, state if found.key else "")
        self.figures.show_figure("重点单位从未检查", f"{found.never} 家", "late" if found.never else "")
        self.figures.show_figure(
            "重点单位未查未排", f"{found.uncovered} 家", "amber" if found.uncovered else ""
        )
        self.figures.show_figure("本月计划", f"{found.month_done}/{found.month_planned} 家已查")
        self.figures.show_figure("逾期未查", f"{found.overdue} 家次", "late" if found.overdue else "")

    def go(self, year: int) -> None:
        """Show another year."""
        if 2000 <= year <= 2100:
            self.year = year
            self.refresh()

    def show_month(self, month: str) -> None:
        """Go to a month ("YYYY-MM")."""
        self._wanted = ("", month)
        self.go(int(month[:4]))

    def toggle(self) -> None:
        """Plan the chosen months, or take the plan back when all of them are planned (Space)."""
        chosen = self.grid.chosen()
        if not chosen:
            self.context.say("请先选中要安排的月份（可用Shift、Ctrl选多个）")
            return
        actor = self.context.actor()
        try:
            if self._all_planned(chosen):
                done = f"已取消安排 {inspection_plan.unplan(chosen, actor)} 家次"
            else:
                made = inspection_plan.plan(chosen, offices.own_office().id, actor)
                done = f"已安排检查 {made} 家次"
        except UserError as error:
            self.context.say(str(error))
            return
        self.context.say(done, undo=True)

    def _all_planned(self, chosen: list[inspection_plan.SiteMonth]) -> bool:
        rows = self.plan.rows if self.plan else ()
        states = {(row.id, cell.month): cell.state for row in rows for cell in row.cells}
        return all(states.get(one) in (PlanState.PLANNED, PlanState.OVERDUE) for one in chosen)

    def distribute(self) -> None:
        """Plan the chosen sites, or the key sites still left out, evenly over some months."""
        from xianfeng_gui.ui.dialogs.plan_inspections import PlanDialog

        chosen = self.grid.chosen_sites()
        site_ids = chosen if len(chosen) > 1 else []
        if not site_ids and not inspection_plan.uncovered(self.year, self.context.today()):
            self.context.say("重点单位都已检查或已安排；要安排其他单位，请先在表中选中两家以上")
            return
        PlanDialog(self.context, self.year, site_ids, self.window()).exec()

    def start_selected(self) -> None:
        """Begin an inspection of the site at the cursor."""
        if chosen := self.grid.chosen_sites():
            self.inspect.emit(chosen[0])
        else:
            self.context.say("请先选中一个单位")

    def _open(self, row: PlanRow, cell: PlanCell | None) -> None:
        """Enter: what was done is shown, anything else begins."""
        if cell is not None and cell.inspection_id:
            self.show_inspection.emit(cell.inspection_id)
        else:
            self.inspect.emit(row.id)
