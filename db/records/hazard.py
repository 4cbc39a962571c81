"""Hazards, the steps of their lives, and their photos."""

from __future__ import annotations

from db.records.base import (
    BooleanField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Record,
    ShortText,
    TermField,
    TextField,
)
from db.records.campaign import Campaign, Task, Topic
from db.records.inspection import Inspection
from db.records.office import Office
from db.records.site import Site
from db.vocabulary import Grade, HazardState, PhotoMoment, Source, StepKind, SupervisionLevel


class Hazard(Record):
    """One problem found, from finding to closure. Never deleted: dismissed or closed, with who and why."""

    number = ShortText(verbose_name="隐患编号", unique=True, max_length=30)
    campaign = ForeignKeyField(Campaign, verbose_name="所属行动", backref="hazards")
    topic = ForeignKeyField(Topic, verbose_name="专题", backref="hazards")
    task = ForeignKeyField(Task, verbose_name="相关任务", null=True, backref="hazards")
    site = ForeignKeyField(Site, verbose_name="单位（场所）", backref="hazards")
    office = ForeignKeyField(Office, verbose_name="责任单位", backref="hazards")
    village = ForeignKeyField(Office, verbose_name="属地", null=True, backref="local_hazards")
    source = TermField(Source, verbose_name="来源", default=Source.INSPECTION)
    found_on = DateField(verbose_name="发现日期")
    finder = ShortText(verbose_name="发现人", default="", max_length=30)
    informant = ShortText(
        verbose_name="举报人及联系方式",
        default="",
        max_length=60,
        personal=True,
        help_text="仅举报来源填写，不会出现在通知书和清单上",
    )
    location = ShortText(verbose_name="部位", default="", max_length=60)
    description = TextField(verbose_name="隐患描述")
    grade = TermField(Grade, verbose_name="等级", default=Grade.GENERAL)
    grade_reason = TextField(verbose_name="定级理由", default="")
    measure = TextField(verbose_name="整改措施", default="")
    deadline = DateField(verbose_name="整改期限", null=True)
    first_deadline = DateField(verbose_name="最初期限", null=True)
    deadline_basis = ShortText(verbose_name="期限说明", default="", max_length=300)
    person = ShortText(verbose_name="整改责任人", default="", max_length=30)
    state = TermField(HazardState, verbose_name="状态", default=HazardState.REPORTED)
    last_step_on = DateField(verbose_name="最近办理日期")
    requested_deadline = DateField(verbose_name="申请延期至", null=True)
    failed_count = IntegerField(verbose_name="复查不合格次数", default=0)
    extension_count = IntegerField(verbose_name="延期次数", default=0)
    rectified_on = DateField(verbose_name="整改完成日期", null=True)
    closed_on = DateField(verbose_name="销号日期", null=True)
    assured_responsibility = TextField(verbose_name="责任落实", default="")
    assured_measures = TextField(verbose_name="措施落实", default="")
    assured_funds = TextField(verbose_name="资金落实", default="")
    assured_time_limit = TextField(verbose_name="时限落实", default="")
    assured_contingency_plan = TextField(verbose_name="预案落实", default="")
    listed = BooleanField(verbose_name="挂牌督办", default=False)
    listed_level = TermField(SupervisionLevel, verbose_name="督办层级", null=True)
    delisted = BooleanField(verbose_name="已摘牌", default=False)
    inspection = ForeignKeyField(Inspection, verbose_name="来源检查", null=True, backref="hazards")
    basis = TextField(verbose_name="检查依据", default="", help_text="违反的法规、标准及条款")
    carried_from = ForeignKeyField(Topic, verbose_name="由何专题转入", null=True, backref="carried_hazards")


class HazardStep(Record):
    """One step of a hazard's life; only ever added."""

    hazard = ForeignKeyField(Hazard, verbose_name="隐患", backref="steps")
    kind = TermField(StepKind, verbose_name="环节")
    on_date = DateField(verbose_name="日期")
    person = ShortText(verbose_name="经办人", default="", max_length=30)
    remark = TextField(verbose_name="说明", default="")
    from_state = TermField(HazardState, verbose_name="办理前", null=True)
    to_state = TermField(HazardState, verbose_name="办理后")
    new_deadline = DateField(verbose_name="新期限", null=True)
    level = TermField(SupervisionLevel, verbose_name="督办层级", null=True)
    entered_at = DateTimeField(verbose_name="录入时间")


class Photo(Record):
    """A picture of a hazard; the bytes lie in the media file under their SHA-256."""

    hazard = ForeignKeyField(Hazard, verbose_name="隐患", backref="photos")
    moment = TermField(PhotoMoment, verbose_name="拍摄时段", default=PhotoMoment.BEFORE)
    pair = IntegerField(verbose_name="对比组", default=0, help_text="同一组的整改前、整改后照片并排显示")
    caption = ShortText(verbose_name="照片说明", default="", max_length=60)
    sha256 = ShortText(verbose_name="照片指纹", max_length=64)
    width = IntegerField(verbose_name="宽（像素）")
    height = IntegerField(verbose_name="高（像素）")
    position = IntegerField(verbose_name="排序", default=0)
