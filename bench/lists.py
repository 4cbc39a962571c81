"""The register as an Excel list: 100,000 hazards in 25 columns, styled, against openpyxl's write-only mode without styles."""

from __future__ import annotations

import statistics

from bench.folders import TODAY, demo, probe
from bench.measure import Measure

ROUNDS = 3


def measure() -> list[Measure]:
    """The ratio of times, our reading included, and the memory over the process's start."""
    found: dict[str, list[tuple[float, float]]] = {"openpyxl": [], "ours": []}
    for _ in range(ROUNDS):
        for writer, runs in found.items():
            took, mib = probe("lists", writer, str(demo("district")), TODAY).split()
            runs.append((float(took), float(mib)))
    plain, ours = (statistics.median(took for took, _ in found[name]) for name in ("openpyxl", "ours"))
    memory = max(mib for _, mib in found["ours"])
    return [
        Measure("list", ours / plain, 0.35, "×", f"{ours:.1f} s, openpyxl {plain:.1f} s"),
        Measure("list memory", memory, 80, " MiB", "peak over the process's start"),
    ]
