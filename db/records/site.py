"""Sites: the enterprises and places that are inspected."""

from __future__ import annotations

from db.records.base import BooleanField, ForeignKeyField, Record, ShortText, TermField, TextField
from db.records.office import Office
from db.vocabulary import RiskLevel, SiteKind, StandardizationGrade


class Site(Record):
    """An enterprise or a place, in a village, with what makes it dangerous."""

    name = ShortText(verbose_name="单位（场所）名称", unique=True)
    kind = TermField(SiteKind, verbose_name="类别", default=SiteKind.UNKNOWN)
    village = ForeignKeyField(Office, verbose_name="属地", null=True, backref="sites")
    address = ShortText(verbose_name="地址", default="", max_length=100)
    credit_code = ShortText(verbose_name="统一社会信用代码", default="", max_length=18)
    legal_representative = ShortText(verbose_name="法定代表人（负责人）", default="", max_length=30)
    phone = ShortText(verbose_name="联系电话", default="", max_length=30, personal=True)
    industry = ShortText(verbose_name="行业", default="", max_length=40)
    standardization_grade = TermField(
        StandardizationGrade, verbose_name="安全标准化等级", default=StandardizationGrade.UNKNOWN
    )
    risk_level = TermField(RiskLevel, verbose_name="风险等级", null=True)
    major_hazard_installation = BooleanField(verbose_name="重大危险源", default=False)
    confined_space = BooleanField(verbose_name="有限空间", default=False)
    explosive_dust = BooleanField(verbose_name="涉爆粉尘", default=False)
    ammonia_refrigeration = BooleanField(verbose_name="液氨制冷", default=False)
    molten_metal = BooleanField(verbose_name="高温熔融", default=False)
    remark = TextField(verbose_name="备注", default="")
    active = BooleanField(verbose_name="在营", default=True)
    merged_into = ForeignKeyField("self", verbose_name="已并入", null=True, backref="merged")
