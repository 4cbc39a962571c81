"""Memory of the window with the register open and ten windows of rows scrolled: 200,000 hazards against 2,000."""

from __future__ import annotations

import statistics

from bench.folders import TODAY, demo, probe
from bench.measure import Measure

ROUNDS = 3


def measure() -> list[Measure]:
    """The ratio of resident memory."""
    sizes: dict[str, list[float]] = {"town": [], "district": []}
    for _ in range(ROUNDS):
        for size, found in sizes.items():
            rows, mib = probe("memory", str(demo(size)), TODAY).split()
            assert int(rows) > 500, "the list did not scroll"
            found.append(float(mib))
    town, district = (statistics.median(found) for found in sizes.values())
    detail = f"{district:.0f} MiB with 200,000 hazards, {town:.0f} MiB with 2,000"
    return [Measure("memory", district / town, 1.3, "×", detail)]
