"""A plan document from elsewhere becomes a campaign: read, looked at, corrected in its text, accepted."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import clock, connection, journal
from db.vocabulary import OfficeKind, OfficeRole, PhaseKind
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.months import month_of
from xianfeng_gui.rules.plan_reading.alike_offices import offices_of, town_of
from xianfeng_gui.rules.plan_values import Plan, PlanCampaign, PlanTask, PlanTopic, task_number
from xianfeng_gui.work import carrying_over, offices, plan_loading, settings

if TYPE_CHECKING:
    from xianfeng_gui.rules.plan_reading.alike_offices import Alike
    from xianfeng_gui.rules.plan_reading.left_over import LeftOver
    from xianfeng_gui.rules.plan_reading.reading import Reading


_LONGEST_QUOTE = 60
"""Characters of what was not taken over that a list shows; the whole stands in the text."""


@dataclass(frozen=True)
class Accepted:
    """The new campaign, and how much of the old one came along."""

    campaign_id: str
    name: str
    topics: int
    tasks: int
    carried_tasks: int
    carried_hazards: int
    carried_late: int
    """How many of the carried tasks are past their deadline, which they keep."""


def open_source(path: Path) -> str:
    """The text of a .docx or text file, one line a paragraph; a row of a table is a line too (see ``text_tables``)."""
    from xianfeng_gui.exchange import documents
    from xianfeng_gui.rules.plan_reading import text_tables
    from xianfeng_gui.sheets import text_files

    document = documents.read(path, text_files.decoded)
    lines = document.text.splitlines()
    for table in reversed(document.tables):  # an empty line keeps two tables apart
        lines[table.at : table.at] = [*text_tables.written(table.rows), ""]
    return "\n".join(lines)


def understand(text: str, office_name: str = "") -> Reading:
    """What the document says; nothing is written. UserError when it holds no tasks or no dates.

    ``office_name`` leads what names nobody; none for the office of the open data, if there are any.
    """
    from xianfeng_gui.rules.plan_reading import text_tables
    from xianfeng_gui.rules.plan_reading.reading import read_plan

    if not office_name and connection.is_open():
        office_name = offices.own_office().name
    return read_plan(*text_tables.taken_out(text), office_name or "本单位")


def with_reporting_day(reading: Reading, day: int) -> Reading:
    """The reading with another day of the month for the monthly reports."""
    campaign = dataclasses.replace(reading.plan.campaign, reporting_day=day)
    return dataclasses.replace(reading, plan=dataclasses.replace(reading.plan, campaign=campaign))


def consequences(reading: Reading, *, carry_over: bool) -> str:
    """What loading the plan does to the present campaign, for the clerk to agree to; one paragraph a line."""
    new, today = reading.plan.campaign, clock.today()
    left = carrying_over.unfinished(new.starts_on, new.ends_on)
    count = f"原行动未完成的任务{left.tasks}项、未销号的隐患{left.hazards}条"
    if carry_over:
        late = f"其中{left.late}项任务已经逾期，转入后按原期限继续计逾期。" if left.late else ""
        moved = f"；没有定期限、只到原行动结束日的，期限改为{format_date(new.ends_on)}" if left.moves else ""
        fate = f"{count}转入新的行动，继续办理。{late}方案或本单位定了期限的，期限不变{moved}。"
    else:
        fate = (
            f"{count}不转入：任务不再列出和催办，隐患仍在“隐患台账”里、照原期限办理，但不列入新行动的专题。"
        )
    lines = [
        f"载入以后，《{new.name}》成为当前行动，左边的专题随之更换；"
        f"现在的《{left.campaign}》不再是当前行动，记录都保留。",
        fate,
    ]
    if _has_begun(new, today):
        lines.append(
            f"月度工作情况从{today.year}年{today.month}月起报，以前的月份不算缺报（可在“设置备份”中修改）。"
        )
    if named := _people(reading.plan):
        lines.append(
            f"方案写明的责任人、分管领导{len(named)}人随任务载入，名单里没有的添加到“机构人员”，"
            "请在那里核对所在单位和职务。"
        )
    lines += [f"{sentence}。" for sentence in reminders(new)]
    return "\n".join([*lines, "载错了，可以按Ctrl+Z撤销。"])


def _has_begun(campaign: PlanCampaign, today: dt.date) -> bool:
    """Whether months of the campaign have passed for which nobody was asked to report."""
    return month_of(campaign.starts_on) < month_of(today)


def accept(reading: Reading, actor: str, *, carry_over: bool = False) -> Accepted:
    """Load what was understood as the active campaign, in one change; the earlier campaign stays readable.

    ``carry_over``: its unfinished tasks and open hazards come along (see ``carrying_over``).
    """
    plan = reading.plan
    with journal.change(f"载入方案《{plan.campaign.name}》", actor):
        campaign_id = plan_loading.load(plan)
        if _has_begun(plan.campaign, clock.today()):
            settings.write(settings.FIRST_MONTH, month_of(clock.today()))
        carried = carrying_over.replace_campaign(campaign_id, actor, carry_over=carry_over)
    return Accepted(
        campaign_id, plan.campaign.name, len(plan.topics), _count(plan), carried.tasks, carried.hazards, carried.late
    )  # fmt: skip


def _count(plan: Plan) -> int:
    found = sum(len(measure.tasks) for topic in plan.topics for measure in topic.measures)
    return found + len(plan.safeguards)


def _people(plan: Plan) -> set[str]:
    """The names of those in charge."""
    tasks = [task for topic in plan.topics for measure in topic.measures for task in measure.tasks]
    return {one.name for task in tasks for one in (task.person, task.leader) if one is not None}


def reminders(campaign: PlanCampaign) -> list[str]:
    """What else to look after when this plan is another town's than the open data's papers speak for."""
    if not connection.is_open():
        return []
    township = settings.get("paper.township")
    town = town_of(campaign.issuer, campaign.name)
    if not town or town == town_of(township):
        return []
    whose = f"是“{campaign.issuer}”的" if campaign.issuer else f"的名称是《{campaign.name}》"
    return [
        f"方案{whose}，而文书落款现在是“{township}”：请在“设置备份”中核对发文机关、发文机关标志、各种字号和行政复议机关"
    ]


def as_text(reading: Reading, similar: Sequence[Alike] = ()) -> str:
    """What was understood, for a person to check beside the document. ``similar``: the document's offices that may be
    the same; those that the reading no longer names were made one."""
    plan, head = reading.plan, reading.plan.campaign
    lines = [
        f"方案：{head.name}",
        f"文号：{head.document_number or '（未认出）'}",
        f"发文机关：{head.issuer or '（未认出）'}",
    ]
    lines += [f"起止：{head.starts_on}至{head.ends_on}"]
    if head.reporting_day is not None:
        lines.append(
            f"月度工作情况报送日：每月{head.reporting_day}日（载入后可用set {settings.REPORTING_DAY}修改）"
        )
    for phase in plan.phases:
        lines.append(
            f"阶段：{phase.name}（{PhaseKind.label_of(phase.kind)}） {phase.starts_on}至{phase.ends_on}"
        )
    for topic in plan.topics:
        lines += ["", f"专题{topic.number} {topic.name}", f"  {_offices_in_words(topic)}"]
        for measure in topic.measures:
            lines.append(f"  {topic.number}-{measure.number} {measure.title}")
            lines += [
                f"    {task_number(topic.number, measure.number, task.number)} {_task_in_words(task)}"
                for task in measure.tasks
            ]
    lines += [
        "",
        *(f"{task_number(None, None, task.number)} {_task_in_words(task)}" for task in plan.safeguards),
    ]
    measures = sum(len(topic.measures) for topic in plan.topics)
    lines += [
        "",
        f"共{len(plan.topics)}个专题、{measures}项措施、{_count(plan)}项任务、{len(plan.offices)}个单位",
    ]
    lines += [f"请注意：{sentence}" for sentence in reminders(head)]
    lines += [f"请核对{_place(doubt.at)}：{doubt.sentence}" for doubt in reading.doubts]
    named = offices_of(plan)
    for one in similar:
        asks = "，可能是同一单位，请核对" if one.name in named else ""
        lines.append(f"单位：“{one.name}”{'与' if asks else '视为'}“{one.kept}”{asks}")
    lines += [f"没有载入：{in_words(one)}" for one in reading.left_over]
    return "\n".join(lines)


def in_words(rest: LeftOver) -> str:
    """What was not taken over, with its place in the text."""
    place = f"第{rest.at + 1}行" if rest.at == rest.until else f"第{rest.at + 1}至{rest.until + 1}行"
    words = rest.text.replace("\n", "　")
    return f"正文{place}：{words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE] + '…'}"


def _place(at: int) -> str:
    return f"（正文第{at + 1}行）" if at >= 0 else ""


def _offices_in_words(topic: PlanTopic) -> str:
    words = [f"{OfficeRole.LEAD.label}：{'、'.join(topic.lead)}"]
    if topic.supporting:
        words.append(f"{OfficeRole.SUPPORTING.label}：{'、'.join(topic.supporting)}")
    if topic.local_text or topic.local_names:
        words.append(f"{OfficeRole.LOCAL.label}：{topic.local_text or '、'.join(topic.local_names)}")
    return "；".join(words)


def people_in_words(task: PlanTask) -> str:
    """Who is in charge by name; empty where the plan names nobody."""
    named = (("责任人", task.person), ("分管领导", task.leader))
    return "，".join(f"{title}{one.name}" for title, one in named if one is not None)


def _task_in_words(task: PlanTask) -> str:
    others = "、".join([*task.supporting, *task.local_names])
    offices = f"{task.lead}，{others}配合" if others else task.lead
    offices = "，".join(filter(None, [offices, people_in_words(task)]))
    words = f"{task.title}（{offices}，{task.deadline}前{'' if task.dated else '，按行动结束日'}）"
    return words + (f" 指标：{task.target}" if task.target else "")


def as_data(reading: Reading, similar: Sequence[Alike] = ()) -> dict[str, Any]:
    """What was understood, in the glossary's words, as JSON takes it. Days are ISO texts; ``similar`` as in ``as_text``."""
    named = offices_of(reading.plan)
    plan = reading.plan
    topics = [_topic_data(topic, reading) for topic in plan.topics]
    return {
        "campaign": _plain(plan.campaign),
        "phases": [_plain(phase) for phase in plan.phases],
        "offices": [{"name": one.name, "kind": OfficeKind(one.kind).value} for one in plan.offices],
        "topics": topics,
        "safeguards": [_task_data(None, None, task) for task in plan.safeguards],
        "counts": {
            "topics": len(topics),
            "measures": sum(len(topic["measures"]) for topic in topics),
            "tasks": _count(plan),
        },
        "doubts": [{"line": doubt.at + 1, "text": doubt.sentence} for doubt in reading.doubts],
        "reminders": reminders(plan.campaign),
        "similar_offices": [
            {"name": one.name, "known_as": one.kept, "merged": one.name not in named} for one in similar
        ],
        "left_over": [
            {"line": rest.at + 1, "last_line": rest.until + 1, "text": rest.text}
            for rest in reading.left_over
        ],
    }


def _topic_data(topic: PlanTopic, reading: Reading) -> dict[str, Any]:
    return {
        "number": topic.number,
        "name": topic.name,
        "short_name": topic.short_name,
        "line": reading.places[str(topic.number)] + 1,
        "lead_offices": list(topic.lead),
        "supporting_offices": list(topic.supporting),
        "local": topic.local,
        "local_offices": list(topic.local_names),
        "local_text": topic.local_text,
        "measures": [
            {
                "number": measure.number,
                "title": measure.title,
                "content": measure.content,
                "tasks": [_task_data(topic.number, measure.number, task) for task in measure.tasks],
            }
            for measure in topic.measures
        ],
    }


def _task_data(topic: int | None, measure: int | None, task: PlanTask) -> dict[str, Any]:
    data = _plain(task) | {"number": task_number(topic, measure, task.number)}
    return data | {
        "lead_office": data.pop("lead"),
        "supporting_offices": data.pop("supporting"),
        "local_offices": data.pop("local_names"),
    }


def _plain(value: Any) -> dict[str, Any]:
    data = dataclasses.asdict(value)
    return {
        key: one.isoformat() if hasattr(one, "isoformat") else list(one) if isinstance(one, tuple) else one
        for key, one in data.items()
    }
