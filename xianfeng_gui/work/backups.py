"""Backups as the office sees them: the list, making one, carrying one away, going back to one, checking the data."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from db import backup, connection
from db import check as archive_check
from db.errors import UserError
from xianfeng_gui.work import offices, outputs

ENDING = ".xfbak"

_KINDS = (
    (re.compile(r"\d{8}"), "自动备份"),
    (re.compile(r"before-restore-\d{8}-\d{6}"), "恢复前留存"),
    (re.compile(r"before-schema-\d+(-\d{8}-\d{6})?"), "升级前留存"),
)


@dataclass(frozen=True)
class BackupInfo:
    """A backup in the data folder: its file, when it was made, its size in bytes (without photos), and its kind."""

    path: Path
    made_on: dt.datetime
    size: int
    kind: str


def data_folder() -> Path:
    """The folder of the open archive."""
    return connection.path().parent


def list_backups() -> list[BackupInfo]:
    """The backups in the data folder, the newest first."""
    files = backup.folder_of(connection.path()).glob("*.db")
    found = [_info(file, kind) for file in files if (kind := _kind(file))]
    return sorted(found, key=lambda one: one.made_on, reverse=True)


def _kind(file: Path) -> str:
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(file.stem)), "")


def _info(file: Path, kind: str) -> BackupInfo:
    facts = file.stat()
    return BackupInfo(file, _made_on(file.stem, facts.st_mtime), facts.st_size, kind)


def _made_on(name: str, changed: float) -> dt.datetime:
    """The name's day and time as far as it has them: a file put aside was last changed before it was put there."""
    made = dt.datetime.fromtimestamp(changed).replace(microsecond=0)
    if found := re.search(r"(\d{8})-(\d{6})$", name):
        return dt.datetime.strptime("".join(found.groups()), "%Y%m%d%H%M%S")
    if re.fullmatch(r"\d{8}", name):
        return dt.datetime.combine(dt.datetime.strptime(name, "%Y%m%d"), made.time())
    return made


def back_up_now() -> Path:
    """Today's automatic backup, made again if there is one already."""
    return backup.automatic()


def suggested_name(today: dt.date) -> str:
    """A file name for a backup to carry away, such as 镇应急办20210618.xfbak."""
    return f"{offices.own_office().name}{today:%Y%m%d}{ENDING}"


def back_up_to(path: Path) -> Path:
    """``write_to``, with the ending added if it is missing."""
    return write_to(path if path.suffix.lower() == ENDING else path.with_name(path.name + ENDING))


def write_to(path: Path) -> Path:
    """One file with records and photos, to carry away; returns where it is."""
    target = outputs.checked_target(path)
    if target.resolve().parent == data_folder().resolve():
        raise UserError("备份不要放在数据文件夹里，请选U盘或其他文件夹")
    backup.to_file(target)
    return target


def restore(folder: Path, path: Path) -> Path | None:
    """Put a backup in the place of the folder's archive; returns where the present state was kept."""
    return backup.restore(folder, path)


def check() -> list[str]:
    """What is wrong with the data, one sentence each; empty when all is well."""
    return archive_check.problems()
