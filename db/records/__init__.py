"""The tables of the archive, one file a subject, and the list of them all."""

from __future__ import annotations

from db.records.base import Record
from db.records.campaign import Campaign, Measure, MonthlyReport, Phase, Task, TaskOffice, Topic, TopicOffice
from db.records.hazard import Hazard, HazardStep, Photo
from db.records.inspection import (
    Checklist,
    ChecklistItem,
    Inspection,
    InspectionInspector,
    PlannedInspection,
)
from db.records.inspection_answer import InspectionAnswer
from db.records.office import Office, Person
from db.records.paper import Evidence, Paper, PaperHazard, Service
from db.records.setting import SavedView, Setting, SheetLayout
from db.records.site import Site

RECORDS: tuple[type[Record], ...] = (
    Office,
    Person,
    Campaign,
    Phase,
    Topic,
    TopicOffice,
    Measure,
    Task,
    TaskOffice,
    MonthlyReport,
    Site,
    Checklist,
    ChecklistItem,
    Inspection,
    InspectionInspector,
    PlannedInspection,
    Hazard,
    HazardStep,
    Photo,
    InspectionAnswer,
    Paper,
    PaperHazard,
    Service,
    Evidence,
    Setting,
    SavedView,
    SheetLayout,
)

TABLE_LABELS: dict[str, str] = {
    "office": "单位",
    "person": "人员",
    "campaign": "行动",
    "phase": "阶段",
    "topic": "专题",
    "topic_office": "专题分工",
    "measure": "措施",
    "task": "任务",
    "task_office": "任务分工",
    "monthly_report": "月度工作情况",
    "site": "单位（场所）",
    "checklist": "检查表",
    "checklist_item": "检查项",
    "inspection": "检查",
    "inspection_inspector": "检查人员",
    "planned_inspection": "检查计划",
    "hazard": "隐患",
    "hazard_step": "办理环节",
    "photo": "照片",
    "inspection_answer": "检查结果",
    "paper": "文书",
    "paper_hazard": "文书所列隐患",
    "service": "送达",
    "evidence": "佐证材料",
    "setting": "设置",
    "saved_view": "视图",
    "sheet_layout": "表格对应",
}

__all__ = [
    "Campaign",
    "Checklist",
    "ChecklistItem",
    "Evidence",
    "Hazard",
    "HazardStep",
    "Inspection",
    "InspectionAnswer",
    "InspectionInspector",
    "Measure",
    "MonthlyReport",
    "Office",
    "Paper",
    "PaperHazard",
    "Person",
    "Phase",
    "Photo",
    "PlannedInspection",
    "RECORDS",
    "Record",
    "SavedView",
    "Service",
    "Setting",
    "SheetLayout",
    "Site",
    "TABLE_LABELS",
    "Task",
    "TaskOffice",
    "Topic",
    "TopicOffice",
]
