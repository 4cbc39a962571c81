"""The command inspection: visits with their hazards from JSON, and their list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import main
from db import store
from tests.work import visits


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder that has been founded for 镇应急办."""
    folder = tmp_path / "data"
    run(folder, capsys, "init", "--office", "镇应急办")
    return folder


def run(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit status, output and errors of the program in this process, as of 18 June 2021."""
    status = main.main(["--data", str(folder), "--today", "2021-06-18", *words])
    streams = capsys.readouterr()
    return status, streams.out, streams.err


def test_numbers_of_inspections_and_hazards_are_printed(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.json"
    clean = visits.spec(site="新街农贸市场", date="2021-06-18", items=None)
    file.write_text(json.dumps([visits.spec(), clean], ensure_ascii=False), "utf-8")
    status, out, err = run(data, capsys, "inspection", "add", "--json", str(file))
    assert (status, out, err) == (0, "YJB-2021-J001\nYJB-2021-0001\nYJB-2021-J002\n", "")
    assert run(data, capsys, "inspection", "list")[1].splitlines() == [
        "YJB-2021-J002  2021-06-18  新街农贸市场  何某、李某  ✓ 未发现隐患",
        "YJB-2021-J001  2021-06-17  青禾榨菜加工厂  何某、李某  ● 1条，1条未销号",
    ]
    assert run(data, capsys, "inspection", "list", "--search", "qhzc", "--to", "6-17")[1].count("\n") == 1
    assert "登记2次检查" in run(data, capsys, "history", "YJB-2021-J001")[1]
    assert run(data, capsys, "check")[0] == 0
    assert "登记2次检查" in run(data, capsys, "undo")[1]
    assert run(data, capsys, "inspection", "list")[1] == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{}", "缺少字段“site”"),
        ("[]", "没有检查"),
        ("[1]", "花括号"),
        ("{", "JSON第1行"),
        ("[" * 100_000, "太深"),
        (json.dumps(visits.spec(date="2021-06-19")), "不能晚于今天"),
    ],
)
def test_a_mistake_is_one_line(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, word: str
) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    status, out, err = run(data, capsys, "inspection", "add", "--json", str(tmp_path / "a.json"))
    assert (status, out) == (2, "") and word in err and err.count("\n") == 1
    assert store.exists(data)


def test_a_span_the_wrong_way_round(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(data, capsys, "inspection", "list", "--from", "2021-6-2", "--to", "2021-6-1")
    assert status == 2 and "--to的日期早于--from的日期" in err
