"""Backup and restore by SQLite's own backup: whole also while the archive is in use, and verified before it counts.

``backups/`` in the data folder holds dated copies of the archive (rotated) and one media file that only grows.
A backup to carry away is one file: a zip of an archive and its media.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

import apsw

from db import clock, connection, journal, media, store
from db.errors import UserError

KEEP_DAYS = 10
KEEP_MONTHS = 12


def folder_of(archive: Path) -> Path:
    """Where the archive's automatic backups lie."""
    return archive.parent / "backups"


def newest(folder: Path) -> Path | None:
    """The newest dated copy."""
    copies = dated(folder)
    return copies[-1] if copies else None


def copy_archive(source: apsw.Connection, target: Path) -> None:
    """A verified copy of an archive; the target appears only when it is whole."""
    part = target.with_suffix(".part")
    with _writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        store.remove(part)
        try:
            _copy(source, part)
            verify(part, "现有数据没有通过核对，没有做备份：数据文件")
            _sync(part)
            os.replace(part, target)
        finally:
            store.remove(part)


def _copy(source: apsw.Connection, target: Path) -> None:
    with contextlib.closing(apsw.Connection(str(target))) as link:
        with link.backup("main", source, "main") as job:
            job.step()  # all pages at one read: in steps, a busy writer would make it begin anew without end
        link.execute("PRAGMA journal_mode = DELETE")


@contextlib.contextmanager
def _writing(target: Path) -> Iterator[None]:
    """A full, missing or write-protected disk in one sentence."""
    try:
        yield
    except (OSError, *store.CANNOT_WRITE) as error:
        raise UserError(f"备份没有完成：无法写入“{target}”，请检查磁盘空间和U盘") from error


def _sync(file: Path) -> None:
    with open(file, "rb+") as handle:
        os.fsync(handle.fileno())


def automatic() -> Path:
    """Today's backup in the data folder (the last of a day stands for it), and the rotation of old ones."""
    folder = folder_of(connection.path())
    target = folder / f"{clock.today():%Y%m%d}.db"
    copy_archive(connection.connection(), target)
    if media.path().exists():
        with _writing(folder / media.NAME):
            media.copy_new(media.path(), folder / media.NAME)
    _rotate(folder)
    return target


def is_due() -> bool:
    """Whether today's automatic backup is still to be made."""
    return not (folder_of(connection.path()) / f"{clock.today():%Y%m%d}.db").exists()


def dated(folder: Path) -> list[Path]:
    """The daily copies, the oldest first."""
    return sorted(path for path in folder.glob("*.db") if path.stem.isdigit() and len(path.stem) == 8)


def _rotate(folder: Path) -> None:
    """Keep the last KEEP_DAYS copies and the last copy of each of the last KEEP_MONTHS months."""
    copies = dated(folder)
    monthly = {path.stem[:6]: path for path in copies}
    keep = {*copies[-KEEP_DAYS:], *list(monthly.values())[-KEEP_MONTHS:]}
    for path in copies:
        if path not in keep:
            path.unlink()


def to_file(target: Path) -> None:
    """One file to carry away: archive and media in a zip, verified before it gets its name."""
    part = target.with_name(target.name + ".part")
    with _writing(target), tempfile.TemporaryDirectory(dir=connection.path().parent) as scratch:
        archive = Path(scratch) / store.NAME
        copy_archive(connection.connection(), archive)
        pictures = Path(scratch) / media.NAME
        media.copy_new(media.path(), pictures)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _pack(part, archive, pictures)
            _sync(part)
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)


def _pack(target: Path, archive: Path, pictures: Path) -> None:
    # Not strict: the clock of a PC with an empty battery may stand before 1980, which a zip can't tell.
    with zipfile.ZipFile(target, "w", strict_timestamps=False) as packed:
        packed.write(archive, store.NAME, zipfile.ZIP_DEFLATED)
        packed.write(pictures, media.NAME, zipfile.ZIP_STORED)
    with zipfile.ZipFile(target) as packed:
        if packed.testzip() is not None:
            raise OSError("the written file reads back differently")


def verify(archive: Path, called: str = "") -> None:
    """UserError unless the file is a sound archive of ours with an unbroken journal.

    ``called``: what the sentence calls the file, where that is not a backup of this name.
    """
    called = called or f"请换一个备份：备份文件“{archive.name}”"
    try:
        with contextlib.closing(connection.connect(archive, read_only=True)) as link:
            store.refuse_foreign(link, archive.name)
            if link.pragma("integrity_check") != "ok":
                raise UserError(f"{called}已损坏")
            if (seq := journal.broken_at(link)) is not None:
                raise UserError(f"{called}的操作日志从第{seq}条起对不上")
    except store.DAMAGE as error:
        raise UserError(f"{called}已损坏") from error


def restore(folder: Path, source: Path) -> Path | None:
    """Put a backup in the place of the folder's archive and open it; returns where the present state was kept.

    The present archive is moved aside, also when it is damaged; the backup is verified before anything moves.
    """
    if not source.is_file():
        raise UserError(f"找不到备份文件“{source}”")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        archive, pictures = _unpack(source, Path(scratch))
        verify(archive)
        store.close()
        aside = _keep_aside(folder)
        if pictures is not None:
            media.copy_new(pictures, folder / media.NAME)
        _sync(archive)
        os.replace(archive, store.archive_path(folder))
    store.open_folder(folder)
    return aside


def _unpack(source: Path, scratch: Path) -> tuple[Path, Path | None]:
    """The archive (a copy, so that the backup stays) and the media file that belongs to it."""
    archive = scratch / store.NAME
    if zipfile.is_zipfile(source):
        try:
            with zipfile.ZipFile(source) as packed:
                packed.extract(store.NAME, scratch)
                packed.extract(media.NAME, scratch)
        except (KeyError, zipfile.BadZipFile) as error:
            raise UserError(f"“{source.name}”不是本程序的备份文件，或者没有复制完整") from error
        return archive, scratch / media.NAME
    try:
        shutil.copyfile(source, archive)
    except OSError as error:
        raise UserError(f"读不出备份文件“{source}”，请检查U盘；磁盘空间也要够用") from error
    beside = source.parent / media.NAME
    return archive, beside if beside.exists() else None


def _keep_aside(folder: Path) -> Path | None:
    """Move the present archive out of the way, with the write-ahead log that may still hold its last changes."""
    current = store.archive_path(folder)
    if not current.exists():
        return None
    kept = folder_of(current) / f"before-restore-{clock.now():%Y%m%d-%H%M%S}.db"
    kept.parent.mkdir(parents=True, exist_ok=True)
    for ending in ("-wal", "-shm", ""):
        part = current.with_name(current.name + ending)
        if part.exists():
            os.replace(part, kept.with_name(kept.name + ending))
    return kept
