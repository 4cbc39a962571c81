"""Papers that the office has issued, and the evidence files that came in."""

from __future__ import annotations

from db.records.base import DateField, ForeignKeyField, IntegerField, Record, ShortText, TermField, TextField
from db.records.campaign import MonthlyReport, Task
from db.records.hazard import Hazard
from db.records.office import Office
from db.records.site import Site
from db.vocabulary import PaperKind


class Paper(Record):
    """An issued paper. Its number is never used again, also when the paper is voided; its PDF is kept as printed."""

    kind = TermField(PaperKind, verbose_name="文书种类")
    number = ShortText(verbose_name="发文字号", unique=True)
    year = IntegerField(verbose_name="年份")
    sequence = IntegerField(verbose_name="顺序号")
    office = ForeignKeyField(Office, verbose_name="发文单位", backref="papers")
    site = ForeignKeyField(Site, verbose_name="受文单位", backref="papers")
    issued_on = DateField(verbose_name="发文日期")
    issuer_name = ShortText(verbose_name="经办人", default="", max_length=30)
    sha256 = ShortText(verbose_name="文件指纹", max_length=64)
    pages = IntegerField(verbose_name="页数")
    voided_on = DateField(verbose_name="作废日期", null=True)
    void_reason = TextField(verbose_name="作废原因", default="")


class PaperHazard(Record):
    """A hazard that a paper is about, in the order of the paper's items."""

    paper = ForeignKeyField(Paper, verbose_name="文书", backref="items")
    hazard = ForeignKeyField(Hazard, verbose_name="隐患", backref="papers")
    position = IntegerField(verbose_name="项次")


class Evidence(Record):
    """A file that proves a task's progress; the bytes lie in the media file under their SHA-256."""

    task = ForeignKeyField(Task, verbose_name="任务", backref="evidence")
    report = ForeignKeyField(MonthlyReport, verbose_name="月度工作情况", null=True, backref="evidence")
    name = ShortText(verbose_name="文件名", max_length=200)
    sha256 = ShortText(verbose_name="文件指纹", max_length=64)
    size = IntegerField(verbose_name="大小（字节）")
    added_on = DateField(verbose_name="添加日期")
