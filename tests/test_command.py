"""The headless commands, from the command line's words to what is printed, written and stored."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import main
from db import clock, connection, store
from xianfeng_gui.work import holding, resources

ROOT = Path(__file__).resolve().parents[1]
SPEC: dict[str, Any] = {
    "topic": 5,
    "office": "绣庄村",
    "site": {
        "name": "好运来副食店",
        "address": "绣庄村3组",
        "legal_representative": "何某",
        "phone": "19900000009",
    },
    "source": "inspection",
    "found_on": "2021-06-01",
    "description": "灭火器压力不足",
    "grade": "general",
    "measure": "更换灭火器",
    "deadline": {"working_days": 20},
}


@dataclass
class Result:
    """What a command left: exit status and both streams."""

    status: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in this process on the data folder, as of 18 June 2021."""

    def go(*words: str) -> Result:
        try:
            status = main.main(["--data", str(tmp_path / "data"), "--today", "2021-06-18", *words])
        except SystemExit as end:
            status = int(str(end.code or 0))
        streams = capsys.readouterr()
        return Result(status, streams.out, streams.err)

    return go


@pytest.fixture
def office(run: Run) -> Run:
    """The same on a folder that has been founded for 镇应急办."""
    assert run("init", "--office", "镇应急办").status == 0
    return run


def add(run: Run, tmp_path: Path, *specs: dict[str, Any]) -> list[str]:
    """Register hazards; returns their numbers."""
    file = tmp_path / "hazards.json"
    file.write_text(json.dumps(specs, ensure_ascii=False), "utf-8")
    result = run("hazard", "add", "--json", str(file))
    assert result.status == 0, result.err
    return result.out.split()


def refused(result: Result, *words: str) -> None:
    """One Chinese line with these words, exit status 2, and nothing printed."""
    assert result.status == 2
    assert result.err.count("\n") == 1 and "Traceback" not in result.err
    assert any("一" <= character <= "鿿" for character in result.err)
    for word in words:
        assert word in result.err
    assert result.out == ""


def test_dates_without_a_year_count_from_the_day_that_is_set(office: Run) -> None:
    """Also where the computer's own day lies years away."""
    clock.set_today(None)
    assert (
        office("calendar", "--from", "6-1", "--to", "+12").out
        == office("calendar", "--from", "2021-6-1", "--to", "2021-6-30").out
    )


def test_init_founds_the_archive_once(run: Run, tmp_path: Path) -> None:
    assert "镇应急办" in run("init", "--office", "镇应急办").out
    assert store.exists(tmp_path / "data")
    refused(run("init", "--office", "镇应急办"), "已经有数据")


def test_init_for_a_village_and_not_for_a_stranger(run: Run, tmp_path: Path) -> None:
    refused(run("init", "--office", "某某局"), "某某局")
    assert not store.exists(tmp_path / "data")
    assert run("init", "--office", "高坡村").status == 0


