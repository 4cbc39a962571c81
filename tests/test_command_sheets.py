"""The commands sheet and poster: every list and the poster without a window."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pikepdf
import pytest

from db import connection, store
from db.vocabulary import ListKind
from tests.sheets import forms
from tests.test_command import SPEC, Run, add, office, refused, run

__all__ = ["office", "run"]


def test_the_lists_are_named(run: Run) -> None:
    listed = run("sheet", "--list")
    assert listed.status == 0
    assert [line.split() for line in listed.out.splitlines()] == [
        [kind.value, kind.label] for kind in ListKind
    ]
    refused(run("sheet"), "hazards", "--list")
    refused(run("sheet", "colours", "-o", "a.xlsx"), "colours", "hazards")


@pytest.mark.parametrize("kind", [kind.value for kind in ListKind])
def test_every_list_is_written(office: Run, tmp_path: Path, kind: str) -> None:
    add(office, tmp_path, SPEC)
    target = tmp_path / "new" / f"{kind}.xlsx"
    result = office("sheet", kind, "-o", str(target))
    assert result.status == 0 and ListKind(kind).label in result.out and str(target) in result.out
    page = openpyxl.load_workbook(target).worksheets[0]
    assert page["A2"].value == "填报单位：镇应急办"


@pytest.mark.parametrize(("kind", "names"), [("monthly", 3), ("late", 2), ("sites", 1)])
def test_rows_are_told_worksheet_by_worksheet(office: Run, tmp_path: Path, kind: str, names: int) -> None:
    add(office, tmp_path, SPEC)
    target = tmp_path / "a.xlsx"
    said = office("sheet", kind, "-o", str(target)).out
    pages = openpyxl.load_workbook(target).worksheets
    heads = [next(at for at, row in enumerate(page.values, 1) if row[0] == "序号") for page in pages]
    counted = [
        sum(isinstance(row[0], int) for row in page.iter_rows(min_row=head, values_only=True))
        for page, head in zip(pages, heads, strict=True)
    ]
    parts = [f"{page.title}{count}行" for page, count in zip(pages, counted, strict=True)]
    words = "、".join(parts) if names > 1 else f"{counted[0]}行"
    assert len(pages) == names and said == f"已导出{ListKind(kind).label}（{words}）：{target}\n"


def rows(target: Path) -> int:
    page = openpyxl.load_workbook(target).worksheets[0]
    return sum(isinstance(cell.value, int) for cell in page["A"])


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["hazards", "--topic", "5", "--state", "open"], 1),
        (["hazards", "--topic", "消防", "--late"], 0),
        (["hazards", "--village", "绣庄村", "--from", "2021-6-1", "--to", "2021-6-30"], 1),
        (["tasks", "--topic", "0"], 12),
        (["tasks", "--topic", "综合保障", "--state", "done"], 0),
        (["master", "--topic", "5", "--due", "late"], 0),
        (["sites", "--kind", "place"], 0),
        (["inspection_plan", "--year", "2021", "--village", "绣庄村"], 1),
        (["inspection_plan", "--key"], 0),
        (["papers", "--kind", "notice"], 0),
        (["calendar", "--kind", "phase"], 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters(office: Run, tmp_path: Path, words: list[str], count: int) -> None:
    add(office, tmp_path, SPEC)
    result = office("sheet", *words, "-o", str(tmp_path / "a.xlsx"))
    assert result.status == 0, result.err
    assert rows(tmp_path / "a.xlsx") == count


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["hazards", "--topic", "0"], "没有“0”这个专题"),
        (["hazards", "--sort", "colour"], "newest"),
        (["hazards", "--office", "没有的办"], "没有的办"),
        (["hazards", "--from", "2021-6-2", "--to", "2021-6-1"], "--to的日期早于--from"),
        (["monthly", "--month", "六月"], "2021-06"),
        (["inspection_plan", "--year", "今年"], "不是年份"),
        (["tasks", "--late"], "--late"),
        (["tasks", "--due", "never"], "late（已逾期）"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_filtered_by(office: Run, tmp_path: Path, words: list[str], why: str) -> None:
    refused(office("sheet", *words, "-o", str(tmp_path / "a.xlsx")), why)
    assert not (tmp_path / "a.xlsx").exists()


def test_a_file_that_is_open_elsewhere(office: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    refused(office("sheet", "sites", "-o", str(tmp_path / "a.xlsx")), "请先关闭", "a（2）.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"


def test_the_poster_whole_and_in_pieces(office: Run, tmp_path: Path) -> None:
    target = tmp_path / "挂图.pdf"
    words = ["poster", "--size", "a2", "--topic", "5", "-o", str(target)]
    assert office(*words, "--landscape").out == f"已写入1张：{target}\n"
    with pikepdf.open(target) as opened:
        box = [float(side) for side in opened.pages[0].mediabox]
    assert [round(side / 72 * 25.4) for side in box] == [0, 0, 594, 420]
    assert office(*words, "--portrait", "--split", "A4").status == 0
    with pikepdf.open(target) as opened:
        assert len(opened.pages) > 4


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--size", "A5"], "A3、A2、A1、A0"),
        (["--size", "A3", "--split", "A3"], "A4或A3"),
        (["--split", "B5"], "A4或A3"),
        (["--search", "没有这样的任务"], "没有可以上图的任务"),
        (["--landscape", "--portrait"], "--portrait"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_posters_that_cannot_be(office: Run, tmp_path: Path, words: list[str], why: str) -> None:
    refused(office("poster", *words, "-o", str(tmp_path / "a.pdf")), why)
    assert not list(tmp_path.glob("*.pdf"))


def _kept_layouts(tmp_path: Path) -> int:
    store.open_folder(tmp_path / "data")
    count = connection.scalar("SELECT count(*) FROM sheet_layout")
    store.close()
    return int(count)


def test_a_superiors_form_is_filled(office: Run, tmp_path: Path) -> None:
    add(office, tmp_path, SPEC)
    form, target = forms.make(tmp_path / "表.xlsx"), tmp_path / "填好.xlsx"
    words = ("sheet", "hazards", "--state", "open", "--template", str(form))
    assert "C列 存在的主要问题 → 隐患描述" in office(*words, "-o", str(target)).out
    assert _kept_layouts(tmp_path) == 0, "what the command only guessed"
    result = office(*words, "--columns", "I=measure,A=", "-o", str(target))
    assert result.status == 0, result.err
    assert "A列 序号 → （不填）" in result.out and "C列 存在的主要问题 → 隐患描述" in result.out
    page = openpyxl.load_workbook(target)["上报表"]
    assert [page[place].value for place in ("A5", "C5", "I5")] == [None, "灭火器压力不足", "更换灭火器"]
    assert _kept_layouts(tmp_path) == 1, "what was said of it"
    refused(office(*words, "-o", str(form)), "另取文件名")
    refused(office(*words, "--columns", "measure", "-o", str(target)), "应如C=site")
    refused(office(*words, "--columns", "I=colour", "-o", str(target)), "没有“colour”这一栏")


def test_a_form_of_another_list_is_not_filled(office: Run, tmp_path: Path) -> None:
    form, target = tmp_path / "表.xlsx", tmp_path / "填好.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["序号", "企业全称", "产量", "责任人", "产值"])
    book.save(form)
    words = ("sheet", "tasks", "--template", str(form), "-o", str(target))
    refused(office(*words), "5栏里几乎没有能与“任务清单”对应的")
    assert not target.exists()
    assert office(*words, "--columns", "B=title").status == 0 and target.exists()
    assert office(*words).status == 0, "what was said once is remembered"


def test_words_that_a_forms_lists_do_not_have(office: Run, tmp_path: Path) -> None:
    add(office, tmp_path, SPEC)
    form, target = forms.with_lists(tmp_path / "表.xlsx"), tmp_path / "填好.xlsx"
    words = ("sheet", "hazards", "--template", str(form), "-o", str(target))
    result = office(*words)
    assert result.status == 0
    assert "注意：“隐患等级”的“一般隐患”（1行）不在表格的选项（A级、B级）里" in result.err
    assert "D列 是否整改到位 → 状态（已登记→否）" in result.out
    filled = openpyxl.load_workbook(target).worksheets[0]
    assert (filled["C2"].value, filled["D2"].value) == ("一般隐患", "否")
    result = office(*words, "--values", "C:一般隐患=B级；D:已登记=")
    assert (result.status, result.err) == (0, "")
    filled = openpyxl.load_workbook(target).worksheets[0]
    assert (filled["C2"].value, filled["D2"].value) == ("B级", None)
    assert office(*words).err == "", "what was said once is remembered"
    refused(office(*words, "--values", "C:一般隐患=C级"), "选项里没有“C级”")
    refused(office(*words, "--values", "C=B级"), "应如G:已移送=未整改")
    refused(office(*words, "--values", "?:一般隐患=B级"), "不是表格的栏")
