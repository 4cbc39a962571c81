"""Every enumeration of the program with its Chinese label.

Values are what the database, packages and headless commands hold; labels are what people read.
Standard library only, so that rules/ and papers/ may use it too.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A value with a Chinese label: ``Grade.MAJOR == "major"``, ``Grade.MAJOR.label == "重大隐患"``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make the member a plain string that also carries its label (left out when a member is looked up by value)."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """``(value, label)`` pairs in order, as peewee fields and combo boxes take them."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def label_of(cls, value: str | None) -> str:
        """The label of a stored value; empty for none, the value itself when a newer program wrote it."""
        member = cls._value2member_map_.get(value)
        return member.label if isinstance(member, Term) else value or ""


class OfficeKind(Term):
    """What an office is."""

    DEPARTMENT = "department", "镇级部门"
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"
    EXTERNAL = "external", "外部单位"


class OfficeRole(Term):
    """What an office does in a topic."""

    LEAD = "lead", "牵头单位"
    SUPPORTING = "supporting", "配合单位"
    LOCAL = "local", "属地"


class LocalScope(Term):
    """Which villages and communities a topic concerns."""

    ALL_VILLAGES = "all_villages", "各村、社区"
    MARKET_TOWN_VILLAGES = "market_town_villages", "有场镇的村、社区"
    NAMED = "named", "指定的村、社区"


class PhaseKind(Term):
    """The three stretches of a campaign."""

    MOBILIZATION = "mobilization", "动员部署"
    RECTIFICATION = "rectification", "排查整治"
    CONSOLIDATION = "consolidation", "巩固提升"


class TaskState(Term):
    """How far a task is; lateness is not a state, it follows from the deadline."""

    NOT_STARTED = "not_started", "未开始"
    IN_PROGRESS = "in_progress", "进行中"
    DONE = "done", "已完成"
    STRUCK_OFF = "struck_off", "已取消"


class Grade(Term):
    """How serious a hazard is."""

    GENERAL = "general", "一般隐患"
    MAJOR = "major", "重大隐患"


class Source(Term):
    """Where a hazard came from."""

    INSPECTION = "inspection", "监督检查"
    SELF_CHECK = "self_check", "企业自查"
    VILLAGE_PATROL = "village_patrol", "村（社区）巡查"
    TIP = "tip", "群众举报"
    ASSIGNMENT = "assignment", "上级交办"
    MEDIA = "media", "媒体反映"
    ACCIDENT = "accident", "事故暴露"


class HazardState(Term):
    """Where a hazard stands in its life."""

    REPORTED = "reported", "已登记"
    VERIFIED = "verified", "已核实"
    ISSUED = "issued", "已下达通知"
    RECTIFYING = "rectifying", "整改中"
    RECTIFIED = "rectified", "待复查"
    PASSED = "passed", "复查合格"
    CLOSED = "closed", "已销号"
    REFERRED = "referred", "已移送"
    DISMISSED = "dismissed", "不属隐患"


class StepKind(Term):
    """What moves a hazard on, or marks something on its way."""

    REPORT = "report", "登记"
    VERIFY = "verify", "核实"
    ISSUE_NOTICE = "issue_notice", "下达整改通知"
    WITHDRAW_NOTICE = "withdraw_notice", "撤回通知"
    START_RECTIFICATION = "start_rectification", "开始整改"
    REPORT_RECTIFIED = "report_rectified", "报告整改完成"
    PASS_REINSPECTION = "pass_reinspection", "复查合格"
    FAIL_REINSPECTION = "fail_reinspection", "复查不合格"
    CLOSE = "close", "销号"
    APPLY_EXTENSION = "apply_extension", "申请延期"
    GRANT_EXTENSION = "grant_extension", "同意延期"
    REFUSE_EXTENSION = "refuse_extension", "不同意延期"
    REFER = "refer", "移送"
    RETURN_REFERRAL = "return_referral", "移送退回"
    DISMISS = "dismiss", "认定不属隐患"
    REOPEN = "reopen", "重新启动"
    LIST_SUPERVISION = "list_supervision", "挂牌督办"
    DELIST = "delist", "摘牌"


class SupervisionLevel(Term):
    """Who supervises a listed major hazard."""

    TOWNSHIP = "township", "镇级挂牌"
    DISTRICT = "district", "区级挂牌"
    CITY = "city", "市级挂牌"


class SiteKind(Term):
    """What is inspected."""

    ENTERPRISE = "enterprise", "企业"
    PLACE = "place", "场所"
    UNKNOWN = "unknown", "未分类"


