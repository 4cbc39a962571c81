"""The case volume: everything about one matter as one PDF, in order: papers, signed slips, photos, history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import clock, connection, media
from db.errors import UserError
from db.records import Hazard, HazardStep, Inspection, Paper, Photo, Service, Site
from db.vocabulary import Grade, HazardState, ServiceWay, StepKind
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.work import offices, settings, volume_gaps
from xianfeng_gui.work.papers import issuing, kept, standing

if TYPE_CHECKING:
    from xianfeng_gui.papers.volume import VolumePart

TITLE = "安全隐患整改案卷"
_PDF, _PICTURES = b"%PDF", (b"\xff\xd8\xff", b"\x89PNG\r\n")
"""How files begin that can go into a volume as they are."""


@dataclass(frozen=True)
class _Matter:
    """What a volume is about; ``hazards`` by number."""

    site: Site
    hazards: tuple[Hazard, ...]
    inspection: Inspection | None
    papers: tuple[Paper, ...]


def of_record(table: str, record_id: str) -> bytes:
    """The volume of the matter that a hazard, an inspection or a paper belongs to; UserError when nothing is in it."""
    from xianfeng_gui.papers.volume import VolumeCover, volume

    matter = _matter(table, record_id)
    issuer = settings.get("paper.township")
    parts = [*_papers(matter), *_photos(matter, issuer), _history(matter, issuer)]
    cover = VolumeCover(TITLE, tuple(_cover_lines(matter)), issuer, clock.today())
    return volume(cover, parts, _gaps(matter))


def gaps(table: str, record_id: str) -> list[str]:
    """The papers that belong into the volume and were not made, as its contents name them."""
    return _gaps(_matter(table, record_id))


def _gaps(matter: _Matter) -> list[str]:
    inspection = matter.inspection
    return volume_gaps.gaps(matter.hazards, inspection.number if inspection else "", matter.papers)


def _matter(table: str, record_id: str) -> _Matter:
    if table == "hazard":
        ids: Sequence[str] = [record_id]
    elif table == "inspection":
        ids = standing.ids("SELECT id FROM hazard WHERE inspection_id = ? ORDER BY number", record_id)
    elif table == "paper":
        ids = standing.ids(
            "SELECT hazard_id FROM paper_hazard WHERE paper_id = ? ORDER BY position", record_id
        )
    else:
        raise UserError("案卷按隐患、检查或文书的编号生成，请改用这些编号")
    hazards = tuple(Hazard.select().where(Hazard.id.in_(list(ids))).order_by(Hazard.number))
    inspection = _inspection(table, record_id, hazards)
    papers = _papers_about(
        [hazard.id for hazard in hazards], inspection, record_id if table == "paper" else ""
    )
    site = hazards[0].site if hazards else inspection.site if inspection else papers[0].site
    return _Matter(site, hazards, inspection, papers)


def _inspection(table: str, record_id: str, hazards: Sequence[Hazard]) -> Inspection | None:
    """The inspection that the matter began with."""
    found = {hazard.inspection_id for hazard in hazards}
    if table == "inspection":
        found = {record_id}
    elif table == "paper" and not hazards:
        found = {Paper.get_by_id(record_id).inspection_id}
    one = found.pop() if len(found) == 1 else None
    return Inspection.get_by_id(one) if one else None


def _papers_about(ids: Sequence[str], inspection: Inspection | None, paper_id: str) -> tuple[Paper, ...]:
    """Papers about any of the hazards, the inspection's own, and those that follow them; voided ones too, in order."""
    rows = connection.rows(
        f"SELECT DISTINCT paper.id, issued_on FROM paper LEFT JOIN paper_hazard AS item ON item.paper_id = paper.id "
        f"WHERE item.hazard_id IN ({connection.marks(ids)}) OR paper.id = ? OR paper.follows_id = ? "
        "OR (paper.kind = 'inspection_record' AND paper.inspection_id = ?) ORDER BY issued_on, paper.id",
        (*ids, paper_id, paper_id, inspection.id if inspection else ""),
    )
    return tuple(Paper.get_by_id(row[0]) for row in rows)


def _cover_lines(matter: _Matter) -> Iterator[tuple[str, str]]:
    hazards = matter.hazards
    yield "单位（场所）", matter.site.name
    if matter.inspection is not None:
        yield "检查", f"{matter.inspection.number}（{matter.inspection.on_date}）"
    if hazards:
        yield "隐患编号", volume_gaps.named(hazards)
        yield "事由", "；".join(_short(hazard.description) for hazard in hazards[:3])
        yield "等级", "、".join(dict.fromkeys(Grade.label_of(hazard.grade) for hazard in hazards))
        yield "立案日期", min(hazard.found_on for hazard in hazards).isoformat()
        yield "结案日期", _ended(hazards)
    yield "承办单位", offices.own_office().name


def _ended(hazards: Sequence[Hazard]) -> str:
    """When the last of the hazards was closed; an old ledger may not tell it."""
    if any(lifecycle.is_open(HazardState(hazard.state)) for hazard in hazards):
        return "尚未办结"
    days = [
        hazard.closed_on if hazard.state == HazardState.CLOSED else hazard.last_step_on for hazard in hazards
    ]
    return max(days).isoformat() if all(days) else "已办结，日期不详"


