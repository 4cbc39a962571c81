"""The command hazard: add, list, step."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from db.vocabulary import ListKind, StepKind, SupervisionLevel
from xianfeng_gui.command import json_files, sheets, words

_EXAMPLE = """必填：topic（专题序号）、office（责任单位）、site（单位、场所）、found_on（发现日期）、description（描述）。例：
{"topic": 5, "office": "绣庄村", "site": {"name": "某厂", "address": "绣庄村1组"}, "source": "inspection",
 "found_on": "2021-06-01", "location": "车间", "description": "安全出口上锁", "grade": "general",
 "measure": "立即开锁", "deadline": {"working_days": 10}, "photos": ["a.jpg"]}
其他字段：task、village、finder、informant、grade_reason、basis、person、five_assurances（重大隐患的五落实：
responsibility、measures、funds、time_limit、contingency_plan）。deadline也可写日期。照片的路径从JSON文件所在的文件夹算起。"""


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    hazard = commands.add_parser("hazard", help="隐患：登记、列表、办理")
    group = hazard.add_subparsers(title="命令", dest="action", metavar="命令", required=True)
    _add_add(group)
    _add_list(group)
    _add_step(group)


def _add_add(group: Any) -> None:
    add = group.add_parser(
        "add",
        help="从JSON文件登记一条或多条隐患，输出编号",
        epilog=_EXAMPLE,
    )
    add.add_argument("--json", metavar="文件", required=True, help="一个对象或对象的列表；“-”从标准输入读")
    add.set_defaults(do=_add, opens=True)


def _add_list(group: Any) -> None:
    listing = group.add_parser("list", help="把筛选出的隐患导出为Excel表，同sheet hazards")
    sheets.add_options(listing, ListKind.HAZARDS)


def _add_step(group: Any) -> None:
    steps = "\n".join(
        f"  {value:<22}{label}" for value, label in StepKind.choices() if value != StepKind.REPORT
    )
    step = group.add_parser("step", help="办理一个环节", epilog=f"环节：\n{steps}")
    step.add_argument("number", metavar="编号", help="隐患编号，如YJB-2020-0012")
    step.add_argument("step", metavar="环节", type=words.term(StepKind), help="英文或中文，见下")
    step.add_argument("--date", metavar="日期", type=words.day, help="办理日期；不写时为今天")
    step.add_argument("--person", metavar="姓名", default="", help="经办人")
    step.add_argument("--remark", metavar="说明", default="")
    step.add_argument("--deadline", metavar="日期", type=words.day, help="新的整改期限")
    step.add_argument(
        "--level", metavar="层级", type=words.term(SupervisionLevel), help=words.listed(SupervisionLevel)
    )
    step.set_defaults(do=_step, opens=True)


def _add(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import hazards, offices

    specs, base = json_files.read(options.json, "隐患")
    for number in hazards.register_all(specs, offices.actor(), base):
        print(number)


def _step(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import hazards, offices
    from xianfeng_gui.work.papers import standing

    hazard = hazards.by_number(options.number)
    given = hazards.StepData(
        kind=options.step,
        on=options.date,
        person=options.person,
        remark=options.remark,
        new_deadline=options.deadline,
        level=options.level,
    )
    hazards.take_steps([hazard.id], [given], offices.actor())
    print(f"{hazard.number}：{options.step.label}，现为{hazards.by_number(hazard.number).state.label}")
    if options.step is StepKind.REOPEN and (numbers := standing.untrue_once_reopened([hazard.id])):
        print(f"注意：{'、'.join(numbers)}仍然有效，请作废")
