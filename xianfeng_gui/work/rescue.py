"""When the archive can't be opened: back to the last good backup, the present files kept aside."""

from __future__ import annotations

from pathlib import Path

from db import backup, store
from db.errors import UserError


def copies(folder: Path) -> list[Path]:
    """The daily backups in a data folder whose archive isn't open, the newest first."""
    return backup.dated(backup.folder_of(store.archive_path(folder)))[::-1]


def restore_last_good(folder: Path) -> Path:
    """Restore the newest backup that passes verification and open it; returns which it was."""
    for copy in copies(folder):
        try:
            backup.verify(copy)
        except UserError:
            continue  # damaged as well: the one before it may be good
        backup.restore(folder, copy)
        return copy
    raise UserError("没有找到完好的备份，请选择U盘上的备份文件")
