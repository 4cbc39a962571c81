"""How an office's papers look: plain values from its settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OfficeStyle:
    """Who issues papers and how.

    ``issuer`` signs; ``mark`` is the red mark (a line end in it breaks it); ``our_side`` is how the office speaks of itself in a
    text (我镇, 我村, 我社区). ``sealed``: the signature leaves room for the seal, its date ``seal_inset`` characters in from
    the right. ``preprinted``: red-head paper is in the printer, so mark and red rules are left out, and the whole page is moved by
    ``nudge_x_mm`` to the right and ``nudge_y_mm`` down. ``printed_by`` stands in the imprint, the issuer where it is empty.
    ``use_system_fonts``: Windows' own 仿宋, 楷体, 黑体, 宋体 where they are installed.
    """

    issuer: str
    mark: str
    our_side: str = "我镇"
    sealed: bool = True
    seal_inset: int = 4
    preprinted: bool = False
    nudge_x_mm: float = 0.0
    nudge_y_mm: float = 0.0
    printed_by: str = ""
    use_system_fonts: bool = False
