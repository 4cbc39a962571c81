"""Checklists, inspections and the inspections that are planned."""

from __future__ import annotations

from db.records.base import (
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    Record,
    ShortText,
    TermField,
    TextField,
)
from db.records.campaign import Campaign, Topic
from db.records.office import Office, Person
from db.records.site import Site
from db.vocabulary import Grade


class Checklist(Record):
    """A list of what to look at; built-in ones have a key of their own, so that they are loaded once."""

    key = ShortText(verbose_name="检查表标识", unique=True)
    name = ShortText(verbose_name="检查表名称")
    topic = ForeignKeyField(Topic, verbose_name="专题", null=True, backref="checklists")
    remark = TextField(verbose_name="说明", default="")
    position = IntegerField(verbose_name="排序", default=0)
    active = BooleanField(verbose_name="在用", default=True)


class ChecklistItem(Record):
    """One thing to look at, and what is written down when it is not in order."""

    checklist = ForeignKeyField(Checklist, verbose_name="检查表", backref="items")
    position = IntegerField(verbose_name="项次")
    text = ShortText(verbose_name="检查内容", max_length=200)
    finding = ShortText(verbose_name="问题表述", default="", max_length=200, help_text="不符合时写入隐患描述")
    basis = ShortText(verbose_name="检查依据", default="", max_length=200)
    measure = ShortText(verbose_name="整改措施", default="", max_length=200)
    grade = TermField(Grade, verbose_name="等级", default=Grade.GENERAL)
    active = BooleanField(verbose_name="在用", default=True)


class Inspection(Record):
    """One visit to a site. Times are ``HH:MM`` texts, empty while not known."""

    number = ShortText(verbose_name="检查编号", unique=True, max_length=30)
    campaign = ForeignKeyField(Campaign, verbose_name="所属行动", backref="inspections")
    site = ForeignKeyField(Site, verbose_name="被检查单位（场所）", backref="inspections")
    office = ForeignKeyField(Office, verbose_name="检查单位", backref="inspections")
    checklist = ForeignKeyField(Checklist, verbose_name="检查表", null=True, backref="inspections")
    on_date = DateField(verbose_name="检查日期")
    starts_at = ShortText(verbose_name="开始时间", default="", max_length=5)
    ends_at = ShortText(verbose_name="结束时间", default="", max_length=5)
    place = ShortText(verbose_name="检查场所", default="", max_length=100)
    companion = ShortText(verbose_name="现场负责人", default="", max_length=30)
    companion_post = ShortText(verbose_name="现场负责人职务", default="", max_length=40)
    companion_phone = ShortText(verbose_name="现场负责人电话", default="", max_length=30, personal=True)
    certificates_shown = BooleanField(verbose_name="已出示执法证件", default=True)
    findings = TextField(verbose_name="检查情况", default="")
    refused = BooleanField(verbose_name="拒绝签字", default=False)
    witnesses = ShortText(verbose_name="见证人", default="", max_length=60)
    remark = TextField(verbose_name="备注", default="")


class InspectionInspector(Record):
    """Who inspected, with the certificate as it was shown that day."""

    inspection = ForeignKeyField(Inspection, verbose_name="检查", backref="inspectors")
    person = ForeignKeyField(Person, verbose_name="人员", null=True, backref="inspections")
    name = ShortText(verbose_name="检查人员", max_length=30)
    certificate_number = ShortText(verbose_name="执法证号", default="", max_length=40)
    position = IntegerField(verbose_name="排序", default=0)


class PlannedInspection(Record):
    """A site that an office means to inspect in a month (``YYYY-MM``), and the inspection that was made of it."""

    site = ForeignKeyField(Site, verbose_name="被检查单位（场所）", backref="planned_inspections")
    month = ShortText(verbose_name="计划月份", help_text="如 2021-06", max_length=7)
    office = ForeignKeyField(Office, verbose_name="检查单位", backref="planned_inspections")
    remark = TextField(verbose_name="备注", default="")
    inspection = ForeignKeyField(Inspection, verbose_name="检查", null=True, backref="planned")
