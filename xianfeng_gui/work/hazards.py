"""Hazards: register, correct, move on step by step. Each writing function is one entry of the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from db import clock, connection, journal, numbers
from db.errors import UserError
from db.records import Hazard, HazardStep, Photo, Site
from db.vocabulary import HazardState, PaperKind, PhotoMoment, StepKind, SupervisionLevel
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.rules.grading import change_grade
from xianfeng_gui.rules.lifecycle import Life, StepInput
from xianfeng_gui.rules.numbering import render_hazard_number
from xianfeng_gui.work import hazard_data, offices, sites
from xianfeng_gui.work.hazard_data import ASSURANCES, HazardData
from xianfeng_gui.work.photos import PhotoInput
from xianfeng_gui.work.sites import SiteData


@dataclass(frozen=True)
class Registered:
    """A hazard just registered."""

    id: str
    number: str


@dataclass(frozen=True)
class StepData:
    """A step as the clerk gives it; ``on`` none for today."""

    kind: StepKind
    on: dt.date | None = None
    person: str = ""
    remark: str = ""
    new_deadline: dt.date | None = None
    level: SupervisionLevel | None = None


def register(data: HazardData, actor: str) -> Registered:
    """Register one hazard, with its photos and, when it is new, its site."""
    hazard_data.check(data)
    with journal.change("登记隐患", actor) as change:
        made = add(data, actor)
        change.label = f"登记隐患{made.number}"
    return made


def register_all(specs: Sequence[Any], actor: str, base: Path) -> list[str]:
    """Register hazards given as JSON objects, all or none; returns their numbers."""
    read = [
        _read(spec, base, f"第{place}条：" if len(specs) > 1 else "") for place, spec in enumerate(specs, 1)
    ]
    with journal.change(f"登记{len(read)}条隐患", actor):
        return [add(data, actor).number for data in read]


def _read(spec: Any, base: Path, place: str) -> HazardData:
    try:
        return hazard_data.from_json(spec, base)
    except UserError as error:
        raise UserError(f"{place}{error}", error.field) from error


def add(data: HazardData, actor: str) -> Registered:
    """Register a hazard whose data were checked; only inside a change."""
    life = lifecycle.begin(data.grade, data.found_on, clock.today(), data.deadline, _missing(data.assurances))
    site_id, village_id = _site_and_village(data)
    hazard = Hazard.create(
        number=_next_number(data.found_on.year),
        campaign=connection.scalar("SELECT campaign_id FROM topic WHERE id = ?", (data.topic_id,)),
        site=site_id,
        village=village_id,
        inspection=data.inspection_id,
        state=life.state,
        last_step_on=life.last_on,
        first_deadline=data.deadline,
        **_plain_fields(data),
    )
    _add_step(hazard, StepKind.REPORT, data.found_on, actor=data.finder or actor, to_state=life.state)
    _add_photos(hazard.id, data.photos)
    return Registered(hazard.id, hazard.number)


def _plain_fields(data: HazardData) -> dict[str, Any]:
    """The record's fields that are taken over as they are."""
    fields: dict[str, Any] = {
        "topic": data.topic_id,
        "task": data.task_id,
        "office": data.office_id,
        "source": data.source,
        "found_on": data.found_on,
        "finder": data.finder.strip(),
        "informant": data.informant.strip(),
        "location": data.location.strip(),
        "description": data.description.strip(),
        "grade": data.grade,
        "grade_reason": data.grade_reason.strip(),
        "basis": data.basis.strip(),
        "measure": data.measure.strip(),
        "deadline": data.deadline,
        "deadline_basis": data.deadline_basis,
        "person": data.person.strip(),
    }
    return fields | {f"assured_{name}": data.assurances.get(name, "").strip() for name in ASSURANCES}


def _next_number(year: int) -> str:
    code = offices.own_code()
    return render_hazard_number(code, year, numbers.take(f"hazard.{code}", year))


def _site_and_village(data: HazardData) -> tuple[str, str | None]:
    """The site by name, made when it is new, and the village it lies in."""
    office_kind = connection.scalar("SELECT kind FROM office WHERE id = ?", (data.office_id,))
    village_id = data.village_id or (data.office_id if office_kind in offices.LOCAL_KINDS else None)
    if (known := sites.by_name(data.site_name)) is not None:
        _fill_card(known.id, data)
        lies_in = connection.scalar("SELECT village_id FROM site WHERE id = ?", (known.id,))
        return known.id, village_id or lies_in
    made = sites.new_site(
        SiteData(
            data.site_name,
            village_id=village_id,
            address=data.site_address,
            legal_representative=data.site_representative,
            phone=data.site_phone,
        )
    )
    return made, village_id


