"""Offices and their people."""

from __future__ import annotations

from db.records.base import (
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    Record,
    ShortText,
    TermField,
)
from db.vocabulary import OfficeKind


class Office(Record):
    """A department of the township, a village or community, or a body outside."""

    name = ShortText(verbose_name="单位名称", unique=True)
    full_name = ShortText(verbose_name="单位全称", default="", max_length=80)
    code = ShortText(
        verbose_name="单位代码", unique=True, help_text="用于隐患编号，2至6个大写字母", max_length=6
    )
    kind = TermField(OfficeKind, verbose_name="单位类别", default=OfficeKind.DEPARTMENT)
    market_town = BooleanField(
        verbose_name="有场镇", default=False, help_text="城市运行专题只涉及有场镇的村、社区"
    )
    position = IntegerField(verbose_name="排序", default=0)
    active = BooleanField(verbose_name="在用", default=True)


class Person(Record):
    """Someone who carries a responsibility. Phones are personal data: they stay here and on papers that need them."""

    office = ForeignKeyField(Office, verbose_name="所在单位", backref="people")
    name = ShortText(verbose_name="姓名", max_length=30)
    post = ShortText(verbose_name="职务", default="", max_length=40)
    phone = ShortText(verbose_name="电话", default="", max_length=30, personal=True)
    certificate_number = ShortText(verbose_name="执法证号", default="", max_length=40)
    certificate_expires_on = DateField(verbose_name="执法证有效期至", null=True)
    leader = BooleanField(verbose_name="分管领导", default=False)
    active = BooleanField(verbose_name="在岗", default=True)
