"""From one campaign to the next: the new one becomes active, and what is unfinished may come along.

A carried task is a new task of the new campaign that names the one it comes from, which is ended with a remark.
A carried hazard stays the same hazard, number, history and papers included; it moves to the new campaign's topic
and remembers its old one.
"""

from __future__ import annotations

from dataclasses import dataclass

from db import clock, connection
from db.records import Campaign, Hazard, Task, TaskOffice, Topic, TopicOffice
from db.vocabulary import HazardState, LocalScope, OfficeRole, TaskState
from xianfeng_gui.rules.likeness import likeness
from xianfeng_gui.work import settings, topics

ALIKE = 0.34
"""Share of common pairs of characters from which two topics' names mean the same field of work."""
OTHERS = "结转事项"
_ENDED = (TaskState.DONE, TaskState.STRUCK_OFF)
_GONE = (HazardState.CLOSED, HazardState.DISMISSED)


@dataclass(frozen=True)
class Unfinished:
    """What the active campaign leaves when another takes its place; a task that was split counts as its open parts."""

    campaign: str
    tasks: int
    hazards: int


def unfinished() -> Unfinished:
    """What there is to carry over now."""
    campaign = topics.campaign()
    open_tasks = (Task.campaign == campaign.id) & Task.state.not_in(_ENDED)
    split = Task.select(Task.parent).where(open_tasks, Task.parent.is_null(False))
    return Unfinished(
        campaign.name,
        Task.select().where(open_tasks, Task.id.not_in(split)).count(),
        Hazard.select().where(Hazard.campaign == campaign.id, Hazard.state.not_in(_GONE)).count(),
    )


def replace_campaign(campaign_id: str, actor: str, *, carry_over: bool) -> tuple[int, int]:
    """Make the campaign the active one; only inside a change. Returns how many tasks and hazards were carried over."""
    old = [str(row.id) for row in Campaign.select().where(Campaign.active, Campaign.id != campaign_id)]
    Campaign.update(active=False).where(Campaign.id.in_(old)).execute()
    if not carry_over or not old:
        return 0, 0
    carrier = _Carrier(Campaign.get_by_id(campaign_id))
    # Tasks first: a hazard follows its task to the one that continues it.
    return sum(map(carrier.tasks, old)), sum(map(carrier.hazards, old))


class _Carrier:
    """Finds the new topic of each old one; what fits nowhere comes under a topic of its own."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.topics = list(Topic.select().where(Topic.campaign == campaign).order_by(Topic.number))
        self.found: dict[str, Topic] = {}
        self.others: Topic | None = None
        self.successors: dict[str, str] = {}
        """Of an old task's id the id of the one that continues it."""

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
        open_tasks = list(
            Task.select().where(Task.campaign == old, Task.state.not_in(_ENDED)).order_by(Task.position)
        )
        split = {task.parent_id for task in open_tasks}
        for task in open_tasks:
            if task.id not in split:
                self._task(task)
        ids = [task.id for task in open_tasks]
        remark = f"转入《{self.campaign.name}》继续办理"
        Task.update(state=TaskState.STRUCK_OFF, done_on=clock.today(), closing_remark=remark).where(
            Task.id.in_(ids)
        ).execute()
        return len(open_tasks) - len(split & set(ids))

    def _task(self, task: Task) -> None:
        topic = self.topic(task.topic) if task.topic is not None else None
        head = f"{topic.number}-0" if topic else "保"
        taken = connection.rows(
            "SELECT number FROM task WHERE campaign_id = ? AND number LIKE ?",
            (self.campaign.id, f"{head}-%"),
        )
        tail = 1 + max((int(number.rpartition("-")[2]) for (number,) in taken), default=0)
        last = connection.scalar("SELECT max(position) FROM task WHERE campaign_id = ?", (self.campaign.id,))
        first, last_day = self.campaign.starts_on, self.campaign.ends_on
        keeps_deadline = first <= task.deadline <= last_day
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
            starts_on=first,
            deadline=task.deadline if keeps_deadline else last_day,
            dated=task.dated and keeps_deadline,
            carried_from=task,
        )
        self.successors[task.id] = new.id
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
