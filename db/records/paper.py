"""Papers that the office has issued, how they were served, and the evidence files that came in."""

from __future__ import annotations

from db.records.base import DateField, ForeignKeyField, IntegerField, Record, ShortText, TermField, TextField
from db.records.campaign import MonthlyReport, Task
from db.records.hazard import Hazard
from db.records.inspection import Inspection
from db.records.office import Office
from db.records.site import Site
from db.vocabulary import PaperKind, ServiceWay


class Paper(Record):
    """An issued paper. Its number is never used again, also when the paper is voided; its PDF is kept as printed.

    ``content``: what was filled in, as JSON; a paper without a site of its own (a circular) has its first hazard's.
    A paper that was issued by hand and came in from a register has neither PDF (``sha256`` is empty) nor content.
    ``sequence`` is 0 where its number is not of this office's pattern, ``pages`` 0 where the register does not tell them.
    """

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
    inspection = ForeignKeyField(Inspection, verbose_name="所依检查", null=True, backref="papers")
    follows = ForeignKeyField("self", verbose_name="所依文书", null=True, backref="followers")
    replaces = ForeignKeyField("self", verbose_name="所更正文书", null=True, backref="replacements")
    content = ShortText(verbose_name="文书内容", default="", max_length=100_000, personal=True)

    @property
    def is_kept(self) -> bool:
        """Whether this program issued the paper and keeps its PDF; of others only what a register tells."""
        return bool(self.sha256)


class PaperHazard(Record):
    """A hazard that a paper is about, in the order of the paper's items."""

    paper = ForeignKeyField(Paper, verbose_name="文书", backref="items")
    hazard = ForeignKeyField(Hazard, verbose_name="隐患", backref="papers")
    position = IntegerField(verbose_name="项次")


class Service(Record):
    """How and when a paper reached its receiver; the terms run from ``served_on``. The signed slip may be kept as a file."""

    paper = ForeignKeyField(Paper, verbose_name="文书", backref="services")
    way = TermField(ServiceWay, verbose_name="送达方式", default=ServiceWay.SIGNED)
    served_on = DateField(verbose_name="送达日期")
    receiver = ShortText(verbose_name="收件人", default="", max_length=30)
    receiver_post = ShortText(verbose_name="收件人身份", default="", max_length=40)
    place = ShortText(verbose_name="送达地点", default="", max_length=100)
    servers = ShortText(verbose_name="送达人", default="", max_length=60)
    witnesses = ShortText(verbose_name="见证人", default="", max_length=60)
    remark = TextField(verbose_name="备注", default="")
    sha256 = ShortText(verbose_name="签收件指纹", default="", max_length=64)
    file_name = ShortText(verbose_name="签收件文件名", default="", max_length=200)


class Evidence(Record):
    """A file that proves a task's progress; the bytes lie in the media file under their SHA-256."""

    task = ForeignKeyField(Task, verbose_name="任务", backref="evidence")
    report = ForeignKeyField(MonthlyReport, verbose_name="月度工作情况", null=True, backref="evidence")
    name = ShortText(verbose_name="文件名", max_length=200)
    sha256 = ShortText(verbose_name="文件指纹", max_length=64)
    size = IntegerField(verbose_name="大小（字节）")
    added_on = DateField(verbose_name="添加日期")
