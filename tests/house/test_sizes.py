"""Modules and functions stay small enough to be read at once."""

from __future__ import annotations

import ast

from tests.house.sources import name, python_files

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60


def test_no_module_is_too_long() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in python_files()}
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_too_long() -> None:
    long = {}
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{name(path)}:{node.lineno} {node.name}"] = lines
    assert long == {}
