"""A paper filled in from the records: what every kind takes over, its items and its photos.

What a single kind says besides stands in ``filling_kinds``. Texts are put together from facts of the register only; the
clerk sees them beside the page and changes them before issue.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from db import connection
from db.records import Hazard, Inspection, Paper, Photo, Site
from db.vocabulary import HazardState, PaperKind, PhotoMoment, Source, StepKind
from xianfeng_gui.work import offices, settings
from xianfeng_gui.work.papers.facts import failed_without_opinion
from xianfeng_gui.work.papers.standing import Grounds

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent, PaperItem, PaperPhoto

_WITH_AFTER = (PaperKind.REINSPECTION, PaperKind.CLOSURE, PaperKind.DELISTING)
"""Papers that show how it was left, beside how it was found."""


@dataclass(frozen=True)
class Sources:
    """The records that a paper is filled in from."""

    grounds: Grounds
    issued_on: dt.date
    actor: str

    @cached_property
    def hazards(self) -> list[Hazard]:
        """The hazards, in the order of the paper's items."""
        return [Hazard.get_by_id(hazard_id) for hazard_id in self.grounds.hazard_ids]

    @cached_property
    def inspection(self) -> Inspection | None:
        """The inspection, if there is one."""
        found = self.grounds.inspection_id
        return Inspection.get_by_id(found) if found else None

    @cached_property
    def earlier(self) -> Paper | None:
        """The paper that this one follows."""
        found = self.grounds.follows_id
        return Paper.get_by_id(found) if found else None

    @cached_property
    def site(self) -> Site:
        """Whom it is about."""
        if self.hazards:
            return self.hazards[0].site
        record = self.inspection or self.earlier
        assert record is not None  # a paper stands on something
        return record.site

    @property
    def inspected_on(self) -> dt.date | None:
        """The day of the inspection that found these hazards; none when they came to light otherwise or on several days."""
        if self.inspection is not None:
            day: dt.date = self.inspection.on_date
            return day
        days = {hazard.found_on for hazard in self.hazards if hazard.source is Source.INSPECTION}
        return days.pop() if len(days) == 1 else None

    @property
    def all_reinspected(self) -> bool:
        """Whether the outcome of each hazard's reinspection has been entered already."""
        return all(_outcome(hazard, self) for hazard in self.hazards)

    def step_day(self, *kinds: StepKind) -> dt.date | None:
        """The latest day on which one of these steps was taken for the hazards."""
        marks, wanted = connection.marks(self.hazards), connection.marks(kinds)
        sql = f"SELECT max(on_date) FROM hazard_step WHERE hazard_id IN ({marks}) AND kind IN ({wanted})"
        found = connection.scalar(sql, (*self.grounds.hazard_ids, *(kind.value for kind in kinds)))
        return dt.date.fromisoformat(found) if found else None

    def step_people(self, *kinds: StepKind) -> str:
        """Who took these steps, each once; an office is nobody."""
        marks, wanted = connection.marks(self.hazards), connection.marks(kinds)
        sql = f"SELECT DISTINCT person FROM hazard_step WHERE hazard_id IN ({marks}) AND kind IN ({wanted})"
        rows = connection.rows(sql, (*self.grounds.hazard_ids, *(kind.value for kind in kinds)))
        return "、".join(name for row in rows if (name := offices.as_person(str(row[0]))))


def fill(grounds: Grounds, issued_on: dt.date, actor: str) -> PaperContent:
    """The content of a new paper, without a number."""
    from xianfeng_gui.papers.catalogue import form
    from xianfeng_gui.papers.content import PaperContent
    from xianfeng_gui.work.papers.filling_kinds import own_values

    shape = form(grounds.kind)
    sources = Sources(grounds, issued_on, actor)
    values = _common(sources) | own_values(sources)
    return PaperContent(
        kind=grounds.kind,
        number="",
        issued_on=issued_on,
        values={spec.name: _text(values.get(spec.name)) for spec in shape.fields},
        items=_items(sources) if shape.has_items else (),
        photos=_photos(sources) if shape.has_photos and shape.has_items else (),
        replaces=Paper.get_by_id(grounds.replaces_id).number if grounds.replaces_id else "",
    )


