"""What happened to the hazards of a paper until now, in the sentences that papers tell it in."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from db import connection
from db.records import Hazard, Paper
from db.vocabulary import Grade, PaperKind, Source, StepKind
from xianfeng_gui.papers.numerals import hazards_in_words
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.paper_order import NOTICES
from xianfeng_gui.work import settings, wording
from xianfeng_gui.work.papers import standing

if TYPE_CHECKING:
    from xianfeng_gui.work.papers.filling import Sources

_BY_PAPER = re.compile(r"（文书 [^（）]+）$|^文书 (?P<number>\S+)$")
_PAPER = re.compile(r"文书 (?P<number>[^（）\s]+)")
_FOUND_BY = {
    Source.INSPECTION: "{we}在安全生产监督检查中发现",
    Source.SELF_CHECK: "据企业自查上报，经核实",
    Source.VILLAGE_PATROL: "据村（社区）巡查上报，经核实",
    Source.TIP: "据群众举报，经核查",
    Source.ASSIGNMENT: "根据上级交办，经核查",
    Source.MEDIA: "据媒体反映，经核查",
    Source.ACCIDENT: "经事故暴露并核实",
}
_URGING = (PaperKind.SUMMONS, PaperKind.LISTING)
"""Papers that urge on after the notice."""
_STEPS = (
    StepKind.REPORT_RECTIFIED,
    StepKind.FAIL_REINSPECTION,
    StepKind.APPLY_EXTENSION,
    StepKind.GRANT_EXTENSION,
    StepKind.REFUSE_EXTENSION,
)


def printed_title(kind: PaperKind) -> str:
    """What a paper is called in its own title; the kind's name where the title names the site."""
    title = wording.of_kind(kind)["title"].strip()
    return kind.label if "{" in title else title


def earliest(sources: Sources) -> dt.date:
    """The day on which the first of the hazards was found."""
    found: dt.date = min(hazard.found_on for hazard in sources.hazards)
    return found


def found_by(sources: Sources) -> str:
    """How the hazards came to light, as the beginning of a sentence."""
    kinds = list(dict.fromkeys(Source(hazard.source) for hazard in sources.hazards))
    if len(kinds) == 1:
        return _FOUND_BY[kinds[0]].format(we=settings.get("paper.our_side"))
    return f"经{'、'.join(kind.label for kind in kinds)}等途径发现并核实" if kinds else ""


def ordered_deadline(hazard: Hazard, sources: Sources) -> dt.date | None:
    """The deadline that the notice set, whatever was granted since; without a notice the one first registered."""
    from xianfeng_gui.papers.content import PaperContent

    earlier = sources.earlier
    if earlier is not None and earlier.kind in NOTICES and earlier.content:
        for item in PaperContent.from_json(earlier.content).items:
            if item.hazard_number == hazard.number and item.deadline:
                return dt.date.fromisoformat(item.deadline)
    first: dt.date | None = hazard.first_deadline or hazard.deadline
    return first


def ordered_so_far(sources: Sources, whom: str = "该单位") -> str:
    """What was found at one firm and ordered, and what was done about it since, in one paragraph.

    ``whom``: the firm; a paper to the firm itself says 你单位.
    """
    major = sum(1 for hazard in sources.hazards if hazard.grade is Grade.MAJOR)
    days = sorted({hazard.found_on for hazard in sources.hazards})
    text = f"{'、'.join(format_date(day) for day in days)}，发现{whom}"
    text += f"存在{hazards_in_words(len(sources.hazards), major)}。"
    earlier = sources.earlier
    if earlier is not None and earlier.kind in NOTICES:
        text += f"{format_date(earlier.issued_on)}，以{earlier.number}下达《{printed_title(earlier.kind)}》。"
    return text + urged_since(sources)


def urged_since(sources: Sources) -> str:
    """The deadlines that were ordered, then reports, reinspections, extensions and papers since, in their order."""
    days = sorted({day for one in sources.hazards if (day := ordered_deadline(one, sources))})
    text = f"整改期限为{'、'.join(format_date(day) for day in days)}。" if days else ""
    return text + "".join(
        sentence for _, sentence in sorted([*_steps(sources), *_papers(sources)], key=itemgetter(0))
    )


def _steps(sources: Sources) -> list[tuple[str, str]]:
    """``(day, sentence)`` of the steps; the same of several hazards as one."""
    marks, kinds = connection.marks(sources.hazards), connection.marks(_STEPS)
    rows = connection.rows(
        f"SELECT hazard_id, kind, on_date, new_deadline, remark FROM hazard_step WHERE hazard_id IN ({marks}) "
        f"AND kind IN ({kinds}) ORDER BY entered_at, id",
        (*sources.grounds.hazard_ids, *(kind.value for kind in _STEPS)),
    )
    applied: dict[str, str] = {}
    told: Counter[tuple[str, str, str, str]] = Counter()
    for hazard_id, kind, on, until, remark in rows:
        if kind == StepKind.APPLY_EXTENSION:
            applied[hazard_id] = until
            continue
        paper = _PAPER.search(remark or "") if kind == StepKind.FAIL_REINSPECTION else None
        day = applied.get(hazard_id, "") if kind == StepKind.GRANT_EXTENSION else until
        told[(on, kind, day or "", paper["number"] if paper else "")] += 1
    return [
        (on, _sentence(on, kind, until, paper, f"{count}项" if len(sources.hazards) > 1 else ""))
        for (on, kind, until, paper), count in told.items()
    ]


