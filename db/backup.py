"""Backup and restore by SQLite's own backup: whole also while the archive is in use, and verified before it counts.

``backups/`` in the data folder holds dated copies of the archive (rotated) and one media file that only grows.
A backup to carry away is one file: a zip of an archive and its media.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import apsw

from db import clock, connection, journal, media, numbers, store
from db.errors import DamagedError, UserError

KEEP_DAYS = 10
KEEP_MONTHS = 12

_PICTURES = "照片和文件的数据文件"


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
            if fault := _fault(part, target.name):
                raise DamagedError(f"备份没有完成：现有数据文件{fault}，请先检查数据")
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
def _writing(target: Path, read: str = "现有数据文件") -> Iterator[None]:
    """A full, missing or write-protected disk, or a damaged file that is read, in one sentence."""
    try:
        yield
    except (OSError, *store.CANNOT_WRITE) as error:
        raise UserError(f"备份没有完成：无法写入“{target}”，请检查磁盘空间和U盘") from error
    except store.DAMAGE as error:
        raise UserError(f"备份没有完成：{read}已损坏，请先检查数据") from error


def _sync(file: Path) -> None:
    with open(file, "rb+") as handle:
        os.fsync(handle.fileno())


def automatic() -> Path:
    """Today's backup in the data folder (the last of a day stands for it), and the rotation of old ones."""
    folder = folder_of(connection.path())
    target = folder / f"{clock.today():%Y%m%d}.db"
    copy_archive(connection.connection(), target)
    if media.path().exists():
        _copy_media(folder / media.NAME)
    _rotate(folder, target)
    return target


def _copy_media(target: Path) -> None:
    """Add what is new to the backup's media file; one that is damaged makes way for a new one."""
    with _writing(target, _PICTURES):
        try:
            media.copy_new(media.path(), target)
        except store.DAMAGE:
            if not media.is_sound(media.path()):
                raise
            os.replace(target, target.with_name("media-damaged.db"))
            store.remove(target)
            media.copy_new(media.path(), target)


def is_due() -> bool:
    """Whether today's automatic backup is still to be made."""
    return not (folder_of(connection.path()) / f"{clock.today():%Y%m%d}.db").exists()


def dated(folder: Path) -> list[Path]:
    """The daily copies, the oldest first."""
    return sorted(path for path in folder.glob("*.db") if path.stem.isdigit() and len(path.stem) == 8)


def _rotate(folder: Path, made: Path) -> None:
    """Keep the last KEEP_DAYS copies, the last copy of each of the last KEEP_MONTHS months, and the one just made.

    A PC whose clock went back makes a copy that is older by name than all others.
    """
    copies = dated(folder)
    monthly = {path.stem[:6]: path for path in copies}
    keep = {made, *copies[-KEEP_DAYS:], *list(monthly.values())[-KEEP_MONTHS:]}
    for path in copies:
        if path not in keep:
            path.unlink()


def to_file(target: Path) -> None:
    """One file to carry away: archive and media in a zip, verified before it gets its name."""
    part = target.with_name(target.name + ".part")
    with _writing(target, _PICTURES), tempfile.TemporaryDirectory(dir=connection.path().parent) as scratch:
        archive = Path(scratch) / store.NAME
        copy_archive(connection.connection(), archive)
        pictures = Path(scratch) / media.NAME
        media.copy_new(media.path(), pictures)
        try:
            if not target.parent.is_dir():
                raise UserError(f"文件夹“{target.parent}”不存在，请检查U盘是否插好、路径是否写对")
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


def verify(archive: Path, name: str = "") -> None:
    """UserError unless the file (called ``name``) is a sound archive of ours with an unbroken journal."""
    name = name or archive.name
    if fault := _fault(archive, name):
        raise UserError(f"备份文件“{name}”{fault}，请换一个备份")


def _fault(archive: Path, name: str) -> str:
    """What is wrong with an archive, as the end of a sentence; empty for nothing."""
    try:
        with contextlib.closing(connection.connect(archive, read_only=True)) as link:
            store.refuse_foreign(link, name)
            if link.pragma("integrity_check") != "ok":
                return "已损坏"
            seq = journal.broken_at(link)
            return "" if seq is None else f"的操作日志从第{seq}条起对不上"
    except store.DAMAGE:
        return "已损坏"


