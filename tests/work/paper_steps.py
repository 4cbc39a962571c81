"""Short ways through papers for tests: fill in, change, issue."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pdfplumber

from db.vocabulary import PaperKind
from tests.work.acts import ACTOR
from xianfeng_gui.work import inspections
from xianfeng_gui.work.inspections import Recorded
from xianfeng_gui.work.papers import drafting, issuing, standing
from xianfeng_gui.work.papers.drafting import Draft
from xianfeng_gui.work.papers.issuing import Issued

INSPECTORS = [{"name": "何某", "certificate": "渝A001"}, {"name": "李某", "certificate": "渝A002"}]


def drafted(kind: PaperKind, *numbers: str, failed: Sequence[str] | None = None, **values: str) -> Draft:
    """A draft on the records of these numbers; ``failed``: hazards that a reinspection found not rectified."""
    draft = drafting.open_draft(standing.from_numbers(kind, numbers), ACTOR)
    if failed is not None:
        draft = drafting.with_outcomes(draft, failed, others_passed=True)
    return drafting.changed(draft, values=values)


def issued(kind: PaperKind, *numbers: str, failed: Sequence[str] | None = None, **values: str) -> Issued:
    """The same, issued."""
    return issuing.issue(drafted(kind, *numbers, failed=failed, **values), ACTOR)


def problems(draft: Draft) -> str:
    """What stands in the way, as one text."""
    return "\n".join(str(problem) for problem in drafting.problems(draft))


def inspected(*descriptions: str, day: str = "2021-06-17", **changes: Any) -> Recorded:
    """An inspection of 青禾榨菜加工厂 with a general hazard for each description."""
    item = {
        "topic": 5,
        "grade": "general",
        "measure": "立即整改",
        "deadline": (dt.date.fromisoformat(day) + dt.timedelta(days=14)).isoformat(),
    }
    spec = {
        "site": {"name": "青禾榨菜加工厂", "address": "绣庄村2组"},
        "date": day,
        "from": "09:00",
        "to": "10:30",
        "inspectors": INSPECTORS,
        "items": [item | {"description": text} for text in descriptions],
    }
    return inspections.record_all([spec | changes], ACTOR, Path())[0]


def text_of(pdf: bytes) -> str:
    """All words of a PDF without blanks."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join("".join((page.extract_text() or "").split()) for page in opened.pages)
