"""The project's own files, found by walking: git need not be installed where the tests run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("db", "xianfeng_gui")
# Made by running, testing or building; .gitignore names the same ones.
NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis"}
NOT_TEXT = {
    ".icc",
    ".png",
    ".jpg",
    ".ico",
    ".ttf",
    ".otf",
    ".pdf",
    ".xlsx",
    ".xls",
    ".ods",
    ".db",
    ".zip",
    ".gz",
    ".pyc",
}


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            made = (
                path.name in NOT_OURS or path.name.endswith(("_cache", ".egg-info")) or path == ROOT / "data"
            )
            if not made:
                yield from _walk(path)
        elif path.name not in NOT_OURS:  # in a second working tree .git is a file
            yield path


def text_files() -> list[Path]:
    """Every text file of the project."""
    return [path for path in _walk(ROOT) if path.suffix not in NOT_TEXT]


def python_files() -> list[Path]:
    """Every Python module and script of the project, the build specification included."""
    return [path for path in _walk(ROOT) if path.suffix in {".py", ".spec"}]


def name(path: Path) -> str:
    """A file's name as it is written in the project: relative, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def run_python(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run this Python with ``arguments`` in ``folder``; output and errors come back together as text."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
