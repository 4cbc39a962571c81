"""How the demo's hazards live: every step goes through the rules, so that only possible histories come out."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from db.records import Hazard
from db.vocabulary import Grade, HazardState, StepKind, SupervisionLevel
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.rules.lifecycle import Life, StepInput
from xianfeng_gui.work import hazards
from xianfeng_gui.work.demo.days import Days
from xianfeng_gui.work.demo.sizes import DEMO_DAY
from xianfeng_gui.work.demo.words import words

_LEVELS = (SupervisionLevel.TOWNSHIP, SupervisionLevel.TOWNSHIP, SupervisionLevel.DISTRICT)
_NINE = dt.time(9, 0)
_OF_LATE = DEMO_DAY - dt.timedelta(days=120)
_FORGOTTEN, _FORGOTTEN_OF_LATE = 0.02, 0.22
"""Share of hazards that are left lying after the notice: these are what is overdue."""


class _NotYet(Exception):
    """The next step would lie after the demo's day."""


class Story:
    """One hazard's life from its registration to the demo's day; ``steps`` are the rows of its steps."""

    def __init__(
        self, hazard: Hazard, life: Life, inspectors: list[str], days: Days, rng: random.Random
    ) -> None:
        self.hazard = hazard
        self.life = life
        self._inspectors = inspectors
        self._days = days
        self._rng = rng
        self._words: dict[str, Any] = words("wording")["remark"]
        self.steps: list[dict[str, Any]] = []
        self._note(StepKind.REPORT, hazard.found_on, hazard.finder, None, {})

    def tell(self) -> None:
        """Let the hazard live until it is over or today is reached."""
        try:
            if self._is_verified_away():
                return
            self._order()
            if self._chance(_FORGOTTEN_OF_LATE if self.hazard.found_on > _OF_LATE else _FORGOTTEN):
                return
            self._rectify()
            self._finish()
        except _NotYet:
            return

    def _is_verified_away(self) -> bool:
        """Verification, dismissal or referral; true when that was the end of it."""
        if self.life.grade is Grade.MAJOR or self._chance(0.5):
            self._take(StepKind.VERIFY, self._between(0, 2))
        if self.life.grade is Grade.MAJOR:
            return False
        if self._chance(0.02):
            self._take(StepKind.DISMISS, self._between(0, 3), remark=self._rng.choice(self._words["dismiss"]))
            if not self._chance(0.15):
                return True
            self._take(StepKind.REOPEN, self._between(5, 30), remark=self._words["reopen_dismissed"])
        elif self._chance(0.03):
            self._take(StepKind.REFER, self._between(0, 3), remark=self._rng.choice(self._words["refer"]))
            if self._chance(0.25):
                self._take(StepKind.RETURN_REFERRAL, self._between(7, 20))
                return False
            if self._chance(0.7):
                self._take(StepKind.CLOSE, self._between(20, 60), remark=self._words["referred_result"])
            return True
        return False

    def _order(self) -> None:
        """Notice, listed supervision of a major hazard, beginning of the rectification."""
        if self.life.grade is Grade.MAJOR:
            self._take(StepKind.LIST_SUPERVISION, self._between(0, 3), level=self._rng.choice(_LEVELS))
        after = self._between(0, 4)
        on, deadline = self._later(after), self.life.deadline
        wanted = self._in_days(on, 15) if deadline is None or deadline < on else None
        self._take(StepKind.ISSUE_NOTICE, after, new_deadline=wanted)
        if self._chance(0.6):
            self._take(StepKind.START_RECTIFICATION, self._between(0, 3), person=self.hazard.person)

    def _rectify(self) -> None:
        """An extension now and then, and the report that all is done, mostly in time."""
        if self._chance(0.06):
            self._extend()
        deadline = self.life.deadline
        assert deadline is not None  # a notice always sets one
        left = max(0, (deadline - self.life.last_on).days)
        after = left + self._between(1, 12) if self._chance(0.08) else self._between(0, left)
        self._take(
            StepKind.REPORT_RECTIFIED, after, person=self.hazard.person, remark=self._words["rectified"]
        )

    def _extend(self) -> None:
        deadline = self.life.deadline
        assert deadline is not None
        wanted = self._in_days(max(deadline, self.life.last_on), self._rng.choice((10, 15, 30)))
        after = max(0, (deadline - self.life.last_on).days - 10)
        person, remark = self.hazard.person, self._words["extension"]
        self._take(StepKind.APPLY_EXTENSION, after, new_deadline=wanted, person=person, remark=remark)
        answer = self._rng.random()
        if answer < 0.7:
            self._take(StepKind.GRANT_EXTENSION, self._between(1, 4))
        elif answer < 0.9:
            self._take(StepKind.REFUSE_EXTENSION, self._between(1, 4), remark=self._words["refuse_extension"])

    def _finish(self) -> None:
        """Reinspection, again when it fails, then delisting and closure; a few come back."""
        while self._chance(0.08):
            after = self._between(2, 9)
            again = self._in_days(self._later(after), 10)
            self._take(StepKind.FAIL_REINSPECTION, after, new_deadline=again, remark=self._words["fail"])
            self._rectify()
        self._take(StepKind.PASS_REINSPECTION, self._between(1, 9))
        if self.life.listed:
            self._take(StepKind.DELIST, self._between(2, 10), remark=self._words["delist"])
        self._take(StepKind.CLOSE, self._between(0, 5))
        if self._chance(0.015):
            after = self._between(20, 90)
            again = self._in_days(self._later(after), 15)
            self._take(StepKind.REOPEN, after, new_deadline=again, remark=self._words["reopen_closed"])
            self._rectify()
            self._finish()

    def _take(
        self,
        kind: StepKind,
        after: int,
        *,
        person: str = "",
        remark: str = "",
        new_deadline: dt.date | None = None,
        level: SupervisionLevel | None = None,
    ) -> None:
        """One step, ``after`` days from the last one or the working day that follows."""
        on = self._later(after)
        if on > DEMO_DAY:
            raise _NotYet
        before = self.life
        self.life = lifecycle.advance(before, StepInput(kind, on, DEMO_DAY, remark, new_deadline, level))
        hazards.store_life(self.hazard, before, self.life, kind, on)
        if level is not None:
            self.hazard.listed_level = level
        details = {"remark": remark, "new_deadline": new_deadline, "level": level}
        self._note(kind, on, person or self._rng.choice(self._inspectors), before.state, details)

    def _note(
        self,
        kind: StepKind,
        on: dt.date,
        person: str,
        from_state: HazardState | None,
        details: dict[str, Any],
    ) -> None:
        entered_at = dt.datetime.combine(on, _NINE) + dt.timedelta(seconds=60 * len(self.steps))
        self.steps.append(
            {
                "hazard": self.hazard.id,
                "kind": kind,
                "on_date": on,
                "person": person,
                "from_state": from_state,
                "to_state": self.life.state,
                "entered_at": entered_at,
                **details,
            }
        )

    def _later(self, after: int) -> dt.date:
        return self._days.later(self.life.last_on, after)

    def _in_days(self, start: dt.date, count: int) -> dt.date:
        return self._days.deadline(start, count, working=False)[0]

    def _between(self, low: int, high: int) -> int:
        return low + int(self._rng.random() * (max(low, high) - low + 1))

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share
