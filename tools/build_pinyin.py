"""Build resources/pinyin/initials.txt from the package pypinyin: which characters a pinyin initial stands for.

One line an initial: the letter, a blank, its characters; first 26 letters of main readings, then those of second
readings (重: zhong, then chong). Third ones are left out, being rare. Run: ``python tools/build_pinyin.py``.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

TARGET = Path(__file__).resolve().parent.parent / "resources" / "pinyin" / "initials.txt"


def build() -> str:
    """The file's text."""
    characters: dict[tuple[int, str], list[str]] = defaultdict(list)
    for code, readings in sorted(PINYIN_DICT.items()):
        letters = dict.fromkeys(unicodedata.normalize("NFD", reading)[0] for reading in readings.split(","))
        for rank, letter in enumerate([one for one in letters if one.isascii() and one.isalpha()][:2]):
            characters[rank, letter].append(chr(code))
    return "".join(f"{letter} {''.join(found)}\n" for (_, letter), found in sorted(characters.items()))


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(build(), "utf-8")
