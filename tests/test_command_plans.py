"""The command plan import, and init with a plan document: looked at without data, loaded only when told to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db import store
from tests.rules.plan_reading import documents
from tests.test_command import Run, office, refused, run
from tests.work.test_plan_import import tabled
from xianfeng_gui.work import monthly, offices, topics

__all__ = ["office", "run"]
REMINDER = "文书落款现在是“先锋镇人民政府”：请在“设置备份”中核对发文机关"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of another town that asks for reports by the 20th, with an office under two names."""
    text = documents.RUNNING.replace("定期通报", "每月20日前报送情况")
    path = tmp_path / "方案.txt"
    path.write_text(text.replace("镇财政 办和", "镇市场监管所、市场监督管理所、镇财政 办和"), "gb18030")
    return path


def test_a_document_is_looked_at_without_data(run: Run, tmp_path: Path, plan: Path) -> None:
    result = run("plan", "import", str(plan))
    assert (result.status, result.err) == (0, "")
    assert "共2个专题、5项措施、9项任务" in result.out
    assert "月度工作情况报送日：每月20日" in result.out
    assert "没有载入：正文第19行：先摸清底数，再分类施策" in result.out
    assert "单位：“市场监督管理所”视为“镇市场监管所”" in result.out
    assert not (tmp_path / "data").exists()
    refused(run("plan", "import", str(plan), "--accept"), "还没有数据")


def test_another_towns_plan_reminds_of_the_papers_names(office: Run, plan: Path) -> None:
    result = office("plan", "import", str(plan))
    assert f"方案是“渝江区青石镇人民政府”的，而{REMINDER}" in result.out
    assert office("set", "paper.township", "青石镇人民政府").status == 0
    assert "设置备份" not in office("plan", "import", str(plan)).out


def test_what_is_understood_as_json_and_accepted(office: Run, tmp_path: Path, plan: Path) -> None:
    seen = json.loads(office("plan", "import", str(plan), "--json").out)
    assert (seen["accepted"], seen["campaign"]["reporting_day"]) == (False, 20)
    assert [one["line"] for one in seen["left_over"]] == [19]
    assert REMINDER in seen["reminders"][0]
    assert seen["similar_offices"][0]["merged"] is True
    apart = json.loads(office("plan", "import", str(plan), "--json", "--apart").out)
    assert "市场监督管理所" in [one["name"] for one in apart["offices"]]
    done = json.loads(
        office("plan", "import", str(plan), "--json", "--accept", "--same", "镇财政办=财政所").out
    )
    named = [one["name"] for one in done["offices"]]
    assert done["accepted"] and "财政所" in named and "镇财政办" not in named
    store.open_folder(tmp_path / "data")
    assert topics.campaign().name == "青石镇道路和消防安全专项整治"
    assert monthly.due_day() == 20
    store.close()


def test_a_wrong_pair_is_refused(office: Run, plan: Path) -> None:
    refused(office("plan", "import", str(plan), "--same", "某某所"), "写法=单位")


def test_init_with_a_document(run: Run, tmp_path: Path, plan: Path) -> None:
    refused(run("init", "--office", "某某局", "--plan", str(plan)), "某某局")
    result = run("init", "--office", "镇应急办", "--plan", str(plan))
    assert result.status == 0 and "已载入《青石镇道路和消防安全专项整治》，2个专题" in result.out
    assert f"请注意：方案是“渝江区青石镇人民政府”的，而{REMINDER}" in result.out
    store.open_folder(tmp_path / "data")
    assert [topic.name for topic in topics.topics()] == ["道路交通安全整治", "消防安全整治"]
    assert monthly.due_day() == 20 and offices.own_code() == "ZYJB"
    store.close()
    assert run("check").status == 0


def test_init_with_a_word_file(run: Run, tmp_path: Path) -> None:
    path = tabled(tmp_path / "方案.docx")
    assert run("init", "--office", "镇规划办", "--plan", str(path)).status == 0
    store.open_folder(tmp_path / "data")
    assert [topic.name for topic in topics.topics()] == ["企业端", "管网"]
    store.close()


def test_init_with_what_is_no_plan(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "会议.txt"
    path.write_text("今天开会。", "utf-8")
    refused(run("init", "--office", "镇应急办", "--plan", str(path)), "没有从文件中认出任务")
    assert not store.exists(tmp_path / "data")
