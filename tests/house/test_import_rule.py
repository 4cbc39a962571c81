"""The floors of the program: the rule of pyproject.toml holds, and it would notice when it is broken."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import PACKAGES, ROOT, run_python

LINT = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(no_logo=True, no_cache=True))
"""

# One import against each contract: contract, where it is written, what it says.
BREACHES = [
    ("floors of the program", "xianfeng_gui/papers/breach.py", "import xianfeng_gui.work"),
    ("floors of the program", "xianfeng_gui/command_breach.py", "VALUE = 1"),
    ("floors of the program", "xianfeng_gui/sheets/breach.py", "import xianfeng_gui.papers"),
    ("the archive knows nothing of the program", "db/breach.py", "import xianfeng_gui.rules"),
    ("floors of the archive", "db/records/breach.py", "def later() -> None:\n    import db.store"),
    ("papers and rules get plain values", "xianfeng_gui/rules/breach.py", "import db.records"),
    ("Qt only in ui", "xianfeng_gui/work/breach.py", "from PySide6.QtCore import QDate"),
    ("the database only in db, work and exchange", "xianfeng_gui/ui/breach.py", "import peewee"),
    ("PDF only in papers", "xianfeng_gui/work/breach.py", "from reportlab.pdfgen import canvas"),
    ("Excel only in sheets", "xianfeng_gui/exchange/breach.py", "import openpyxl"),
]


def test_the_program_keeps_the_import_rule() -> None:
    result = run_python("-c", LINT)
    assert result.returncode == 0, result.stdout


def test_every_contract_is_tried_below() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert {rule["name"] for rule in rules} == {contract for contract, _, _ in BREACHES}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources to break."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize(("contract", "file", "text"), BREACHES)
def test_a_breach_is_noticed(copy: Path, contract: str, file: str, text: str) -> None:
    path = copy / file
    path.write_text(text + "\n", encoding="utf-8")
    try:
        result = run_python("-c", LINT, folder=copy)
    finally:
        path.unlink()
    assert result.returncode != 0
    assert re.search(rf"{contract}\s+BROKEN", result.stdout), result.stdout
    assert path.stem in result.stdout
