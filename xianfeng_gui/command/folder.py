"""Commands on the data folder as a whole: init, demo, backup, restore, check."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from db.errors import UserError
from xianfeng_gui.command import words

DEMO_SIZES = ("town", "district")


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    init = commands.add_parser("init", help="建立数据，载入工作方案")
    whose = init.add_mutually_exclusive_group(required=True)
    whose.add_argument("--office", metavar="单位", help="本机所属单位：方案中的部门，或村、社区全名")
    whose.add_argument(
        "--start", metavar="文件", type=Path, help="镇里做的起始文件，单位、方案和任务都在其中"
    )
    init.add_argument(
        "--plan", metavar="文件", type=Path, help="工作方案（.docx、文本或.toml）；不写时用内置方案"
    )
    init.add_argument("--code", metavar="代码", default="", help="本单位代码，用于隐患编号；不写时自动取")
    init.set_defaults(do=_init, opens=False)
    if not getattr(sys, "frozen", False):  # the packaged program has no made-up people in it
        demo = commands.add_parser("demo", help="在新文件夹中建立虚构的演示数据")
        demo.add_argument(
            "--size", choices=DEMO_SIZES, required=True, help="town为一个镇，district为一个区的量"
        )
        demo.set_defaults(do=_demo, opens=False)
    backup = commands.add_parser("backup", help="备份")
    backup.add_argument(
        "-o", "--output", metavar="文件", type=Path, help="备份成一个文件带走；不写时备份在数据文件夹内"
    )
    backup.set_defaults(do=_backup, opens=True)
    restore = commands.add_parser("restore", help="用备份恢复，现有数据另行保留")
    restore.add_argument("file", metavar="备份文件", type=Path)
    restore.set_defaults(do=_restore, opens=False)
    check = commands.add_parser("check", help="检查数据库、操作日志、照片和编号是否完好")
    check.set_defaults(do=_check, opens=True)
    report = commands.add_parser("report", help="把日志、版本和检查结果写成一份问题报告（不含台账内容）")
    report.add_argument(
        "-o", "--output", metavar="文件", type=words.file(".zip"), required=True, help="问题报告（.zip）"
    )
    report.set_defaults(do=_report, opens=False)


def _init(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import archive, offices, plan_import, start_files

    if options.start is None:
        plan = archive.found(folder, options.office, options.plan, options.code)
        for sentence in plan_import.reminders(plan.campaign):
            print(f"请注意：{sentence}")
        print(f"已载入《{plan.campaign.name}》，{len(plan.topics)}个专题")
    elif options.plan is not None or options.code:
        raise UserError("起始文件已有方案和单位代码，不能再写 --plan 或 --code")
    else:
        archive.found_from_start(folder, start_files.read(options.start))
    print(f"已为{offices.own_office().name}建立数据：{folder}")


def _demo(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import demo, holding

    with holding.alone(folder, "建立演示数据"):
        made = demo.build(folder, options.size, _show_progress if sys.stderr.isatty() else None)
    print(f"已建立演示数据：{made.hazards}条隐患，{made.sites}个单位（场所），{made.tasks}项任务；{folder}")


def _show_progress(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done}/{total}" + ("\n" if done == total else ""))


def _backup(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import backups

    target = backups.back_up_now() if options.output is None else backups.write_to(options.output)
    print(f"已备份到：{target}")


def _restore(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import backups, holding

    with holding.alone(folder, "恢复"):
        aside = backups.restore(folder, options.file.absolute())
    print("已恢复" + (f"，原来的数据保留在：{aside}" if aside else ""))


def _check(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import backups

    problems = backups.check()
    for problem in problems:
        print(problem)
    if problems:
        raise UserError(f"检查发现{len(problems)}个问题，请先备份整个文件夹“{folder}”，再用完好的备份恢复")
    print("检查完毕，一切完好")


def _report(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import report

    print(f"已保存问题报告：{report.write(options.output, folder, {})}")
