"""Many papers at once: what is due to be written, issued in one go; files for them, one each or all in one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import clock, connection, media
from db.errors import UserError
from db.records import Paper
from db.vocabulary import PaperKind
from xianfeng_gui.work import law, outputs, settings
from xianfeng_gui.work.papers import drafting, issuing, kept, standing
from xianfeng_gui.work.papers.issuing import Issued
from xianfeng_gui.work.papers.standing import Grounds
from xianfeng_gui.work.progress import Cancelled, Progress

MERGED_TITLE = "文书合订"


@dataclass(frozen=True)
class DuePaper:
    """A paper that waits to be written: ``title`` says which, ``due`` by when."""

    kind: PaperKind
    title: str
    due: dt.date
    grounds: Grounds


@dataclass(frozen=True)
class Outcome:
    """What became of a batch: the papers issued, and for the others one sentence each why not."""

    issued: tuple[Issued, ...]
    refused: tuple[str, ...]


NEWEST_NOTICE = (
    "(SELECT paper.id FROM paper_hazard AS item JOIN paper ON paper.id = item.paper_id WHERE item.hazard_id = hazard.id "
    "AND paper.kind IN ('notice', 'order') AND paper.voided_on IS NULL ORDER BY paper.issued_on DESC, paper.id DESC LIMIT 1)"
)
"""SQL: the standing notice of a hazard that an opinion answers; after a referral that came back there may be two."""

_TO_NOTIFY = (
    "SELECT hazard.site_id, hazard.id, hazard.found_on FROM hazard_line AS line "
    f"JOIN hazard ON hazard.id = line.hazard_id WHERE {standing.TO_NOTIFY} "
    "AND line.found_on <= ? ORDER BY hazard.site_id, hazard.number"
)
_TO_OPINE = (
    "SELECT notice.id, hazard.id, max(step.on_date) FROM hazard_step AS step "
    "JOIN hazard ON hazard.id = step.hazard_id JOIN paper_hazard AS noted ON noted.hazard_id = hazard.id "
    "JOIN paper AS notice ON notice.id = noted.paper_id AND notice.kind IN ('notice', 'order') "
    f"AND notice.id = {NEWEST_NOTICE} WHERE {standing.UNANSWERED} "
    "AND hazard.state IN ('passed', 'closed', 'rectifying') AND step.on_date <= ? "
    "GROUP BY notice.id, hazard.id ORDER BY notice.number, noted.position"
)


def due(first: dt.date | None, last: dt.date, kinds: Sequence[PaperKind] = ()) -> list[DuePaper]:
    """Notices and reinspection opinions that wait: for what was found or reinspected by ``last``; with ``first`` only those
    whose term ends then or later, without it the late ones too. One notice a site, one opinion a notice."""
    rule, calendar = settings.terms()["paper"], law.work_calendar()
    ends: dict[str, dt.date] = {}  # many begin on the same day
    found = []
    for kind, sql, stands_on in (
        (PaperKind.NOTICE, _TO_NOTIFY, "site"),
        (PaperKind.REINSPECTION, _TO_OPINE, "paper"),
    ):
        if kinds and kind not in kinds:
            continue
        groups: dict[str, list[tuple[str, dt.date]]] = {}
        for key, hazard_id, start in connection.rows(sql, (last.isoformat(),)):
            if start not in ends:
                ends[start] = rule.after(dt.date.fromisoformat(start), calendar).due
            end = ends[start]
            if first is None or end >= first:
                groups.setdefault(str(key), []).append((str(hazard_id), end))
        found += [_due(kind, stands_on, key, members) for key, members in groups.items()]
    return sorted(found, key=lambda one: (one.due, one.title))


def _due(kind: PaperKind, table: str, key: str, members: list[tuple[str, dt.date]]) -> DuePaper:
    ids = [hazard_id for hazard_id, _ in members]
    column = "name" if table == "site" else "number"
    name = connection.scalar(f"SELECT {column} FROM {table} WHERE id = ?", (key,))
    if kind is PaperKind.REINSPECTION:
        grounds = standing.with_hazards(Grounds(kind, (), None, key), ids)
    else:
        grounds = standing.of_hazards(kind, ids)
    title = f"{kind.label}：{name}（{len(ids)}条）"
    return DuePaper(kind, title, min(end for _, end in members), grounds)


def issue_all(
    waiting: Sequence[DuePaper],
    actor: str,
    issued_on: dt.date | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Issue them one after the other, each an entry of its own; what can't be issued is told and passed over."""
    issued: list[Issued] = []
    refused: list[str] = []
    for done, one in enumerate(waiting):
        try:
            if progress is not None:
                progress.step(done, len(waiting))
            draft = drafting.open_draft(one.grounds, actor, issued_on or clock.today())
            issued.append(issuing.issue(draft, actor))
        except Cancelled:
            refused.append(f"已停止，其余{len(waiting) - done}份没有出具")
            break
        except UserError as error:
            refused.append(f"{one.title}：{error}")
    return Outcome(tuple(issued), tuple(refused))


