"""What a paper needs before it can be issued: the order of papers, their dates, the powers.

Pure rules over plain values. ``obstacle`` says why a kind of paper is not possible at all as things stand (for a
greyed button); the other functions say what is still wrong with one that is being filled in. Blanks and officers are
the forms' own (``papers.compose.problems``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from db.vocabulary import Grade, HazardState, PaperKind, StepKind
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.lifecycle import Life
from xianfeng_gui.rules.steps import OFFERED
from xianfeng_gui.rules.workdays import WorkCalendar

ENFORCEMENT = frozenset({PaperKind.ORDER, PaperKind.SITE_MEASURES})
"""Papers that only an office with delegated powers may issue."""

NOTICES = (PaperKind.NOTICE, PaperKind.ORDER)
"""Papers that order a rectification: a reinspection opinion follows one of them."""

SERVED = frozenset(PaperKind) - {PaperKind.SERVICE, PaperKind.INSPECTION_RECORD, PaperKind.CLOSURE}
"""Papers that reach somebody, so that their service may be entered."""

PROVED = (
    PaperKind.NOTICE,
    PaperKind.ORDER,
    PaperKind.SITE_MEASURES,
    PaperKind.REINSPECTION,
    PaperKind.LISTING,
    PaperKind.DELISTING,
    PaperKind.SUMMONS,
)
"""Those of them that are handed to the inspected unit against a slip; a plan, a circular, letters to other authorities aren't."""

_ORDERED = (
    HazardState.ISSUED,
    HazardState.RECTIFYING,
    HazardState.RECTIFIED,
    HazardState.PASSED,
    HazardState.CLOSED,
)
"""States after a notice."""


@dataclass(frozen=True)
class HazardFacts:
    """A hazard as papers see it; ``notice``, ``listing``, ``opinion``, ``told_by`` and ``at_once`` are numbers of papers that
    stand (empty: none): the opinion tells of the latest reinspection, ``told_by`` is one of the matter's own kind that tells of
    the latest closure, delisting or referral, ``at_once`` a decision on the spot that orders it to be removed at once."""

    number: str
    life: Life
    site: str
    notice: str = ""
    listing: str = ""
    opinion: str = ""
    told_by: str = ""
    at_once: str = ""


@dataclass(frozen=True)
class EarlierPaper:
    """The paper that another follows or replaces."""

    kind: PaperKind
    number: str
    issued_on: date
    voided: bool


@dataclass(frozen=True)
class InspectionFacts:
    """An inspection as papers see it; ``record`` is the number of its record that stands (empty: none)."""

    number: str
    on_date: date
    record: str = ""


@dataclass(frozen=True)
class Matter:
    """What a paper stands on; ``powers``: enforcement powers were delegated to the office; ``replaces``: the paper that this
    one corrects, which the other facts no longer count; ``proof``: the number of the proof of service that the paper to be served
    has already, empty while a service of it has none."""

    kind: PaperKind
    today: date
    powers: bool
    hazards: tuple[HazardFacts, ...] = ()
    inspection: InspectionFacts | None = None
    follows: EarlierPaper | None = None
    replaces: EarlierPaper | None = None
    proof: str = ""


def obstacle(matter: Matter) -> str:
    """Why this kind of paper is not possible as things stand; empty when it is."""
    if matter.replaces is not None and matter.replaces.voided:
        return f"{matter.replaces.number}已经作废，不能再更正；仍需要的，请另出一份新的"
    if matter.kind in ENFORCEMENT and not matter.powers:
        return (
            f"“{matter.kind.label}”属执法文书，须有委托的执法权；已经受委托的，请在“设置备份”中勾选"
            "“使用执法文书”"
        )
    if matter.kind is not PaperKind.CIRCULAR and len({hazard.site for hazard in matter.hazards}) > 1:
        return "一份文书只能写同一单位（场所）的隐患，请分别出具"
    return _ON_WHAT[matter.kind](matter)


