"""One-page notices as PDF against LibreOffice that turns the same notices as .docx into PDF; and the memory it takes.

Single files: a hundred .docx stand for a thousand, LibreOffice's own start is told apart by the difference to ten. The merged .docx
has all thousand. Both sides in turn, medians of ``ROUNDS``.
"""

from __future__ import annotations

import copy
import io
import statistics
import tempfile
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bench.folders import probe
from bench.measure import Measure, seconds
from bench.notices import OFFICE, no_photo, notice, wording
from tools.libreoffice import to_pdf
from xianfeng_gui.papers import produce_docx

MANY, FEW = 100, 10
PAPERS, ROUNDS = 1000, 3


def measure() -> list[Measure]:
    """Single files, one merged file, memory; LibreOffice with its Writer must be there (tools/setup.sh dev)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [_docx(folder, index) for index in range(1, MANY + 1)]
        whole = _merged_docx(folder)
        to_pdf(files[:1], folder)  # makes its profile and its list of fonts
        rounds = [_round(folder, files, whole) for _ in range(ROUNDS)]
    ours, single, ours_merged, merged, memory = (
        statistics.median(figures) for figures in zip(*rounds, strict=True)
    )
    return [
        Measure("papers", ours / single, 1 / 15, "×", _detail(ours, single)),
        Measure("papers merged", ours_merged / merged, 1 / 10, "×", _detail(ours_merged, merged)),
        Measure("papers memory", memory, 150, " MiB", f"at most, for {PAPERS} single files or one merged"),
    ]


def _round(folder: Path, files: list[Path], whole: Path) -> tuple[float, float, float, float, float]:
    """Seconds a notice, ours and LibreOffice's in turn, for single files and for one; our peak of memory in MiB."""
    ours, memory = _ours(PAPERS, folder)
    few = seconds(lambda: to_pdf(files[:FEW], folder))
    single = _slope(few, seconds(lambda: to_pdf(files, folder)))
    ours_merged, memory_merged = _ours(PAPERS, folder, "merged")
    merged = seconds(lambda: to_pdf([whole], folder)) / PAPERS
    return ours, single, ours_merged, merged, max(memory, memory_merged)


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


def _merged_docx(folder: Path) -> Path:
    """All notices behind each other in one .docx, as a mail merge makes it: a section each, with page numbers from 1."""
    from docx import Document

    whole: Any = Document(io.BytesIO(produce_docx(notice(1), OFFICE, wording(), no_photo, draft=False)))
    last = whole.element.body[-1]
    number_from_one = OxmlElement("w:pgNumType")
    number_from_one.set(qn("w:start"), "1")
    last.find(qn("w:pgMar")).addnext(number_from_one)
    first, others = copy.deepcopy(last), last
    for footer in others.findall(
        qn("w:footerReference")
    ):  # a section without takes over those of the one before
        others.remove(footer)
    for index in range(2, PAPERS + 1):
        section = first if index == 2 else copy.deepcopy(others)
        last.getprevious().get_or_add_pPr().append(section)
        part: Any = Document(
            io.BytesIO(produce_docx(notice(index), OFFICE, wording(), no_photo, draft=False))
        )
        for element in list(part.element.body)[:-1]:
            last.addprevious(element)
    path = folder / "merged.docx"
    whole.save(str(path))
    return path


def _slope(few: float, many: float) -> float:
    """Seconds a notice without what a call takes anyway, and that spread over a thousand."""
    each = (many - few) / (MANY - FEW)
    return each + max(0.0, few - each * FEW) / PAPERS
