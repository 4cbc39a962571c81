"""What a clerk says of a ledger where the program's guess is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xianfeng_gui.rules.ledger.meanings import Said


@dataclass(frozen=True)
class Corrections:
    """Nothing where the program is to guess, or to go by what was said of the same layout before.

    ``head``: the head's lowest row, as spreadsheet programs count. ``columns``: column from 0 -> field's key. ``meanings``: what words in the cells mean. ``apart``: names of sites that
    are new although they look like known ones. ``topics``: row, as spreadsheet programs count -> its hazard's topic's id.
    """

    head: int | None = None
    columns: Mapping[int, str] | None = None
    meanings: Said | None = None
    apart: frozenset[str] = frozenset()
    topics: Mapping[int, str] = field(default_factory=dict)


NOTHING_SAID = Corrections()
"""All is guessed, or as it was said of the same layout before."""
