"""The program's log: ``logs/xianfeng.log`` in the data folder, two older files beside it, nothing of the records in it."""

from __future__ import annotations

import re
from pathlib import Path

from db import clock
from xianfeng_gui import __version__
from xianfeng_gui.work import place

LARGEST_BYTES = 1_000_000
OLDER_FILES = 2
_FOLDER, _NAME = "logs", "xianfeng.log"
_ANY_USER = r"(?i)([\\/](?:users|home|documents and settings)[\\/]+)[^\\/\"'\n]+"
"""Compiled only where it is used: compiling it takes milliseconds of a start."""


def write(folder: Path, text: str) -> Path | None:
    """Add an entry to the log of a data folder, or to the user's own when that can't be written.

    Returns the file; none when nothing can be written. ``text`` holds no records and no names.
    """
    for where in (folder, place.user_folder()):
        file = where / _FOLDER / _NAME
        try:
            # A data folder that is gone must not be made anew, or nothing could come back to its place.
            file.parent.mkdir(parents=where != folder, exist_ok=True)
            _rotate(file)
            with file.open("a", encoding="utf-8") as log:
                log.write(f"{clock.now():%Y-%m-%d %H:%M:%S} 版本{__version__} {text}\n")
        except OSError:
            continue
        return file
    return None


def files(folder: Path) -> list[Path]:
    """The log's files that there are, of the data folder and of the user's own, the newest first of each."""
    names = [_NAME, *(f"xianfeng.{number}.log" for number in range(1, OLDER_FILES + 1))]
    found = [where / _FOLDER / name for where in (folder, place.user_folder()) for name in names]
    return [file for file in dict.fromkeys(found) if file.is_file()]


def folder_of(data: Path) -> Path:
    """Where the logs of a data folder lie."""
    return data / _FOLDER


def masked(text: str, folder: Path) -> str:
    """The text without what paths tell of a person: the data folder, the home folder, any user's folder."""
    for known, word in ((folder, "（数据文件夹）"), (Path.home(), "~")):
        for written in {str(known), known.as_posix(), str(known).replace("\\", "\\\\")}:
            if len(written) > len(known.anchor):
                text = re.sub(re.escape(written), word, text, flags=re.IGNORECASE)
    return re.sub(_ANY_USER, r"\1~", text)


def _rotate(file: Path) -> None:
    if not file.exists() or file.stat().st_size < LARGEST_BYTES:
        return
    for number in range(OLDER_FILES, 0, -1):
        newer = file.with_suffix(f".{number - 1}.log") if number > 1 else file
        if newer.exists():
            newer.replace(file.with_suffix(f".{number}.log"))
