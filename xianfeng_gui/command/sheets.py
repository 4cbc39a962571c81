"""The command sheet: every list of the campaign as an Excel workbook."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.errors import UserError
from db.vocabulary import ListKind
from xianfeng_gui.command import filters, words

if TYPE_CHECKING:
    from xianfeng_gui.work.form_reading import Form
    from xianfeng_gui.work.form_values import ListWords


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
    parser.add_argument(
        "-o", "--output", metavar="文件", type=words.file(".xlsx"), required=True, help="写到这个.xlsx文件"
    )
    parser.add_argument(
        "--template", metavar="表格", type=Path, help="填入上级发的这个.xlsx表格，格式和其他工作表不变"
    )
    parser.add_argument("--sheet", metavar="工作表", default="", help="填入哪个工作表；不写时用表头最相符的")
    parser.add_argument(
        "--columns", metavar="对应", default="", help="改正各栏对应，如C=site,E=description；空的不填，如F="
    )
    parser.add_argument(
        "--values",
        metavar="对应",
        default="",
        help="下拉选项填什么，如G:已移送=未整改,已登记=未整改;D:重大隐患=重大；等号后空着的留空",
    )
    parser.set_defaults(do=_write, opens=True, list_kind=kind)


def _list_kinds(options: argparse.Namespace, folder: Path) -> None:
    if not options.list_kinds:
        raise UserError(f"请写明清单：{'、'.join(ListKind)}；或用--list列出")
    for kind in ListKind:
        print(f"{kind.value:<17}{kind.label}")


def _write(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import sheets
    from xianfeng_gui.work.progress import Progress

    kind: ListKind = options.list_kind
    progress = Progress(_show) if sys.stderr.isatty() else None
    if options.template:
        _fill(options, progress)
        return
    written = sheets.write(kind, filters.wanted(kind, options), options.output, progress)
    print(f"已导出{kind.label}（{written.in_words()}）：{options.output}")


def _fill(options: argparse.Namespace, progress: Any) -> None:
    from xianfeng_gui.work import form_filling, form_reading, form_values, offices

    kind: ListKind = options.list_kind
    chosen = filters.wanted(kind, options)
    form = form_reading.look(options.template, kind, chosen, options.sheet)
    if form.is_doubtful and not options.columns:
        raise UserError(
            f"“{options.template.name}”的{len(form.headings())}栏里几乎没有能与“{kind.label}”对应的，"
            "请确认选对了表格和清单；选对了的，用--columns写明各栏对应"
        )
    form = form.with_columns(_corrected(form.columns, options.columns))
    form = form_values.checked(form, _said(options.values))
    lists = form_values.listed(form, chosen)
    for line in form_values.told(lists):
        print(f"注意：{line}，照原样填写；用--values可写明填哪一项", file=sys.stderr)
    rows = form_filling.fill(
        form, chosen, options.output, offices.actor(), progress, confirmed=bool(options.columns)
    )
    print(f"工作表“{form.page}”，表头在第{form.head.last + 1}行")
    for line in _columns_in_words(form, lists):
        print(line)
    print(f"已填写{rows}行：{options.output}")


def _columns_in_words(form: Form, lists: Sequence[ListWords]) -> Iterator[str]:
    """A line a column: what it is filled with, and what its drop-down list makes of our words."""
    from xianfeng_gui.sheets.letters import letters_of

    chosen = {one.at: one.chosen for one in lists}
    for at, heading in form.headings():
        key = form.columns.get(at)
        pairs = [
            f"{word}→{item or '（留空）'}" for word, item in chosen.get(at, {}).items() if item is not None
        ]
        put = f"（{'，'.join(pairs)}）" if pairs else ""
        ticked = "，打√" if form.ticks(at) is not None else ""
        title = form.sheet.column(key).title if key else "（不填）"
        yield f"  {letters_of(at + 1)}列 {heading} → {title}{ticked}{put}"


def _said(typed: str) -> dict[int, dict[str, str]]:
    """What the option --values says: column from 0 -> our word -> the list's."""
    found: dict[int, dict[str, str]] = {}
    for part in filter(None, typed.replace("；", ";").replace("，", ",").replace("：", ":").split(";")):
        letters, _, pairs = part.strip().partition(":")
        for pair in pairs.split(","):
            word, mark, item = pair.partition("=")
            if not mark:
                raise UserError(f"--values里的“{part}”写法不对，应如G:已移送=未整改")
            found.setdefault(_column(letters), {})[word.strip()] = item.strip()
    return found


def _column(letters: str) -> int:
    """A column from 0 by its letters; UserError for what names none."""
    from xianfeng_gui.sheets.letters import column_of

    try:
        return column_of(letters) - 1
    except ValueError as error:
        raise UserError(f"“{letters}”不是表格的栏，应如C") from error


def _corrected(columns: Mapping[int, str], typed: str) -> dict[int, str]:
    """The columns with what the option --columns says otherwise."""
    found = dict(columns)
    for part in filter(None, typed.replace("，", ",").split(",")):
        letters, mark, key = part.strip().partition("=")
        if not mark:
            raise UserError(f"--columns里的“{part}”写法不对，应如C=site")
        at = _column(letters)
        found.pop(at, None)
        if key:
            found[at] = key
    return found


def _show(told: str) -> None:
    sys.stderr.write(f"\r{told}")
