"""The command poster: the wall poster of the one sheet as a PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from db.vocabulary import ListKind
from xianfeng_gui.command import filters, words


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    poster = commands.add_parser("poster", help="挂图作战“一张表”：可上墙的PDF")
    filters.add_filters(poster, ListKind.MASTER)
    poster.add_argument(
        "--size", metavar="纸张", type=str.upper, default="A1", help="A3、A2、A1（不写时）或A0"
    )
    direction = poster.add_mutually_exclusive_group()
    direction.add_argument("--landscape", action="store_true", default=True, help="横向（不写时）")
    direction.add_argument("--portrait", action="store_false", dest="landscape", help="竖向")
    poster.add_argument(
        "--split", metavar="纸张", type=str.upper, default="", help="拆成A4或A3，带重叠和裁切线"
    )
    poster.add_argument(
        "-o", "--output", metavar="文件", type=words.file(".pdf"), required=True, help="写到这个.pdf文件"
    )
    poster.set_defaults(do=_poster, opens=True)


def _poster(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import poster

    pages = poster.write(
        filters.task_scope(options),
        options.output,
        options.size,
        landscape=options.landscape,
        pieces=options.split,
    )
    print(f"已写入{pages}张：{options.output}")
