"""The command hazard: add, list, step."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from db.errors import UserError
from db.vocabulary import Grade, HazardState, Source, StepKind, SupervisionLevel
from xianfeng_gui.command import words

_EXAMPLE = """必填：topic（专题序号）、office（责任单位）、site（单位、场所）、found_on（发现日期）、description（描述）。例：
{"topic": 5, "office": "绣庄村", "site": {"name": "某厂", "address": "绣庄村1组"}, "source": "inspection",
 "found_on": "2021-06-01", "location": "车间", "description": "安全出口上锁", "grade": "general",
 "measure": "立即开锁", "deadline": {"working_days": 10}, "photos": ["a.jpg"]}
其他字段：task、village、finder、informant、grade_reason、person、five_assurances（重大隐患的五落实：
responsibility、measures、funds、time_limit、contingency_plan）。deadline也可写日期。照片的路径从JSON文件所在的文件夹算起。"""

OPEN = "open"
"""A value of ``--state``: neither closed nor dismissed."""


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
    listing = group.add_parser("list", help="把筛选出的隐患导出为Excel表")
    listing.add_argument("--search", metavar="文字", default="", help="描述、部位、单位、编号，或拼音首字母")
    listing.add_argument("--topic", metavar="序号", type=int, help="专题序号")
    listing.add_argument(
        "--state",
        metavar="状态",
        type=_state,
        help=f"open（未销号）、{words.listed(HazardState)}",
    )
    listing.add_argument("--grade", metavar="等级", type=words.term(Grade), help=words.listed(Grade))
    listing.add_argument("--office", metavar="单位", default="", help="责任单位")
    listing.add_argument("--village", metavar="村社区", default="", help="属地")
    listing.add_argument("--source", metavar="来源", type=words.term(Source), help=words.listed(Source))
    listing.add_argument("--late", action="store_true", help="只要逾期的")
    listing.add_argument("--from", metavar="日期", dest="first", type=words.day, help="发现日期从这天起")
    listing.add_argument("--to", metavar="日期", dest="last", type=words.day, help="到这天止")
    listing.add_argument(
        "--sort",
        metavar="排序",
        default="newest",
        help="newest（登记先后）、number（编号）、found_on（发现日期）、deadline（整改期限）、state、grade、source",
    )
    listing.add_argument("-o", "--output", metavar="文件", type=Path, required=True, help="写到这个.xlsx文件")
    listing.set_defaults(do=_list, opens=True)


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


def _state(text: str) -> str:
    return OPEN if text in (OPEN, "未销号") else words.term(HazardState)(text)


def _add(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import hazards, offices

    if options.json == "-":
        text, base = _from_stdin(), Path.cwd()
    else:
        text, base = words.read_file(Path(options.json)), Path(options.json).absolute().parent
    for number in hazards.register_all(_specs(text), offices.actor(), base):
        print(number)


def _from_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("标准输入的文字应为UTF-8编码") from error


def _specs(text: str) -> list[Any]:
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(f"JSON第{error.lineno}行第{error.colno}个字写法不对，请改正") from error
    except RecursionError as error:
        raise UserError("JSON嵌套太深，请按说明的格式写") from error
    specs = read if isinstance(read, list) else [read]
    if not specs:
        raise UserError("JSON中没有隐患，请至少写一条")
    return specs


def _list(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import hazard_filter, hazard_list, offices, topics

    if options.first and options.last and options.first > options.last:
        raise UserError("--to的日期早于--from的日期，请改正")
    if options.sort not in hazard_filter.SORTS:
        raise UserError(f"不能按“{options.sort}”排序，可用的有：{'、'.join(hazard_filter.SORTS)}")
    wanted = hazard_filter.HazardFilter(
        text=options.search,
        topic_id=_topic_id(options.topic, topics.topics()),
        state=options.state or "",
        grade=options.grade or "",
        office_id=offices.by_name(options.office).id if options.office else "",
        village_id=offices.by_name(options.village).id if options.village else "",
        source=options.source or "",
        late=options.late,
        found_from=options.first,
        found_to=options.last,
        sort=options.sort,
        descending=hazard_filter.SORTS[options.sort][1],
    )
    print(f"已导出{hazard_list.export(wanted, options.output)}条隐患：{options.output}")


def _topic_id(number: int | None, topics: Any) -> str:
    if number is None:
        return ""
    for topic in topics:
        if topic.number == number:
            return str(topic.id)
    raise UserError(f"没有第{number}个专题，请核对序号")


def _step(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import hazards, offices

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
