"""Writing what a preview shows: every row of it as one journal entry, which one undo takes back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import bulk, journal
from db.errors import UserError
from db.records import Hazard, Person, Site
from db.records.base import Record
from xianfeng_gui.work import offices
from xianfeng_gui.work.ledger import (
    hazard_writing,
    inspection_writing,
    paper_writing,
    pictures,
    plan_rows,
    step_rows,
    task_writing,
)
from xianfeng_gui.work.ledger.judged import Fate, Judged
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Preview, remember
from xianfeng_gui.work.progress import Progress


@dataclass(frozen=True)
class Imported:
    """How many rows were written, how many photos came with them, and in words which pictures could not be read."""

    created: int
    updated: int
    photos: int = 0
    unread: tuple[str, ...] = ()

    def in_words(self) -> str:
        """For the status bar and the command."""
        photos = f"，照片{self.photos}张" if self.photos else ""
        unread = f"；有{len(self.unread)}张图片读不出：{'、'.join(self.unread[:5])}" if self.unread else ""
        return f"已导入：新增 {self.created} 条，更新 {self.updated} 条{photos}{unread}"


class StaleError(UserError):
    """Something was changed after the rows were judged; they have to be judged anew."""


def accept(
    preview: Preview, actor: str, progress: Progress | None = None, *, confirmed: bool = False
) -> Imported:
    """Write all rows that are not refused; all or nothing, also when it is cancelled.

    ``confirmed``: a clerk has seen what the columns and words are taken for, so that it is remembered for the layout.
    UserError when there is nothing to write, StaleError when the archive has changed since the preview.
    """
    created, updated = preview.with_fate(Fate.CREATE), preview.with_fate(Fate.UPDATE)
    if not created and not updated:
        raise UserError(_nothing_to_write(preview))
    steps = progress or Progress()
    photos = pictures.keep([*created, *updated], preview.head, steps)
    with journal.change(f"导入{preview.kind.label}“{preview.path.name}”", actor):
        if journal.last_seq() != preview.seq:
            raise StaleError("预览之后数据有改动，请重新核对各行，再按“导入”")
        if confirmed:
            remember(preview)
        for village, name in preview.new_villages.items():
            offices.new_office(name, offices.kind_of_name(name), office_id=village)
        written = _WRITERS[preview.kind](created, updated, actor, steps)
        pictures.attach([*written, *(one.target for one in updated)], photos.kept)
    return Imported(len(created), len(updated), photos.count, tuple(photos.unread))


def _nothing_to_write(preview: Preview) -> str:
    same, refused = preview.count(Fate.UNCHANGED), preview.count(Fate.REFUSE)
    if not same and not refused:
        return f"“{preview.path.name}”里没有可以导入的行"
    if not same:
        return f"“{preview.path.name}”的{refused}行都不能导入，没有写入；请先预览，按各行的原因改正"
    found = f"“{preview.path.name}”的{same}行都已经登记过，没有新的内容，没有重复写入"
    return f"{found}；另有{refused}行不能导入，请先预览，按各行的原因改正" if refused else found


_Rows = Sequence[Judged]


def _write_hazards(created: _Rows, updated: _Rows, actor: str, progress: Progress) -> list[str]:
    written = hazard_writing.create(created, actor, progress)
    _update(Hazard, updated)
    return written


def _write_sites(created: _Rows, updated: _Rows, actor: str, progress: Progress) -> list[str]:
    bulk.insert(Site, [dict(one.record) for one in created])
    _update(Site, updated)
    return [str(one.record["id"]) for one in created]


def _write_tasks(created: _Rows, updated: _Rows, actor: str, progress: Progress) -> list[str]:
    return task_writing.write_tasks(created, updated)


def _write_monthly(created: _Rows, updated: _Rows, actor: str, progress: Progress) -> list[str]:
    return task_writing.write_reports(created, updated)


def _write_steps(created: _Rows, updated: _Rows, actor: str, progress: Progress) -> list[str]:
    return step_rows.write(created, progress)


def _write_people(created: _Rows, updated: _Rows, actor: str, progress: Progress) -> list[str]:
    bulk.insert(Person, [dict(one.record) for one in created])
    _update(Person, updated)
    return [str(one.record["id"]) for one in created]


def _write_papers(created: _Rows, updated: _Rows, actor: str, progress: Progress) -> list[str]:
    return paper_writing.write(created, updated, progress)


def _write_inspections(created: _Rows, updated: _Rows, actor: str, progress: Progress) -> list[str]:
    return inspection_writing.write(created, updated)


def _write_plan(created: _Rows, updated: _Rows, actor: str, progress: Progress) -> list[str]:
    return plan_rows.write(created, updated)


_WRITERS: Mapping[LedgerKind, Callable[[_Rows, _Rows, str, Progress], list[str]]] = {
    LedgerKind.HAZARDS: _write_hazards,
    LedgerKind.SITES: _write_sites,
    LedgerKind.TASKS: _write_tasks,
    LedgerKind.MONTHLY: _write_monthly,
    LedgerKind.STEPS: _write_steps,
    LedgerKind.PEOPLE: _write_people,
    LedgerKind.PAPERS: _write_papers,
    LedgerKind.INSPECTIONS: _write_inspections,
    LedgerKind.INSPECTION_PLAN: _write_plan,
}
"""What writes the new rows and the changed ones; returns the ids of the new."""


def _update(record: type[Record], judged: Sequence[Judged]) -> None:
    for one in judged:
        if one.record:
            record.update(**one.record).where(record.id == one.target).execute()


def as_data(preview: Preview) -> dict[str, Any]:
    """The preview for JSON: rows and columns are counted from 1, as spreadsheet programs show them."""
    titles = {field.key: field.title for field in preview.fields}
    return {
        "kind": preview.kind.value,
        "sheet": preview.sheet,
        "header_row": preview.head.last + 1,
        "header_rows": [preview.head.first + 1, preview.head.last + 1],
        "columns": [
            {"column": at + 1, "heading": preview.head.titles[at], "field": key, "title": titles[key]}
            for at, key in preview.columns.items()
        ],
        "ignored": [
            title for at, title in enumerate(preview.head.titles) if at not in preview.columns and title
        ],
        "counts": {fate.value: preview.count(fate) for fate in Fate},
        "created": preview.count(Fate.CREATE),
        "updated": preview.count(Fate.UPDATE),
        "refused": preview.count(Fate.REFUSE),
        "pictures": sum(len(one.pictures) for one in preview.judged if one.fate is not Fate.REFUSE),
        "refused_rows": [{"row": one.number, "reason": one.reason} for one in preview.with_fate(Fate.REFUSE)],
        "remarks": preview.remarks
        + [f"第{one.number}行：{remark}" for one in preview.judged for remark in one.remarks],
        "same_sites": [dataclasses.asdict(match) for match in preview.matches],
    }