def papers_of_inspection(inspection_id: str) -> list[str]:
    """Ids of the papers that an inspection led to, that stand and that are kept here, in the order of their days."""
    sql = (
        "SELECT DISTINCT paper.id, issued_on FROM paper LEFT JOIN paper_hazard AS item ON item.paper_id = paper.id "
        "LEFT JOIN hazard ON hazard.id = item.hazard_id WHERE voided_on IS NULL AND sha256 <> '' "
        "AND (paper.inspection_id = ?1 OR hazard.inspection_id = ?1) ORDER BY issued_on, paper.id"
    )
    return [str(row[0]) for row in connection.rows(sql, (inspection_id,))]


def papers_of_same_inspection(paper_id: str) -> list[str]:
    """The same, of the inspection that a paper or the first of its hazards goes back to; empty when there is none."""
    found = connection.scalar(
        "SELECT coalesce(paper.inspection_id, hazard.inspection_id) FROM paper "
        "LEFT JOIN paper_hazard AS item ON item.paper_id = paper.id LEFT JOIN hazard ON hazard.id = item.hazard_id "
        "WHERE paper.id = ? ORDER BY item.position",
        (paper_id,),
    )
    return papers_of_inspection(str(found)) if found else []


def save(paper_ids: Sequence[str], folder: Path, *, docx: bool = False) -> list[Path]:
    """Write each paper into the folder under its number, as the PDF that was kept or as .docx; returns the files."""
    made = []
    for paper in kept_papers(paper_ids):
        body = issuing.docx_of(paper.id) if docx else issuing.pdf_of(paper.id)
        made.append(outputs.write(folder / f"{file_name(paper.number)}{'.docx' if docx else '.pdf'}", body))
    return made


def kept_papers(paper_ids: Sequence[str]) -> list[Paper]:
    """The papers; UserError when one of them only came in from a register, before anything is made of the others."""
    papers = [Paper.get_by_id(paper_id) for paper_id in paper_ids]
    kept.check(papers)
    return papers


def save_merged(paper_ids: Sequence[str], target: Path) -> Path:
    """Write the papers as one PDF, in this order."""
    return outputs.write(target, merged(paper_ids))


def merged(paper_ids: Sequence[str]) -> bytes:
    """The papers one after the other, with a bookmark for each.

    What this program set it sets again in one go, which is ten times as fast and a fraction as large as joining the kept PDFs; for
    all else these are joined.
    """
    from xianfeng_gui.papers import produce_merged
    from xianfeng_gui.papers.volume import merge

    papers = kept_papers(paper_ids)
    style = kept.style_of_all(papers)
    if style is None:
        return merge([(f"{paper.kind.label} {paper.number}", issuing.pdf_of(paper.id)) for paper in papers])
    contents = ((kept.content_of(paper), kept.wording_of(paper)) for paper in papers)
    latest = max(paper.issued_on for paper in papers)
    return produce_merged(contents, MERGED_TITLE, style, latest, media.get, draft=False).pdf


def for_printer(paper_ids: Sequence[str], *, both_sides: bool = False) -> bytes:
    """The kept PDFs as they go to the printer: on red-head paper moved to where the office has it today; printed on both sides,
    each paper on sheets of its own."""
    from xianfeng_gui.papers.volume import merge, moved

    papers = kept_papers(paper_ids)
    pdfs = [(paper.number, moved(issuing.pdf_of(paper.id), *kept.shift_since(paper))) for paper in papers]
    return pdfs[0][1] if len(pdfs) == 1 else merge(pdfs, on_front=both_sides)


def page_count(paper_ids: Sequence[str]) -> int:
    """How many pages they have together; UserError when one of them only came in from a register."""
    return sum(int(paper.pages) for paper in kept_papers(paper_ids))


def file_name(number: str) -> str:
    """A document number as a file name: without the characters that Windows refuses."""
    return "".join("-" if character in '\\/:*?"<>|' else character for character in number)