def restore(folder: Path, source: Path) -> Path | None:
    """Put a backup in the place of the folder's archive and open it; returns where the present state was kept.

    The present archive is moved aside, also when it is damaged; the backup is verified before anything moves.
    Numbers that were handed out since the backup stay used.
    """
    if not source.is_file():
        raise UserError(f"找不到备份文件“{source}”")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            archive, pictures = _unpack(source, Path(scratch))
            verify(archive, source.name)
            _settle(archive, _counters(store.archive_path(folder)))
            store.close()
            if pictures is not None:
                _restore_media(pictures, folder / media.NAME)
            aside = _exchange(store.archive_path(folder), archive)
    except (OSError, *store.CANNOT_WRITE) as error:
        if store.exists(folder):
            with contextlib.suppress(DamagedError):  # then it wasn't open before either
                store.open_folder(folder)
        raise UserError(f"没有恢复：读不出“{source}”或无法写入“{folder}”，请检查U盘和磁盘空间") from error
    store.open_folder(folder)
    return aside


def _unpack(source: Path, scratch: Path) -> tuple[Path, Path | None]:
    """The archive (a copy, so that the backup stays) and the media file that belongs to it."""
    archive = scratch / store.NAME
    if not zipfile.is_zipfile(source):
        # A state put aside after a crash may have its last changes in the write-ahead log beside it.
        for ending in ("", "-wal"):
            if (part := source.with_name(source.name + ending)).exists():
                shutil.copyfile(part, archive.with_name(archive.name + ending))
        pictures = source.parent / media.NAME
        if pictures.exists() and not media.is_sound(pictures):
            raise UserError(f"备份旁边的“{pictures}”已损坏；请把它移到别处再恢复，照片以现有的为准")
        return archive, pictures if pictures.exists() else None
    try:
        with zipfile.ZipFile(source) as packed:
            packed.extract(store.NAME, scratch)
            packed.extract(media.NAME, scratch)
    except (KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise UserError(f"“{source.name}”不是本程序的备份文件，或者没有复制完整") from error
    if not media.is_sound(scratch / media.NAME):
        raise UserError(f"备份文件“{source.name}”里的照片已损坏，请换一个备份")
    return archive, scratch / media.NAME


def _counters(present: Path) -> list[connection.Row]:
    """The counters of the archive that is to be replaced, none when they can't be read."""
    if not present.exists():
        return []
    try:
        with contextlib.closing(connection.connect(present, read_only=True)) as link:
            return numbers.counters(link)
    except (*store.DAMAGE, *store.CANNOT_WRITE, apsw.SQLError):
        return []


def _settle(archive: Path, used: list[connection.Row]) -> None:
    """Have no number handed out again, and take the write-ahead log into the file, which then stands for itself."""
    with contextlib.closing(connection.connect(archive)) as link:
        numbers.raise_to(link, used)
        link.execute("PRAGMA journal_mode = DELETE")
    _sync(archive)


def _restore_media(pictures: Path, present: Path) -> None:
    """Add what the folder lacks; a present media file that can't be read makes way."""
    if present.exists() and present.samefile(pictures):
        return
    if present.exists() and not media.is_sound(present):
        _keep_aside(present)
    media.copy_new(pictures, present, mend=True)


def _exchange(current: Path, archive: Path) -> Path | None:
    """Put the archive in the place of the current one and return where that was kept: both moves or neither."""
    aside = _keep_aside(current)
    try:
        os.replace(archive, current)
    except BaseException:
        if aside is not None:
            _move(aside, current)
        raise
    return aside


def _keep_aside(current: Path) -> Path | None:
    """Move a present file out of the way, with the write-ahead log that may still hold its last changes."""
    if not current.exists():
        return None
    at = clock.now()
    while (kept := folder_of(current) / _aside_name(current, at)).exists():
        at += dt.timedelta(seconds=1)
    kept.parent.mkdir(parents=True, exist_ok=True)
    _move(current, kept)
    return kept


def _move(file: Path, to: Path) -> None:
    """Move an SQLite file with what SQLite has put beside it: all parts or none."""
    moved: list[tuple[Path, Path]] = []
    try:
        for ending in ("", "-wal", "-shm"):  # first what may be refused because another program has it open
            part, place = file.with_name(file.name + ending), to.with_name(to.name + ending)
            if part.exists():
                os.replace(part, place)
                moved.append((part, place))
    except BaseException:
        for part, place in reversed(moved):
            os.replace(place, part)
        raise


def _aside_name(current: Path, at: dt.datetime) -> str:
    kind = "" if current.name == store.NAME else f"{current.stem}-"
    return f"before-restore-{kind}{at:%Y%m%d-%H%M%S}.db"
