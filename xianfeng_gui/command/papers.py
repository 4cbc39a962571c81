"""The commands paper, papers and volume: issue, verify, many at once, a whole matter as one PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.errors import UserError
from db.vocabulary import PaperKind
from xianfeng_gui.command import words

if TYPE_CHECKING:
    from xianfeng_gui.work.papers.drafting import Draft

_EXAMPLE = """例：
  paper notice YJB-2021-0001 YJB-2021-0002 -o 通知书.pdf
  paper reinspection 先锋府安改〔2021〕1号 --failed YJB-2021-0002 --deadline 2021-7-20 -o 复查意见书.pdf
  paper service 先锋府安改〔2021〕1号 -o 送达回证.pdf --value receiver=罗某
编号可以是隐患、检查或者已出具文书的编号，看文书依据什么；paper --list列出各种文书和已出具的文书。"""
MERGED_NAME = "文书.pdf"


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    paper = commands.add_parser("paper", help="文书：出具、核验", epilog=_EXAMPLE)
    paper.add_argument("--list", action="store_true", help="列出文书种类和已出具的文书")
    group = paper.add_subparsers(title="命令", dest="action", metavar="命令")
    paper.set_defaults(do=_list, opens=True)
    for kind in PaperKind:
        _add_kind(group, kind)
    verify = group.add_parser("verify", help="核验一份PDF：是否本单位出具、有无改动、是否作废")
    verify.add_argument("file", metavar="文件", type=Path)
    verify.set_defaults(do=_verify)
    _add_papers(commands)
    volume = commands.add_parser("volume", help="案卷：一件事的全部文书、照片和经过合成一个PDF")
    volume.add_argument("number", metavar="编号", help="隐患、检查或文书的编号")
    volume.add_argument("-o", "--output", metavar="文件", type=Path, required=True, help="写到这个.pdf文件")
    volume.set_defaults(do=_volume, opens=True)


def name_of(kind: PaperKind) -> str:
    """A kind as it is typed."""
    return kind.value.replace("_", "-")


def _add_kind(group: Any, kind: PaperKind) -> None:
    one = group.add_parser(name_of(kind), help=f"出具{kind.label}")
    one.add_argument("numbers", metavar="编号", nargs="+", help="隐患（可多条）、一次检查或一份文书的编号")
    one.add_argument("-o", "--output", metavar="文件", type=Path, required=True, help="写到这个.pdf文件")
    one.add_argument("--docx", action="store_true", help="另存一份可编辑的.docx，放在旁边")
    one.add_argument("--draft", action="store_true", help="只看草稿，不编号、不下达")
    one.add_argument("--date", metavar="日期", type=words.day, help="发文日期；不写时为今天")
    one.add_argument(
        "--value",
        metavar="栏目=内容",
        action="append",
        default=[],
        help="改写一栏，可写多次；栏目名写错时会列出",
    )
    if kind in (PaperKind.NOTICE, PaperKind.ORDER, PaperKind.REINSPECTION):
        one.add_argument("--deadline", metavar="日期", type=words.day, help="整改期限；不写时按台账")
    if kind is PaperKind.REINSPECTION:
        one.add_argument(
            "--failed",
            metavar="编号",
            action="append",
            default=[],
            help="未整改到位的隐患，可写多次；其余尚未登记复查结果的按已整改到位",
        )
    one.set_defaults(do=_issue, opens=True, kind=kind)


def _add_papers(commands: Any) -> None:
    many = commands.add_parser("papers", help="成批出具文书，或存出一次检查的文书")
    which = many.add_mutually_exclusive_group(required=True)
    which.add_argument("--due", action="store_true", help="出具这段日子应出具的通知书和复查意见书")
    which.add_argument("--inspection", metavar="编号", help="存出这次检查已出具的全部文书")
    many.add_argument(
        "--from", metavar="日期", dest="first", type=words.day, help="应在这天起出具的；不写时逾期的也在内"
    )
    many.add_argument(
        "--to", metavar="日期", dest="last", type=words.day, help="发现或复查到这天止的；不写时为今天"
    )
    many.add_argument(
        "-o", "--output", metavar="文件夹", type=Path, required=True, help="每份一个文件，写进这个文件夹"
    )
    many.add_argument("--merge", action="store_true", help=f"合成一个PDF（{MERGED_NAME}）")
    many.set_defaults(do=_papers, opens=True)


def _list(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import paper_list

    for kind, on, powers in paper_list.kinds():
        print(f"{name_of(kind):<20}{kind.label}（依据{on}{'；须有委托的执法权' if powers else ''}）")
    for row in paper_list.rows():
        print(f"{row.number}  {row.issued_on}  {row.kind}  {row.site}  {row.state}")


def _issue(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import offices, outputs
    from xianfeng_gui.work.papers import drafting, issuing, standing

    targets = [outputs.checked_target(file) for file in _targets(options)]  # before the number is used
    values, actor = _values(options.value), offices.actor()
    grounds = standing.from_numbers(options.kind, options.numbers)
    draft = _filled(drafting.open_draft(grounds, actor), values, options)
    if options.draft:
        content = drafting.numbered(draft)
        bodies = {".pdf": drafting.render(content, draft=True).pdf}
        if len(targets) > 1 or targets[0].suffix == ".docx":
            bodies[".docx"] = drafting.render_docx(content, draft=True)
        for target in targets:
            print(f"草稿：{outputs.write(target, bodies.get(target.suffix.lower(), bodies['.pdf']))}")
        for problem in drafting.problems(draft):
            print(f"尚不能出具：{problem}")
        return
    issued = issuing.issue(draft, actor)
    try:
        for target in targets:
            as_docx = target.suffix.lower() == ".docx"
            outputs.write(target, issuing.docx_of(issued.paper_id) if as_docx else issued.pdf)
    except UserError as error:
        raise UserError(f"{issued.number}已出具，可在窗口的“文书”中再保存；{error}") from error
    print(f"已出具{issued.number}：{'、'.join(str(target) for target in targets)}")


def _targets(options: argparse.Namespace) -> list[Path]:
    file: Path = options.output
    if file.suffix.lower() == ".docx":
        return [file]
    stem = file.stem if file.suffix.lower() == ".pdf" else file.name  # 通知书2021.6.18 has no ending
    return [file, file.with_name(f"{stem}.docx")] if options.docx else [file]


def _values(pairs: list[str]) -> dict[str, str]:
    """``name=text`` as typed, by name."""
    values = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign:
            raise UserError(f"“{pair}”应写成“栏目=内容”")
        values[name.strip()] = text.strip()
    return values


def _filled(draft: Draft, values: dict[str, str], options: argparse.Namespace) -> Draft:
    """The draft with what was typed on the command line."""
    from xianfeng_gui.work.papers import drafting

    deadline = getattr(options, "deadline", None)
    if options.kind is PaperKind.REINSPECTION:
        draft = drafting.with_outcomes(draft, options.failed, others_passed=True)
        if deadline is not None:
            values.setdefault("new_deadline", deadline.isoformat())
    elif deadline is not None:
        draft = drafting.with_deadline(draft, deadline)
    return drafting.changed(draft, issued_on=options.date, values=values)


def _verify(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work.papers import verifying

    found = verifying.verify_file(options.file)
    print(f"{found.verdict.value}（{verifying.WORDS[found.verdict]}）：{found.sentence}")
    if found.verdict is not verifying.Verdict.GENUINE:
        raise UserError(f"核验没有通过：{verifying.WORDS[found.verdict]}")


def _papers(options: argparse.Namespace, folder: Path) -> None:
    from db import clock
    from xianfeng_gui.work import lookup, offices, outputs
    from xianfeng_gui.work.papers import batches

    target = outputs.checked_target(options.output)
    refused: tuple[str, ...] = ()
    if options.due:
        first, last = options.first, options.last or options.first or clock.today()
        if first is not None and last < first:
            raise UserError("结束日期早于开始日期，请改正--from或--to")
        merged = options.merge and _is_pdf(target)
        outputs.check_folder(target.parent if merged else target)  # before numbers are used
        done = batches.issue_all(batches.due(first, last), offices.actor())
        ids, refused = [one.paper_id for one in done.issued], done.refused
        print("".join(f"已出具{one.number}\n" for one in done.issued), end="")
    else:
        table, record = lookup.by_number(options.inspection)
        if table != "inspection":
            raise UserError(f"“{options.inspection}”不是检查的编号")
        ids = batches.papers_of_inspection(record)
    if ids and options.merge:
        files = [batches.save_merged(ids, target if _is_pdf(target) else target / MERGED_NAME)]
    else:
        files = batches.save(ids, target)
    for file in files:
        print(file)
    print(f"共{len(ids)}份文书")
    if refused:
        raise UserError(f"有{len(refused)}份没有出具：{'；'.join(refused)}")


def _is_pdf(target: Path) -> bool:
    """Whether a merged file is meant, not a folder for it."""
    return target.suffix.lower() == ".pdf"


def _volume(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import lookup, outputs, volume

    target = outputs.checked_target(options.output)
    pdf = volume.of_record(*lookup.by_number(options.number))
    print(f"已写入案卷：{outputs.write(target, pdf)}")
