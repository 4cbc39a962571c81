"""The file that offices hand each other on a stick: a zip of a manifest and parts, sealed by a hash.

``manifest.json`` says what the file is (``kind``; so far ``start``, see ``start_file.py``), for whom, by whom and when,
which program and schema wrote it, and the SHA-256 of every part; ``seal`` is the SHA-256 of all that, so that one
changed byte anywhere is noticed. The seal tells accidents and careless hands, it is no signature.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import xianfeng_gui
from db import journal
from db.errors import UserError

FORMAT = "xianfeng-package"
VERSION = 1
"""Of the container itself; raised when an older program could not read a newer file any more."""
MANIFEST = "manifest.json"
MOST_BYTES = 64 * 1024 * 1024
"""A package unpacked is never so large; a file that claims to be is not read."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
)
"""What a broken zip, or JSON of another shape, raises at whatever place it breaks."""


class NewerError(UserError):
    """The package comes from a program that is newer than this one."""


@dataclass(frozen=True)
class OfficeCard:
    """An office as a manifest names it."""

    id: str
    name: str
    code: str


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself; ``program`` is a version such as 0.2.0, ``schema`` that of the archive."""

    kind: str
    office: OfficeCard
    sender: OfficeCard
    created_on: dt.date
    program: str = xianfeng_gui.__version__
    schema: int = journal.SCHEMA


def pack(manifest: Manifest, parts: Mapping[str, bytes]) -> bytes:
    """The file's bytes; equal content gives equal bytes."""
    told: dict[str, Any] = asdict(manifest) | {"format": FORMAT, "version": VERSION}
    told["created_on"] = manifest.created_on.isoformat()
    told["parts"] = {name: hashlib.sha256(body).hexdigest() for name, body in parts.items()}
    told["seal"] = _seal(told)
    files = {MANIFEST: json.dumps(told, ensure_ascii=False, indent=2).encode(), **parts}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            # A fixed hour: the clock's would make two files of the same content differ.
            entry = zipfile.ZipInfo(name, (*manifest.created_on.timetuple()[:3], 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, body)
    return buffer.getvalue()


def unpack(body: bytes, kind: str) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and the parts of a package of this kind.

    UserError when it is no such file, damaged or changed; NewerError when it is for a newer program.
    """
    try:
        files = _files(body)
        told = json.loads(files.pop(MANIFEST))
        if told["format"] != FORMAT or told["kind"] != kind:
            raise UserError("这不是所需的文件，请核对后另选一个")
        _refuse_newer(told)
        if told.pop("seal") != _seal(told) or told.pop("parts") != _hashes(files):
            raise UserError("文件已损坏或被改动，请让制作单位重新做一份")
        return _manifest(told), files
    except UserError:
        raise
    except _BROKEN as error:
        raise _unreadable() from error


def _unreadable() -> UserError:
    return UserError("文件读不出来，可能已损坏，请让制作单位重新做一份")


def _files(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise _unreadable()
        return {entry.filename: archive.read(entry) for entry in entries}


def _refuse_newer(told: Mapping[str, Any]) -> None:
    if told["version"] > VERSION or told["schema"] > journal.SCHEMA:
        raise NewerError(
            f"文件由更新的程序（版本{told['program']}）制作，本程序的版本是{xianfeng_gui.__version__}，请先更新程序"
        )


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}


def _seal(told: Mapping[str, Any]) -> str:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _manifest(told: Mapping[str, Any]) -> Manifest:
    return Manifest(
        str(told["kind"]),
        OfficeCard(**told["office"]),
        OfficeCard(**told["sender"]),
        dt.date.fromisoformat(told["created_on"]),
        str(told["program"]),
        int(told["schema"]),
    )
