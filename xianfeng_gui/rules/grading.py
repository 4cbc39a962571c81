"""Changing a hazard's grade after it was registered."""

from __future__ import annotations

from dataclasses import replace

from db.errors import UserError
from db.vocabulary import Grade, HazardState
from xianfeng_gui.rules.lifecycle import Life, is_open


def change_grade(life: Life, grade: Grade, reason: str) -> Life:
    """The life with its grade changed; raises UserError (field grade or reason).

    A listed hazard stays major; once reinspection has passed, the grade stands until the hazard is reopened.
    """
    if grade is life.grade:
        return life
    if not reason.strip():
        raise UserError("请填写调整隐患级别的理由。", "reason")
    if not is_open(life.state) or life.state is HazardState.PASSED:
        raise UserError(f"该隐患“{life.state.label}”，不能再调整级别；确需调整的，请先重新启动。", "grade")
    if life.listed:
        raise UserError("该隐患已挂牌督办，不能再调为一般隐患。", "grade")
    return replace(life, grade=grade)
