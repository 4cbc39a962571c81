"""The command paper: a rectification notice as PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from db.errors import UserError
from xianfeng_gui.command import words


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    paper = commands.add_parser("paper", help="文书")
    group = paper.add_subparsers(title="命令", dest="action", metavar="命令", required=True)
    notice = group.add_parser("notice", help="下达整改通知书，存为PDF")
    notice.add_argument("numbers", metavar="编号", nargs="+", help="同一单位（场所）一条或多条隐患的编号")
    notice.add_argument("--date", metavar="日期", type=words.day, help="发文日期；不写时为今天")
    notice.add_argument("-o", "--output", metavar="文件", type=Path, required=True, help="写到这个.pdf文件")
    notice.set_defaults(do=_notice, opens=True)


def _notice(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import notices, offices, outputs

    target = outputs.checked_target(options.output)  # before the number is used
    issued = notices.issue_by_numbers(options.numbers, offices.actor(), options.date)
    try:
        outputs.write(target, issued.pdf)
    except UserError as error:
        raise UserError(f"{issued.number}已下达，可在窗口的“文书”中再保存；{error}") from error
    print(f"已下达{issued.number}：{target}")
