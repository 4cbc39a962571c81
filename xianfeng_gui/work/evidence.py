"""Evidence files of tasks: kept whole under their own names, and written out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from db import connection, media
from db.errors import UserError
from xianfeng_gui.work import outputs
from xianfeng_gui.work.ancestry import older

MAX_MEGABYTES = 50
_NAME_LENGTH = 200


@dataclass(frozen=True)
class KeptFile:
    """A file whose content is in the media file; ``size`` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class EvidenceRow:
    """An evidence file as lists show it; ``month`` is empty when it does not belong to a monthly report."""

    id: str
    name: str
    size: int
    added_on: dt.date
    month: str


def keep(files: Iterable[Path]) -> list[KeptFile]:
    """Put the files' contents into the media file; all are checked before the first is kept."""
    paths = list(files)
    for path in paths:
        _check(path)
    return [_keep(path) for path in paths]


def _check(path: Path) -> None:
    if not path.is_file():
        raise UserError(f"找不到文件“{path.name}”，请重新选择", "files")
    if path.stat().st_size == 0:
        raise UserError(f"“{path.name}”是空文件，请重新选择", "files")
    if path.stat().st_size > MAX_MEGABYTES * 1024 * 1024:
        raise UserError(f"“{path.name}”超过{MAX_MEGABYTES}MB，请压缩或拆分后再添加", "files")
    if len(path.name) > _NAME_LENGTH:
        raise UserError(f"“{path.name[:20]}…”的文件名过长，请改短后再添加", "files")


def _keep(path: Path) -> KeptFile:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UserError(f"读不出文件“{path.name}”，请检查U盘，或关闭正在使用它的程序", "files") from error
    return KeptFile(path.name, media.put(body), len(body))


def attach(task_id: str, report_id: str | None, files: Iterable[KeptFile], on: dt.date) -> None:
    """Name kept files as a task's evidence; the same file twice counts once. Only inside a change."""
    from db.records import Evidence

    for file in files:
        known = connection.scalar(
            "SELECT 1 FROM evidence WHERE task_id = ? AND report_id IS ? AND sha256 = ? AND name = ?",
            (task_id, report_id, file.sha256, file.name),
        )
        if not known:
            Evidence.create(
                task=task_id,
                report=report_id,
                name=file.name,
                sha256=file.sha256,
                size=file.size,
                added_on=on,
            )


def evidence_of(task_id: str) -> tuple[EvidenceRow, ...]:
    """A task's evidence and that of the tasks it was carried over from, the newest first."""
    sql = (
        "SELECT evidence.id, name, size, added_on, coalesce(month, '') FROM evidence "
        "LEFT JOIN monthly_report ON monthly_report.id = report_id "
        f"WHERE evidence.task_id = ?1 OR evidence.task_id IN {older('?1')} "
        "ORDER BY added_on DESC, evidence.id DESC"
    )
    return tuple(
        EvidenceRow(one, name, size, dt.date.fromisoformat(added_on), month)
        for one, name, size, added_on, month in connection.rows(sql, (task_id,))
    )


def save_evidence(evidence_id: str, target: Path) -> None:
    """Write an evidence file out as ``target``, byte for byte."""
    key = connection.scalar("SELECT sha256 FROM evidence WHERE id = ?", (evidence_id,))
    if key is None:
        raise UserError("没有这份佐证材料，请刷新后重试")
    outputs.write(target, media.get(str(key)))
