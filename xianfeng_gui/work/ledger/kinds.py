"""The lists that a ledger can be imported into, and the fields that each takes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from db import clock
from db.records import Site
from xianfeng_gui.rules.ledger import planned
from xianfeng_gui.rules.ledger.fields import Field, Words, bare, read_words
from xianfeng_gui.rules.ledger.meanings import NO, SAME_DAY, YES
from xianfeng_gui.sheets.columns import Column, Kind, Sheet
from xianfeng_gui.sheets.fields import of_record
from xianfeng_gui.sheets.hazards import HAZARDS, STEPS
from xianfeng_gui.sheets.registers import INSPECTIONS, MONTH, PAPERS, PEOPLE, SITES, inspection_plan_sheet
from xianfeng_gui.sheets.tasks import MONTHLY, TASKS
from xianfeng_gui.work import resources, topics
from xianfeng_gui.work.ledger.corrections import Corrections
from xianfeng_gui.work.ledger.judged import Judge

_KINDS_OF_KEYS = {"month": "month"}
_DEADLINES = ("deadline", "certificate_expires_on")
_COUNTED = ("deadline", "rectified_on", "closed_on")
"""Days of a hazard that ledgers tell by a term from the finding."""
_NEEDED = {
    "hazards": ("found_on",),
    "steps": ("on_date",),
    "papers": ("issued_on",),
    "inspections": ("on_date",),
}
"""Days without which no row comes in."""
_OF_THE_SITE = ("legal_representative", "phone", "credit_code")
"""What a ledger of hazards or inspections often tells of the site, though the program's list does not show it."""
_TOLD_APART = (
    Column("leaders", "检查组长", 12, Kind.LINES, comes_in=True),
    Column("subjects", "检查内容", 20, Kind.LINES, comes_in=True),
    Column("problems", "存在问题", 20, Kind.LINES, comes_in=True),
)
"""What other ledgers of inspections tell in columns of their own, of inspectors and findings."""
_NEAR_YEARS = 5
"""Years back and ahead whose months a plan's headings may name."""


class LedgerKind(StrEnum):
    """What a ledger's rows are."""

    HAZARDS = "hazards"
    SITES = "sites"
    TASKS = "tasks"
    MONTHLY = "monthly"
    STEPS = "steps"
    PEOPLE = "people"
    PAPERS = "papers"
    INSPECTIONS = "inspections"
    INSPECTION_PLAN = "inspection_plan"

    @property
    def sheet(self) -> Sheet:
        """The program's own list of the same things."""
        return _SHEETS[self]

    @property
    def label(self) -> str:
        """Its name on screen."""
        return self.sheet.title

    def score(self, keys: set[str]) -> int:
        """How much these columns speak for this kind: those that no other kind has count more."""
        if self is LedgerKind.INSPECTION_PLAN and "name" not in keys:
            return 0  # months stand in many lists
        hint = (self is LedgerKind.INSPECTIONS and "inspectors" in keys) - (
            self is LedgerKind.HAZARDS and "description" not in keys
        )  # weighs where both have as much of a visit: who came and when
        return len(keys - _ANYWHERE) + 3 * len(keys & _TELLING[self]) + hint


_SHEETS = {
    LedgerKind.HAZARDS: HAZARDS,
    LedgerKind.SITES: SITES,
    LedgerKind.TASKS: TASKS,
    LedgerKind.MONTHLY: MONTHLY,
    LedgerKind.STEPS: STEPS,
    LedgerKind.PEOPLE: PEOPLE,
    LedgerKind.PAPERS: PAPERS,
    LedgerKind.INSPECTIONS: INSPECTIONS,
    LedgerKind.INSPECTION_PLAN: inspection_plan_sheet(planned.MONTHS),
}
_TELLING: dict[LedgerKind, set[str]] = {
    LedgerKind.HAZARDS: {"description"},
    LedgerKind.SITES: {"name"},
    LedgerKind.TASKS: {"title"},
    LedgerKind.MONTHLY: {"text", "month"},
    LedgerKind.STEPS: {"kind"},
    LedgerKind.PEOPLE: {"name", "post"},
    LedgerKind.PAPERS: {"issued_on"},
    LedgerKind.INSPECTIONS: {"companion", "refused"},
    LedgerKind.INSPECTION_PLAN: {"planned", *(MONTH + month for month in planned.MONTHS)},
}
_ANYWHERE = {"subjects", "problems"}
"""Columns that ledgers of hazards have as well; they speak for nothing."""


