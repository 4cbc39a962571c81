"""Everything that the page beside the register shows of one hazard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from db import clock, connection, media
from db.errors import UserError
from db.records import Hazard, HazardStep, Photo
from db.vocabulary import HazardState, PaperKind, StepKind
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.work import calendar_papers, hazard_data, law, settings
from xianfeng_gui.work.calendar import CalendarEvent
from xianfeng_gui.work.hazard_list import days_late
from xianfeng_gui.work.hazards import life_of


@dataclass(frozen=True)
class PaperLine:
    """A paper that is about the hazard."""

    id: str
    kind: str
    number: str
    issued_on: dt.date
    voided: bool
    served: bool


@dataclass(frozen=True)
class HazardDetail:
    """The record, what may be done next, what stands against it, and what belongs to it.

    ``next_due`` says in words what comes next and by when; empty when nothing does. ``reminders`` are the papers that
    are to be written, served or sent up next.
    """

    hazard: Hazard
    days_late: int
    allowed: tuple[StepKind, ...]
    blocked: dict[StepKind, str]
    next_due: str
    steps: tuple[HazardStep, ...]
    photos: tuple[Photo, ...]
    papers: tuple[PaperLine, ...]
    reminders: tuple[CalendarEvent, ...]

    @property
    def state(self) -> HazardState:
        """Where the hazard stands."""
        return HazardState(self.hazard.state)


def detail(hazard_id: str) -> HazardDetail:
    """Read one hazard with everything that belongs to it."""
    hazard: Hazard = Hazard.get_by_id(hazard_id)
    life = life_of(hazard)
    deadline = hazard.deadline.isoformat() if hazard.deadline else None
    return HazardDetail(
        hazard=hazard,
        days_late=days_late(str(hazard.state), deadline, clock.today()),
        allowed=lifecycle.allowed(life),
        blocked=lifecycle.blocked(life),
        next_due=_next_due(hazard, life),
        steps=tuple(hazard.steps.order_by(HazardStep.entered_at, HazardStep.id)),
        photos=tuple(hazard.photos.order_by(Photo.position)),
        papers=_papers(hazard_id),
        reminders=tuple(calendar_papers.of_hazard(hazard_id, clock.today())),
    )


def _next_due(hazard: Hazard, life: lifecycle.Life) -> str:
    late = lifecycle.is_late(life.state, hazard.deadline, clock.today())
    if life.state in lifecycle.UNRECTIFIED_STATES and hazard.deadline and not late:
        return f"整改期限 {hazard.deadline.isoformat()}"
    term = lifecycle.reinspection_due(life, hazard.rectified_on, settings.terms(), law.work_calendar())
    return f"应在 {term.due.isoformat()} 前复查" if term is not None else ""


def _papers(hazard_id: str) -> tuple[PaperLine, ...]:
    rows = connection.rows(
        "SELECT paper.id, paper.kind, paper.number, issued_on, voided_on IS NOT NULL, "
        "EXISTS (SELECT 1 FROM service WHERE paper_id = paper.id) FROM paper "
        "JOIN paper_hazard AS item ON item.paper_id = paper.id WHERE item.hazard_id = ? ORDER BY issued_on, paper.id",
        (hazard_id,),
    )
    return tuple(
        PaperLine(
            row[0],
            PaperKind.label_of(row[1]),
            row[2],
            dt.date.fromisoformat(row[3]),
            bool(row[4]),
            bool(row[5]),
        )
        for row in rows
    )


def photo(photo_id: str) -> Photo:
    """One photo's record."""
    found: Photo = Photo.get_by_id(photo_id)
    return found


def picture(photo: Photo) -> bytes:
    """A photo's JPEG."""
    return media.get(photo.sha256)


def data_of(hazard_id: str) -> hazard_data.HazardData:
    """What was registered, for the form that corrects it; without the photos already there."""
    hazard: Hazard = Hazard.get_by_id(hazard_id)
    return hazard_data.HazardData(
        topic_id=hazard.topic_id,
        task_id=hazard.task_id,
        office_id=hazard.office_id,
        village_id=hazard.village_id,
        site_name=hazard.site.name,
        found_on=hazard.found_on,
        description=hazard.description,
        source=hazard.source,
        finder=hazard.finder,
        informant=hazard.informant,
        location=hazard.location,
        grade=hazard.grade,
        grade_reason=hazard.grade_reason,
        basis=hazard.basis,
        inspection_id=hazard.inspection_id,
        measure=hazard.measure,
        deadline=hazard.deadline,
        deadline_basis=hazard.deadline_basis,
        person=hazard.person,
        assurances={name: getattr(hazard, f"assured_{name}") for name in hazard_data.ASSURANCES},
    )


def number_of(hazard_id: str) -> str:
    """A hazard's number."""
    return str(connection.scalar("SELECT number FROM hazard WHERE id = ?", (hazard_id,)))


def common_steps(hazard_ids: Sequence[str]) -> list[StepKind]:
    """The steps that all of these hazards allow, in the order of the first; a notice needs its own dialog."""
    offers = [
        lifecycle.allowed(life_of(hazard))
        for hazard in Hazard.select().where(Hazard.id.in_(list(hazard_ids)))
    ]
    return [kind for kind in offers[0] if all(kind in offer for offer in offers)] if offers else []


def why_not(hazard_ids: Sequence[str], kind: StepKind) -> str:
    """Why a step can't be taken for these hazards, said of the first that doesn't allow it; empty when all do."""
    for hazard in Hazard.select().where(Hazard.id.in_(list(hazard_ids))).order_by(Hazard.number):
        try:
            lifecycle.check_order(life_of(hazard), kind)
        except UserError as error:
            return f"{hazard.number}：{error}"
    return ""
