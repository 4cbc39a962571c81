"""What each kind of paper says besides the common values, put together from the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from db import connection
from db.records import Service
from db.vocabulary import Grade, PaperKind, ServiceWay, Source, StepKind, SupervisionLevel
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.inspections import findings_text
from xianfeng_gui.work import law, offices, service, settings
from xianfeng_gui.work.papers import circulated, reinspected, told
from xianfeng_gui.work.papers.facts import POWERS, REINSPECTIONS

if TYPE_CHECKING:
    from xianfeng_gui.work.papers.filling import Sources

Values = dict[str, object]

MEETING_AFTER = 3
"""Working days from a summons to the talk, until the clerk says otherwise."""
MEETING_AT = "09:30"


def own_values(sources: Sources) -> Values:
    """The kind's own values by the names of its fields; only those that differ from the common ones."""
    return _OWN[sources.grounds.kind](sources)


def _nothing(sources: Sources) -> Values:
    return {}


def _inspection_record(sources: Sources) -> Values:
    inspection = sources.inspection
    assert inspection is not None  # the rules ask for it
    return {
        "legal_rep_post": "负责人" if sources.site.legal_representative else "",
        "companion": inspection.companion,
        "companion_post": inspection.companion_post,
        "companion_phone": inspection.companion_phone,
        "place": inspection.place or inspection.site.address or inspection.site.name,
        "starts_at": inspection.starts_at,
        "ends_at": inspection.ends_at,
        "certificates_shown": inspection.certificates_shown,
        "findings": _findings(sources),
        "refused": inspection.refused,
        "witnesses": inspection.witnesses,
        "remark": inspection.remark,
    }


def _findings(sources: Sources) -> str:
    """The findings as they were written down; composed ones without the problems, which the record lists by themselves."""
    inspection = sources.inspection
    assert inspection is not None  # the rules ask for it
    found = len(sources.hazards)
    if not inspection.findings:
        return f"检查发现{found}项安全隐患，详见所列问题。" if found else "本次检查未发现安全隐患。"
    name = inspection.checklist.name if inspection.checklist else ""
    answers = [one.answer for one in inspection.answers.order_by("position") if one.item_id]
    problems = [hazard.description for hazard in sources.hazards]
    if not found or inspection.findings != findings_text(name, answers, problems):
        return str(inspection.findings)
    return findings_text(name, answers, problems, listed=True)


def _order(sources: Sources) -> Values:
    days = [hazard.found_on for hazard in sources.hazards]
    return {"inspected_on": sources.inspected_on or max(days)}


def _reinspection(sources: Sources) -> Values:
    deadlines = [hazard.deadline for hazard in sources.hazards if hazard.failed_count and hazard.deadline]
    later = [day for day in deadlines if day >= sources.issued_on]
    entered = sources.step_day(*REINSPECTIONS) if sources.all_reinspected else None
    return {
        "officers": reinspected.officers_again(sources),
        "failed_before": reinspected.failed_before(sources),
        "reinspected_on": entered or sources.issued_on,
        "new_deadline": max(later) if later else None,
    }


def _service(sources: Sources) -> Values:
    earlier = sources.earlier
    assert earlier is not None  # the rules ask for it
    values: Values = {
        "paper_title": told.printed_title(earlier.kind),
        "paper_number": earlier.number,
        "copies": "1份",
        "place": sources.site.address,
    }
    done = Service.select().where(Service.paper == earlier.id).order_by(Service.served_on.desc()).first()
    if done is None:
        return values
    names = ("way", "served_on", "place", "receiver", "receiver_post", "servers", "witnesses", "remark")
    if done.way is ServiceWay.ANNOUNCED:
        values["effective_on"] = service.effect(earlier.kind, done.way, done.served_on)[0]
    return (
        values | {name: getattr(done, name) for name in names} | {"servers": offices.as_person(done.servers)}
    )


def _district_report(sources: Sources) -> Values:
    return {
        "recipient": settings.get("paper.district"),
        "signer": _signer(),
        "found_on": told.earliest(sources),
        "facts": told.urged_since(sources) or "经多次督促，仍未整改到位。",
        "reasons": told.why_none(sources),
        "suggestion": "请区有关部门督促该单位落实整改主体责任，依法处理逾期未整改的安全隐患。",
    }


