"""Facts that have to hold: each is named, checked once and said aloud."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_began = time.monotonic()


class Broken(Exception):
    """A fact that does not hold; the text says which one and what was found instead."""


def fact(what: str, holds: bool, found: object = "") -> None:
    """Say the fact, or stop at it with what was ``found``."""
    if not holds:
        raise Broken(f"{what} -- found: {found!r}" if found != "" else what)
    print(f"   ok  {what}", flush=True)


@contextmanager
def act(name: str) -> Iterator[None]:
    """One part of the drive, with its time."""
    start = time.monotonic()
    print(f"== +{start - _began:3.0f}s  {name}", flush=True)
    yield
    print(f"       took {time.monotonic() - start:.1f} s", flush=True)
