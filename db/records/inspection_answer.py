"""What an inspection found for each thing on its checklist."""

from __future__ import annotations

from db.records.base import ForeignKeyField, IntegerField, Record, ShortText, TermField
from db.records.hazard import Hazard
from db.records.inspection import ChecklistItem, Inspection
from db.vocabulary import Answer


class InspectionAnswer(Record):
    """The answer to one checklist item, with the item's words as they were asked; a "no" leads to its hazard."""

    inspection = ForeignKeyField(Inspection, verbose_name="检查", backref="answers")
    item = ForeignKeyField(ChecklistItem, verbose_name="检查项", null=True, backref="answers")
    position = IntegerField(verbose_name="项次")
    text = ShortText(verbose_name="检查内容", max_length=200)
    answer = TermField(Answer, verbose_name="检查结果", null=True)
    remark = ShortText(verbose_name="备注", default="", max_length=200)
    hazard = ForeignKeyField(Hazard, verbose_name="隐患", null=True, backref="answers")