def date_problems(matter: Matter, issued_on: date) -> list[str]:
    """What is wrong with the date of issue, seen from what the paper stands on."""
    if issued_on > matter.today:
        return ["发文日期不能晚于今天，请改正"]
    earlier = [(f"{one.number}的发现日期", one.life.found_on) for one in matter.hazards]
    if matter.inspection is not None:
        earlier.append((f"检查{matter.inspection.number}的日期", matter.inspection.on_date))
    if matter.follows is not None:
        earlier.append((f"{matter.follows.number}的发文日期", matter.follows.issued_on))
    return [f"发文日期不能早于{what}{format_date(day)}，请改正" for what, day in earlier if issued_on < day][
        :1
    ]


_ENTERED_BEFORE = {
    PaperKind.REINSPECTION: (HazardState.PASSED, "复查"),
    PaperKind.DELISTING: (HazardState.PASSED, "复查合格或者摘牌"),
    PaperKind.CLOSURE: (HazardState.CLOSED, "销号"),
}
"""Papers that tell of what was entered: in which state the hazard then is, and what was entered."""


def told_too_early(matter: Matter, on: date) -> str:
    """A paper that tells of a step can't bear an earlier day than the step; empty when it doesn't."""
    state, what = _ENTERED_BEFORE.get(matter.kind, (None, ""))
    days = [(one.life.last_on, one.number) for one in matter.hazards if one.life.state is state]
    if not days:
        return ""
    day, number = max(days)
    return f"{number}是{format_date(day)}{what}的，文书上的日期不能更早，请改正" if on < day else ""


def reinspection_day_problem(reinspected_on: date | None, issued_on: date) -> str:
    """An opinion tells of a reinspection that was made: not after the day of issue."""
    if reinspected_on is None or reinspected_on <= issued_on:
        return ""
    return f"复查日期{format_date(reinspected_on)}晚于发文日期，请改正"


def deadline_problem(what: str, day: date | None, issued_on: date, calendar: WorkCalendar) -> str:
    """A deadline that is missing, already past when the paper is issued, or on a day off; empty when it is good.

    A deadline on the very day of issue (rectified at once) may be a day off.
    """
    if day is None:
        return f"{what}还没有填写，请填写"
    if day < issued_on:
        return f"{what}{format_date(day)}早于发文日期，请改期"
    reason = calendar.reason_off(day) if day > issued_on else ""
    if not reason:
        return ""
    next_day = calendar.next_workday(day)
    return f"{what}{format_date(day)}是{reason}，请改到工作日（其后第一个工作日是{format_date(next_day)}）"


def steps_of(
    kind: PaperKind, hazard: HazardFacts, *, passed: bool | None, documented: bool
) -> tuple[StepKind, ...]:
    """The steps of a hazard's life that issuing the paper enters; none where it only documents what was entered.

    ``passed``: the outcome of a reinspection opinion; ``documented``: a failed reinspection was entered already and
    has no opinion yet.
    """
    state = hazard.life.state
    if kind in NOTICES:
        return (StepKind.ISSUE_NOTICE,) if state in lifecycle.BEFORE_NOTICE else ()
    if kind is PaperKind.LISTING:
        return () if hazard.life.listed else (StepKind.LIST_SUPERVISION,)
    if kind is PaperKind.DELISTING:
        return () if hazard.life.delisted else (StepKind.DELIST,)
    if kind is PaperKind.REFERRAL:
        return () if state is HazardState.REFERRED else (StepKind.REFER,)
    if kind is PaperKind.CLOSURE:
        return (StepKind.CLOSE,) if state is HazardState.PASSED else ()
    if kind is PaperKind.REINSPECTION:
        return _reinspection_steps(state, passed, documented)
    return ()


def _reinspection_steps(state: HazardState, passed: bool | None, documented: bool) -> tuple[StepKind, ...]:
    if passed is None or state is HazardState.CLOSED:
        return ()
    if not passed:
        return () if documented else (StepKind.FAIL_REINSPECTION,)
    if state is HazardState.PASSED:
        return ()
    if state is HazardState.RECTIFIED:
        return (StepKind.PASS_REINSPECTION,)
    return (StepKind.REPORT_RECTIFIED, StepKind.PASS_REINSPECTION)


