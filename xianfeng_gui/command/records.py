"""Commands on what has been recorded: history, undo."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    history = commands.add_parser("history", help="一条记录的来历：何人何时把什么改成什么")
    history.add_argument("number", metavar="编号", help="隐患编号、检查编号、任务编号或发文字号")
    history.set_defaults(do=_history, opens=True)
    undo = commands.add_parser("undo", help="撤销最近一次操作")
    undo.set_defaults(do=_undo, opens=True)


def _history(options: argparse.Namespace, folder: Path) -> None:
    from db import history
    from xianfeng_gui.work import lookup

    for event in history.history(*lookup.by_number(options.number)):
        print(f"{event.at:%Y-%m-%d %H:%M}  {event.actor}  {event.label}")
        for change in event.changes:
            print(f"    {change.table}·{change.field}：{change.old or '（空）'} → {change.new or '（空）'}")


def _undo(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import offices, undoing

    print(f"已撤销：{undoing.undo(offices.actor())}")