def test_init_with_a_plan_file(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(
        resources.read("plans", "xianfeng-2020.toml").replace("[campaign]", "[campain]", 1), "utf-8"
    )
    refused(run("init", "--office", "镇应急办", "--plan", str(plan)), "方案文件")
    plan.write_text(resources.read("plans", "xianfeng-2020.toml"), "utf-8")
    assert run("init", "--office", "镇应急办", "--plan", str(plan)).status == 0
    refused(run("init", "--office", "镇应急办", "--plan", str(tmp_path / "none.toml")), "none.toml")


def test_commands_need_an_archive(run: Run) -> None:
    refused(run("check"), "还没有数据")


def test_hazard_add_prints_running_numbers(office: Run, tmp_path: Path) -> None:
    assert add(office, tmp_path, SPEC) == ["YJB-2021-0001"]
    assert add(office, tmp_path, SPEC, SPEC) == ["YJB-2021-0002", "YJB-2021-0003"]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"colour": "red"}, "colour"),
        ({"topic": 99}, "topic"),
        ({"office": "没有的村"}, "没有的村"),
        ({"description": ""}, "description"),
        ({"deadline": "2021-05-01"}, "期限"),
        ({"deadline": {"working_days": 0}}, "deadline"),
        ({"found_on": "2021-02-30"}, "found_on"),
        ({"photos": ["none.jpg"]}, "none.jpg"),
    ],
)
def test_one_wrong_hazard_stores_none(office: Run, tmp_path: Path, changes: dict[str, Any], key: str) -> None:
    file = tmp_path / "hazards.json"
    file.write_text(json.dumps([SPEC, {**SPEC, **changes}]), "utf-8")
    refused(office("hazard", "add", "--json", str(file)), key)
    assert add(office, tmp_path, SPEC) == ["YJB-2021-0001"]


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '"x"', "[" * 100_000, "[null]"])
def test_what_is_no_list_of_hazards_is_refused(office: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "hazards.json"
    file.write_text(text, "utf-8")
    refused(office("hazard", "add", "--json", str(file)))


def test_steps_by_value_and_by_label(office: Run, tmp_path: Path) -> None:
    (number,) = add(office, tmp_path, SPEC)
    assert (
        "已核实" in office("hazard", "step", number, "verify", "--date", "2021-6-2", "--person", "何某").out
    )
    assert office("hazard", "step", number, "下达整改通知").status == 0
    refused(office("hazard", "step", number, "close"), number)
    refused(office("hazard", "step", number, "fly"), "verify（核实）")
    refused(office("hazard", "step", "YJB-2021-0999", "verify"), "YJB-2021-0999")
    assert "2021-06-02" in office("history", number).out


def test_list_writes_what_the_filters_find(office: Run, tmp_path: Path) -> None:
    other = {**SPEC, "topic": 6, "description": "车辆带病上路", "deadline": "2021-06-10"}
    other |= {"office": "镇应急办", "site": "先锋客运站"}
    add(office, tmp_path, SPEC, other)

    def found(*words: str) -> int:
        target = tmp_path / "out" / "list.xlsx"
        result = office("hazard", "list", *words, "-o", str(target))
        assert result.status == 0, result.err
        sheet = openpyxl.load_workbook(target).active
        assert sheet is not None
        return sum(str(cell.value).startswith("YJB-") for row in sheet.iter_rows() for cell in row)

    (tmp_path / "out").mkdir()
    assert found() == 2
    assert found("--topic", "6") == found("--late") == found("--search", "dbsl") == 1
    assert found("--office", "绣庄村", "--state", "已登记", "--grade", "general", "--sort", "deadline") == 1
    assert found("--state", "open", "--source", "监督检查", "--from", "2021-6-1", "--to", "2021-6-1") == 2
    assert found("--village", "绣庄村") == 1
    assert found("--state", "closed") == 0
    refused(office("hazard", "list", "--topic", "77", "-o", "x.xlsx"), "77")
    refused(office("hazard", "list", "--sort", "colour", "-o", "x.xlsx"), "newest")


def test_notices_are_pdf_with_numbers_that_run(office: Run, tmp_path: Path) -> None:
    first, second = add(office, tmp_path, SPEC, SPEC)
    target = tmp_path / "papers" / "通知.pdf"
    assert "先锋府安改〔2021〕1号" in office("paper", "notice", first, "-o", str(target)).out
    assert target.read_bytes().startswith(b"%PDF")
    refused(office("paper", "notice", first, "-o", str(target)), first)
    (tmp_path / "folder.pdf").mkdir()
    refused(
        office("paper", "notice", second, "-o", str(tmp_path / "folder.pdf")), "先锋府安改〔2021〕2号已出具"
    )
    refused(office("undo"), "不能撤销")
    assert "出具整改通知书先锋府安改〔2021〕1号" in office("history", "先锋府安改〔2021〕1号").out


def test_calendar_as_lines_and_as_ics(office: Run, tmp_path: Path) -> None:
    add(office, tmp_path, SPEC, {**SPEC, "deadline": {"working_days": 10}})
    lines = office("calendar", "--from", "2021-6-1", "--to", "2021-6-30").out.splitlines()
    assert any(line.startswith("2021-06-16") and "整改期限" in line and "逾期" in line for line in lines)
    assert any(line.startswith("2021-06-30") and "整改期限" in line for line in lines)
    target = tmp_path / "a.ics"
    assert office("calendar", "--from", "2021-6-1", "-o", str(target)).status == 0
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    refused(office("calendar", "--from", "2021-6-2", "--to", "2021-6-1"), "--from")


def test_history_and_undo(office: Run, tmp_path: Path) -> None:
    (number,) = add(office, tmp_path, SPEC)
    office("hazard", "step", number, "verify")
    assert "已登记 → 已核实" in office("history", number).out
    assert "核实" in office("undo").out
    assert "已核实 → 已登记" in office("history", number).out
    assert "任务·编号：（空） → 5-1-1" in office("history", "5-1-1").out
    refused(office("history", "没有"), "没有")


def test_backup_and_restore(office: Run, tmp_path: Path) -> None:
    add(office, tmp_path, SPEC)
    away = tmp_path / "stick" / "away.zip"
    away.parent.mkdir()
    assert office("backup", "-o", str(away)).status == 0
    assert (tmp_path / "data" / "backups" / "20210618.db").exists() is False
    assert office("backup").status == 0
    assert (tmp_path / "data" / "backups" / "20210618.db").exists()
    add(office, tmp_path, SPEC)
    assert office("restore", str(away)).status == 0
    refused(office("history", "YJB-2021-0002"), "YJB-2021-0002")
    assert office("check").out == "检查完毕，一切完好\n"
    refused(office("restore", str(tmp_path / "none.zip")), "none.zip")


def test_no_restore_and_no_demo_under_an_open_window(office: Run, tmp_path: Path) -> None:
    office("backup")
    held = holding.hold(tmp_path / "data")
    assert held is not None
    backup = tmp_path / "data" / "backups" / "20210618.db"
    refused(office("restore", str(backup)), "关闭窗口", str(os.getpid()))
    refused(office("demo", "--size", "town"), "关闭窗口")
    assert add(office, tmp_path, SPEC) == ["YJB-2021-0001"]
    held.release()
    assert office("restore", str(backup)).status == 0


def test_check_names_what_was_tampered_with(office: Run, tmp_path: Path) -> None:
    with contextlib.closing(connection.connect(tmp_path / "data" / "archive.db")) as link:
        for (trigger,) in link.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'"
        ).fetchall():
            link.execute(f"DROP TRIGGER {trigger}")
        link.execute("UPDATE journal SET actor = '别人' WHERE seq = 1")
    result = office("check")
    assert result.status == 2 and result.err.count("\n") == 1
    assert "操作日志从第1条起" in result.out