def outcome_problem(hazard: HazardFacts, passed: bool | None, on: date | None) -> str:
    """A reinspection opinion says of every item whether it passed, the same as the records, and of one day's reinspection
    (``on``) once."""
    if passed is None:
        return f"{hazard.number}还没有填复查结果，请选择"
    if not passed and hazard.life.state is HazardState.CLOSED:
        return f"{hazard.number}已经销号，不能写成未整改到位；请先重新启动"
    if hazard.opinion and on == hazard.life.last_on:
        return (
            f"{hazard.number}在{format_date(on)}的复查{_given_by(hazard.opinion)}；再次复查的，请改复查日期"
        )
    return ""


def _given_by(number: str) -> str:
    return f"已由{number}出具，需要更正的，请在“文书”中选中它再“更正重发”"


def _of_inspection(matter: Matter) -> str:
    if matter.inspection is None:
        return f"“{matter.kind.label}”依据一次检查出具，请先登记检查"
    if matter.inspection.record:
        return f"检查{matter.inspection.number}的记录{_given_by(matter.inspection.record)}"
    return ""


def _of_notice(matter: Matter) -> str:
    if not matter.hazards:
        return "请先选择要写进文书的隐患"
    for hazard in matter.hazards:
        state = hazard.life.state
        if state not in (*lifecycle.BEFORE_NOTICE, *_ORDERED[:4]):
            return f"{hazard.number}{state.label}，不能再下达通知；请选“已登记”或“已核实”的隐患"
        if state not in lifecycle.BEFORE_NOTICE and hazard.notice:
            return f"{hazard.number}已由{hazard.notice}通知；需要更正的，请在“文书”中选中它再“更正重发”"
    return ""


def _of_reinspection(matter: Matter) -> str:
    follows = matter.follows
    if follows is None or follows.kind not in NOTICES:
        return "复查意见书须依据已下达的整改通知书或指令书，请先下达通知"
    if follows.voided:
        return f"{follows.number}已经作废，不能据以复查，请用有效的通知书"
    for hazard in matter.hazards:
        if hazard.life.state not in _ORDERED:
            return f"{hazard.number}{hazard.life.state.label}，不需要复查"
        if (
            matter.replaces is None
            and hazard.opinion
            and hazard.life.state in (HazardState.PASSED, HazardState.CLOSED)
        ):
            return f"{hazard.number}的复查意见{_given_by(hazard.opinion)}"
    return _some_hazard(matter)


def _of_site_measures(matter: Matter) -> str:
    if matter.inspection is None:
        return "现场处理措施决定须依据检查作出，请先登记检查"
    if not matter.inspection.record:
        return f"现场处理措施决定须有现场检查记录，请先出具检查{matter.inspection.number}的记录"
    return "" if matter.hazards else f"检查{matter.inspection.number}没有查出隐患，不需要现场处理措施"


def _of_service(matter: Matter) -> str:
    if matter.follows is None:
        return "送达回证依据一份已发出的文书，请先选择文书"
    if matter.follows.voided:
        return f"{matter.follows.number}已经作废，不能送达"
    if matter.follows.kind not in SERVED:
        return f"“{matter.follows.kind.label}”不需要送达"
    if matter.proof:
        return f"{matter.follows.number}的送达回证{_given_by(matter.proof)}；又送达一次的，请先登记那次送达"
    return ""


def _of_district_report(matter: Matter) -> str:
    for hazard in matter.hazards:
        if not lifecycle.is_open(hazard.life.state):
            return f"{hazard.number}{hazard.life.state.label}，不需要报告"
        if not hazard.notice:
            return f"{hazard.number}还没有下达整改通知书，不能报告逾期未整改；请先下达通知"
        if not hazard.life.failed and not lifecycle.is_late(
            hazard.life.state, hazard.life.deadline, matter.today
        ):
            return f"{hazard.number}整改期限未过，也没有复查不合格，不需要报告"
    return _some_hazard(matter)


def _of_referral(matter: Matter) -> str:
    for hazard in matter.hazards:
        state = hazard.life.state
        if state is not HazardState.REFERRED and StepKind.REFER not in OFFERED[state]:
            return f"{hazard.number}{state.label}，不能移送"
        if state is HazardState.REFERRED and hazard.told_by:
            return f"{hazard.number}的移送函{_given_by(hazard.told_by)}"
    return _some_hazard(matter)


