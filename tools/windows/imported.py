"""``python -m tools.windows.imported``: imports the whole program without what the exe leaves out.

Prints the modules of ours and of the libraries that are loaded then, one a line: the exe has to hold all of them, also
those that a library imports by a name it puts together, which PyInstaller cannot see. (Qt's own Python is inside its
compiled parts.)
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from tools.windows.bundle import LIBRARIES, PACKAGES, is_left_out, own_modules

PROJECT = Path(__file__).resolve().parents[2]
USED_LATER = ("icalendar", "openpyxl", "pypdf", "docx", "PIL.JpegImagePlugin", "reportlab.pdfgen.canvas")
"""What modules of ours import inside functions."""


class Wall:
    """Lets nothing through that the exe leaves out."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse an import, or say nothing."""
        if is_left_out(name):
            raise ModuleNotFoundError(name)


def loaded(names: Iterable[str] = ()) -> set[str]:
    """The modules in files of Python that a Python of its own has loaded with the whole program and ``names``."""
    words = [sys.executable, "-m", "tools.windows.imported", *names]
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ImportError(f"the program cannot do without what the exe leaves out:\n{done.stderr}")
    return set(done.stdout.split())


def _import_all(names: Iterable[str]) -> Iterator[str]:
    wall: Any = Wall()  # of a finder's methods it has the one that is asked
    sys.meta_path.insert(0, wall)
    for name in (*own_modules(PROJECT), *USED_LATER, *names):
        importlib.import_module(name)
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in {*LIBRARIES, *PACKAGES} - {"PySide6"} and _is_python(module):
            yield name


def _is_python(module: ModuleType) -> bool:
    return (getattr(module, "__file__", None) or "").endswith(".py")


if __name__ == "__main__":
    print("\n".join(sorted(_import_all(sys.argv[1:]))))
