"""The overview's figures and the red counts on 200,000 hazards, against the same figures by GROUP BY over hazard."""

from __future__ import annotations

from bench.folders import demo, opened
from bench.measure import Measure, interleaved
from db import clock, connection
from xianfeng_gui.work import overview, topics

_PLAIN = (
    "SELECT topic_id, count(*), sum(state NOT IN ('closed', 'dismissed')), "
    "sum(state IN ('reported', 'verified', 'issued', 'rectifying') AND deadline < :today), "
    "sum(grade = 'major' AND state NOT IN ('closed', 'dismissed')) FROM hazard GROUP BY topic_id",
    "SELECT topic_id, count(*) FROM hazard "
    "WHERE state IN ('reported', 'verified', 'issued', 'rectifying') AND deadline < :today GROUP BY topic_id",
)


def measure() -> list[Measure]:
    """The ratio of times; the figures themselves are compared first."""
    with opened(demo("district")):
        today = clock.today()
        day = {"today": today.isoformat()}
        _compare(connection.rows(_PLAIN[0], day), overview.figures(today))
        plain, ours = interleaved(
            lambda: [connection.rows(sql, day) for sql in _PLAIN],
            lambda: (overview.figures(today), topics.late_counts(today)),
            rounds=9,
        )
    detail = f"{ours * 1000:.1f} ms, GROUP BY {plain * 1000:.0f} ms"
    return [Measure("counts", ours / plain, 1 / 10, "×", detail)]


def _compare(plain: list[connection.Row], figures: overview.Figures) -> None:
    ours = {
        (
            one.tab.id,
            one.counts.hazards,
            one.counts.open_hazards,
            one.counts.late_hazards,
            one.counts.open_major,
        )
        for one in figures.by_topic
        if one.counts.hazards
    }
    assert ours == set(plain), "the kept counts differ from the counted ones"
