"""Numbers that a ledger brings beside those that this office has counted so far."""

from __future__ import annotations

from db import connection
from xianfeng_gui.work import offices

LEAPS = "编号比本单位现有的大得多，以后的编号将接着它往下排，请核对是否写错"
"""What is said of a number that leaps."""
_NO_LIMIT = 10**9


class CountedNumbers:
    """The last numbers of this office's counters, by their year, read once a ledger.

    ``kind``: beginning of the counter's name, the office's code follows. ``leap``: how far beyond the last one a number
    may lie: the next number that is counted goes on from it.
    """

    def __init__(self, kind: str, leap: int) -> None:
        self.leap = leap
        self.code = offices.own_code()
        counters = connection.rows(
            "SELECT year, last FROM number_counter WHERE kind = ?", (f"{kind}{self.code}",)
        )
        self.counted = {f"{self.code}-{year}": int(last) for year, last in counters}

    def leaps(self, number: str) -> bool:
        """Whether a number (office, year and sequence, with a letter J or none before it) lies too far beyond the last one."""
        of_year, _, sequence = number.rpartition("-")
        last = self.counted.get(of_year)
        if last is None:  # another office's numbers are its own business
            own = of_year.partition("-")[0] == self.code
            last = self.counted[of_year] = 0 if own else _NO_LIMIT
        return int(sequence.removeprefix("J")) > last + self.leap
