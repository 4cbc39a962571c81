"""Half-filled forms kept on this PC (work/draft_store.py): their keys, what they are called, and going on with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianfeng_gui.work.topics import HAZARDS

if TYPE_CHECKING:
    from xianfeng_gui.ui.window import MainWindow

NEW_HAZARD = "draft.hazard.new"
NEW_INSPECTION = "draft.inspection.new"
SETTINGS = "draft.settings"
PLAN_DOCUMENT = "draft.document"
"""The text of a plan that is being looked at."""
PLAN_WANTED = "start.plan"
"""Kept from the first start until the window has asked for the office's own plan; no draft, nothing is typed yet."""


def of_hazard(hazard_id: str | None, version: int = 0) -> str:
    """The draft of a new hazard, or of a correction of the record as it was at that journal entry: a draft that has
    been overtaken by another change isn't offered any more."""
    return f"draft.hazard.{hazard_id}.{version}" if hazard_id else NEW_HAZARD


def of_step(hazard_ids: list[str], kind: str) -> str:
    """The draft of a step; of several hazards together none is kept."""
    return f"draft.step.{hazard_ids[0]}.{kind}" if len(hazard_ids) == 1 else ""


_CALLED = {
    NEW_HAZARD: ("登记隐患", HAZARDS),
    "draft.hazard.": ("修改隐患", HAZARDS),
    "draft.step.": ("办理隐患", HAZARDS),
    "draft.site.": ("单位（场所）", "sites"),
    "draft.person.": ("人员", "offices"),
    "draft.office.": ("新增单位", "offices"),
    "draft.void.": ("作废文书", "papers"),
    NEW_INSPECTION: ("登记检查", "inspections"),
    "draft.inspection.": ("修改检查", "inspections"),
    "draft.checklist.": ("检查表", "inspections"),
    "draft.plan.": ("安排检查", "inspections"),
    SETTINGS: ("本单位的设置", "settings"),
    PLAN_DOCUMENT: ("载入方案", "overview"),
    "draft.service.": ("登记送达", "papers"),
    "draft.paper.": ("制作文书", "papers"),
    "task-report.": ("任务的本月情况", ""),
    "task-": ("任务", ""),
}
"""Beginning of a key -> what the form is called, and the page it is opened from."""


def _known(key: str) -> tuple[str, str]:
    return next((found for prefix, found in _CALLED.items() if key.startswith(prefix)), ("一份表格", ""))


def called(key: str) -> str:
    """What a draft is of, in words."""
    return _known(key)[0]


def resume(window: MainWindow, key: str) -> None:
    """Open the form with its draft where that can be done from here, else the page from which it is opened."""
    from db.vocabulary import StepKind
    from xianfeng_gui.ui.pages.hazards import HazardsPage
    from xianfeng_gui.ui.pages.sites import SitesPage

    kind, _, rest = key.removeprefix("draft.").partition(".")
    record, _, step = rest.partition(".")
    if key in (NEW_HAZARD, NEW_INSPECTION) or (kind == "site" and record == "new"):
        window.bar.choose(_known(key)[1])
        window.page().new()
    elif kind in ("hazard", "step", "site"):
        window.show_record("site" if kind == "site" else "hazard", record)
        page = window.page()
        if isinstance(page, HazardsPage) and kind == "step":
            page.take_step(StepKind(step), False)
        elif isinstance(page, HazardsPage | SitesPage):
            page.edit()
    else:
        if kind.startswith("task-"):
            window.show_record("task", record)
        elif _known(key)[1]:
            window.bar.choose(_known(key)[1])
        window.context.say(f"再打开“{called(key)}”，没有保存的内容还在")
