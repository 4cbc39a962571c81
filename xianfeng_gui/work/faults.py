"""The program's own faults: written to ``logs/xianfeng.log`` in the data folder, without anything of the records."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from db import clock
from xianfeng_gui import __version__
from xianfeng_gui.work import archive

LARGEST_BYTES = 1_000_000
OLDER_FILES = 2
_ROOT = Path(__file__).resolve().parents[2]


def record(folder: Path, error: BaseException) -> Path | None:
    """Write down where and of what kind the fault was; returns the file, none when nothing can be written.

    An error's message may quote what someone typed, so only its type and the places in the code are kept.
    """
    for place in (folder, archive.user_folder()):
        file = place / "logs" / "xianfeng.log"
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            _rotate(file)
            with file.open("a", encoding="utf-8") as log:
                log.write(_entry(error))
        except OSError:
            continue
        return file
    return None


def _rotate(file: Path) -> None:
    if not file.exists() or file.stat().st_size < LARGEST_BYTES:
        return
    for number in range(OLDER_FILES, 0, -1):
        newer = file.with_suffix(f".{number - 1}.log") if number > 1 else file
        if newer.exists():
            newer.replace(file.with_suffix(f".{number}.log"))


def _entry(error: BaseException) -> str:
    head = f"{clock.now():%Y-%m-%d %H:%M:%S} 版本{__version__} {platform.platform()}"
    lines = [head]
    link: BaseException | None = error
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines.extend(f"  {_place(frame)}" for frame in traceback.extract_tb(link.__traceback__))
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n\n"


def _place(frame: traceback.FrameSummary) -> str:
    """File, line and function; a user's name may stand in the folders above the program's own."""
    path = Path(frame.filename)
    inside = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else Path(path.name)
    return f"{inside.as_posix()}:{frame.lineno} {frame.name}"
