"""A stick for a village: the program, the start file and the printed guide in one folder, verified.

Everything is first written beside its place, flushed and read back; only then it takes the place of what an earlier
stick had. Nothing else in the village's folder is touched, above all not ``data``, if the village has worked on the stick.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import xianfeng_gui
from db import connection
from db.errors import UserError
from xianfeng_gui.exchange import start_file
from xianfeng_gui.exchange.package import NewerError
from xianfeng_gui.work import guides, reading_back, resources, start_files
from xianfeng_gui.work.program_files import INSIDE, PROGRAM, Program, folder_name
from xianfeng_gui.work.progress import Progress

GUIDE = "使用说明.pdf"
DATA = "data"
_OURS = (PROGRAM, INSIDE, start_files.NAME, GUIDE)
_PART = ".xianfeng.part"
"""Holds ``new``, what is being written, and for a moment ``old``, what it takes the place of."""
_MARGIN = 4 * 1024 * 1024
"""For start file, guide and what the file system itself needs; besides that, a file takes a cluster more than its size."""
_CLUSTER = 32 * 1024
_MEGABYTE = 1024 * 1024
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


@dataclass(frozen=True)
class Outlook:
    """What making a stick would do; sizes in bytes. ``replaces``: an earlier program there, ``keeps_data``: a village's
    data, which stay."""

    folder: Path
    needed: int
    free: int
    replaces: bool
    keeps_data: bool


@dataclass(frozen=True)
class MadeStick:
    """A finished stick: the village's folder on it, and how many files were written and read back."""

    folder: Path
    files: int
    size: int
    keeps_data: bool


def outlook(office_id: str, drive: Path, program: Program) -> Outlook:
    """What would be done on this drive or folder; UserError says why it can't be."""
    office = start_files.local_office(office_id)
    folder = drive.absolute() / folder_name(str(office.name))
    if not drive.is_dir():
        raise UserError(f"“{drive}”不存在或读不到，请插好U盘，或另选一个文件夹", "drive")
    _refuse_own_place(folder, program)
    with _in_words(drive):
        return Outlook(
            folder,
            _needed(program),
            shutil.disk_usage(drive).free,
            replaces=any((folder / name).exists() for name in _OURS),
            keeps_data=(folder / DATA).exists(),
        )


def make(office_id: str, drive: Path, program: Program, progress: Progress) -> MadeStick:
    """Write the stick and read it back; progress counts megabytes, copied and read back.

    UserError says what stands in the way; then, as when it is cancelled, the drive is as it was before.
    """
    seen = outlook(office_id, drive, program)
    _refuse_newer(seen.folder)
    if seen.needed > seen.free:
        raise UserError(
            f"“{drive}”空间不足：需要{_megabytes(seen.needed)}，只剩{_megabytes(seen.free)}；请清理U盘或换一个",
            "drive",
        )
    made_here = {
        start_files.NAME: start_file.to_bytes(start_files.for_village(office_id)),
        GUIDE: guides.for_village(office_id).pdf,
    }
    with _in_words(drive), _staged(seen.folder) as part:
        writer = _Writer(part / "new", program, made_here, progress)
        writer.write()
        writer.read_back()
        _put_in_place(part, seen.folder)
    return MadeStick(seen.folder, len(writer.written), writer.total, seen.keeps_data)


def _needed(program: Program) -> int:
    try:
        return sum(file.stat().st_size + _CLUSTER for file in program.files()) + _MARGIN
    except OSError as error:
        raise UserError(f"读不出程序文件“{program.exe}”，请另选程序文件", "program") from error


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.0f} MB"


def _refuse_own_place(folder: Path, program: Program) -> None:
    """Neither into the data nor over a program that is in use here."""
    place, data = folder.resolve(), connection.path().parent.resolve()
    if place.is_relative_to(data) or data.is_relative_to(place):
        raise UserError(f"“{folder.parent}”里是本机正在使用的数据，请选U盘或其他文件夹", "drive")
    for used in (program.exe.resolve().parent, resources.program_folder()):
        if used.is_relative_to(place) or (used / INSIDE) in (place, *place.parents):
            raise UserError(f"“{folder.parent}”是本机程序所在的文件夹，请选U盘或其他文件夹", "drive")


