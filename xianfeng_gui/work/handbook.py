"""The clerk's handbook (docs/handbook.md) by its chapters, for the window's help."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xianfeng_gui.work import resources

FIRST = "overview"
"""The chapter for whoever asks from nowhere in particular."""
_HEAD = re.compile(r'^<a id="([a-z-]+)"></a>\n## (.+)\n', re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """A chapter: the anchor that pages, dialogs and links name, its title, and its Markdown with the title."""

    key: str
    title: str
    text: str

    def has(self, words: str) -> bool:
        """Whether all of these words, parted by blanks, stand in it."""
        text = self.text.casefold()
        return all(word in text for word in words.casefold().split())


@cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters in the handbook's order."""
    text = resources.document("handbook.md").read_text("utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return tuple(
        Chapter(head[1], head[2], f"## {head[2]}\n{text[head.end() : end]}")
        for head, end in zip(heads, ends, strict=True)
    )


def picture(link: str) -> Path:
    """The file of a picture as the handbook links it, relative to itself."""
    return resources.document(link)
