"""A Windows PC under Wine: no Python on it, code page 936, and a screen that nobody sees.

Made for one run from the clean prefix that tools/windows/prepare.sh keeps; the shell that starts the run
(tools/windows/with_wine.sh) says where that is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tools.windows.screen import Screen

CLEAN = "WINDOWS_CLEAN"
"""The environment's name for the clean prefix."""
COMMAND_SECONDS = 90
_WINES_OWN = "system.reg System\\\\CurrentControlSet\\\\Control\\\\"
"""Where Wine describes screens and drives anew each time; only an administrator could write there."""


@dataclass(frozen=True)
class Said:
    """What a finished program said: its exit status and both its streams."""

    status: int
    out: str
    err: str


class Machine:
    """One PC; leave the block to switch it off.

    ``disk`` is its C: as this system sees it, ``temp`` the temporary folder, below a user's name in Chinese, and
    ``prefix`` what Wine is given.
    """

    def __init__(self) -> None:
        clean = Path(os.environ[CLEAN])
        self.prefix = clean.parent / "driven"
        self._clean = clean
        self.disk = self.prefix / "drive_c"
        self.temp = self.disk / "users" / "何 主任" / "Temp"
        self.screen = Screen()
        self.environment = os.environ | {
            "WINEPREFIX": str(self.prefix),
            "LOCPATH": str(clean.parent / "locale"),
            "LC_ALL": "zh_CN.UTF-8",
        }

    def __enter__(self) -> Self:
        if self.prefix.exists():
            shutil.rmtree(self.prefix)
        subprocess.run(["cp", "-a", str(self._clean), str(self.prefix)], check=True)
        self.screen.__enter__()
        self.environment["DISPLAY"] = self.screen.display
        self.switch_on()
        self.temp.mkdir(parents=True)
        for name in ("TEMP", "TMP"):
            words = ["HKCU\\Environment", "/v", name, "/d", self.named(self.temp), "/f"]
            self._quietly("wine", "reg", "add", *words)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.switch_off()
        self.screen.__exit__(kind, error, trace)
        shutil.rmtree(self.prefix)

    def switch_on(self) -> None:
        """Start Windows. Its server must not inherit a pipe that somebody reads to the end."""
        self._quietly("wineserver", "-p")
        self._quietly("wine", "wineboot")

    def switch_off(self) -> None:
        """End Windows and everything in it; the registry is written to its files."""
        self._quietly("wineserver", "-k")
        self._quietly("wineserver", "-w")

    def _quietly(self, *words: str) -> None:
        self._start(words, self.disk).wait(COMMAND_SECONDS)

    def _start(self, words: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            words,
            env=self.environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def named(self, path: Path) -> str:
        r"""A path below ``disk`` as Windows names it, ``C:\...``."""
        return "C:\\" + str(path.relative_to(self.disk)).replace("/", "\\")

    def run(self, exe: Path, *words: str) -> Said:
        """Run a program to its end; its streams are pipes, since Wine takes no files there."""
        done = subprocess.run(
            ["wine", str(exe), *words],
            env=self.environment,
            cwd=exe.parent if exe.is_absolute() else self.disk,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )
        return Said(done.returncode, _text(done.stdout), _text(done.stderr))

    def start(self, exe: Path, *words: str) -> subprocess.Popen[bytes]:
        """Start a program with a window, as a double click does: without any streams."""
        return self._start(["wine", str(exe), *words], exe.parent)

    def code_page(self) -> str:
        """The number of the code page in which programs without Unicode see their texts."""
        key = r"HKLM\System\CurrentControlSet\Control\Nls\CodePage"
        return self.run(Path("reg"), "query", key, "/v", "ACP").out.split()[-1]

    def registry(self) -> set[str]:
        """Every key and value of the registry but Wine's own; only after ``switch_off`` is it all in the files."""
        found = set()
        for file in ("system.reg", "user.reg", "userdef.reg"):
            key = ""
            for line in (self.prefix / file).read_text("utf-8", errors="replace").splitlines():
                if line.startswith("["):
                    key = line.rpartition("]")[0].removeprefix("[")
                    found.add(f"{file} {key}")
                elif line.startswith(('"', "@")):
                    found.add(f"{file} {key} {line}")
        return {line for line in found if not line.startswith(_WINES_OWN)}

    def files(self) -> set[Path]:
        """Every file on the disk."""
        return {path for path in self.disk.rglob("*") if path.is_file() and not path.is_symlink()}


def _text(said: bytes) -> str:
    """Our program speaks UTF-8; Windows' own may speak its code page."""
    return said.decode("utf-8", errors="replace").strip()
