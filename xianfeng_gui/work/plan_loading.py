"""A plan becomes a campaign's records."""

from __future__ import annotations

from collections.abc import Iterator

from db import connection
from db.errors import UserError
from db.records import Campaign, Measure, Office, Person, Phase, Task, TaskOffice, Topic, TopicOffice
from db.vocabulary import OfficeKind, OfficeRole
from xianfeng_gui.rules.plan_values import Plan, PlanPerson, PlanTask, PlanTopic, task_number
from xianfeng_gui.work import checklists, offices, settings
from xianfeng_gui.work.ledger.people_by_name import PeopleByName, mark_leaders

_LONGEST_POST = 40
"""As long as a post may be (db.records.Person)."""


def load(plan: Plan) -> str:
    """Write a plan's offices, phases, topics, measures and tasks, the day of the month by which it wants reports, and
    the checklists; only inside a change.

    Returns the campaign's id.
    """
    if connection.scalar("SELECT 1 FROM campaign WHERE key = ?", (plan.campaign.key,)):
        raise UserError(f"“{plan.campaign.name}”已经载入过了")
    loader = _Loader(plan)
    loader.offices()
    loader.phases()
    for topic in plan.topics:
        loader.topic(topic)
    for safeguard in plan.safeguards:
        loader.task(safeguard, None, None)
    asked = plan.campaign.reporting_day
    if asked is not None and asked != settings.terms()["monthly_report"].number:
        settings.write(settings.REPORTING_DAY, str(asked))
    checklists.add_missing()
    return str(loader.campaign.id)


class _Loader:
    """Keeps what the rows refer to while they are written in order."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        head = plan.campaign
        self.campaign = Campaign.create(
            **{
                name: getattr(head, name)
                for name in head.__dataclass_fields__
                if name in Campaign._meta.fields
            }
        )
        self.position = 0
        self.people = PeopleByName()

    def offices(self) -> None:
        """Departments with the plan's own codes, then the villages that it names."""
        for office in self.plan.offices:
            if not connection.scalar("SELECT 1 FROM office WHERE name = ?", (office.name,)):
                made = offices.new_office(office.name, OfficeKind(office.kind), code=office.code)
                Office.update(full_name=office.full_name).where(Office.id == made.id).execute()
        for name in self._villages():
            if not connection.scalar("SELECT 1 FROM office WHERE name = ?", (name,)):
                offices.new_office(name, offices.kind_of_name(name))

    def _villages(self) -> Iterator[str]:
        for topic in self.plan.topics:
            yield from topic.local_names
            for measure in topic.measures:
                for task in measure.tasks:
                    yield from task.local_names

    def phases(self) -> None:
        """The stretches of the campaign."""
        for phase in self.plan.phases:
            Phase.create(
                campaign=self.campaign,
                kind=phase.kind,
                name=phase.name,
                starts_on=phase.starts_on,
                ends_on=phase.ends_on,
                summary=phase.summary,
            )

    def topic(self, topic: PlanTopic) -> None:
        """A topic, the offices' parts in it, its measures and tasks."""
        row = Topic.create(
            campaign=self.campaign,
            number=topic.number,
            name=topic.name,
            short_name=topic.short_name,
            local=topic.local,
            local_text=topic.local_text,
        )
        parts = (
            (OfficeRole.LEAD, topic.lead),
            (OfficeRole.SUPPORTING, topic.supporting),
            (OfficeRole.LOCAL, topic.local_names),
        )
        for role, names in parts:
            for position, name in enumerate(names):
                TopicOffice.create(topic=row, office=self._office_id(name), role=role, position=position)
        for measure in topic.measures:
            origin = Measure.create(
                topic=row, number=measure.number, title=measure.title, content=measure.content
            )
            for task in measure.tasks:
                self.task(task, row, origin)

    def task(self, task: PlanTask, topic: Topic | None, measure: Measure | None) -> None:
        """One row of the task list."""
        self.position += 1
        office = self._office_id(task.lead)
        row = Task.create(
            campaign=self.campaign,
            topic=topic,
            measure=measure,
            number=task_number(
                topic.number if topic else None, measure.number if measure else None, task.number
            ),
            position=self.position * 10,
            title=task.title,
            content=task.content,
            target=task.target,
            target_value=task.target_value,
            target_unit=task.target_unit,
            office=office,
            person=self._person_id(task.person, office, leader=False),
            leader=self._person_id(task.leader, office, leader=True),
            starts_on=self.campaign.starts_on,
            deadline=task.deadline,
            dated=task.dated,
        )
        parts = [(OfficeRole.SUPPORTING, name) for name in task.supporting]
        parts += [(OfficeRole.LOCAL, name) for name in task.local_names]
        for position, (role, name) in enumerate(parts):
            TaskOffice.create(task=row, office=self._office_id(name), role=role, position=position)

    def _office_id(self, name: str) -> str:
        return str(connection.scalar("SELECT id FROM office WHERE name = ?", (name,)))

    def _person_id(self, person: PlanPerson | None, office: str, *, leader: bool) -> str | None:
        """Who is known by that name, else a new card in the office; a leader is looked for in all of them."""
        if person is None:
            return None
        found = self.people.find(person.name, office, leader=leader)
        assert found is not None, "in an office everybody is found or new"
        if (card := self.people.added.pop(found, None)) is not None:
            Person.create(**card)
        Person.update(post=person.post[:_LONGEST_POST]).where(Person.id == found, Person.post == "").execute()
        if leader:
            mark_leaders([found])
        return found
