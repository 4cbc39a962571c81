"""A ledger of 100,000 hazards in 25 columns read and checked, against openpyxl's read-only mode reading it."""

from __future__ import annotations

import statistics

from bench.folders import TODAY, demo, empty, probe
from bench.measure import Measure

ROWS = 100_000
ROUNDS = 3


def measure() -> list[Measure]:
    """The ratio of times, the checks included, and the memory over the process's start."""
    ledger = demo("district").parent / "ledger.xlsx"
    if not ledger.exists():
        probe("imports", "make", str(demo("district")), str(ledger), TODAY)
    found: dict[str, list[tuple[float, float]]] = {"openpyxl": [], "ours": []}
    for _ in range(ROUNDS):
        for reader, runs in found.items():
            took, rows, mib = probe("imports", reader, str(empty()), str(ledger), TODAY).split()
            assert int(rows) == ROWS, f"{reader} found {rows} rows"
            runs.append((float(took), float(mib)))
    plain, ours = (statistics.median(took for took, _ in found[name]) for name in ("openpyxl", "ours"))
    memory = max(mib for _, mib in found["ours"])
    return [
        Measure("import", ours / plain, 0.2, "×", f"{ours:.1f} s, openpyxl {plain:.1f} s"),
        Measure("import memory", memory, 400, " MiB", "peak over the process's start"),
    ]