def _fill_card(site_id: str, data: HazardData) -> None:
    """What is told of a known site fills what its card lacks; the card itself is corrected on its own page."""
    given = {
        "address": data.site_address,
        "legal_representative": data.site_representative,
        "phone": data.site_phone,
    }
    site = Site.get_by_id(site_id)
    new = {name: text for name, text in given.items() if text and not getattr(site, name)}
    if new:
        Site.update(**new).where(Site.id == site_id).execute()


def _missing(assurances: Any) -> tuple[str, ...]:
    fields = Hazard._meta.fields
    return tuple(
        fields[f"assured_{name}"].verbose_name for name in ASSURANCES if not assurances.get(name, "").strip()
    )


def _add_photos(hazard_id: str, added: Sequence[PhotoInput]) -> None:
    """Photos go on after those already there; the n-th before and the n-th after the rectification are a pair."""
    first = int(connection.scalar("SELECT count(*) FROM photo WHERE hazard_id = ?", (hazard_id,)))
    pairs: dict[str, int] = dict(
        connection.rows(
            "SELECT moment, count(*) FROM photo WHERE hazard_id = ? GROUP BY moment", (hazard_id,)
        )
    )
    for position, photo in enumerate(added, first):
        pair = pairs[photo.moment.value] = pairs.get(photo.moment.value, 0) + 1
        Photo.create(hazard=hazard_id, position=position, **(vars(photo) | {"pair": pair}))


def _add_step(
    hazard: Hazard, kind: StepKind, on: dt.date, *, actor: str, to_state: HazardState, **details: Any
) -> None:
    HazardStep.create(
        hazard=hazard.id,
        kind=kind,
        on_date=on,
        person=offices.as_person(actor),
        to_state=to_state,
        entered_at=clock.now(),
        **details,
    )


def life_of(hazard: Hazard) -> Life:
    """The record as the rules see it."""
    return Life(
        state=hazard.state,
        grade=hazard.grade,
        found_on=hazard.found_on,
        deadline=hazard.deadline,
        listed=hazard.listed,
        delisted=hazard.delisted,
        requested_deadline=hazard.requested_deadline,
        failed=hazard.failed_count,
        extensions=hazard.extension_count,
        assurances_missing=_missing({name: getattr(hazard, f"assured_{name}") for name in ASSURANCES}),
        last_on=hazard.last_step_on,
    )


def by_number(number: str) -> Hazard:
    """The hazard of that number; UserError when there is none."""
    found = Hazard.get_or_none(Hazard.number == number.strip())
    if found is None:
        raise UserError(f"没有编号为“{number}”的隐患", "number")
    return found


def take_steps(
    hazard_ids: Sequence[str], steps: Sequence[StepData], actor: str, photos: Sequence[PhotoInput] = ()
) -> None:
    """The same step or steps for one or more hazards, all or none, as one entry of the journal.

    ``photos`` show how it was left or put right; they belong to the hazard (of several, to the first).
    """
    names = "、".join(step.kind.label for step in steps)
    with journal.change(names, actor) as change:
        done = [_take(Hazard.get_by_id(hazard_id), steps, actor) for hazard_id in hazard_ids]
        _add_photos(hazard_ids[0], photos)
        change.label = f"{names}：{done[0]}" + (f"等{len(done)}条" if len(done) > 1 else "")


def _take(hazard: Hazard, steps: Sequence[StepData], actor: str) -> str:
    for step in steps:
        if step.kind is StepKind.WITHDRAW_NOTICE and (paper := standing_notice(hazard.id)):
            raise UserError(f"{hazard.number}的通知书{paper}还有效，请在“文书”中作废它，通知随之撤回")
        apply_step(hazard, step, actor)
    return str(hazard.number)


def standing_notice(hazard_id: str) -> str | None:
    """The number of the hazard's notice or order that isn't voided; none when it was given on paper outside the program."""
    found = connection.scalar(
        "SELECT paper.number FROM paper JOIN paper_hazard AS item ON item.paper_id = paper.id "
        "WHERE item.hazard_id = ? AND paper.kind IN (?, ?) AND voided_on IS NULL",
        (hazard_id, PaperKind.NOTICE.value, PaperKind.ORDER.value),
    )
    return None if found is None else str(found)