def _sentence(on: str, kind: str, until: str, paper: str, count: str) -> str:
    day = format_date(dt.date.fromisoformat(on))
    to = format_date(dt.date.fromisoformat(until)) if until else ""
    if kind == StepKind.REPORT_RECTIFIED:
        return f"{day}，报告整改完成{count}。"
    if kind == StepKind.GRANT_EXTENSION:
        return f"{day}，同意延期{'至' + to if to else ''}。"
    if kind == StepKind.REFUSE_EXTENSION:
        return f"{day}，未同意延期申请。"
    by = f"（{paper}）" if paper else ""
    return f"{day}复查，{count}未整改到位{by}" + (f"，要求于{to}前整改完毕。" if to else "。")


def _papers(sources: Sources) -> list[tuple[str, str]]:
    """``(day, sentence)`` of the papers that urged on."""
    marks, kinds = connection.marks(sources.hazards), connection.marks(_URGING)
    rows = connection.rows(
        "SELECT DISTINCT issued_on, kind, number FROM paper JOIN paper_hazard AS item ON item.paper_id = paper.id "
        f"WHERE item.hazard_id IN ({marks}) AND voided_on IS NULL AND paper.kind IN ({kinds}) AND paper.id IS NOT ?",
        (*sources.grounds.hazard_ids, *(kind.value for kind in _URGING), sources.grounds.replaces_id),
    )
    return [
        (
            on,
            f"{format_date(dt.date.fromisoformat(on))}，下达《{printed_title(PaperKind(kind))}》（{number}）。",
        )
        for on, kind, number in rows
    ]


def papers_so_far(sources: Sources) -> str:
    """The papers that document the matter, one a line: records, notices and opinions about these hazards that stand."""
    kinds = (PaperKind.INSPECTION_RECORD, *NOTICES, PaperKind.REINSPECTION)
    marks, wanted = connection.marks(sources.hazards), connection.marks(kinds)
    rows = connection.rows(
        "SELECT DISTINCT paper.kind, number, issued_on, paper.id FROM paper "
        "JOIN paper_hazard AS item ON item.paper_id = paper.id "
        f"WHERE item.hazard_id IN ({marks}) AND voided_on IS NULL AND paper.kind IN ({wanted}) "
        "ORDER BY issued_on, paper.id",
        (*sources.grounds.hazard_ids, *(kind.value for kind in kinds)),
    )
    return "\n".join(f"{printed_title(PaperKind(kind))}（{number}）" for kind, number, *_ in rows)


def orders(sources: Sources) -> str:
    """The standing notices and orders about these hazards by title and number."""
    found = {}
    for hazard in sources.hazards:
        for paper_id, number in standing.standing_papers(hazard.id, NOTICES)[:1]:
            found[number] = f"《{printed_title(Paper.get_by_id(paper_id).kind)}》（{number}）"
    return "、".join(text for _, text in sorted(found.items()))


def why_none(sources: Sources) -> str:
    """Why the hazards are not rectified, of several a line each with its number."""
    if len(sources.hazards) == 1:
        return why_not(sources.hazards[0])
    return "\n".join(f"{hazard.number}：{why_not(hazard)}" for hazard in sources.hazards)


def why_not(hazard: Hazard) -> str:
    """What the register knows of why a hazard is not rectified."""
    told = connection.scalar(
        "SELECT remark FROM hazard_step WHERE hazard_id = ? AND kind IN (?, ?, ?) AND remark <> '' "
        "ORDER BY entered_at DESC, id DESC",
        (
            hazard.id,
            StepKind.FAIL_REINSPECTION.value,
            StepKind.APPLY_EXTENSION.value,
            StepKind.REFUSE_EXTENSION.value,
        ),
    )
    if told and (text := _said(str(told))):
        return text
    if hazard.failed_count:
        return f"复查{hazard.failed_count}次不合格，仍未整改到位。"
    return "整改期限届满，该单位未报告整改完成，也没有获准延期。"


def remarks(sources: Sources, kind: StepKind) -> str:
    """What was written beside a step, of all hazards, each text once."""
    marks = connection.marks(sources.hazards)
    rows = connection.rows(
        f"SELECT DISTINCT remark FROM hazard_step WHERE hazard_id IN ({marks}) AND kind = ? AND remark <> ''",
        (*sources.grounds.hazard_ids, kind.value),
    )
    return "\n".join(dict.fromkeys(text for row in rows if (text := _said(str(row[0])))))


def _said(remark: str) -> str:
    """A step's remark without the paper's number that issuing put there."""
    return _BY_PAPER.sub("", remark).strip()


def done(hazards: list[Hazard]) -> str:
    """That the ordered measures were taken."""
    measures = dict.fromkeys(
        hazard.measure.strip().rstrip("。") for hazard in hazards if hazard.measure.strip()
    )
    return f"已按要求整改：{'；'.join(measures)}。" if measures else "已按要求整改。"