def _short(text: str) -> str:
    line = text.strip().splitlines()[0].rstrip("。；")
    return line if len(line) <= 60 else f"{line[:59]}…"


def _papers(matter: _Matter) -> Iterator[VolumePart]:
    """Each paper as it was printed, with its signed slips behind it; for one from a register a sheet that says where it is."""
    from xianfeng_gui.papers.volume import VolumePart

    for paper in matter.papers:
        signs = ("" if paper.is_kept else "（原件另附）") + ("（已作废）" if paper.voided_on else "")
        pdf = issuing.pdf_of(paper.id) if paper.is_kept else _in_its_place(paper)
        yield VolumePart(f"{paper.kind.label} {paper.number}{signs}", paper.issued_on, pdf)
        for service in paper.services.order_by(Service.served_on):
            if (slip := _slip(service)) is not None:
                yield VolumePart(f"{paper.number}签收件", service.served_on, slip)


def _in_its_place(paper: Paper) -> bytes:
    """A sheet for the place of a paper of which only the register tells: what it is, and that the original belongs here."""
    from xianfeng_gui.papers.volume import original_pdf

    lines = [
        ("文书", paper.kind.label),
        ("发文字号", paper.number),
        ("受文单位", paper.site.name),
        ("发文日期", paper.issued_on.isoformat()),
        ("页数", f"{paper.pages}页" if paper.pages else "未登记"),
        ("经办人", paper.issuer_name),
    ]
    for service in paper.services.order_by(Service.served_on):
        way = ServiceWay.label_of(service.way)
        lines.append(("送达", f"{service.served_on} {way} {service.receiver}".strip()))
    if paper.voided_on:
        lines.append(("作废", f"{paper.voided_on} {paper.void_reason}".strip()))
    told = f"{paper.number}{kept.ONLY_REGISTERED}，请将原件附在此页之后。"
    return original_pdf("原件另附", lines, told, settings.get("paper.township"), paper.issued_on)


def _slip(service: Service) -> bytes | None:
    """A signed slip as pages; none when there is none, or in a form that can't be shown (it is told in the history)."""
    from xianfeng_gui.papers.content import PaperPhoto
    from xianfeng_gui.papers.volume import photos_pdf

    if not service.sha256:
        return None
    body = media.get(service.sha256)
    if body.startswith(_PDF):
        return body
    if not body.startswith(_PICTURES):
        return None
    photo = PaperPhoto(service.sha256, service.file_name)
    return photos_pdf("签收件", [photo], media.get, settings.get("paper.township"), service.served_on)


def _photos(matter: _Matter, issuer: str) -> Iterator[VolumePart]:
    from xianfeng_gui.papers.content import PaperPhoto
    from xianfeng_gui.papers.volume import VolumePart, photos_pdf

    photos = [
        PaperPhoto(
            photo.sha256, photo.caption or hazard.number, str(photo.moment), f"{hazard.number}/{photo.pair}"
        )
        for hazard in matter.hazards
        for photo in hazard.photos.order_by(Photo.pair, Photo.moment.desc(), Photo.position)
    ]
    if photos:
        yield VolumePart("照片", None, photos_pdf("照片", photos, media.get, issuer, clock.today()))


def _history(matter: _Matter, issuer: str) -> VolumePart:
    from xianfeng_gui.papers.volume import VolumePart, history_pdf

    entries = sorted(_events(matter), key=lambda entry: entry[0])
    told = [(day.isoformat(), what) for day, what in entries] or [("", "没有办理记录")]
    return VolumePart("办理经过", None, history_pdf("办理经过", told, issuer, clock.today()))


def _events(matter: _Matter) -> Iterator[tuple[dt.date, str]]:
    """Everything that was done, hazard by hazard in the order of entry, with the papers' service."""
    if matter.inspection is not None:
        yield (
            matter.inspection.on_date,
            f"检查{matter.inspection.number}，检查人员："
            + "、".join(one.name for one in matter.inspection.inspectors),
        )
    for hazard in matter.hazards:
        for step in hazard.steps.order_by(HazardStep.entered_at, HazardStep.id):
            yield step.on_date, _step_in_words(hazard, step)
    for paper in matter.papers:
        for service in paper.services:
            slip = f"，签收件“{service.file_name}”" if service.file_name else ""
            way = ServiceWay.label_of(service.way)
            receiver = f"，收件人{service.receiver}" if service.receiver else ""
            yield service.served_on, f"{paper.number}{way}{receiver}{slip}"
        if paper.voided_on:
            yield paper.voided_on, f"{paper.number}作废：{paper.void_reason}"


def _step_in_words(hazard: Hazard, step: HazardStep) -> str:
    text = f"{hazard.number} {StepKind.label_of(step.kind)}"
    if step.kind is StepKind.REPORT:
        text += f"：{hazard.description.strip().rstrip('。；')}"
    for label, value in (
        ("经办人", offices.as_person(step.person)),
        ("新期限", step.new_deadline),
        ("说明", step.remark),
    ):
        text += f"；{label}{value}" if value else ""
    return text