class StandardizationGrade(Term):
    """Work-safety standardization grade of an enterprise."""

    UNKNOWN = "unknown", "不详"
    NONE = "none", "未达标"
    THIRD = "third", "三级"
    SECOND = "second", "二级"
    FIRST = "first", "一级"


class RiskLevel(Term):
    """Colours of graded risk control."""

    RED = "red", "红（重大风险）"
    ORANGE = "orange", "橙（较大风险）"
    YELLOW = "yellow", "黄（一般风险）"
    BLUE = "blue", "蓝（低风险）"


class PaperKind(Term):
    """Kinds of papers the office issues."""

    INSPECTION_RECORD = "inspection_record", "现场检查记录"
    NOTICE = "notice", "整改通知书"
    REINSPECTION = "reinspection", "整改复查意见书"
    SERVICE = "service", "送达回证"
    DISTRICT_REPORT = "district_report", "隐患未按期整改情况报告"
    REFERRAL = "referral", "移送函"
    SUMMONS = "summons", "约谈通知书"
    CIRCULAR = "circular", "通报"
    LISTING = "listing", "重大隐患挂牌督办通知书"
    DELISTING = "delisting", "重大隐患摘牌通知书"
    RECTIFICATION_PLAN = "rectification_plan", "重大隐患整改方案"
    CLOSURE = "closure", "隐患销号单"
    ORDER = "order", "责令限期整改指令书"
    SITE_MEASURES = "site_measures", "现场处理措施决定书"


class ServiceWay(Term):
    """How a paper reached its receiver."""

    SIGNED = "signed", "直接送达"
    LEFT = "left", "留置送达"
    POST = "post", "邮寄送达"
    ANNOUNCED = "announced", "公告送达"


class Answer(Term):
    """What an inspection found for an item of a checklist."""

    YES = "yes", "符合"
    NO = "no", "不符合"
    NOT_APPLICABLE = "not_applicable", "不涉及"


class PhotoMoment(Term):
    """When a photo was taken, seen from the rectification."""

    BEFORE = "before", "整改前"
    AFTER = "after", "整改后"


class EventKind(Term):
    """What stands in the calendar."""

    PHASE = "phase", "阶段"
    TASK_DEADLINE = "task_deadline", "任务期限"
    RECTIFICATION_DEADLINE = "rectification_deadline", "整改期限"
    REINSPECTION_DUE = "reinspection_due", "应复查"
    EXTENSION_ANSWER_DUE = "extension_answer_due", "延期待答复"
    MONTHLY_REPORT_DUE = "monthly_report_due", "月报截止"
    CERTIFICATE_EXPIRY = "certificate_expiry", "证件到期"
    STATUTORY = "statutory", "法定日期"
    PAPER_DUE = "paper_due", "应出具文书"
    NEXT_STEP = "next_step", "下一步办理"
    SERVICE_DUE = "service_due", "应送达"
    DISTRICT_REPORT_DUE = "district_report_due", "应向上报告"
    REMEDY_TERM = "remedy_term", "复议诉讼期限"
    PLANNED_INSPECTION = "planned_inspection", "计划检查"
    TALK = "talk", "约谈"


class DueFilter(Term):
    """Which deadlines a task list shows."""

    LATE = "late", "已逾期"
    SOON = "soon", "30天内到期"
    UNREPORTED = "unreported", "本月未报"


class MonthMark(Term):
    """How a task's month stands on the one sheet; the label is its sign."""

    DONE = "done", "●"
    REPORTED = "reported", "✓"
    MISSING = "missing", "缺"
    CURRENT = "current", "·"
    AHEAD = "ahead", "○"
    NONE = "none", ""


class ListKind(Term):
    """Lists that leave the program as a workbook, in the order in which they are offered."""

    HAZARDS = "hazards", "隐患台账"
    TWO_LISTS = "two_lists", "两个清单"
    STEPS = "steps", "隐患办理经过"
    TASKS = "tasks", "任务清单"
    MASTER = "master", "挂图作战一张表"
    MONTHLY = "monthly", "月度工作情况"
    LATE = "late", "逾期事项"
    SITES = "sites", "监管对象台账"
    PEOPLE = "people", "机构人员名册"
    PAPERS = "papers", "文书登记表"
    INSPECTIONS = "inspections", "检查登记表"
    INSPECTION_PLAN = "inspection_plan", "检查计划表"
    CALENDAR = "calendar", "到期事项"
    STATISTICS = "statistics", "隐患统计表"
