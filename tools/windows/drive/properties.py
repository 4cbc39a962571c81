"""What Windows reads in the exe itself: its name, version, icon, and what it asks for at its start."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pefile

WINDOWED = pefile.SUBSYSTEM_TYPE["IMAGE_SUBSYSTEM_WINDOWS_GUI"]


@dataclass(frozen=True)
class Properties:
    """``texts`` are the entries under Properties > Details, ``icon_sizes`` pixels across; ``languages`` as numbers."""

    windowed: bool
    texts: dict[str, str]
    languages: set[int]
    icon_sizes: set[int]
    manifest: str


def read(exe: Path) -> Properties:
    """The properties of an exe."""
    image = pefile.PE(str(exe), fast_load=True)
    image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
    tables = [
        table for info in image.FileInfo[0] if info.Key == b"StringFileInfo" for table in info.StringTable
    ]
    return Properties(
        windowed=image.OPTIONAL_HEADER.Subsystem == WINDOWED,
        texts={key.decode(): text.decode() for table in tables for key, text in table.entries.items()},
        languages={int(table.LangID[:4], 16) for table in tables},
        icon_sizes=_icon_sizes(next(_data(image, "RT_GROUP_ICON"))),
        manifest=next(_data(image, "RT_MANIFEST")).decode(),
    )


def _data(image: Any, kind: str) -> Iterator[bytes]:
    """The bytes of each resource of a kind."""
    wanted = pefile.RESOURCE_TYPE[kind]
    for entry in image.DIRECTORY_ENTRY_RESOURCE.entries:
        if entry.id == wanted:
            for name in entry.directory.entries:
                for language in name.directory.entries:
                    place = language.data.struct
                    yield image.get_data(place.OffsetToData, place.Size)


def _icon_sizes(group: bytes) -> set[int]:
    """The sizes in a GRPICONDIR: a header of three words, then 14 bytes an entry whose first is the width (0: 256)."""
    (count,) = struct.unpack_from("<4xH", group)
    return {group[6 + 14 * number] or 256 for number in range(count)}
