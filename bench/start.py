"""Start: the whole process of ``main.py`` until its window is usable, against an empty QMainWindow."""

from __future__ import annotations

from bench.folders import TODAY, demo, probe
from bench.measure import Measure, interleaved

HEAVY = ("reportlab", "openpyxl", "PIL", "icalendar", "pypinyin", "peewee", "tomllib")
"""Not to be imported by then."""


def measure() -> list[Measure]:
    """The ratio of whole-process times, and how many heavy libraries were imported."""
    town = str(demo("town"))
    empty, ours = interleaved(lambda: probe("empty_window"), lambda: probe("start", town, TODAY), rounds=15)
    found = set(probe("start", town, TODAY, "--modules").split())
    loaded = [name for name in HEAVY if name in found]
    return [
        Measure("start", ours / empty, 2.2, "×", f"{ours * 1000:.0f} ms, empty window {empty * 1000:.0f} ms"),
        Measure("heavy libraries at start", len(loaded), 0, "", "、".join(loaded) or "none"),
    ]
