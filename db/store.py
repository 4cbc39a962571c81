"""The archive in its data folder: create, open with checks, migrate.

A data folder holds ``archive.db`` (records and journal), ``media.db`` (pictures, files, PDFs) and ``backups/``.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import apsw

from db import clock, connection, journal, notes
from db.errors import DamagedError, UserError

NAME = "archive.db"
DAMAGE = (apsw.NotADBError, apsw.CorruptError)
"""What SQLite raises for a file that is damaged or no database."""
CANNOT_WRITE = (apsw.FullError, apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError)
"""What SQLite raises where the disk is full, gone or write-protected."""
APPLICATION_ID = 0x58464151
"""Marks the file as ours (``XFAQ``), so that any other SQLite file is refused."""

PROGRAM = "program"
"""The note that names the first version of the program that wrote the schema."""

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def archive_path(folder: Path) -> Path:
    """The archive's file in a data folder."""
    return folder / NAME


def exists(folder: Path) -> bool:
    """Whether the folder already has an archive."""
    return archive_path(folder).exists()


def create(folder: Path) -> None:
    """Make an empty archive in the folder and open it."""
    if exists(folder):
        raise UserError(f"文件夹“{folder}”里已经有数据，不能重新建立；请另选一个文件夹")
    part = folder / (NAME + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove(part)
        with contextlib.closing(connection.connect(part)) as link:
            link.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(link)
        os.replace(part, archive_path(folder))
    except (OSError, *CANNOT_WRITE) as error:
        with contextlib.suppress(OSError):  # a disk that is gone keeps nothing
            remove(part)
        raise UserError(f"无法在“{folder}”建立数据文件，请检查磁盘空间和写入权限") from error
    connection.use(archive_path(folder))


def remove(file: Path) -> None:
    """Delete an SQLite file that is not wanted, with what SQLite may have put beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def open_folder(folder: Path) -> Path | None:
    """Open the folder's archive; an older one is brought up to date first, and its backup returned.

    UserError: no archive, not ours, damaged, written by a newer program, or it could not be brought up to date.
    """
    if open_current(folder):
        return None
    kept = update(folder)
    connection.use(archive_path(folder))
    return kept


def open_current(folder: Path) -> bool:
    """Open the folder's archive unless its schema is older than this program's: then false, and nothing is open."""
    path = archive_path(folder)
    if not path.exists():
        raise UserError(f"文件夹“{folder}”里还没有数据，请先运行 init 或打开窗口建立")
    with contextlib.closing(_open_checked(path)) as link:
        if schema_version(link) < journal.SCHEMA:
            return False
    connection.use(path)
    return True


def update(folder: Path) -> Path:
    """Bring an older archive to this program's schema after a verified backup, which is returned; all or nothing.

    Nobody else may have it open. UserError says why it was not done; then the archive is as it was.
    """
    from db import backup

    path = archive_path(folder)
    with contextlib.closing(_open_checked(path)) as link:
        kept = backup.folder_of(path) / f"before-schema-{journal.SCHEMA}-{clock.now():%Y%m%d-%H%M%S}.db"
        backup.copy_archive(link, kept)
        try:
            with connection.in_words():
                migrate(link)
        except UserError as error:
            raise UserError(f"数据没有升级，原来的数据没有改动：{error}") from error
        except apsw.Error as error:
            sentence = f"数据没有升级，原来的数据没有改动，升级前的备份在“{kept}”；请继续用原来的程序，并联系维护人员"
            raise UserError(sentence) from error
    return kept


def close() -> None:
    """Close the open archive."""
    connection.use(None)


def schema_version(link: apsw.Connection) -> int:
    """The schema that the file has."""
    return int(link.pragma("user_version"))


def migrate(link: apsw.Connection, steps: Path = MIGRATIONS, schema: int = journal.SCHEMA) -> None:
    """Bring the file to a schema by the files in ``steps``, with its version number, in one transaction."""
    with link:
        for version in range(schema_version(link) + 1, schema + 1):
            link.execute((steps / f"{version:04}.sql").read_text("utf-8"))
            link.execute(f"PRAGMA user_version = {version}")


def _open_checked(path: Path) -> apsw.Connection:
    """Looked at without writing first: a file that is not ours is left as it is."""
    try:
        with contextlib.closing(connection.connect(path, read_only=True)) as link:
            refuse_foreign(link, path.name)
        return connection.connect(path)
    except DAMAGE as error:
        raise DamagedError(damage_message(path)) from error
    except CANNOT_WRITE as error:
        raise UserError(
            f"无法打开数据文件“{path}”，请检查U盘是否插好、磁盘是否已满、文件夹能否写入"
        ) from error


def refuse_foreign(link: apsw.Connection, name: str) -> None:
    """UserError unless the file ``name`` is an archive of ours that this program can read; an empty one is damaged."""
    application, version = link.pragma("application_id"), schema_version(link)
    if not link.execute("SELECT count(*) FROM sqlite_schema").get:
        raise apsw.NotADBError("an empty file")
    if application != APPLICATION_ID:
        raise DamagedError(f"“{name}”不是本程序的数据文件，请选择本程序的数据文件夹或备份文件")
    if version > journal.SCHEMA:
        raise UserError(
            f"数据由更新的程序写成（格式{version}），本程序只能打开格式{journal.SCHEMA}，请先更新程序{_needed(link, version)}"
        )


def note_program(program: str) -> None:
    """Note in the open archive which version of the program first wrote its schema: an older one will say it."""
    wanted = {"schema": journal.SCHEMA, "version": program}
    if notes.get(PROGRAM, {}).get("schema") != journal.SCHEMA:
        notes.put(PROGRAM, wanted)


def _needed(link: apsw.Connection, schema: int) -> str:
    """The version of the program that a newer archive needs, in brackets; empty when it doesn't say."""
    with contextlib.suppress(apsw.SQLError, ValueError, AttributeError):
        noted = json.loads(link.execute("SELECT value FROM note WHERE key = ?", (PROGRAM,)).get or "{}")
        if noted.get("schema") == schema and (version := noted.get("version")):
            return f"（需要{version}或更新的版本）"
    return ""


def damage_message(path: Path) -> str:
    """One sentence on a damaged archive, with the way to the last good backup."""
    from db import backup

    good = backup.newest(backup.folder_of(path))
    way = f"请用最近的备份“{good}”恢复" if good else "没有找到备份，请从U盘上的备份恢复"
    return f"数据文件“{path}”已损坏；{way}"
