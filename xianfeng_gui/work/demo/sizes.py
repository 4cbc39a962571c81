"""How much demo data there is, and the day it is seen from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

DEMO_DAY = dt.date(2021, 6, 18)
"""The demo's today: a year into the campaign, in the safety production month."""
FIRST_DAY = dt.date(2020, 6, 1)
"""The campaign's first day and that of the first hazard."""


@dataclass(frozen=True)
class Size:
    """Villages and communities, sites, hazards, hazards with photos, and inspections that found some of them."""

    villages: int
    sites: int
    hazards: int
    photographed: int
    inspections: int


SIZES = {"town": Size(12, 60, 2_000, 175, 160), "district": Size(30, 3_000, 200_000, 40, 3_000)}
