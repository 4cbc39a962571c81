"""Search over 200,000 hazards: the first window of rows, against LIKE over six columns that finds nothing."""

from __future__ import annotations

from bench.folders import demo, opened
from bench.measure import Measure, interleaved
from bench.words import SEARCHED
from db import connection
from xianfeng_gui.work import hazard_list
from xianfeng_gui.work.hazard_filter import HazardFilter

_COLUMNS = ("hazard.number", "description", "location", "site.name", "measure", "hazard.person")
_LIKE = (
    "SELECT hazard.id FROM hazard JOIN site ON site.id = site_id WHERE "
    + " OR ".join(f"{column} LIKE '%龘靐%'" for column in _COLUMNS)
    + " LIMIT 100"
)


def measure() -> list[Measure]:
    """The slowest words; all of them have to hold."""
    with opened(demo("district")):
        found = sorted((_word(word) for word in SEARCHED), key=lambda one: -one.value)
    return found[:5]


def _word(word: str) -> Measure:
    wanted = HazardFilter(text=word)
    like, ours = interleaved(lambda: connection.rows(_LIKE), lambda: hazard_list.window(wanted), rounds=3)
    rows = len(hazard_list.window(wanted))
    detail = f"{ours * 1000:.1f} ms for {rows} rows, LIKE {like * 1000:.0f} ms"
    return Measure(f"search “{word}”", ours / like, 1 / 20, "×", detail)
