"""Looks into the finished exe: ``python -m tools.windows.contents`` fails on what has no business there or is missing.

Reads both editions in dist/, writes what is in them to build/windows/contents.txt, and compares that with what is
expected: a new library, plugin or data file has to be added here by somebody who wants it in every village's exe.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from tools.windows import imported
from tools.windows.bundle import LIBRARIES, PACKAGES, USED_OF_QT, USED_TIME_ZONES, is_left_out

PROJECT = Path(__file__).resolve().parents[2]
DIST = PROJECT / "dist"
LISTING = PROJECT / "build" / "windows" / "contents.txt"
MOST_ZIPPED = 55_000_000
MOST_SINGLE = 60_000_000

EXTENSIONS = """
apsw/__init__ lxml/etree lxml/_elementpath pil/_imaging pil/_webp python_calamine/_python_calamine
""".split()
"""Libraries' compiled parts."""

FILES = (
    *"base_library.zip python3.dll python311.dll vcruntime140.dll vcruntime140_1.dll libffi-8.dll".split(),
    *"_ctypes.pyd _decimal.pyd _elementtree.pyd _socket.pyd _uuid.pyd _zoneinfo.pyd".split(),
    *"pyexpat.pyd select.pyd unicodedata.pyd".split(),
    *(f"{library}.cp311-win_amd64.pyd" for library in EXTENSIONS),
    *"shiboken6/__init__.py shiboken6/shiboken.pyd shiboken6/shiboken6.abi3.dll".split(),
    *"shiboken6/msvcp140.dll shiboken6/vcruntime140.dll shiboken6/vcruntime140_1.dll".split(),
    *(f"pyside6/{pattern}" for pattern in USED_OF_QT),
    *(f"tzdata/zoneinfo/{zone}" for zone in USED_TIME_ZONES),
    *"docx/templates/* db/migrations/*.sql resources/* docs/handbook.md docs/pictures/*.png".split(),
)
"""Patterns of the files, in small letters, below ``_internal`` or inside the single file."""

FOR_TESTS = {"test", "tests", "testing", "testutils", "conftest", "hypothesis_strategies"}
"""A module with one of these words in its name is for the tests of a library."""


@dataclass(frozen=True)
class Edition:
    """What one edition holds: files with their sizes in bytes, and modules; ``size`` is what is handed over."""

    name: str
    size: int
    most: int
    files: dict[str, int]
    modules: list[str]


def folder_edition() -> Edition:
    """The folder as it lies in dist; handed over as a zip file."""
    folder = DIST / "xianfeng"
    inside = folder / "_internal"
    files = {
        file.relative_to(inside).as_posix(): file.stat().st_size
        for file in sorted(inside.rglob("*"))
        if file.is_file()
    }
    beside = {path.name for path in folder.iterdir()} - {"_internal", "xianfeng.exe"}
    files |= {f"../{name}": 0 for name in sorted(beside)}
    size = (DIST / "xianfeng.zip").stat().st_size
    return Edition("xianfeng.zip", size, MOST_ZIPPED, files, _modules(folder / "xianfeng.exe"))


def single_file() -> Edition:
    """What PyInstaller packed into the one-file exe."""
    from PyInstaller.archive.readers import CArchiveReader

    exe = DIST / "xianfeng-onefile.exe"
    # The kinds b and x are libraries and data; the rest is modules and scripts.
    files = {
        name.replace("\\", "/"): entry[2]
        for name, entry in CArchiveReader(str(exe)).toc.items()
        if entry[4] in "bx"
    }
    return Edition(exe.name, exe.stat().st_size, MOST_SINGLE, files, _modules(exe))


def _modules(exe: Path) -> list[str]:
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(exe))
    (name,) = (name for name in archive.toc if name.startswith("PYZ"))
    return sorted(archive.open_embedded_archive(name).toc)


def newcomers(edition: Edition) -> Iterator[str]:
    """A sentence for each thing that should not be there, or is too large."""
    for file in edition.files:
        if not any(fnmatch(file.lower(), pattern) for pattern in FILES):
            yield f"{edition.name} holds {file}, which nobody has asked for"
    for module in edition.modules:
        if not is_expected(module):
            yield f"{edition.name} holds the module {module}, which nobody has asked for"
    if edition.size > edition.most:
        yield f"{edition.name} has {edition.size / 1e6:.1f} MB, more than {edition.most / 1e6:.0f}"


def damaged(folder: Path) -> Iterator[str]:
    """A sentence for what the zip beside a folder does not hold as it stands there: a build that was broken off."""
    target = folder.parent / f"{folder.name}.zip"
    there = {
        file.relative_to(folder.parent).as_posix(): file.stat().st_size
        for file in folder.rglob("*")
        if file.is_file()
    }
    try:
        with zipfile.ZipFile(target) as packed:
            bad = packed.testzip()
            held = {entry.filename: entry.file_size for entry in packed.infolist()}
    except zipfile.BadZipFile as error:
        yield f"{target.name} is no whole zip file: {error}"
        return
    if bad is not None or held != there:
        wrong = bad or min(set(held.items()) ^ set(there.items()))[0]
        yield f"{target.name} does not hold the folder: {wrong}"


def missing(edition: Edition, imports: set[str]) -> Iterator[str]:
    """A sentence for each module that the program ``imports`` and the edition does not hold."""
    for module in sorted(imports - set(edition.modules)):
        yield f"{edition.name} lacks the module {module}, which the program imports"


def is_expected(module: str) -> bool:
    """Whether a module may be in the exe: ours, a chosen library's or Python's own, and no test."""
    parts = module.split(".")
    known = parts[0] in LIBRARIES or parts[0] in PACKAGES or parts[0] in sys.stdlib_module_names
    ours = parts[0] in PACKAGES or parts[0] == "_pyi_rth_utils"
    return (known or ours) and not is_left_out(module) and not FOR_TESTS & set(parts)


def listing(edition: Edition) -> str:
    """The edition as text: its size, then a line a file, then a line a module."""
    lines = [f"{edition.name}: {edition.size} bytes, at most {edition.most}"]
    lines += [f"{size:>10}  {file}" for file, size in edition.files.items()]
    lines += [f"    module  {module}" for module in edition.modules]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the listing, say what is wrong, and return the exit status."""
    editions = [folder_edition(), single_file()]
    LISTING.parent.mkdir(parents=True, exist_ok=True)
    LISTING.write_text("\n".join(map(listing, editions)), "utf-8")
    problems = [problem for edition in editions for problem in newcomers(edition)]
    problems += damaged(DIST / "xianfeng")
    imports = imported.loaded()
    problems += [problem for edition in editions for problem in missing(edition, imports)]
    for problem in problems:
        print(problem, file=sys.stderr)
    for edition in editions:
        sizes = f"{edition.size / 1e6:.1f} MB of at most {edition.most / 1e6:.0f}"
        print(f"{edition.name}: {sizes}, {len(edition.files)} files, {len(edition.modules)} modules")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
