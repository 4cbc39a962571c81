"""One-page notices as PDF against LibreOffice that turns the same notices as .docx into PDF; and the memory it takes.

A hundred files stand for a thousand: LibreOffice's own start is taken off by the difference to ten files.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.folders import probe
from bench.measure import Measure
from bench.notices import OFFICE, no_photo, notice, wording
from tools.libreoffice import to_pdf
from xianfeng_gui.papers import produce_docx

MANY, FEW = 100, 10
PAPERS = 1000


def measure() -> list[Measure]:
    """Single files, one merged file, memory; LibreOffice with its Writer must be there (tools/setup.sh dev)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [_docx(folder, index) for index in range(1, MANY + 1)]
        few, many = (_merged_docx(folder, count) for count in (FEW, MANY))
        _convert(folder, files[:1])  # makes its profile and its list of fonts
        ours, memory = _ours(PAPERS, folder)
        single = _slope(_convert(folder, files[:FEW]), _convert(folder, files))
        ours_merged, memory_merged = _ours(PAPERS, folder, "merged")
        merged = _slope(_convert(folder, [few]), _convert(folder, [many]))
    most = max(memory, memory_merged)
    return [
        Measure("papers", ours / single, 1 / 15, "×", _detail(ours, single)),
        Measure("papers merged", ours_merged / merged, 1 / 10, "×", _detail(ours_merged, merged)),
        Measure("papers memory", most, 150, " MiB", f"at most, for {PAPERS} single files or one merged"),
    ]


def _detail(ours: float, other: float) -> str:
    return f"{ours * 1000:.1f} ms a notice, LibreOffice {other * 1000:.0f} ms"


def _ours(count: int, folder: Path, *words: str) -> tuple[float, float]:
    """Seconds a notice and peak memory in MiB, in a process of their own."""
    seconds, memory = probe("papers", str(count), str(folder), *words).split()
    return float(seconds), float(memory)


def _docx(folder: Path, index: int) -> Path:
    path = folder / f"{index}.docx"
    path.write_bytes(produce_docx(notice(index), OFFICE, wording(), no_photo, draft=False))
    return path


def _merged_docx(folder: Path, count: int) -> Path:
    """The first so many notices behind each other in one .docx."""
    from docx import Document

    whole: Any = Document(str(folder / "1.docx"))
    end = whole.element.body[-1]
    for index in range(2, count + 1):
        part: Any = Document(str(folder / f"{index}.docx"))
        part.paragraphs[0].paragraph_format.page_break_before = True
        for element in list(part.element.body)[:-1]:
            end.addprevious(element)
    path = folder / f"merged-{count}.docx"
    buffer = io.BytesIO()
    whole.save(buffer)
    path.write_bytes(buffer.getvalue())
    return path


def _convert(folder: Path, files: Sequence[Path]) -> tuple[float, int]:
    """Seconds of one call of LibreOffice for these files, and how many notices they hold."""
    start = time.perf_counter()
    to_pdf(files, folder)
    taken = time.perf_counter() - start
    count = int(files[0].stem.removeprefix("merged-")) if files[0].stem.startswith("merged") else len(files)
    return taken, count


def _slope(few: tuple[float, int], many: tuple[float, int]) -> float:
    """Seconds a notice without what a call takes anyway, for a thousand with it."""
    each = (many[0] - few[0]) / (many[1] - few[1])
    start = max(0.0, few[0] - each * few[1])
    return each + start / PAPERS
