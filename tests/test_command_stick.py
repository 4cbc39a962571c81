"""The commands stick and init --start: a township's stick begins a village's program."""

from __future__ import annotations

from pathlib import Path

import pytest

import main
from db import connection, store
from tests import windows_exe
from tests.test_command import Run, office, refused, run
from xianfeng_gui.work import archive, offices

__all__ = ["office", "run"]


@pytest.fixture
def stick(office: Run, tmp_path: Path) -> Path:
    """A folder to write to; the township knows 新林村."""
    store.open_folder(tmp_path / "data")
    offices.add_village("新林村", "何某")
    store.close()
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_a_stick_begins_a_villages_program(
    office: Run, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exe = windows_exe.single_file(tmp_path)
    made = office("stick", "--office", "新林村", "-o", str(stick), "--program", str(exe))
    assert (made.status, made.err) == (0, "")
    folder = stick / "先锋安全-新林村"
    assert f"已做好：{folder}，3个文件校验无误，可以安全拔出" in made.out
    village = ["--data", str(folder / "data"), "init", "--start", str(folder / "start.xfstart")]
    assert main.main(village) == 0
    assert "已为新林村建立数据" in capsys.readouterr().out
    store.open_folder(tmp_path / "data")
    topics = connection.rows("SELECT id, name FROM topic ORDER BY id")
    store.open_folder(folder / "data")
    assert connection.rows("SELECT id, name FROM topic ORDER BY id") == topics
    store.close()
    assert main.main(village) == 2
    assert "已经有数据" in capsys.readouterr().err


def test_what_is_refused(office: Run, stick: Path, tmp_path: Path) -> None:
    words = ["stick", "-o", str(stick), "--office"]
    refused(office(*words, "新林村"), "从源代码运行", "--program")
    refused(office(*words, "新林村", "--program", str(tmp_path / "none.exe")), "none.exe")
    exe = ["--program", str(windows_exe.single_file(tmp_path))]
    refused(office(*words, "某某村", *exe), "没有名为“某某村”的单位")
    refused(office(*words, "镇应急办", *exe), "只能为村、社区")
    refused(office("stick", "--office", "新林村", "-o", str(tmp_path / "none"), *exe), "请插好U盘")
    assert list(stick.iterdir()) == []


def test_init_wants_an_office_or_a_start_file(run: Run, tmp_path: Path) -> None:
    refused(run("init"), "--office", "--start")
    refused(run("init", "--start", str(tmp_path / "none.xfstart")), "读不出起始文件")
    refused(run("init", "--start", "a.xfstart", "--code", "XLC"), "起始文件已有")
    refused(run("init", "--start", "a.xfstart", "--office", "新林村"), "--office")
    assert not store.exists(tmp_path / "data")
    refused(run("init", "--office", "新林村", "--code", "YJB"), "已由镇应急办使用")
    assert run("init", "--office", "新林村", "--code", "xlc3").status == 0
    store.open_folder(tmp_path / "data")
    assert offices.own_code() == "XLC3" and archive.plan_codes()["镇应急办"] == "YJB"
    store.close()
