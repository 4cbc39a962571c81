"""The tables of the archive, one file a subject, and the list of them all."""

from __future__ import annotations

from db.records.base import Record
from db.records.campaign import Campaign, Measure, MonthlyReport, Phase, Task, Topic, TopicOffice
from db.records.hazard import Hazard, HazardStep, Photo
from db.records.office import Office, Person
from db.records.paper import Evidence, Paper, PaperHazard
from db.records.setting import SavedView, Setting
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
    MonthlyReport,
    Site,
    Hazard,
    HazardStep,
    Photo,
    Paper,
    PaperHazard,
    Evidence,
    Setting,
    SavedView,
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
    "monthly_report": "月度工作情况",
    "site": "单位（场所）",
    "hazard": "隐患",
    "hazard_step": "办理环节",
    "photo": "照片",
    "paper": "文书",
    "paper_hazard": "文书所列隐患",
    "evidence": "佐证材料",
    "setting": "设置",
    "saved_view": "视图",
}

__all__ = [
    "Campaign",
    "Evidence",
    "Hazard",
    "HazardStep",
    "Measure",
    "MonthlyReport",
    "Office",
    "Paper",
    "PaperHazard",
    "Person",
    "Phase",
    "Photo",
    "RECORDS",
    "Record",
    "SavedView",
    "Setting",
    "Site",
    "TABLE_LABELS",
    "Task",
    "Topic",
    "TopicOffice",
]
