"""The command import: a ledger of any layout."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from db.errors import UserError
from xianfeng_gui.command import words

KINDS = {
    "hazards": "隐患",
    "sites": "监管对象",
    "tasks": "任务",
    "monthly": "月度工作情况",
    "steps": "隐患办理经过",
    "people": "机构人员",
    "papers": "文书登记表",
    "inspections": "检查登记表",
    "inspection_plan": "检查计划",
}
"""The values of ``LedgerKind``, which a command's help need not import."""


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    load = commands.add_parser("import", help="导入台账（.xlsx、.xls、.ods、.csv）；不写--accept时只显示")
    load.add_argument("file", metavar="文件", type=Path)
    load.add_argument("--sheet", metavar="工作表", default="", help="工作表名称；不写时用最像台账的一张")
    load.add_argument(
        "--kind",
        metavar="清单",
        choices=tuple(KINDS),
        help=f"台账内容：{'、'.join(f'{kind}（{name}）' for kind, name in KINDS.items())}；不写时按表头判断",
    )
    load.add_argument(
        "--head", metavar="行号", type=int, help="表头（有几行的，写最下一行）在第几行；不写时自动查找"
    )
    load.add_argument("--accept", action="store_true", help="写入全部可导入的行")
    load.add_argument("--json", action="store_true", help="以JSON输出")
    load.add_argument(
        "--refused", metavar="文件", type=words.file(".xlsx"), help="把未导入的行连同原因另存为Excel表"
    )
    load.set_defaults(do=_import, opens=True)


def _import(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import offices
    from xianfeng_gui.work.ledger import importing, preview, refused_rows
    from xianfeng_gui.work.ledger.corrections import Corrections
    from xianfeng_gui.work.ledger.kinds import LedgerKind

    if options.refused and options.refused.absolute() == options.file.absolute():
        raise UserError("未导入的行不能写回原文件，请另取文件名")
    kind = LedgerKind(options.kind) if options.kind else None
    found = preview.look(options.file, sheet=options.sheet, kind=kind, said=Corrections(options.head))
    data = importing.as_data(found)
    done = importing.accept(found, offices.actor()) if options.accept else None
    if options.refused and data["refused"]:
        refused_rows.write(found, options.refused)
    if options.json:
        data["accepted"] = done is not None
        if done is not None:
            data |= {"photos": done.photos, "unread_pictures": list(done.unread)}
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    _show(data)
    if done is None:
        print("以上为预览，尚未写入；核对无误后加上--accept导入")
    else:
        print(done.in_words())


def _show(data: dict[str, Any]) -> None:
    print(f"工作表“{data['sheet']}”，表头在第{data['header_row']}行")
    for column in data["columns"]:
        print(f"  第{column['column']}列 {column['heading']} → {column['title']}")
    if data["ignored"]:
        print(f"  未使用：{'、'.join(data['ignored'])}")
    counts = data["counts"]
    print(
        f"新增{counts['create']}条，更新{counts['update']}条，无变化{counts['unchanged']}条，不导入{counts['refuse']}条"
    )
    for row in data["refused_rows"]:
        print(f"  第{row['row']}行不导入：{row['reason']}")
    for match in data["same_sites"]:
        print(f"  “{match['written']}”视为“{match['known_as']}”")
    for remark in data["remarks"]:
        print(f"  {remark}")
