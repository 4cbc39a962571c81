"""argparse in Chinese: its own words translated, and errors as one line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

_WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有%(parser_name)r这个命令，可用的有：%(choices)s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "not allowed with argument %s": "不能和%s同时使用",
    "ignored explicit argument %r": "后面不能跟%r",
    "the following arguments are required: %s": "缺少：%s",
    "one of the arguments %s is required": "%s中要有一个",
    "expected one argument": "后面要跟一个值",
    "expected at most one argument": "后面最多跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "expected %s argument": "后面要跟%s个值",
    "expected %s arguments": "后面要跟%s个值",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s写得不全，可能是：%(matches)s",
    "invalid %(type)s value: %(value)r": "%(value)r不是可用的值",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有%(value)r这一项，可用的有：%(choices)s",
}


def speak_chinese() -> None:
    """Have argparse look up its words here; it takes them through two functions of gettext."""
    setattr(argparse, "_", lambda word: _WORDS.get(word, word))  # noqa: B010  # not in argparse's stubs
    setattr(argparse, "ngettext", lambda one, many, count: _WORDS[one if count == 1 else many])  # noqa: B010


class Parser(argparse.ArgumentParser):
    """A parser with a Chinese ``--help`` whose errors are one line on stderr and exit status 2."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"formatter_class": argparse.RawDescriptionHelpFormatter, "allow_abbrev": False, **kwargs},
            add_help=False,
        )
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is."""
        sys.stderr.write(f"{message}（用法见 {self.prog} --help）\n")
        sys.exit(2)


def program_name() -> str:
    """How the program is called on the command line."""
    return Path(sys.executable).name if getattr(sys, "frozen", False) else "main.py"
