"""From one campaign to the next: the new one becomes active, and what is unfinished may come along.

A carried task is a new task of the new campaign that names the one it comes from, which is ended with a remark. It began when that one
began, and a day that the plan or a clerk set for it stays: what is late stays late. Only what ran to the old campaign's end gets a new deadline.
A carried hazard stays the same hazard, number, history and papers included; it moves to the new campaign's topic
and remembers its old one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db import clock, connection
from db.records import Campaign, Hazard, Task, TaskOffice, Topic, TopicOffice
from db.vocabulary import HazardState, LocalScope, OfficeRole, TaskState
from xianfeng_gui.rules.likeness import likeness
from xianfeng_gui.rules.tasks import is_task_late
from xianfeng_gui.work import settings, topics

ALIKE = 0.34
"""Share of common pairs of characters from which two topics' names mean the same field of work."""
OTHERS = "结转事项"
_ENDED = (TaskState.DONE, TaskState.STRUCK_OFF)
_GONE = (HazardState.CLOSED, HazardState.DISMISSED)


@dataclass(frozen=True)
class Unfinished:
    """What the active campaign leaves when another takes its place; a task that was split counts as its open parts.

    ``late``: how many of the tasks are past a deadline that they would keep in the new campaign. ``moves``: whether those
    that only run to this campaign's end would get the new one's.
    """

    campaign: str
    moves: bool
    tasks: int
    hazards: int
    late: int


def unfinished(starts_on: dt.date, ends_on: dt.date) -> Unfinished:
    """What there is to carry over now, into a campaign of that time."""
    campaign = topics.campaign()
    tasks, _ = _open_tasks(campaign.id)
    return Unfinished(
        campaign.name,
        not starts_on <= campaign.ends_on <= ends_on,
        len(tasks),
        Hazard.select().where(Hazard.campaign == campaign.id, Hazard.state.not_in(_GONE)).count(),
        sum(is_task_late(task.state, _deadline(task, starts_on, ends_on), clock.today()) for task in tasks),
    )


def _open_tasks(campaign_id: str) -> tuple[list[Task], list[Task]]:
    """The unfinished tasks that have no open parts of their own, and those that were split into such."""
    found = list(
        Task.select().where(Task.campaign == campaign_id, Task.state.not_in(_ENDED)).order_by(Task.position)
    )
    split = {task.parent_id for task in found}
    return [task for task in found if task.id not in split], [task for task in found if task.id in split]


def _deadline(task: Task, starts_on: dt.date, ends_on: dt.date) -> dt.date:
    """A task's deadline in a campaign of that time."""
    own = task.dated or task.deadline != task.campaign.ends_on
    stays: bool = own or starts_on <= task.deadline <= ends_on
    return task.deadline if stays else ends_on


@dataclass(frozen=True)
class Carried:
    """How many tasks and hazards were carried over, and how many of the tasks are late."""

    tasks: int = 0
    hazards: int = 0
    late: int = 0


def replace_campaign(campaign_id: str, actor: str, *, carry_over: bool) -> Carried:
    """Make the campaign the active one; only inside a change. Returns what was carried over."""
    old = [str(row.id) for row in Campaign.select().where(Campaign.active, Campaign.id != campaign_id)]
    Campaign.update(active=False).where(Campaign.id.in_(old)).execute()
    if not carry_over or not old:
        return Carried()
    carrier = _Carrier(Campaign.get_by_id(campaign_id))
    # Tasks first: a hazard follows its task to the one that continues it.
    return Carried(sum(map(carrier.tasks, old)), sum(map(carrier.hazards, old)), carrier.late)


