"""The command set: the office's settings."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.errors import UserError
from xianfeng_gui.command import words

if TYPE_CHECKING:
    from xianfeng_gui.work.settings import SettingRule


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    setting = commands.add_parser(
        "set",
        help="修改本单位的设置",
        epilog="例：set paper.township 先锋镇人民政府；set paper.enforcement 是；set --list列出全部设置",
    )
    setting.add_argument("key", metavar="设置", nargs="?", help="如paper.mark，也可写mark或者中文名称")
    setting.add_argument("value", metavar="内容", nargs="?")
    setting.add_argument("--list", action="store_true", help="列出全部设置和现在的内容")
    setting.set_defaults(do=_set, opens=True)


def _set(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import offices, settings

    rules = settings.rules()
    if options.list or options.key is None:
        for rule in rules.values():
            print(f"{rule.key}  {rule.label}：{_shown(rule)}")
        return
    if options.value is None:
        raise UserError(f"请写上“{options.key}”的新内容")
    names = {name: rule for rule in rules.values() for name in (rule.label, rule.key.removeprefix("paper."))}
    known = rules.get(options.key) or names.get(options.key)
    key, value = known.key if known else options.key, options.value
    if known is not None and known.kind == "flag":
        value = words.flag(value)
    settings.save({key: value}, offices.actor())
    print(f"{rules[key].label}：{_shown(rules[key])}")


def _shown(rule: SettingRule) -> str:
    """A setting as it is now; a flag as 是 or 否."""
    from xianfeng_gui.work import settings

    if rule.kind == "flag":
        return "是" if settings.flag(rule.key) else "否"
    return settings.get(rule.key)
