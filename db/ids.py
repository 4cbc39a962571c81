"""Keys of records: UUID version 7 (RFC 9562) as 32 hexadecimal characters, in time order.

Python 3.11 has no ``uuid7``. Keys are made without asking other offices, so that two copies of a
database can be merged; being in time order they keep the primary key's B-tree compact.
"""

from __future__ import annotations

import os
import random
import time

_generator: random.Random | None = None
_clock_ms = 0
_latest = (0, 0)
"""Millisecond and count of the latest key: what one PC makes, also within a millisecond, sorts as it was made (RFC 9562, 6.2)."""
_MOST_A_MS = 0x1000


def new_id() -> str:
    """A new key."""
    global _clock_ms, _latest
    if _generator is not None:
        _clock_ms += 1
        noise = _generator.randbytes(10)
        return _format(_clock_ms, int.from_bytes(noise[:2], "big") >> 4, noise)
    now = time.time_ns() // 1_000_000
    ms, count = _latest
    _latest = (now, 0) if now > ms else (ms + (count + 1) // _MOST_A_MS, (count + 1) % _MOST_A_MS)
    return _format(*_latest, os.urandom(10))


def repeatable(seed: int | None, start_ms: int = 0) -> None:
    """Make keys follow from ``seed`` (demo data must come out the same every time); ``None`` ends it."""
    global _generator, _clock_ms
    _generator = None if seed is None else random.Random(seed)
    _clock_ms = start_ms


def _format(milliseconds: int, count: int, noise: bytes) -> str:
    bits = int.from_bytes(noise, "big")
    high = (milliseconds & 0xFFFFFFFFFFFF) << 16 | 0x7000 | count
    low = 0x8000000000000000 | bits & 0x3FFFFFFFFFFFFFFF
    return f"{high:016x}{low:016x}"
