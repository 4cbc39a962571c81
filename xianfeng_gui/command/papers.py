"""The command paper: every kind from the number of what it stands on, service, voiding, correction, verification."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from db.errors import UserError
from db.vocabulary import PaperKind, ServiceWay
from xianfeng_gui.command import paper_issue, words

_EXAMPLE = """例：
  paper notice YJB-2021-0001 YJB-2021-0002 -o 通知书.pdf
  paper serve 先锋府安改〔2021〕1号 --way 直接送达 --date 6月18日 --receiver 罗某
  paper reinspection 先锋府安改〔2021〕1号 --passed -o 复查意见书.pdf
  paper reinspection 先锋府安改〔2021〕1号 --passed YJB-2021-0001 --failed YJB-2021-0002 --deadline 2021-7-20 -o 复查意见书.pdf
  paper service 先锋府安改〔2021〕1号 -o 送达回证.pdf --value 收件人=罗某
  paper correct 先锋府安改〔2021〕1号 --deadline 2021-7-15 -o 更正.pdf
  paper void 先锋府安改〔2021〕1号 --reason 对象写错
编号可以是隐患、检查或者已出具文书的编号，看文书依据什么；paper --list列出各种文书和已出具的文书。"""


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    paper = commands.add_parser("paper", help="文书：出具、送达、更正、作废、核验", epilog=_EXAMPLE)
    paper.add_argument("--list", action="store_true", help="列出文书种类和已出具的文书")
    group = paper.add_subparsers(title="命令", dest="action", metavar="命令")
    paper.set_defaults(do=_list, opens=True)
    for kind in PaperKind:
        _add_kind(group, kind)
    _add_serve(group)
    correct = group.add_parser("correct", help="更正重发：另出一份，原来的作废，字号保留")
    correct.add_argument("number", metavar="字号", help="有错的文书的字号；没有改写的栏目照旧")
    paper_issue.add_options(correct, tuple(PaperKind))
    correct.set_defaults(do=_correct, opens=True)
    void = group.add_parser("void", help="作废一份文书：字号保留、不再使用，不能撤销")
    void.add_argument("number", metavar="字号")
    void.add_argument("--reason", metavar="原因", required=True, help="作废原因，列在登记表中")
    void.set_defaults(do=_void, opens=True)
    save = group.add_parser("save", help="再存一份已出具的文书，内容与出具时完全相同")
    save.add_argument("number", metavar="字号")
    paper_issue.add_targets(save)
    save.set_defaults(do=_save, opens=True)
    verify = group.add_parser("verify", help="核验一份PDF：是否本单位出具、有无改动、是否作废")
    verify.add_argument("file", metavar="文件", type=Path)
    verify.set_defaults(do=_verify, opens=True)


def name_of(kind: PaperKind) -> str:
    """A kind as it is typed."""
    return kind.value.replace("_", "-")


def _add_kind(group: Any, kind: PaperKind) -> None:
    one = group.add_parser(name_of(kind), help=f"出具{kind.label}")
    one.add_argument("numbers", metavar="编号", nargs="+", help="隐患（可多条）、一次检查或一份文书的编号")
    paper_issue.add_options(one, (kind,))
    one.set_defaults(do=_issue, opens=True, kind=kind)


def _add_serve(group: Any) -> None:
    serve = group.add_parser("serve", help="登记送达：怎样、何时送到（送达回证用service出具）")
    serve.add_argument("number", metavar="字号", help="送达的文书的字号")
    serve.add_argument(
        "--way", metavar="方式", type=words.term(ServiceWay), required=True, help=words.listed(ServiceWay)
    )
    serve.add_argument(
        "--date", metavar="日期", type=words.day, help="签收、留置、收件或公告的日期；不写时为今天"
    )
    serve.add_argument("--receiver", metavar="姓名", default="", help="收件人；直接送达必填")
    serve.add_argument("--post", metavar="身份", default="", help="收件人身份，如厂长")
    serve.add_argument("--place", metavar="地点", help="送达地点；不写时为单位地址，公告送达须写明在哪里公告")
    serve.add_argument("--servers", metavar="姓名", help="送达人；不写时为经办人")
    serve.add_argument("--witnesses", metavar="姓名", default="", help="见证人；留置送达必填")
    serve.add_argument("--remark", metavar="说明", default="", help="拒收的事由、邮件号码、公告载体等")
    serve.add_argument("--slip", metavar="文件", type=Path, help="签收件的照片或扫描件")
    serve.set_defaults(do=_serve, opens=True)


def _list(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import paper_list

    for kind, on, powers in paper_list.kinds():
        print(f"{name_of(kind):<20}{kind.label}（依据{on}{'；须有委托的执法权' if powers else ''}）")
    for row in paper_list.rows():
        print(f"{row.number}  {row.issued_on}  {row.kind}  {row.site}  {row.sign}")


def _issue(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import offices
    from xianfeng_gui.work.papers import drafting, standing

    grounds = standing.from_numbers(options.kind, options.numbers)
    paper_issue.write(drafting.open_draft(grounds, offices.actor()), options)


def _correct(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import lookup, offices
    from xianfeng_gui.work.papers import drafting

    paper_id = lookup.one("paper", options.number)
    paper_issue.write(drafting.open_correction(paper_id, offices.actor()), options)


def _serve(options: argparse.Namespace, folder: Path) -> None:
    from db import clock
    from xianfeng_gui.work import lookup, offices, service

    paper_id, actor = lookup.one("paper", options.number), offices.actor()
    usual = service.usual(paper_id, offices.operator(), options.way)
    data = service.ServiceData(
        way=options.way,
        served_on=options.date or clock.today(),
        receiver=options.receiver,
        receiver_post=options.post,
        place=usual["place"] if options.place is None else options.place,
        servers=usual["servers"] if options.servers is None else options.servers,
        witnesses=options.witnesses,
        remark=options.remark,
        slip=options.slip,
    )
    service.record(paper_id, data, actor)
    print(f"已登记{service.paper_of(paper_id).number}的送达：")
    print(service.in_words(paper_id))


def _void(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import lookup, offices, service
    from xianfeng_gui.work.papers import after_void, issuing

    paper_id = lookup.one("paper", options.number)
    issuing.void(paper_id, options.reason, offices.actor())
    print(f"已作废{service.paper_of(paper_id).number}：{options.reason.strip()}")
    if told := after_void.after(paper_id):
        print(told)


def _save(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import lookup

    paper_id = lookup.one("paper", options.number)
    print("\n".join(str(file) for file in paper_issue.save(paper_id, paper_issue.targets(options))))


def _verify(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work.papers import verifying

    found = verifying.verify_file(options.file)
    print(f"{verifying.WORDS[found.verdict]}：{found.sentence}")
    if found.verdict is not verifying.Verdict.GENUINE:
        raise UserError(f"核验没有通过：{verifying.WORDS[found.verdict]}")