def _referral(sources: Sources) -> Values:
    authority, our_side = told.remarks(sources, StepKind.REFER), settings.get("paper.our_side")
    lacking = (
        f"不在{our_side}的行政执法权限之内" if settings.flag(POWERS) else f"{our_side}没有相应的行政处罚权"
    )
    return {
        "recipient": authority or settings.get("paper.authority"),
        "facts": told.ordered_so_far(sources),
        "reasons": f"上述安全隐患的查处属贵单位职责范围，{lacking}。",
        "materials": told.papers_so_far(sources),
    }


def _summons(sources: Sources) -> Values:
    representative = sources.site.legal_representative
    day = law.work_calendar().add_working_days(sources.issued_on, MEETING_AFTER).due
    return {
        "summoned": representative or "主要负责人",
        "host": _signer(),
        "reasons": told.ordered_so_far(sources, "你单位"),
        "meets_on": day,
        "meets_at": MEETING_AT,
        "place": settings.get("paper.meeting_place"),
        "topics": "安全隐患的整改进展、未按要求整改的原因，以及下一步整改措施和完成时限。",
        "materials": "隐患整改情况的书面说明、整改后的照片和有关资料。",
    }


def _circular(sources: Sources) -> Values:
    return {
        "recipient": "各村（社区），镇属各部门，各有关生产经营单位",
        "site": circulated.named(sources),
        "facts": circulated.facts(sources),
        "requirements": "各单位要举一反三，对照通报的问题全面自查，发现的安全隐患立即整改，并将整改情况书面报告。",
    }


def _listing(sources: Sources) -> Values:
    hazard = sources.hazards[0]
    deadlines = [one.deadline for one in sources.hazards if one.deadline]
    return {
        "level": hazard.listed_level or SupervisionLevel.TOWNSHIP,
        "supervisor": hazard.office.name,
        "person": _responsible(sources) or sources.site.legal_representative or "主要负责人",
        "deadline": max(deadlines) if deadlines else None,
    }


def _responsible(sources: Sources) -> str:
    """Who is to rectify, as the first of the five assurances has it: a person whom that doesn't name is not the one."""
    found: dict[str, None] = {}
    for hazard in sources.hazards:
        assured = hazard.assured_responsibility.strip().rstrip("。")
        named = hazard.person and (not assured or hazard.person in assured)
        found[hazard.person if named else assured.removesuffix("负责")] = None
    return "、".join(name for name in found if name)


def _delisting(sources: Sources) -> Values:
    day = sources.step_day(StepKind.DELIST) or sources.step_day(StepKind.PASS_REINSPECTION)
    passed = sources.step_day(StepKind.PASS_REINSPECTION)
    review = f"{format_date(passed)}复查，所列重大隐患已整改到位。" if passed else ""
    return {
        "level": sources.hazards[0].listed_level,
        "earlier_date": sources.earlier.issued_on
        if sources.earlier
        else sources.step_day(StepKind.LIST_SUPERVISION),
        "reviewed_on": day or sources.issued_on,
        "review": told.remarks(sources, StepKind.PASS_REINSPECTION) or review,
    }


def _rectification_plan(sources: Sources) -> Values:
    hazards = sources.hazards

    def joined(name: str) -> str:
        return "\n".join(dict.fromkeys(getattr(hazard, name) for hazard in hazards if getattr(hazard, name)))

    deadlines = [hazard.deadline for hazard in hazards if hazard.deadline]
    until = f"{format_date(max(deadlines))}前完成整改。" if deadlines else ""
    return {
        "goals": "彻底消除上列重大隐患，达到有关法律、法规、规章和标准规定的要求，经复查合格后申请摘牌、销号。",
        "methods": joined("assured_measures") or joined("measure"),
        "funds": joined("assured_funds"),
        "bodies": joined("assured_responsibility") or joined("person"),
        "time_limit": joined("assured_time_limit") or until,
        "safety": joined("assured_contingency_plan"),
    }


