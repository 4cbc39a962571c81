"""A campaign and its plan: phases, topics with their offices, measures and tasks."""

from __future__ import annotations

from db.records.base import (
    BooleanField,
    DateField,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Record,
    ShortText,
    TermField,
    TextField,
)
from db.records.office import Office, Person
from db.vocabulary import LocalScope, OfficeRole, PhaseKind, TaskState


class Campaign(Record):
    """A rectification campaign with the plan document that ordered it."""

    key = ShortText(verbose_name="方案标识", unique=True)
    name = ShortText(verbose_name="行动名称", max_length=80)
    short_name = ShortText(verbose_name="行动简称", default="", max_length=40)
    document_number = ShortText(verbose_name="发文字号", default="")
    issuer = ShortText(verbose_name="发文机关", default="", max_length=80)
    issued_on = DateField(verbose_name="印发日期", null=True)
    starts_on = DateField(verbose_name="开始日期")
    ends_on = DateField(verbose_name="结束日期")
    basis = TextField(verbose_name="上级依据", default="")
    summary = TextField(verbose_name="总体要求", default="")
    active = BooleanField(verbose_name="当前行动", default=True)


class Phase(Record):
    """A stretch of a campaign; phases may overlap, as mobilization and rectification do in June 2020."""

    campaign = ForeignKeyField(Campaign, verbose_name="所属行动", backref="phases")
    kind = TermField(PhaseKind, verbose_name="阶段")
    name = ShortText(verbose_name="阶段名称")
    starts_on = DateField(verbose_name="开始日期")
    ends_on = DateField(verbose_name="结束日期")
    summary = TextField(verbose_name="阶段要求", default="")


class Topic(Record):
    """One field of work of a campaign: a tab of the window."""

    campaign = ForeignKeyField(Campaign, verbose_name="所属行动", backref="topics")
    number = IntegerField(verbose_name="专题序号")
    name = ShortText(verbose_name="专题名称")
    short_name = ShortText(verbose_name="专题简称", max_length=8)
    local = TermField(LocalScope, verbose_name="属地", default=LocalScope.ALL_VILLAGES)
    local_text = ShortText(verbose_name="属地范围", default="")


class TopicOffice(Record):
    """The part that an office has in a topic."""

    topic = ForeignKeyField(Topic, verbose_name="专题", backref="offices")
    office = ForeignKeyField(Office, verbose_name="单位", backref="topics")
    role = TermField(OfficeRole, verbose_name="分工")
    position = IntegerField(verbose_name="排序", default=0)


class Measure(Record):
    """What a topic's 一是、二是 … ask for; the origin of tasks."""

    topic = ForeignKeyField(Topic, verbose_name="专题", backref="measures")
    number = IntegerField(verbose_name="措施序号")
    title = ShortText(verbose_name="措施")
    content = TextField(verbose_name="措施内容", default="", help_text="方案原文")


class Task(Record):
    """One row of the task list. Without a topic it belongs to the campaign as a whole (a safeguard)."""

    campaign = ForeignKeyField(Campaign, verbose_name="所属行动", backref="tasks")
    topic = ForeignKeyField(Topic, verbose_name="专题", null=True, backref="tasks")
    measure = ForeignKeyField(Measure, verbose_name="来源措施", null=True, backref="tasks")
    parent = ForeignKeyField("self", verbose_name="由何任务分解", null=True, backref="parts")
    number = ShortText(verbose_name="编号", max_length=20)
    position = IntegerField(verbose_name="排序", default=0)
    title = ShortText(verbose_name="任务", max_length=60)
    content = TextField(verbose_name="任务内容", default="")
    target = ShortText(verbose_name="指标", default="", max_length=100)
    target_value = FloatField(verbose_name="指标值", null=True)
    target_unit = ShortText(verbose_name="指标单位", default="", max_length=10)
    office = ForeignKeyField(Office, verbose_name="责任单位", null=True, backref="tasks")
    person = ForeignKeyField(Person, verbose_name="责任人", null=True, backref="tasks")
    leader = ForeignKeyField(Person, verbose_name="分管领导", null=True, backref="led_tasks")
    starts_on = DateField(verbose_name="开始日期")
    deadline = DateField(verbose_name="期限")
    dated = BooleanField(verbose_name="方案明确期限", default=False)
    state = TermField(TaskState, verbose_name="状态", default=TaskState.NOT_STARTED)
    done_on = DateField(verbose_name="完成日期", null=True)
    closing_remark = TextField(verbose_name="完成情况", default="")
    carried_from = ForeignKeyField("self", verbose_name="由何任务转入", null=True, backref="carried")


class TaskOffice(Record):
    """The part that another office than the responsible one has in a task."""

    task = ForeignKeyField(Task, verbose_name="任务", backref="offices")
    office = ForeignKeyField(Office, verbose_name="单位", backref="shared_tasks")
    role = TermField(OfficeRole, verbose_name="分工")
    position = IntegerField(verbose_name="排序", default=0)


class MonthlyReport(Record):
    """What an office reports of a task for a month; the latest report stands for the month."""

    task = ForeignKeyField(Task, verbose_name="任务", backref="reports")
    month = ShortText(verbose_name="月份", help_text="如 2021-06", max_length=7)
    text = TextField(verbose_name="工作情况")
    percent = IntegerField(verbose_name="完成比例（%）", null=True)
    figure = FloatField(verbose_name="完成数", null=True)
    reported_on = DateField(verbose_name="填报日期")
    reporter = ShortText(verbose_name="填报人", default="", max_length=30)
