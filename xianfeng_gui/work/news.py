"""What is new in the program, by version (resources/news.toml), and which version this archive has told of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db import notes
from xianfeng_gui import __version__
from xianfeng_gui.work import resources

_SEEN = "news.seen"
_OLDEST = "0.1.0"
"""What an archive was written by that has never been told of anything: this version did not tell yet."""


@dataclass(frozen=True)
class News:
    """A version of the program, the day it came out, and what it brought."""

    number: str
    day: dt.date
    lines: tuple[str, ...]


def every() -> list[News]:
    """All versions, the newest first."""
    import tomllib

    listed = tomllib.loads(resources.read("news.toml"))["version"]
    return [News(one["number"], one["date"], tuple(one["lines"])) for one in listed]


def unseen() -> list[News]:
    """What came since the version that this archive has told of; empty for a fresh archive."""
    seen = notes.get(_SEEN, _OLDEST)
    if seen == __version__:
        return []
    return [one for one in every() if _order(seen) < _order(one.number) <= _order(__version__)]


def mark_seen() -> None:
    """This version need not be told of again; an older program doesn't take that back."""
    if _order(notes.get(_SEEN, _OLDEST)) < _order(__version__):
        notes.put(_SEEN, __version__)


def released_on() -> dt.date:
    """The day this version came out: no honest clock stands before it."""
    return next(one.day for one in every() if one.number == __version__)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