def _closure(sources: Sources) -> Values:
    passed = sources.step_day(StepKind.PASS_REINSPECTION)
    days = [hazard.rectified_on for hazard in sources.hazards if hazard.rectified_on]
    person = "、".join(dict.fromkeys(hazard.person for hazard in sources.hazards if hazard.person))
    closed = sources.step_day(StepKind.CLOSE)
    conclusion = f"经{format_date(passed)}复查，隐患已整改到位，同意销号。" if passed else ""
    return {
        "found_on": told.earliest(sources),
        "source": "、".join(dict.fromkeys(Source.label_of(hazard.source) for hazard in sources.hazards)),
        "person": person or sources.site.legal_representative,
        "rectified_on": max(days) if days else sources.step_day(StepKind.REPORT_RECTIFIED),
        "rectification": told.remarks(sources, StepKind.REPORT_RECTIFIED) or told.done(sources.hazards),
        "reinspected_on": passed or closed,
        "reinspectors": _reinspectors(sources),
        "conclusion": conclusion or told.remarks(sources, StepKind.CLOSE),
        "remark": f"{format_date(closed)}销号。" if closed else "",
    }


def _reinspectors(sources: Sources) -> str:
    """Those whom the opinion names, else who entered that the reinspection passed (or, closed on a referral, the closing)."""
    from xianfeng_gui.papers.content import PaperContent, officers

    earlier = sources.earlier
    if earlier is not None and earlier.kind is PaperKind.REINSPECTION and earlier.content:
        people = officers(PaperContent.from_json(earlier.content).value("officers"))
        if people:
            return "、".join(one.name for one in people)
    return sources.step_people(StepKind.PASS_REINSPECTION) or sources.step_people(StepKind.CLOSE)


def _site_measures(sources: Sources) -> Values:
    """What the law orders on the spot, not how the hazards are to be rectified: that the notice says, with its deadline."""
    major = [place for place, one in enumerate(sources.hazards, 1) if one.grade is Grade.MAJOR]
    danger = "上述问题不立即排除，可能危及现场人员安全。"
    measures = ["立即采取措施排除上述隐患"]
    if major:
        reasons = "；".join(dict.fromkeys(one.grade_reason for one in sources.hazards if one.grade_reason))
        judged = f"（判定依据：{reasons}）" if reasons else ""
        which = f"第{'、'.join(map(str, major))}项" if len(major) < len(sources.hazards) else "上述问题"
        danger = f"{which}为重大隐患{judged}，排除前继续生产经营可能危及人员安全。"
        places = dict.fromkeys(
            one.location for one in sources.hazards if one.grade is Grade.MAJOR and one.location
        )
        where = f"{'、'.join(places)}的" if places else ""
        measures = ["从危险区域内撤出作业人员", f"停止使用{where}相关设施、设备"]
    return {"danger": danger, "measures": "\n".join(measures), "orders": told.orders(sources)}


_OWN: dict[PaperKind, Callable[[Sources], Values]] = {
    PaperKind.INSPECTION_RECORD: _inspection_record,
    PaperKind.NOTICE: _nothing,
    PaperKind.ORDER: _order,
    PaperKind.REINSPECTION: _reinspection,
    PaperKind.SERVICE: _service,
    PaperKind.DISTRICT_REPORT: _district_report,
    PaperKind.REFERRAL: _referral,
    PaperKind.SUMMONS: _summons,
    PaperKind.CIRCULAR: _circular,
    PaperKind.LISTING: _listing,
    PaperKind.DELISTING: _delisting,
    PaperKind.RECTIFICATION_PLAN: _rectification_plan,
    PaperKind.CLOSURE: _closure,
    PaperKind.SITE_MEASURES: _site_measures,
}


def _signer() -> str:
    """Who signs for the office: as it is set, else the leader in charge of its work, if there is one."""
    if named := settings.get("paper.signer"):
        return named
    found = connection.scalar(
        "SELECT name FROM person WHERE leader AND active ORDER BY office_id = ? DESC, name",
        (settings.get(settings.OWN_OFFICE),),
    )
    return str(found or "")
