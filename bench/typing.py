"""Typing into the register's search field: from the key to the painted rows, on 200,000 hazards."""

from __future__ import annotations

from bench.folders import TODAY, demo, probe
from bench.measure import Measure, percentile


def measure() -> list[Measure]:
    """The 95th percentile over all keys."""
    lines = [line.split("\t") for line in probe("typing", str(demo("district")), TODAY).splitlines()]
    keys = sorted((float(took), text) for took, text in lines)
    worst = "、".join(f"“{text}” {took:.0f} ms" for took, text in keys[:-4:-1])
    value = percentile([took for took, _ in keys], 0.95)
    return [Measure("key to painted rows", value, 50, " ms", f"{len(keys)} keys, slowest {worst}")]
