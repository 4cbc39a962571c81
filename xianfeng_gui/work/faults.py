"""The program's own faults in the log: their kind and where in the code, without anything of the records."""

from __future__ import annotations

import contextlib
import faulthandler
import re
from pathlib import Path
from typing import TextIO

from xianfeng_gui.work import logs

NATIVE = "native.log"
"""What is written here at the moment of a crash inside Qt or SQLite goes to the log at the next start."""
_ROOT = Path(__file__).resolve().parents[2]
_CODE_FILE = re.compile(r'File "([^"]*)"')


def record(folder: Path, error: BaseException) -> Path | None:
    """Write down where and of what kind the fault was; returns the file, none when nothing can be written.

    An error's message may quote what someone typed, so only its type and the places in the code are kept.
    """
    return logs.write(folder, _entry(error))


def _entry(error: BaseException) -> str:
    import platform
    import traceback

    lines = [platform.platform()]
    link: BaseException | None = error
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines.extend(
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        )
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def _place(filename: str) -> str:
    """A file of the code; a user's name may stand in the folders above the program's own."""
    path = Path(filename)
    if path.is_relative_to(_ROOT):
        return path.relative_to(_ROOT).as_posix()
    return path.as_posix() if not path.is_absolute() else path.name


class NativeWatch:
    """From now on a crash outside Python leaves a trace in the folder's logs; what the last one left is taken over."""

    def __init__(self, folder: Path) -> None:
        self._file: TextIO | None = None
        with contextlib.suppress(OSError):  # a log that can't be written keeps nobody from working
            file = logs.folder_of(folder) / NATIVE
            file.parent.mkdir(parents=True, exist_ok=True)
            _take_over(file, folder)
            self._file = file.open("w", encoding="utf-8")
            faulthandler.enable(self._file)

    def close(self) -> None:
        """No longer watch; an empty file goes."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        with contextlib.suppress(OSError):
            if not (file := Path(self._file.name)).stat().st_size:
                file.unlink()


def _take_over(file: Path, folder: Path) -> None:
    if file.is_file() and (left := file.read_text("utf-8", "replace").strip()):
        import platform

        told = _CODE_FILE.sub(lambda found: f"File {_place(found[1])}", left)
        logs.write(folder, f"{platform.platform()}\n{logs.masked(told, folder)}\n")
