"""How things are timed here: two of them in turn, medians, and a ratio against a limit."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure against its limit; ``unit`` is ``×`` for a ratio or ``ms``, ``detail`` says what was compared."""

    what: str
    value: float
    limit: float
    unit: str
    detail: str

    @property
    def holds(self) -> bool:
        """Whether the target is met."""
        return self.value <= self.limit

    def line(self) -> str:
        """As it is printed."""
        mark = "ok  " if self.holds else "FAIL"
        value, limit = f"{self.value:.3g}{self.unit}", f"{self.limit:.3g}{self.unit}"
        return f"{mark} {self.what}: {value} (limit {limit}); {self.detail}"


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes by the clock."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def interleaved(
    first: Callable[[], object], second: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Medians in seconds of two actions done in turn (A B A B ...), after one round that doesn't count.

    In turn, so that whatever else the machine does meets both alike.
    """
    seconds(first), seconds(second)
    pairs = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
