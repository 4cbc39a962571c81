"""The command sheet: every list of the campaign as an Excel workbook."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from db.errors import UserError
from db.vocabulary import ListKind
from xianfeng_gui.command import filters


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    sheet = commands.add_parser("sheet", help="把各种清单导出为Excel表")
    sheet.add_argument("--list", action="store_true", dest="list_kinds", help="列出有哪些清单")
    sheet.set_defaults(do=_list_kinds, opens=False)
    kinds = sheet.add_subparsers(title="清单", dest="kind", metavar="清单")
    for kind in ListKind:
        add_options(kinds.add_parser(kind.value, help=kind.label), kind)


def add_options(parser: argparse.ArgumentParser, kind: ListKind) -> None:
    """Make a parser one that writes this list."""
    filters.add_filters(parser, kind)
    parser.add_argument("-o", "--output", metavar="文件", type=Path, required=True, help="写到这个.xlsx文件")
    parser.set_defaults(do=_write, opens=True, list_kind=kind)


def _list_kinds(options: argparse.Namespace, folder: Path) -> None:
    if not options.list_kinds:
        raise UserError(f"请写明清单：{'、'.join(ListKind)}；或用--list列出")
    for kind in ListKind:
        print(f"{kind.value:<12}{kind.label}")


def _write(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import sheets
    from xianfeng_gui.work.progress import Progress

    kind: ListKind = options.list_kind
    progress = Progress(_show) if sys.stderr.isatty() else None
    rows = sheets.write(kind, filters.wanted(kind, options), options.output, progress)
    print(f"已导出{kind.label}，共{rows}行：{options.output}")


def _show(words: str) -> None:
    sys.stderr.write(f"\r{words}")