def fields(kind: LedgerKind) -> tuple[Field, ...]:
    """Every field that a ledger of this kind may fill."""
    words = _all_words()[kind.value]
    columns = list(kind.sheet.incoming)
    if kind is LedgerKind.HAZARDS:
        columns += [of_record(Site, name, 12) for name in _OF_THE_SITE]
    if kind is LedgerKind.INSPECTIONS:
        columns += [of_record(Site, name, 12) for name in ("village", "address", *_OF_THE_SITE)]
        columns += _TOLD_APART
    return tuple(_field(kind, column, words) for column in columns)


@cache
def _all_words() -> Mapping[str, Words]:
    """What other offices write, read once: each kind is tried for every ledger."""
    return read_words(resources.read("sheets", "ledgers.toml"))


def _field(kind: LedgerKind, column: Column, words: Words) -> Field:
    labels, values = {}, {}
    if column.terms is not None:
        labels = {bare(term.label): term.value for term in column.terms}
        values = labels | dict(words.values.get(column.key, {}))
        values |= {term.value: term.value for term in column.terms}
    return Field(
        key=column.key,
        title=column.title,
        kind=_KINDS_OF_KEYS.get(column.key) or str(Kind.TEXT if column.kind is Kind.LINES else column.kind),
        words=(*words.headings.get(column.key, ()), *_dated(column)),
        values=values,
        labels=frozenset(labels),
        by_month_end=column.key in _DEADLINES,
        counted=kind is LedgerKind.HAZARDS and column.key in _COUNTED,
        needed=column.key in _NEEDED.get(kind.value, ()),
        longest=column.longest,
        exact=kind is LedgerKind.INSPECTION_PLAN and column.key in _TELLING[kind],
        at_end=(kind, column.key) == (LedgerKind.PAPERS, "kind"),
    )


def _dated(column: Column) -> tuple[str, ...]:
    """A plan's months with their years: 2021年6月."""
    if not column.key.startswith(MONTH):
        return ()
    this = clock.today().year
    return tuple(f"{year}年{column.title}" for year in range(this - _NEAR_YEARS, this + _NEAR_YEARS))


def meanings_of(kind: LedgerKind, key: str) -> list[tuple[str, str]]:
    """What words in the column of a field may be said to mean, with labels; nothing at all is possible besides.

    Words for a hazard's topic mean a topic of the active campaign.
    """
    if kind is LedgerKind.HAZARDS and key == "topic":
        return [(one.id, one.short_name) for one in topics.topics()]
    column = next(one for one in (*kind.sheet.columns, *kind.sheet.only_in) if one.key == key)
    if column.terms is not None:
        return column.terms.choices()
    if column.kind is Kind.FLAG:
        return [(YES, "是"), (NO, "否")]
    return [(SAME_DAY, "发现当天")] if kind is LedgerKind.HAZARDS and key in _COUNTED else []


def judge_of(kind: LedgerKind, said: Corrections, year: int) -> Judge:
    """What judges the rows of a ledger, by what the clerk says of it; ``year``: of a plan. Only the one in use is loaded."""
    match kind:
        case LedgerKind.HAZARDS:
            from xianfeng_gui.work.ledger import hazard_rows

            return hazard_rows.HazardJudge(said)
        case LedgerKind.SITES:
            from xianfeng_gui.work.ledger import site_rows

            return site_rows.SiteJudge(said)
        case LedgerKind.TASKS:
            from xianfeng_gui.work.ledger import task_rows

            return task_rows.TaskJudge()
        case LedgerKind.MONTHLY:
            from xianfeng_gui.work.ledger import monthly_rows

            return monthly_rows.MonthlyJudge()
        case LedgerKind.STEPS:
            from xianfeng_gui.work.ledger import step_rows

            return step_rows.StepJudge()
        case LedgerKind.PEOPLE:
            from xianfeng_gui.work.ledger import person_rows

            return person_rows.PersonJudge()
        case LedgerKind.PAPERS:
            from xianfeng_gui.work.ledger import paper_rows

            return paper_rows.PaperJudge(said)
        case LedgerKind.INSPECTIONS:
            from xianfeng_gui.work.ledger import inspection_rows

            return inspection_rows.InspectionJudge(said)
        case LedgerKind.INSPECTION_PLAN:
            from xianfeng_gui.work.ledger import plan_rows

            return plan_rows.PlanJudge(said, year)