def _refuse_newer(folder: Path) -> None:
    """A stick that a newer program has made is not set back to an older one."""
    words = f"U盘上“{folder.name}”里的程序比本机的新，请先更新本机的程序再制作"
    existing = folder / start_files.NAME
    try:
        made_by = start_files.read(existing).manifest.program if existing.is_file() else ""
    except NewerError as error:
        raise UserError(words, "drive") from error
    except UserError:
        return  # damaged: a new one takes its place
    if _numbers(made_by) > _numbers(xianfeng_gui.__version__):
        raise UserError(words, "drive")


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


class _Writer:
    """Writes the files below ``into`` and reads them back; counts both in ``progress``."""

    def __init__(self, into: Path, program: Program, made_here: dict[str, bytes], progress: Progress) -> None:
        self._into = into
        self._progress = progress
        self._copied = {self._place(program, file): file for file in program.files()}
        self._made_here = made_here
        sizes = [file.stat().st_size for file in self._copied.values()] + [*map(len, made_here.values())]
        self.total = sum(sizes)
        self._done = 0
        self.written: dict[Path, str] = {}
        """SHA-256 by place."""

    @staticmethod
    def _place(program: Program, file: Path) -> str:
        if program.inside is None or file == program.exe:
            return PROGRAM
        return f"{INSIDE}/{file.relative_to(program.inside).as_posix()}"

    def write(self) -> None:
        for name, source in self._copied.items():
            self._write(name, _blocks_of(source))
        for name, body in self._made_here.items():
            self._write(name, iter([body]))

    def _write(self, name: str, blocks: Iterator[bytes]) -> None:
        target = self._into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with target.open("xb") as file:
            for block in blocks:
                file.write(block)
                digest.update(block)
                self._count(block)
            file.flush()
            os.fsync(file.fileno())
        self.written[target] = digest.hexdigest()

    def read_back(self) -> None:
        for target, expected in self.written.items():
            digest = hashlib.sha256()
            for block in reading_back.blocks(target):
                digest.update(block)
                self._count(block)
            if digest.hexdigest() != expected:
                raise UserError(
                    f"校验不符：“{target.name}”写入后读回来不一样，这个U盘可能已损坏，请换一个U盘再做",
                    "drive",
                )

    def _count(self, block: bytes) -> None:
        self._done += len(block)
        self._progress.step(self._done // _MEGABYTE, self.total * 2 // _MEGABYTE)


def _blocks_of(source: Path) -> Iterator[bytes]:
    try:
        with source.open("rb") as file:
            while block := file.read(reading_back.BLOCK):
                yield block
    except OSError as error:
        raise UserError(f"读不出程序文件“{source}”，请另选程序文件", "program") from error


@contextlib.contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """The folder for what is being written, empty at first and gone at the end; what a broken-off try left goes too."""
    was_there = folder.exists()
    part = folder / _PART
    if part.exists():
        shutil.rmtree(part)
    try:
        (part / "new").mkdir(parents=True)
        yield part
    finally:
        # A stick that was pulled out keeps what it has; the next try clears it away.
        shutil.rmtree(part, ignore_errors=True)
        if not was_there:
            with contextlib.suppress(OSError):
                folder.rmdir()


def _put_in_place(part: Path, folder: Path) -> None:
    """Exchange the earlier files for the new ones: all of them, or after a fault none."""
    old, new = part / "old", part / "new"
    old.mkdir()
    moves = [(folder / name, old / name) for name in _OURS if (folder / name).exists()]
    moves += [(entry, folder / entry.name) for entry in new.iterdir()]
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            os.rename(source, target)
            done.append((source, target))
        _flush(folder)
    except OSError:
        for source, target in reversed(done):
            with contextlib.suppress(OSError):
                os.rename(target, source)
        raise


def _flush(folder: Path) -> None:
    """Have the folder's new names on the medium; Windows writes them to a stick at once."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _in_words(drive: Path) -> Iterator[None]:
    """What keeps the drive from being written, as a sentence."""
    try:
        yield
    except OSError as error:
        raise UserError(_trouble(drive, error), "drive") from error


def _trouble(drive: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return f"“{drive}”空间不足，没有做成；请清理U盘或换一个，再做一次"
    if not drive.is_dir():
        return f"“{drive}”读不到了，U盘可能已被拔出，没有做成；请重新插好，再做一次"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"“{drive}”不能写入，没有做成；请检查U盘是否写保护，并关闭从U盘打开的程序和使用说明，再做一次"
    return f"写入“{drive}”时出错，没有做成；请重新插好U盘，或换一个U盘，再做一次"
