"""Writing: one recorded step against the same statements without journal, and many hazards against raw executemany."""

from __future__ import annotations

from typing import Any

from bench.folders import scratch_town
from bench.measure import Measure, interleaved
from db import bulk, connection, ids, journal
from db.records import Hazard

ACTOR = "测试"
_STATES = ("issued", "rectifying")
_STEP = (
    "INSERT INTO hazard_step (id, hazard_id, kind, on_date, person, remark, to_state, entered_at) "
    "VALUES (?, ?, 'start_rectification', '2021-06-18', '何某', '', ?, '2021-06-18 09:00:00')"
)


def one_write() -> list[Measure]:
    """A step of a hazard: its row updated, a step added."""
    with scratch_town():
        hazards = [row[0] for row in connection.rows("SELECT id FROM hazard WHERE state = 'issued' LIMIT 10")]
        done = 0

        def step() -> None:
            nonlocal done
            state, hazard = _STATES[(done // len(hazards)) % 2], hazards[done % len(hazards)]
            done += 1
            link = connection.connection()
            link.execute(
                "UPDATE hazard SET state = ?, last_step_on = '2021-06-18' WHERE id = ?", (state, hazard)
            )
            link.execute(_STEP, (ids.new_id(), hazard, state))

        def plain() -> None:
            with connection.writing():
                step()

        def recorded() -> None:
            with journal.change("开始整改", ACTOR):
                step()

        without, with_journal = interleaved(plain, recorded, rounds=101)
    detail = f"{with_journal * 1000:.2f} ms, without journal {without * 1000:.2f} ms"
    return [Measure("journaled write", with_journal / without, 1.8, "×", detail)]


def bulk_insert() -> list[Measure]:
    """Two thousand hazards in one change, against the same rows by executemany in a plain transaction."""
    with scratch_town():
        fields = Hazard._meta.sorted_fields
        names = [field.column_name for field in fields]
        rows = connection.rows(f"SELECT {', '.join(names)} FROM hazard")
        taken = 0

        def fresh() -> list[list[Any]]:
            nonlocal taken
            taken += 1
            return [[ids.new_id(), f"{taken}-{row[1]}", *row[2:]] for row in rows]

        def raw() -> None:
            with connection.writing() as link:
                link.executemany(
                    f"INSERT INTO hazard ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", fresh()
                )

        def through_change() -> None:
            with journal.change("导入隐患", ACTOR):
                bulk.insert(
                    Hazard, [dict(zip((field.name for field in fields), row, strict=True)) for row in fresh()]
                )

        plain, ours = interleaved(raw, through_change, rounds=5)
    detail = f"{ours * 1000:.0f} ms, raw {plain * 1000:.0f} ms for {len(rows)} hazards"
    return [Measure("bulk insert", ours / plain, 2.0, "×", detail)]
