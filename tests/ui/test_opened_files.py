"""Opening evidence: only documents and pictures, and the copies are gone when the program has ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import UserError
from tests.house.sources import run_python
from tests.work.acts import task_id
from xianfeng_gui.ui import opened_files
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.pages.topic_actions import TaskActions
from xianfeng_gui.work import tasks
from xianfeng_gui.work.evidence import evidence_of
from xianfeng_gui.work.task_input import MonthlyInput

PROBE = """
from xianfeng_gui.ui import opened_files
first, second = (opened_files.place_for("检查记录.docx") for _ in range(2))
assert first != second and first.name == second.name == "检查记录.docx"
first.write_bytes(b"x")
print(first.parent.parent)
"""


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.bat", "a.JS", "a", "a.lnk", "a.zip", "a.pdf ", "a.docm"])
def test_what_might_be_a_program_is_not_opened(name: str) -> None:
    with pytest.raises(UserError, match="另存"):
        opened_files.place_for(name)


def test_evidence_that_is_a_program_is_only_said_not_opened(context: Context, tmp_path: Path) -> None:
    said: list[str] = []
    context.said.connect(lambda sentence, undo: said.append(sentence))
    script = tmp_path / "检查.bat"
    script.write_text("echo")
    task = task_id("5-1-1")
    tasks.report_month(task, MonthlyInput("2021-05", "五月工作", files=(script,)), "李某")
    (kept,) = evidence_of(task)
    TaskActions(context, Page(context, "任务"), None).take_evidence(kept.id, kept.name, save=False)
    assert said == ["这种文件不能直接打开，请用“另存”取出，确认安全后再打开"]


def test_copies_are_gone_at_the_end() -> None:
    folder = Path(run_python("-c", PROBE).stdout.strip())
    assert folder.name.startswith("xianfeng-") and not folder.exists()
