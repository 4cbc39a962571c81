"""The command import: what is understood of a ledger, what is written with --accept, what is refused and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sheets import workbooks
from tests.test_command import Run, office, refused, run
from tests.work.test_ledger_import import HEAD, ROWS

__all__ = ["office", "run"]

pytestmark = pytest.mark.usefixtures("office")


def test_the_head_is_said_where_it_is_not_found(run: Run, tmp_path: Path) -> None:
    rows = [["青石镇台账"], ["户名", "到访", "毛病"], ["甲厂", "2021-6-1", "堆放杂物，疏散通道堵塞"]]
    path = str(workbooks.xlsx(tmp_path / "台账.xlsx", rows))
    refused(run("import", path), "没有找到表头", "指明是第几行")
    data = json.loads(run("import", path, "--head", "2", "--json").out)
    assert (data["header_row"], data["ignored"]) == (2, ["户名", "到访", "毛病"])
    assert data["remarks"] == ["还没有一栏对应上，请选定各栏的内容，或改选表头"]
    for row in ("7", "0", "-1"):
        refused(run("import", path, "--head", row), f"第{row}行没有文字，不能作表头")


def test_a_wrong_guess_of_the_head_is_corrected(run: Run, tmp_path: Path) -> None:
    rows = [["企业名称", "检查时间", "存在问题"], HEAD, *ROWS[:2]]
    path = str(workbooks.xlsx(tmp_path / "台账.xlsx", rows))
    data = json.loads(run("import", path, "--head", "2", "--json").out)
    assert (data["header_rows"], data["created"]) == ([2, 2], 2)
