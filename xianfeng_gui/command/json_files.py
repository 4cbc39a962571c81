"""The JSON files that commands read: one object or a list of them, from a file or from standard input."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from db.errors import UserError
from xianfeng_gui.command import words

STDIN = "-"


def read(name: str, what: str) -> tuple[list[Any], Path]:
    """The objects in a file (``-``: standard input), and the folder that paths in it begin at.

    ``what`` names one of them in the UserError for an empty list, such as 隐患.
    """
    if name == STDIN:
        return _objects(_from_stdin(), what), Path.cwd()
    file = Path(name)
    return _objects(words.read_file(file), what), file.absolute().parent


def _from_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("标准输入的文字应为UTF-8编码") from error


def _objects(text: str, what: str) -> list[Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(f"JSON第{error.lineno}行第{error.colno}个字写法不对，请改正") from error
    except (RecursionError, ValueError) as error:
        raise UserError("JSON嵌套太深或数字太长，请按说明的格式写") from error
    objects = found if isinstance(found, list) else [found]
    if not objects:
        raise UserError(f"JSON中没有{what}，请至少写一个")
    return objects
