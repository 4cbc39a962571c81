"""The command set: the office's settings."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from db.errors import UserError

_FLAGS = {"是": "1", "否": "0", "on": "1", "off": "0", "true": "1", "false": "0", "yes": "1", "no": "0"}


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    setting = commands.add_parser(
        "set",
        help="修改本单位的设置",
        epilog="例：set paper.township 先锋镇人民政府；set paper.enforcement 是；set --list列出全部设置",
    )
    setting.add_argument("key", metavar="设置", nargs="?", help="如paper.mark，也可写中文名称")
    setting.add_argument("value", metavar="内容", nargs="?")
    setting.add_argument("--list", action="store_true", help="列出全部设置和现在的内容")
    setting.set_defaults(do=_set, opens=True)


def _set(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import offices, settings

    if options.list or options.key is None:
        for rule in settings.rules().values():
            print(f"{rule.key}  {rule.label}：{settings.get(rule.key)}")
        return
    if options.value is None:
        raise UserError(f"请写上“{options.key}”的新内容")
    key = next((rule.key for rule in settings.rules().values() if options.key == rule.label), options.key)
    known = settings.rules().get(key)
    is_flag = known is not None and known.kind == "flag"
    value = _FLAGS.get(options.value.lower(), options.value) if is_flag else options.value
    settings.save({key: value}, offices.actor())
    print(f"{settings.rules()[key].label}：{settings.get(key)}")
