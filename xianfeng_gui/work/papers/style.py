"""How this office's papers look, and their numbers, from its settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.vocabulary import PaperKind
from xianfeng_gui.rules.numbering import render_number
from xianfeng_gui.work import settings

if TYPE_CHECKING:
    from xianfeng_gui.papers.style import OfficeStyle


def office_style() -> OfficeStyle:
    """Who issues papers and how they look."""
    from xianfeng_gui.papers.style import OfficeStyle

    return OfficeStyle(
        issuer=settings.get("paper.township"),
        mark=settings.get("paper.mark"),
        our_side=settings.get("paper.our_side"),
        sealed=settings.flag("paper.sealed"),
        seal_inset=int(settings.get("paper.seal_inset")),
        preprinted=settings.flag("paper.preprinted"),
        nudge_x_mm=float(settings.get("paper.nudge_x")),
        nudge_y_mm=float(settings.get("paper.nudge_y")),
        printed_by=settings.get("paper.printed_by"),
        use_system_fonts=settings.flag("paper.system_fonts"),
    )


def number(kind: PaperKind, year: int, sequence: int) -> str:
    """The document number of a kind, in the office's pattern."""
    return render_number(settings.get(f"paper.{kind.value}.number"), year, sequence)


def patterns() -> dict[PaperKind, str]:
    """How this office writes the document numbers of each kind."""
    return {kind: settings.get(f"paper.{kind.value}.number") for kind in PaperKind}


_OF_THE_TOWNSHIP = re.compile(r".*?府")
"""The office's part of a usual pattern: 先锋府 of 先锋府安改〔{year}〕{n}号."""


def write_of_village(name: str) -> None:
    """Give a village or community numbers and a word for itself of its own; only inside a change.

    With the township's patterns one number would stand on two papers in town.
    """
    for kind in PaperKind:
        usual = settings.rules()[f"paper.{kind.value}.number"].default
        settings.write(f"paper.{kind.value}.number", _OF_THE_TOWNSHIP.sub(name, usual, count=1))
    settings.write("paper.our_side", "我社区" if name.endswith("社区") else "我村")