class _Carrier:
    """Finds the new topic of each old one; what fits nowhere comes under a topic of its own."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.topics = list(Topic.select().where(Topic.campaign == campaign).order_by(Topic.number))
        self.found: dict[str, Topic] = {}
        self.others: Topic | None = None
        self.successors: dict[str, str] = {}
        """Of an old task's id the id of the one that continues it."""
        self.late = 0

    def topic(self, old: Topic) -> Topic:
        """The topic of the new campaign that an old one's work belongs to."""
        if old.id not in self.found:
            best = max(self.topics, key=lambda new: likeness(_bare(old.name), _bare(new.name)), default=None)
            fits = best is not None and likeness(_bare(old.name), _bare(best.name)) >= ALIKE
            self.found[old.id] = best if fits and best is not None else self._others()
        return self.found[old.id]

    def _others(self) -> Topic:
        if self.others is None:
            number = 1 + max((int(topic.number) for topic in self.topics), default=0)
            self.others = Topic.create(
                campaign=self.campaign, number=number, name=OTHERS, short_name=OTHERS,
                local=LocalScope.ALL_VILLAGES, local_text="各村、社区",
            )  # fmt: skip
            TopicOffice.create(
                topic=self.others, office=settings.get(settings.OWN_OFFICE), role=OfficeRole.LEAD, position=0
            )
        return self.others

    def tasks(self, old: str) -> int:
        """Carry over the unfinished tasks of an old campaign that have no open parts of their own."""
        carried, split = _open_tasks(old)
        for task in carried:
            self._task(task)
        ids = [task.id for task in (*carried, *split)]
        remark = f"转入《{self.campaign.name}》继续办理"
        Task.update(state=TaskState.STRUCK_OFF, done_on=clock.today(), closing_remark=remark).where(
            Task.id.in_(ids)
        ).execute()
        return len(carried)

    def _task(self, task: Task) -> None:
        topic = self.topic(task.topic) if task.topic is not None else None
        head = f"{topic.number}-0" if topic else "保"
        taken = connection.rows(
            "SELECT number FROM task WHERE campaign_id = ? AND number LIKE ?",
            (self.campaign.id, f"{head}-%"),
        )
        tail = 1 + max((int(number.rpartition("-")[2]) for (number,) in taken), default=0)
        last = connection.scalar("SELECT max(position) FROM task WHERE campaign_id = ?", (self.campaign.id,))
        deadline = _deadline(task, self.campaign.starts_on, self.campaign.ends_on)
        new = Task.create(
            campaign=self.campaign,
            topic=topic,
            number=f"{head}-{tail}",
            position=(last or 0) + 10,
            title=task.title,
            content=task.content,
            target=task.target,
            target_value=task.target_value,
            target_unit=task.target_unit,
            office=task.office_id,
            person=task.person_id,
            leader=task.leader_id,
            starts_on=task.starts_on,
            deadline=deadline,
            dated=task.dated,
            state=task.state,
            carried_from=task,
        )
        self.successors[task.id] = new.id
        self.late += is_task_late(task.state, deadline, clock.today())
        for shared in TaskOffice.select().where(TaskOffice.task == task):
            TaskOffice.create(task=new, office=shared.office_id, role=shared.role, position=shared.position)

    def hazards(self, old: str) -> int:
        """Carry over the hazards of an old campaign that are neither closed nor dismissed."""
        carried = 0
        for topic in Topic.select().where(Topic.campaign == old):
            of_topic = (Hazard.campaign == old) & (Hazard.topic == topic) & Hazard.state.not_in(_GONE)
            tasks = [row.task_id for row in Hazard.select(Hazard.task).where(of_topic).distinct()]
            for task in tasks:
                carried += (
                    Hazard.update(
                        campaign=self.campaign,
                        topic=self.topic(topic),
                        task=self.successors.get(task),
                        carried_from=topic,
                    )
                    .where(of_topic, Hazard.task == task)
                    .execute()
                )
        return carried


def _bare(name: str) -> str:
    """A topic's name without the words that every topic has."""
    for word in ("安全", "生产", "专项", "整治", "治理", "行动", "专题", "开展", "三年"):
        name = name.replace(word, "")
    return name
