"""Where a Chinese line may break.

Rules of GB/T 15834-2011 for punctuation: no line begins with a closing mark or ends with an opening one,
a dash of two cells and an ellipsis stay whole. Beyond it, official papers keep numbers with their unit
(5日, 3200.5米), document numbers (2020〔1〕) and Latin words together.
"""

from __future__ import annotations

import re

NO_START = frozenset("，。、；：！？）》〉」』”’〕】］｝〗〙％‰℃℉°′″㎡㎥³²·—…～／,.;:!?)]}%/")
"""Marks that never begin a line."""
NO_END = frozenset("（《〈「『“‘〔【［｛〖〘([{￥＄￡$#＃№")
"""Marks that never end a line."""
SPACES = frozenset(" \u3000")

_WORD = r"[A-Za-z0-9À-ÖØ-öø-ÿΑ-Ωα-ω]+(?:[.,:/\\\-_@+'&~*#=×—–～][A-Za-z0-9À-ÖØ-öø-ÿΑ-Ωα-ω]+)*"
_BRACKETED = rf"(?:{_WORD})?〔\d+〕(?:\d+号?)?"
_NUMBER = rf"第?(?:{_WORD}(?<=\d)(?:[%‰％℃℉°㎡㎥³²]|[\u3400-\u9fff])?)"
_ATOM = re.compile(rf"{_BRACKETED}|{_NUMBER}|{_WORD}|—+|…+|[^\S\u3000]+|.", re.DOTALL)


def units(text: str) -> list[str]:
    """Cut one paragraph into the pieces between which a line may break; joined they give the text again.

    A piece of spaces stands alone; a line drops it at its end or beginning.
    """
    pieces: list[str] = []
    open_ended = False
    for atom in _ATOM.findall(text):
        if pieces and (open_ended or atom[0] in NO_START):
            _append_to_last(pieces, atom)
        else:
            pieces.append(atom)
        if atom[-1] not in SPACES:  # spaces behind an opening mark leave it open
            open_ended = atom[-1] in NO_END
    return pieces


def _append_to_last(pieces: list[str], atom: str) -> None:
    """Glue an atom to the last piece, and spaces between to what stands before them."""
    while len(pieces) > 1 and not pieces[-1].strip(" \u3000"):
        spaces = pieces.pop()
        pieces[-1] += spaces
    pieces[-1] += atom
