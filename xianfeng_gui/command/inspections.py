"""The command inspection: add, list."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from db.errors import UserError
from xianfeng_gui.command import json_files, words

_EXAMPLE = """必填：site（被检查单位、场所）、date（检查日期）、inspectors（检查人员）。例：
{"site": {"name": "兴旺五金厂", "address": "绣庄村2组"}, "date": "2021-06-17", "from": "9:30", "to": "11:00",
 "place": "生产车间", "inspectors": [{"name": "何某", "certificate_number": "渝A001"}, "李某"],
 "companion": {"name": "王某", "post": "厂长", "phone": "19900000001"}, "findings": "疏散通道堆放杂物。",
 "items": [{"topic": 5, "office": "镇应急办", "description": "疏散通道堆放杂物", "grade": "general",
            "measure": "清理通道", "deadline": {"working_days": 10}}]}
items与hazard add的写法相同，单位、日期和来源随检查，可以不写；topic、office、village写在外层的，对各项都适用。
其他字段：checklist（检查表名称或专题简称）、answers（如{"1": "yes", "2": "no", "3": "not_applicable"}，no按检查表的
标准表述登记为隐患）、certificates_shown、refused、witnesses、remark。items中写item（项次）的，未写的内容取自检查表。
检查人员只写姓名的，执法证号取自“机构人员”。findings不写时按检查结果拼写。照片的路径从JSON文件所在的文件夹算起。"""


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    inspection = commands.add_parser("inspection", help="检查：登记、列表")
    group = inspection.add_subparsers(title="命令", dest="action", metavar="命令", required=True)
    add = group.add_parser("add", help="从JSON文件登记检查及其隐患，输出编号", epilog=_EXAMPLE)
    add.add_argument("--json", metavar="文件", required=True, help="一个对象或对象的列表；“-”从标准输入读")
    add.set_defaults(do=_add, opens=True)
    listing = group.add_parser("list", help="列出检查")
    listing.add_argument("--search", metavar="文字", default="", help="编号、单位、检查人员，或拼音首字母")
    listing.add_argument("--from", metavar="日期", dest="first", type=words.day, help="检查日期从这天起")
    listing.add_argument("--to", metavar="日期", dest="last", type=words.day, help="到这天止")
    listing.set_defaults(do=_list, opens=True)


def _add(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import checklists, inspections, offices

    if checklists.is_first_need():
        checklists.load_built_in(offices.actor())
    specs, base = json_files.read(options.json, "检查")
    for made in inspections.record_all(specs, offices.actor(), base):
        print(made.number)
        for hazard in made.hazards:
            print(hazard.number)


def _list(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import inspection_list

    if options.first and options.last and options.first > options.last:
        raise UserError("--to的日期早于--from的日期，请改正")
    wanted = inspection_list.InspectionFilter(options.search, options.first, options.last)
    for row in inspection_list.rows(wanted):
        print(f"{row.number}  {row.on}  {row.site}  {row.inspectors}  {inspection_list.outcome(row)}")
