"""The headless commands: a second face on the same work, for scheduling and checks.

A person's mistake is one Chinese line on stderr and exit status 2, never a traceback.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from db import clock
from db.errors import UserError
from xianfeng_gui.command.chinese import Parser, program_name, speak_chinese
from xianfeng_gui.command.words import day

MISTAKE = 2
_GROUPS = (
    "folder",
    "hazards",
    "inspections",
    "papers",
    "paper_sets",
    "calendar",
    "records",
    "settings",
    "plans",
    "sheets",
    "poster",
    "ledgers",
    "stick",
)
"""The modules of this package that add commands, in the order of the help."""
_OF_THE_WINDOW = ("--data", "--today")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line and set the program's day; SystemExit 2 for words that make no sense.

    ``command`` is none when only the window is wanted; ``data`` is the data folder, none for the usual one.
    """
    speak_chinese()
    parser = Parser(
        prog=program_name(),
        description="先锋镇安全生产专项整治管理程序。不写命令就打开窗口。",
        epilog="每个命令的用法：%(prog)s 命令 --help",
    )
    parser.add_argument("--data", metavar="文件夹", type=Path, help="数据文件夹；不写时用程序旁的data")
    parser.add_argument(
        "--today", metavar="日期", type=day, action=_SetToday, help="把这一天当作今天，用于练习和检查"
    )
    commands = parser.add_subparsers(title="命令", dest="command", metavar="命令")
    if not _opens_the_window(arguments):
        for group in _GROUPS:
            import_module(f"{__name__}.{group}").add_to(commands)
    clock.set_today(None)
    return parser.parse_args(arguments)


class _SetToday(argparse.Action):
    """Sets the program's day as soon as it is read: dates behind it may be given without a year, or as +10."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, *_: object
    ) -> None:
        clock.set_today(values)
        setattr(namespace, self.dest, values)


def _opens_the_window(arguments: Sequence[str]) -> bool:
    """Whether there are only words that a start of the window takes too: it must not wait for what commands import."""
    names = [word.partition("=") for word in arguments]
    place = 0
    while place < len(names):
        name, has_value, _ = names[place]
        if name not in _OF_THE_WINDOW:
            return False
        place += 1 if has_value else 2
    return True


def run(options: argparse.Namespace) -> int:
    """Carry out a parsed command; returns the exit status."""
    from db import store
    from xianfeng_gui.work import choosing, place

    data = place.user_folder()  # where a fault is told as long as the right folder isn't known
    try:
        data = choosing.of_command(options.data)
        if options.opens:
            open_data(data)
        options.do(options, data)
        sys.stdout.flush()
    except UserError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return _refuse("已中断，没有完成")
    except BrokenPipeError:
        # Whoever reads the output has enough; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        return _own_fault(data, error)
    finally:
        store.close()
    return 0


def open_data(data: Path) -> None:
    """Open the data folder; older data are brought up to date, and where their backup lies is said."""
    from xianfeng_gui.work import update

    if kept := update.open_folder(data):
        sys.stderr.write(f"数据已升级；升级前的数据备份在“{kept}”\n")


def _refuse(sentence: str) -> int:
    sys.stderr.write(" ".join(sentence.split("\n")) + "\n")
    return MISTAKE


def _own_fault(data: Path, error: Exception) -> int:
    from xianfeng_gui.work import faults

    log = faults.record(data, error)
    where = f"已记入日志“{log}”" if log else "日志写不进去"
    return _refuse(f"程序内部出错（{type(error).__name__}），{where}，请把日志交给维护人员")