def apply_step(hazard: Hazard, step: StepData, actor: str) -> None:
    """Move a hazard on by one step; only inside a change. UserError when the rules don't allow it."""
    before = life_of(hazard)
    on = step.on or clock.today()
    given = StepInput(step.kind, on, clock.today(), step.remark.strip(), step.new_deadline, step.level)
    try:
        life = lifecycle.advance(before, given)
    except UserError as error:
        raise UserError(f"{hazard.number}：{error}", error.field) from error
    store_life(hazard, before, life, step.kind, on)
    if step.kind is StepKind.LIST_SUPERVISION:
        hazard.listed_level = step.level
    hazard.save()
    _add_step(
        hazard,
        step.kind,
        on,
        actor=step.person.strip() or actor,
        to_state=life.state,
        from_state=before.state,
        remark=step.remark.strip(),
        new_deadline=step.new_deadline,
        level=step.level,
    )


def store_life(hazard: Hazard, before: Life, life: Life, kind: StepKind, on: dt.date) -> None:
    """Put what a step made of the life into the record's fields; the caller saves it."""
    hazard.state = life.state
    hazard.grade = life.grade
    hazard.requested_deadline = life.requested_deadline
    hazard.failed_count = life.failed
    hazard.extension_count = life.extensions
    hazard.listed, hazard.delisted = life.listed, life.delisted
    hazard.last_step_on = life.last_on
    if life.deadline != before.deadline:
        hazard.deadline = life.deadline
        hazard.deadline_basis = f"{on.isoformat()}{kind.label}时确定"
        hazard.first_deadline = hazard.first_deadline or life.deadline
    if kind is StepKind.REPORT_RECTIFIED:
        hazard.rectified_on = on
    elif life.state in lifecycle.UNRECTIFIED_STATES:
        hazard.rectified_on = None
    hazard.closed_on = on if life.state is HazardState.CLOSED else None


def edit(hazard_id: str, data: HazardData, actor: str) -> None:
    """Correct what was registered. The deadline moves only by steps once a notice is out; a closed hazard is reopened
    first. Photos in ``data`` are added to those already there."""
    hazard_data.check(data)
    with journal.change("修改隐患", actor) as change:
        hazard: Hazard = Hazard.get_by_id(hazard_id)
        change.label = f"修改隐患{hazard.number}"
        _check_edit(hazard, data)
        if data.deadline != hazard.deadline and data.deadline_basis == hazard.deadline_basis:
            data = replace(data, deadline_basis="")  # the words explained the old date
        site_id, village_id = _site_and_village(data)
        fields = _plain_fields(data) | {"site": site_id, "village": village_id}
        if hazard.state in lifecycle.BEFORE_NOTICE:
            fields["first_deadline"] = data.deadline
        if hazard.state is HazardState.REPORTED:
            fields["last_step_on"] = data.found_on
        Hazard.update(**fields).where(Hazard.id == hazard_id).execute()
        HazardStep.update(on_date=data.found_on).where(
            HazardStep.hazard == hazard_id, HazardStep.kind == StepKind.REPORT
        ).execute()
        _add_photos(hazard_id, data.photos)


def _check_edit(hazard: Hazard, data: HazardData) -> None:
    life = life_of(hazard)
    if not lifecycle.is_open(life.state):
        raise UserError(f"{hazard.number}{life.state.label}，如需更正请先重新启动")
    if data.deadline != hazard.deadline and life.state not in lifecycle.BEFORE_NOTICE:
        raise UserError("通知已下达，整改期限只能通过延期或复查改变", "deadline")
    first_step = connection.scalar(
        "SELECT min(on_date) FROM hazard_step WHERE hazard_id = ? AND kind <> ?",
        (hazard.id, StepKind.REPORT.value),
    )
    if first_step is not None and data.found_on.isoformat() > first_step:
        raise UserError(f"发现日期不能晚于{first_step}已办理的环节，请改正", "found_on")
    changed = replace(life, assurances_missing=_missing(data.assurances))
    if data.grade is not life.grade:
        changed = change_grade(changed, data.grade, data.grade_reason)
    lifecycle.check_assurances(changed)


def change_photo(photo_id: str, actor: str, *, caption: str, moment: PhotoMoment) -> None:
    """Correct what is said about a photo."""
    with journal.change("修改照片说明", actor):
        Photo.update(caption=caption.strip(), moment=moment).where(Photo.id == photo_id).execute()
