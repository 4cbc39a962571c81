"""Streams of a compound file (.xls, and what Office encrypts), as [MS-CFB] lays them out."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_HEADER, _ENTRY = 512, 128
_DIFAT_IN_HEADER = 109


class BrokenError(Exception):
    """The file's chains of sectors lead nowhere."""


@dataclass(frozen=True)
class _Entry:
    name: str
    start: int
    size: int


class CompoundFile:
    """A compound file held in memory; BrokenError when its parts contradict each other."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        if len(self.data) < _HEADER or not self.data.startswith(MARK):
            raise BrokenError
        self.sector = 1 << self._number("H", 30)
        self.small = 1 << self._number("H", 32)
        self.cutoff = self._number("I", 56)
        if self.sector not in (512, 4096) or self.small != 64:
            raise BrokenError
        self.table = self._allocation()
        self.entries = self._directory(self._number("I", 48))
        self.small_table = _numbers(self._chain(self._number("I", 60)))

    def _number(self, form: str, at: int) -> int:
        return int(struct.unpack_from("<" + form, self.data, at)[0])

    def _at(self, number: int) -> bytes:
        begin = (number + 1) * self.sector
        found = self.data[begin : begin + self.sector]
        if not found:
            raise BrokenError
        return found

    def _allocation(self) -> tuple[int, ...]:
        places = list(struct.unpack_from(f"<{_DIFAT_IN_HEADER}I", self.data, 76))
        following, left = self._number("I", 68), len(self.data) // self.sector
        while following < _END and left > 0:
            numbers = _numbers(self._at(following))
            places += numbers[:-1]
            following, left = numbers[-1], left - 1
        return _numbers(b"".join(self._at(place) for place in places if place < _END))

    def _chain(self, start: int) -> bytes:
        parts = []
        left = len(self.data) // self.sector + 1
        while start < _END:
            if start >= len(self.table) or left == 0:
                raise BrokenError
            parts.append(self._at(start))
            start, left = self.table[start], left - 1
        return b"".join(parts)

    def _directory(self, start: int) -> list[_Entry]:
        table = self._chain(start)
        found = []
        for at in range(0, len(table) - _ENTRY + 1, _ENTRY):
            length = min(struct.unpack_from("<H", table, at + 64)[0], 64)
            name = table[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", table, at + 116)
            found.append(_Entry(name, first, size))
        if not found:
            raise BrokenError
        return found

    def stream(self, *names: str) -> bytes | None:
        """The first stream of one of these names; None when there is none."""
        for name in names:
            for entry in self.entries:
                if entry.name == name:
                    return self._content(entry)
        return None

    def _content(self, entry: _Entry) -> bytes:
        if entry.size >= self.cutoff:
            return self._chain(entry.start)[: entry.size]
        whole = self._chain(self.entries[0].start)
        parts: list[bytes] = []
        start = entry.start
        while start < _END and len(parts) * self.small < entry.size:
            if start >= len(self.small_table):
                raise BrokenError
            parts.append(whole[start * self.small : (start + 1) * self.small])
            start = self.small_table[start]
        return b"".join(parts)[: entry.size]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
