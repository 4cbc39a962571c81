"""The command stick: the program, a village's start file and its printed guide on a USB stick."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from db.errors import UserError


def add_to(commands: Any) -> None:
    """Add this command."""
    stick = commands.add_parser("stick", help="为村、社区制作U盘：程序、起始文件、使用说明")
    stick.add_argument("--office", metavar="村", required=True, help="村、社区全名")
    stick.add_argument("-o", "--output", metavar="文件夹", type=Path, required=True, help="U盘，或其他文件夹")
    stick.add_argument(
        "--program", metavar="文件", type=Path, help="要复制的程序（.exe）；不写时用正在运行的这一个"
    )
    stick.set_defaults(do=_stick, opens=True)


def _stick(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import offices, program_files, stick
    from xianfeng_gui.work.progress import Progress

    chosen = options.program
    program = program_files.chosen(chosen.absolute()) if chosen else program_files.running()
    if program is None:
        raise UserError("现在从源代码运行，只能复制打包好的程序；请用 --program 指明程序文件（.exe）")
    progress = Progress(_show) if sys.stderr.isatty() else Progress()
    made = stick.make(offices.by_name(options.office).id, options.output, program, progress)
    print(f"已做好：{made.folder}，{made.files}个文件校验无误，可以安全拔出")


def _show(words: str) -> None:
    done, _, total = words.partition("/")
    sys.stderr.write(f"\r{words} MB" + ("\n" if done == total else ""))