def test_an_own_fault_is_one_line_and_a_log_without_records(office: Run, tmp_path: Path) -> None:
    add(office, tmp_path, SPEC)
    with contextlib.closing(connection.connect(tmp_path / "data" / "archive.db")) as link:
        link.execute("ALTER TABLE task RENAME TO gone")
    refused(office("history", "没有"), "SQLError", "xianfeng.log")
    log = (tmp_path / "data" / "logs" / "xianfeng.log").read_text("utf-8")
    assert "xianfeng_gui/work/lookup.py" in log and "apsw.SQLError" in log
    assert "没有" not in log and str(tmp_path) not in log and str(ROOT) not in log


COMMANDS = [
    *([], ["init"], ["demo"], ["hazard"], ["hazard", "add"], ["hazard", "list"], ["hazard", "step"]),
    *(
        ["paper"],
        ["paper", "notice"],
        ["calendar"],
        ["history"],
        ["undo"],
        ["backup"],
        ["restore"],
        ["check"],
    ),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_is_in_chinese(run: Run, words: list[str]) -> None:
    result = run(*words, "--help")
    assert result.status == 0 and result.out.startswith("用法：")
    assert "选项" in result.out
    assert not [word for word in ("usage", "options", "positional", "show this") if word in result.out]


@pytest.mark.parametrize(
    "words",
    [
        *(["nothing"], ["--nothing"], ["init"], ["init", "--office"], ["demo", "--size", "city"], ["hazard"]),
        *(["hazard", "list", "--state", "x", "-o", "a"], ["undo", "it"], ["paper", "notice", "-o", "a"]),
        *(["hazard", "list", "--late=1", "-o", "a"], ["calendar", "--from", "13-32"], ["history"]),
        *(["hazard", "list", "--grade", "huge", "-o", "a"], ["hazard", "step", "A-1"]),
    ],
    ids=" ".join,
)
def test_wrong_words_are_one_chinese_line(run: Run, words: list[str]) -> None:
    result = run(*words)
    refused(result, "--help")
    assert not [word for word in ("argument", "expected", "invalid", "required") if word in result.err]


def _python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def test_the_process_speaks_utf8_whatever_the_console_is(tmp_path: Path) -> None:
    result = _python("main.py", "--data", str(tmp_path), "check", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert result.returncode == 2
    assert "还没有数据" in result.stderr.decode("utf-8")


def test_commands_load_neither_the_window_nor_what_they_dont_need(tmp_path: Path) -> None:
    code = (
        "import sys, main; assert main.main(sys.argv[1:]) == 0; "
        "print([name for name in ('PySide6', 'reportlab', 'openpyxl', 'PIL') if name in sys.modules])"
    )
    result = _python("-c", code, "--data", str(tmp_path / "x"), "init", "--office", "镇应急办")
    assert result.stdout.decode("utf-8").endswith("[]\n"), result.stderr.decode("utf-8")


def test_demo_fills_a_new_folder(run: Run) -> None:
    assert "2000条隐患" in run("demo", "--size", "town").out
    assert run("check").status == 0
    refused(run("demo", "--size", "town"), "已经有数据")


def test_a_reader_that_has_enough_is_no_fault(office: Run, tmp_path: Path) -> None:
    # `| head`: the reading end is closed before anything is written.
    reading, writing = os.pipe()
    os.close(reading)
    words = ["main.py", "--data", str(tmp_path / "data"), "--today", "2021-06-18", "calendar"]
    result = subprocess.run(
        [sys.executable, *words], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")
