"""From a draft to the files of an issued paper: the options that every kind and a correction share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import UserError
from db.vocabulary import PaperKind
from xianfeng_gui.command import words

if TYPE_CHECKING:
    from xianfeng_gui.papers.forms import FieldSpec
    from xianfeng_gui.work.papers.drafting import Draft

_PDF, _DOCX = ".pdf", ".docx"
_WITH_DEADLINE = (PaperKind.NOTICE, PaperKind.ORDER, PaperKind.REINSPECTION)
_WITH_OUTCOMES = (PaperKind.REINSPECTION,)


def add_options(parser: argparse.ArgumentParser, kinds: tuple[PaperKind, ...]) -> None:
    """The options of a command that issues a paper of one of these kinds."""
    add_targets(parser)
    parser.add_argument("--draft", action="store_true", help="只看草稿，不编号、不下达")
    parser.add_argument("--date", metavar="日期", type=words.day, help="发文日期；不写时为今天")
    parser.add_argument(
        "--value",
        metavar="栏目=内容",
        action="append",
        default=[],
        help="改写一栏（写栏目的中文名称或英文代号），可写多次；栏目名写错时会列出",
    )
    if set(kinds) & set(_WITH_DEADLINE):
        parser.add_argument("--deadline", metavar="日期", type=words.day, help="整改期限；不写时按台账")
    if set(kinds) & set(_WITH_OUTCOMES):
        parser.add_argument(
            "--passed",
            metavar="编号",
            action="append",
            nargs="*",
            default=[],
            help="已整改到位的隐患；不写编号的，其余各条均已整改到位",
        )
        parser.add_argument(
            "--failed",
            metavar="编号",
            action="extend",
            nargs="+",
            default=[],
            help="未整改到位的隐患。写明了一部分的，其余各条也要有复查结果；都不写的，台账中没有结果的按已整改到位写",
        )


def add_targets(parser: argparse.ArgumentParser) -> None:
    """Where a paper is written to."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="文件",
        type=words.file(_PDF, _DOCX),
        required=True,
        help="写到这个.pdf（或.docx）文件",
    )
    parser.add_argument("--docx", action="store_true", help="另存一份可编辑的.docx，放在旁边")


def targets(options: argparse.Namespace) -> list[Path]:
    """The files that ``add_targets`` asked for; UserError for one that can't be written, before anything is done."""
    from xianfeng_gui.work import outputs

    file: Path = options.output
    beside = [file.with_suffix(_DOCX)] if options.docx and not _is_docx(file) else []
    return [outputs.checked_target(one) for one in (file, *beside)]


def save(paper_id: str, files: Sequence[Path]) -> list[Path]:
    """Write an issued paper to these files."""
    from xianfeng_gui.work import outputs
    from xianfeng_gui.work.papers import issuing

    return [
        outputs.write(one, issuing.docx_of(paper_id) if _is_docx(one) else issuing.pdf_of(paper_id))
        for one in files
    ]


def filled(draft: Draft, options: argparse.Namespace) -> Draft:
    """The draft with what was typed on the command line; UserError for what a paper of its kind does not have."""
    from xianfeng_gui.work.papers import drafting

    kind = draft.content.kind
    values = _values(kind, options.value)
    deadline = getattr(options, "deadline", None)
    if deadline is not None and kind not in _WITH_DEADLINE:
        raise UserError(f"“{kind.label}”不写整改期限，请去掉--deadline")
    if kind in _WITH_OUTCOMES:
        draft = _with_outcomes(draft, options)
        if deadline is not None:
            values.setdefault("new_deadline", deadline.isoformat())
    elif getattr(options, "passed", None) or getattr(options, "failed", None):
        raise UserError(f"“{kind.label}”没有复查结果，请去掉--passed和--failed")
    elif deadline is not None:
        draft = drafting.with_deadline(draft, deadline)
    return drafting.changed(draft, issued_on=options.date, values=values)