def _text(value: object) -> str:
    """A value as a content holds it: dates ISO, flags ``1`` or empty."""
    if value is None or value is False:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return "1" if value is True else str(value)


def _common(sources: Sources) -> dict[str, object]:
    """What many kinds have, by the names of their fields."""
    from xianfeng_gui.papers.content import Officer, officer_lines
    from xianfeng_gui.work.papers.told import found_by, printed_title

    site, earlier, inspection = sources.site, sources.earlier, sources.inspection
    inspectors = inspection.inspectors if inspection else ()
    people = tuple(Officer(one.name, one.certificate_number) for one in inspectors)
    return {
        "recipient": site.name,
        "site": site.name,
        "address": site.address,
        "legal_rep": site.legal_representative,
        "legal_rep_phone": site.phone,
        "contact": settings.get("paper.contact"),
        "inspected_on": sources.inspected_on,
        "found_by": found_by(sources),
        "officers": officer_lines(people),
        "earlier_title": printed_title(earlier.kind) if earlier else "",
        "earlier_number": earlier.number if earlier else "",
        "earlier_date": earlier.issued_on if earlier else None,
        "review_body": settings.get("paper.review_body"),
        "court": settings.get("paper.court"),
    }


def _items(sources: Sources) -> tuple[PaperItem, ...]:
    from xianfeng_gui.papers.content import PaperItem

    several = len({hazard.site_id for hazard in sources.hazards}) > 1
    return tuple(
        PaperItem(
            number=position,
            description=hazard.description,
            place=hazard.location,
            grade=str(hazard.grade),
            measure=hazard.measure,
            deadline=_text(_deadline(hazard, sources)),
            hazard_number=hazard.number,
            outcome=_outcome(hazard, sources),
            basis=hazard.basis,
            site=hazard.site.name if several else "",
        )
        for position, hazard in enumerate(sources.hazards, 1)
    )


def _deadline(hazard: Hazard, sources: Sources) -> dt.date | None:
    """The deadline that stands; of a report to the district the one that was missed."""
    from xianfeng_gui.work.papers.told import ordered_deadline

    if sources.grounds.kind is PaperKind.DISTRICT_REPORT:
        return ordered_deadline(hazard, sources)
    stands: dt.date | None = hazard.deadline
    return stands


def _outcome(hazard: Hazard, sources: Sources) -> str:
    """What the records say of a reinspection; empty when nobody has entered one, so that the clerk has to say it."""
    if sources.grounds.kind is not PaperKind.REINSPECTION:
        return ""
    if hazard.state in (HazardState.PASSED, HazardState.CLOSED):
        return "rectified"
    return "unrectified" if failed_without_opinion(hazard.id, sources.grounds.replaces_id) else ""


def _photos(sources: Sources) -> tuple[PaperPhoto, ...]:
    """The hazards' photos in the items' order; pairs before and after stand side by side."""
    from xianfeng_gui.papers.content import PaperPhoto

    with_after = sources.grounds.kind in _WITH_AFTER
    return tuple(
        PaperPhoto(
            photo.sha256,
            photo.caption
            or (f"第{position}项隐患" if len(sources.hazards) > 1 else "隐患现场" if not with_after else "")
            + (PhotoMoment.label_of(photo.moment) if with_after else ""),
            str(photo.moment),
            f"{hazard.number}/{photo.pair}" if photo.pair else "",
        )
        for position, hazard in enumerate(sources.hazards, 1)
        for photo in hazard.photos.order_by(Photo.pair, Photo.moment.desc(), Photo.position)
        if with_after or photo.moment == PhotoMoment.BEFORE
    )
