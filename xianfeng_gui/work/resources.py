"""Where the program's data files are, from source and from the packaged exe alike."""

from __future__ import annotations

import sys
from pathlib import Path


def program_folder() -> Path:
    """The folder that the exe lies in; from source, the project's folder."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parents[2]


def resource(*parts: str) -> Path:
    """A file below ``resources/``."""
    # PyInstaller unpacks data files beside the package, so the same relative place serves both.
    return Path(__file__).resolve().parents[2].joinpath("resources", *parts)


def document(*parts: str) -> Path:
    """A file of the handbook below ``docs/``; of that folder the exe has only this."""
    return resource().parent.joinpath("docs", *parts)


def read(*parts: str) -> str:
    """A text file below ``resources/``."""
    return resource(*parts).read_text("utf-8")
