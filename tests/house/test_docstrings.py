"""Every module, public class and public function says what it is; every function is typed.

ruff's D1 and ANN rules do the work (pyproject.toml names the few exceptions), here without regard to any
``noqa`` that a file may carry. The screen's public methods are mostly Qt's own and need none.
"""

from __future__ import annotations

import ast
import re

from tests.house.sources import name, python_files, run_python


def test_public_names_have_docstrings_and_types() -> None:
    result = run_python("-m", "ruff", "check", "--ignore-noqa", "--output-format", "concise", ".")
    assert [line for line in result.stdout.splitlines() if re.search(r": (D1|ANN)\d+ ", line)] == []


def test_test_modules_have_docstrings_too() -> None:
    bare = [
        name(path) for path in python_files() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert bare == []
