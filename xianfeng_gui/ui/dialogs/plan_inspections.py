"""Planning several sites at once, evenly over some months."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.errors import UserError
from xianfeng_gui.rules.months import month_of
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.base import FormDialog
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.ui.widgets.form import Form
from xianfeng_gui.work import inspection_plan, offices


class PlanDialog(FormDialog):
    """``site_ids`` are planned; without any the key sites of the year that are neither inspected nor planned."""

    def __init__(
        self, context: Context, year: int, site_ids: list[str], parent: QWidget | None = None
    ) -> None:
        self._sites = site_ids or inspection_plan.uncovered(year, context.today())
        present = month_of(context.today())
        self._months = [month for month in inspection_plan.months_of(year) if month >= present]
        form = Form(f"draft.plan.{year}")
        months = [(month, f"{year}年{int(month[5:])}月") for month in self._months]
        form.add("first", "从*", ChoiceField(months))
        form.add("last", "到*", ChoiceField(months))
        form.add(
            "office_id",
            "检查单位*",
            ChoiceField([(one.id, one.name) for one in offices.choices()], typed=True),
        )
        form.add("remark", "备注", QLineEdit())
        last = self._months[-1] if self._months else ""
        form.set_values({"office_id": offices.own_office().id, "last": last})
        kind = "选中的单位" if site_ids else "本年未检查也未安排的重点单位"
        super().__init__(context, "分月安排检查", form, self._plan, save_text="安排", parent=parent)
        self.say(f"{kind}{len(self._sites)}家，按顺序平均安排到所选月份；已安排的不变。")

    def _plan(self, values: dict[str, Any]) -> None:
        if not self._months:
            raise UserError("这一年已经过去，不能再安排，请换一个年份")
        if not self._sites:
            raise UserError("没有需要安排的单位：重点单位都已检查或已安排；其他单位请先在表中选中")
        months = [month for month in self._months if values["first"] <= month <= values["last"]]
        if not months:
            raise UserError("结束月份早于开始月份，请改正", "last")
        wanted = inspection_plan.distribute(self._sites, months)
        count = inspection_plan.plan(wanted, values["office_id"], self.context.actor(), values["remark"])
        self.context.say(f"已安排检查 {count} 家次", undo=True)