def _with_outcomes(draft: Draft, options: argparse.Namespace) -> Draft:
    """The opinion with the results that were typed; a draft may still lack some, what is issued may not."""
    from xianfeng_gui.work.papers import drafting

    passed = [number for numbers in options.passed for number in numbers]
    nothing_said = not (options.draft or options.passed or options.failed)
    if nothing_said and (silent := drafting.without_outcome(draft)):
        print(f"没有写明复查结果，{'、'.join(silent)}按已整改到位写；未整改到位的，请用--failed写明")
    rest = [] in options.passed
    if rest and (told := _told_otherwise(draft, {*options.failed, *passed})):
        raise UserError(
            f"{'、'.join(told)}在台账中登记为复查不合格，与--passed不符：仍未整改到位的，请写--failed 编号；"
            "再次复查合格的，请写--passed 编号"
        )
    draft = drafting.with_outcomes(draft, options.failed, passed, others_passed=nothing_said or rest)
    if not options.draft and (open_ := drafting.without_outcome(draft)):
        raise UserError(
            f"{'、'.join(open_)}还没有复查结果，请写明：--passed 编号（已整改到位）、--failed 编号（未整改到位），"
            "都已整改到位的写--passed"
        )
    return draft


def _told_otherwise(draft: Draft, named: set[str]) -> list[str]:
    """The hazards that the records say failed, of which nothing was typed by number."""
    from xianfeng_gui.work.papers.entering import FAILED

    return [
        one.hazard_number
        for one in draft.content.items
        if one.outcome == FAILED and one.hazard_number not in named
    ]


def _values(kind: PaperKind, pairs: list[str]) -> dict[str, str]:
    """``name=text`` as typed, by the fields' names; an unknown name stays, to be refused with the known ones."""
    from xianfeng_gui.papers.catalogue import form

    specs = {key: spec for spec in form(kind).fields for key in (spec.name, spec.label)}
    values = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign:
            raise UserError(f"“{pair}”应写成“栏目=内容”")
        spec = specs.get(name.strip())
        values[spec.name if spec else name.strip()] = _value(spec, text.strip()) if spec else text
    return values


def _value(spec: FieldSpec, text: str) -> str:
    """A field's text as a paper's content holds it: dates in every form that a clerk types, choices and flags in words."""
    from db import clock
    from xianfeng_gui.papers.forms import FieldKind
    from xianfeng_gui.rules.dates import parse_date

    if spec.kind is FieldKind.DATE and text:
        return parse_date(text, clock.today()).isoformat()
    if spec.kind is FieldKind.FLAG:
        value = words.flag(text)
        if value not in ("", "0", "1"):
            raise UserError(f"“{spec.label}”只能写“是”或“否”", spec.name)
        return value.replace("0", "")
    if spec.kind is FieldKind.CHOICE and text:
        return _choice(spec, text)
    return text


def _choice(spec: FieldSpec, text: str) -> str:
    for value, label in spec.choices:
        if text in (value, label):
            return value
    known = "、".join(f"{value}（{label}）" for value, label in spec.choices)
    raise UserError(f"“{spec.label}”没有“{text}”这一项，可用的有：{known}", spec.name)


def write(draft: Draft, options: argparse.Namespace) -> None:
    """Issue the paper and write its files; with ``--draft`` only show what it would be, and what stands in the way."""
    from xianfeng_gui.work import offices
    from xianfeng_gui.work.papers import entering, issuing

    files = targets(options)
    draft = filled(draft, options)
    if draft.note:
        print(draft.note)
    if options.draft:
        _write_draft(draft, files)
        return
    entered = entering.entered(draft)
    issued = issuing.issue(draft, offices.actor())
    try:
        save(issued.paper_id, files)
    except UserError as error:
        raise UserError(f"{issued.number}已出具，请用paper save {issued.number}再存一次；{error}") from error
    print(f"已出具{issued.number}：{'、'.join(map(str, files))}")
    if entered:
        print(f"随即登记：{entered}")


def _write_draft(draft: Draft, files: Sequence[Path]) -> None:
    from xianfeng_gui.work import outputs
    from xianfeng_gui.work.papers import drafting

    content = drafting.numbered(draft)
    for target in files:
        as_docx = _is_docx(target)
        body = (
            drafting.render_docx(content, draft=True) if as_docx else drafting.render(content, draft=True).pdf
        )
        print(f"草稿：{outputs.write(target, body)}")
    for problem in drafting.problems(draft):
        print(f"尚不能出具：{problem}")


def _is_docx(target: Path) -> bool:
    return target.suffix.lower() == _DOCX
