"""``python -m bench [NAME...]``: all measurements or the named ones; exit status 1 when a target isn't met."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from bench import counts, exe, imports, lists, memory, papers, plans, search, start, typing, writes
from bench.measure import Measure

BENCHMARKS: dict[str, Callable[[], list[Measure]]] = {
    "start": start.measure,
    "search": search.measure,
    "typing": typing.measure,
    "memory": memory.measure,
    "counts": counts.measure,
    "papers": papers.measure,
    "write": writes.one_write,
    "bulk": writes.bulk_insert,
    "list": lists.measure,
    "import": imports.measure,
    "plan": plans.measure,
    "exe": exe.measure,
}
WHEN_NAMED = {"exe"}
"""Only measured when it is asked for: it needs the built exe."""


def main(names: Sequence[str]) -> int:
    """Run, print a line a measure, and return the exit status."""
    if unknown := [name for name in names if name not in BENCHMARKS]:
        print(f"no benchmark “{unknown[0]}”; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    failed = 0
    for name in names or [name for name in BENCHMARKS if name not in WHEN_NAMED]:
        for found in BENCHMARKS[name]():
            print(found.line(), flush=True)
            failed += not found.holds
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
