"""The command on plan documents: plan import."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    plan = commands.add_parser("plan", help="工作方案：识别并载入")
    parts = plan.add_subparsers(title="命令", dest="part", metavar="命令", required=True)
    load = parts.add_parser("import", help="识别方案文件（.docx或文本）；不写--accept时只显示，不写入")
    load.add_argument("file", metavar="文件", type=Path)
    load.add_argument("--accept", action="store_true", help="载入为当前行动")
    load.add_argument("--carry-over", action="store_true", help="把原行动未完成的任务和未销号的隐患转入")
    load.add_argument(
        "--same",
        metavar="写法=单位",
        action="append",
        default=[],
        help="把方案中的一种写法并入另一单位，可重复；写法明显相同的自动合并",
    )
    load.add_argument("--apart", action="store_true", help="写法相近的单位都分开，不自动合并")
    load.add_argument("--json", action="store_true", help="以JSON输出识别结果")
    load.set_defaults(do=_import, opens=False)


def _import(options: argparse.Namespace, folder: Path) -> None:
    from db import store
    from xianfeng_gui.command import open_data
    from xianfeng_gui.work import offices, plan_import, plan_offices

    if options.accept or store.exists(folder):  # without data a document can be looked at, too
        open_data(folder)
    read = plan_import.understand(plan_import.open_source(options.file))
    agreed = plan_offices.agreed(read, apart=options.apart, wanted=options.same)
    reading = plan_offices.merged(read, agreed)
    names = {one.name for one in agreed}
    similar = [*agreed, *(one for one in plan_offices.alike(read) if one.name not in names)]
    done = None
    if options.accept:
        done = plan_import.accept(reading, offices.actor(), carry_over=options.carry_over)
    if options.json:
        data = plan_import.as_data(reading, similar)
        data["accepted"] = done is not None
        if done is not None:
            data["carried_over"] = {
                "tasks": done.carried_tasks,
                "late_tasks": done.carried_late,
                "hazards": done.carried_hazards,
            }
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    print(plan_import.as_text(reading, similar))
    if done is None:
        print("以上为识别结果，尚未写入；核对无误后加上--accept载入")
        return
    late = f"（其中{done.carried_late}项逾期，仍按原期限）" if done.carried_late else ""
    carried = (
        f"，转入任务{done.carried_tasks}项{late}、隐患{done.carried_hazards}条" if options.carry_over else ""
    )
    print(f"已载入《{done.name}》：{done.topics}个专题、{done.tasks}项任务{carried}")
