"""Hazards put into the archive as they stand at some point of their lives, for what is counted and listed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from db import clock, journal
from db.records import Hazard, HazardStep, Site
from db.vocabulary import Grade, HazardState, StepKind
from tests.work.acts import ACTOR, office_id, topic_id
from xianfeng_gui.work import topics

_numbers = iter(range(1, 1_000_000))


def hazard(state: HazardState, deadline: dt.date | None, *, site: str = "兴隆机械厂", **values: Any) -> str:
    """A hazard of topic 5 in that state; returns its id."""
    with journal.change("登记隐患", ACTOR):
        place = Site.get_or_none(Site.name == site) or Site.create(name=site)
        fields = {
            "number": f"YJB-2021-{next(_numbers)}",
            "campaign": topics.campaign().id,
            "topic": topic_id(5),
            "site": place,
            "office": office_id("镇应急办"),
            "found_on": dt.date(2021, 3, 1),
            "description": "灭火器过期",
            "grade": Grade.GENERAL,
            "last_step_on": dt.date(2021, 3, 1),
        }
        return str(Hazard.create(state=state, deadline=deadline, **{**fields, **values}).id)


def applied(hazard_id: str, on: dt.date) -> None:
    """The step by which an extension was applied for."""
    with journal.change("申请延期", ACTOR):
        HazardStep.create(
            hazard=hazard_id,
            kind=StepKind.APPLY_EXTENSION,
            on_date=on,
            to_state=HazardState.RECTIFYING,
            entered_at=clock.now(),
        )