def _of_open_hazards(matter: Matter) -> str:
    for hazard in matter.hazards:
        if not lifecycle.is_open(hazard.life.state):
            return f"{hazard.number}{hazard.life.state.label}，不需要再出具“{matter.kind.label}”"
    return _some_hazard(matter)


def _of_summons(matter: Matter) -> str:
    """A talk is about what is still to be put right."""
    for hazard in matter.hazards:
        if hazard.life.state is HazardState.PASSED:
            return f"{hazard.number}{hazard.life.state.label}，已整改到位，不需要约谈"
    return _of_open_hazards(matter)


def _of_circular(matter: Matter) -> str:
    for hazard in matter.hazards:
        if hazard.life.state is HazardState.DISMISSED:
            return f"{hazard.number}不属隐患，不能通报"
    return _some_hazard(matter)


def _of_major(matter: Matter) -> str:
    for hazard in matter.hazards:
        if hazard.life.grade is not Grade.MAJOR:
            return f"{hazard.number}不是重大隐患，“{matter.kind.label}”只用于重大隐患"
    return _of_open_hazards(matter)


def _of_listing(matter: Matter) -> str:
    if reason := _of_major(matter):
        return reason
    for hazard in matter.hazards:
        if hazard.listing:
            return f"{hazard.number}已由{hazard.listing}挂牌督办，不需要再次挂牌"
        if not hazard.life.listed and StepKind.LIST_SUPERVISION not in OFFERED[hazard.life.state]:
            return f"{hazard.number}{hazard.life.state.label}，现在不能挂牌督办；请先核实"
    return ""


def _of_delisting(matter: Matter) -> str:
    for hazard in matter.hazards:
        if not hazard.life.listed:
            return f"{hazard.number}没有挂牌督办，不能摘牌"
        if hazard.life.delisted and hazard.told_by:
            return f"{hazard.number}的摘牌通知{_given_by(hazard.told_by)}"
        if not hazard.life.delisted and StepKind.DELIST not in OFFERED[hazard.life.state]:
            return f"{hazard.number}{hazard.life.state.label}，复查合格后才能摘牌"
    return _some_hazard(matter)


def _of_closure(matter: Matter) -> str:
    """A passed hazard is closed by its slip."""
    for hazard in matter.hazards:
        if hazard.life.state is HazardState.PASSED:
            if reason := lifecycle.blocked(hazard.life).get(StepKind.CLOSE):
                return f"{hazard.number}：{reason.removesuffix('。')}"
            if hazard.notice and not hazard.opinion:
                return f"{hazard.number}还没有有效的复查意见书，不能销号；请先出具复查意见书"
        elif hazard.life.state is not HazardState.CLOSED:
            return f"{hazard.number}{hazard.life.state.label}，还没有销号，不能出具销号单；请先办理销号"
        elif hazard.told_by:
            return f"{hazard.number}的销号单{_given_by(hazard.told_by)}"
    return _some_hazard(matter)


def _some_hazard(matter: Matter) -> str:
    return "" if matter.hazards else "请先选择要写进文书的隐患"


_ON_WHAT: dict[PaperKind, Callable[[Matter], str]] = {
    PaperKind.INSPECTION_RECORD: _of_inspection,
    PaperKind.NOTICE: _of_notice,
    PaperKind.ORDER: _of_notice,
    PaperKind.REINSPECTION: _of_reinspection,
    PaperKind.SERVICE: _of_service,
    PaperKind.SITE_MEASURES: _of_site_measures,
    PaperKind.DISTRICT_REPORT: _of_district_report,
    PaperKind.REFERRAL: _of_referral,
    PaperKind.SUMMONS: _of_summons,
    PaperKind.CIRCULAR: _of_circular,
    PaperKind.LISTING: _of_listing,
    PaperKind.DELISTING: _of_delisting,
    PaperKind.RECTIFICATION_PLAN: _of_major,
    PaperKind.CLOSURE: _of_closure,
}
"""For each kind, what it must stand on."""
