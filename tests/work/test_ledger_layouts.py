"""Ledgers of the layouts that offices use, as files of each sort, with what lies beside their rows."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import check, journal, media
from db.errors import UserError
from db.records import Hazard, Photo, Site
from db.vocabulary import Grade, HazardState, PhotoMoment
from tests.sheets import workbooks
from tests.work import acts, ledgers
from xianfeng_gui.work.ledger import importing, refused_rows
from xianfeng_gui.work.ledger.judged import Fate
from xianfeng_gui.work.ledger.preview import look
from xianfeng_gui.work.progress import Cancelled, Progress

ACTOR = "何某"
FIXTURES = Path(__file__).parent.parent / "fixtures"


@pytest.fixture(params=["xlsx", "xls", "ods"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The same ledger in each format; .xls and .ods as LibreOffice wrote them."""
    path = tmp_path / f"台账.{request.param}"
    if request.param == "xlsx":
        return ledgers.write(path)
    shutil.copy(FIXTURES / f"ledger.{request.param}", path)
    return path


def test_everything_a_usual_ledger_has_is_understood(township: Path, ledger: Path) -> None:
    preview = look(ledger)
    assert [(one.number, one.fate) for one in preview.judged] == [(n, Fate.CREATE) for n in (6, 7, 9, 10)]
    assert preview.sheet == "隐患台账" and (preview.head.first, preview.head.last) == (3, 4)
    for words in ("“发现日期”为“2021-06-03”", "有1行在表格中被隐藏", "有1栏在表格中被隐藏"):
        assert any(words in remark for remark in preview.remarks)
    [match] = preview.matches
    assert (match.written, match.known_as) == ("青禾榨菜加工厂", "重庆市江津区青禾榨菜加工厂有限公司")
    importing.accept(preview, ACTOR)
    found = {one.description: one for one in Hazard.select()}
    blocked, extinguisher, wires, earth = (
        found[words] for words in ("疏散通道\n堆放杂物", "灭火器失效", "电线私拉乱接", "配电箱未接地")
    )
    assert {one.found_on for one in found.values()} == {dt.date(2021, 6, 3)}
    assert blocked.site == extinguisher.site == earth.site and blocked.site.phone == "13800000000"
    assert [one.deadline for one in (blocked, extinguisher, wires, earth)] == [
        dt.date(2021, 6, 30),
        dt.date(2021, 7, 31),
        dt.date(2021, 7, 3),
        dt.date(2021, 7, 23),
    ]
    assert (extinguisher.grade, wires.grade) == (Grade.MAJOR, Grade.GENERAL)
    assert (blocked.state, wires.state) == (HazardState.RECTIFIED, HazardState.RECTIFYING)
    assert (blocked.person, wires.person) == ("何某、丁某", "罗某、张某、李某")
    assert check.problems() == []


def test_pictures_come_in_as_photos_of_their_row(township: Path, ledger: Path) -> None:
    before = acts.snapshot()
    preview = look(ledger)
    assert importing.as_data(preview)["pictures"] == 3
    assert importing.accept(preview, ACTOR).photos == 3
    rows = Photo.select(Photo, Hazard).join(Hazard).order_by(Hazard.number, Photo.position)
    assert [(one.hazard.description, one.moment, one.pair) for one in rows] == [
        ("疏散通道\n堆放杂物", PhotoMoment.BEFORE, 1),
        ("疏散通道\n堆放杂物", PhotoMoment.AFTER, 1),
        ("配电箱未接地", PhotoMoment.BEFORE, 1),
    ]
    assert all(media.get(one.sha256).startswith(b"\xff\xd8") for one in rows)
    journal.undo(ACTOR)
    assert acts.snapshot() == before


def test_pictures_are_added_once(township: Path, tmp_path: Path) -> None:
    rows = [("隐患编号", "企业名称", "检查时间", "存在问题", "照片")]
    rows += [("YJB-2021-0001", "甲店", "2021-6-1", "通道堵塞", None)]
    importing.accept(look(ledgers.write(tmp_path / "a.xlsx", rows, (), ())), ACTOR)
    path = ledgers.write(tmp_path / "b.xlsx", rows, (), (("E2", "red"), ("E7", "blue")))
    preview = look(path)
    assert preview.count(Fate.UPDATE) == 1 and "第7行的1张图片旁没有数据，不导入" in preview.remarks
    assert importing.accept(preview, ACTOR).photos == 1
    assert look(path).count(Fate.UNCHANGED) == 1
    assert Photo.select().count() == 1


def test_a_picture_that_no_reader_knows_is_named(township: Path, tmp_path: Path) -> None:
    source = ledgers.write(tmp_path / "a.xlsx", pictures=(("J6", "red"),))
    path = workbooks.changed(source, tmp_path / "b.xlsx", {"xl/media/image1.png": lambda _: b"\x01\x02"})
    done = importing.accept(look(path), ACTOR)
    assert (done.created, done.photos, done.unread) == (4, 0, ("第6行image1.png",))
    assert "有1张图片读不出：第6行image1.png" in done.in_words()


def test_pictures_that_wps_puts_inside_cells(township: Path, tmp_path: Path) -> None:
    rows = [("企业名称", "检查时间", "存在问题", "整改后照片"), ("甲店", "2021-6-1", "通道堵塞", "图")]
    source = workbooks.xlsx(tmp_path / "a.xlsx", rows)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    images = (
        f'<etc:cellImages xmlns:etc="e" xmlns:xdr="x" xmlns:a="a" xmlns:r="{relation}"><etc:cellImage><xdr:pic>'
        '<xdr:nvPicPr><xdr:cNvPr id="2" name="ID_1A2B"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/>'
        "</xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>"
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relation}/image" Target="media/image1.png"/></Relationships>'
    )
    formula = b'<c r="D2" t="str"><f>_xlfn.DISPIMG("ID_1A2B",1)</f><v>=DISPIMG("ID_1A2B",1)</v></c>'

    def put(data: bytes) -> bytes:
        begin = data.index(b'<c r="D2"')
        return data[:begin] + formula + data[data.index(b"</c>", begin) + 4 :]

    parts = {
        workbooks.SHEET: put,
        "xl/cellimages.xml": lambda _: images.encode(),
        "xl/_rels/cellimages.xml.rels": lambda _: links.encode(),
        "xl/media/image1.png": lambda _: ledgers.picture("red"),
    }
    importing.accept(look(workbooks.changed(source, tmp_path / "b.xlsx", parts)), ACTOR)
    assert Photo.get().moment == PhotoMoment.AFTER


@pytest.mark.parametrize("number_format", [27, 28, 30, 31, 36, 50, 57, 58])
def test_chinese_built_in_formats_of_days(township: Path, tmp_path: Path, number_format: int) -> None:
    rows = [("企业名称", "检查时间", "存在问题"), ("甲店", 43985, "通道堵塞")]
    source = workbooks.xlsx(tmp_path / "a.xlsx", rows)
    written = (
        f'<cellXfs count="2"><xf/><xf numFmtId="{number_format}" applyNumberFormat="1"/></cellXfs>'.encode()
    )

    def style(data: bytes) -> bytes:
        return data[: data.index(b"<cellXfs")] + written + data[data.index(b"</cellXfs>") + 10 :]

    changes = {
        "xl/styles.xml": style,
        workbooks.SHEET: lambda data: data.replace(b'r="B2"', b'r="B2" s="1"'),
    }
    path = workbooks.changed(source, tmp_path / "b.xlsx", changes)
    assert look(path).judged[0].record["found_on"] == dt.date(2020, 6, 3)


def test_a_deep_head_without_merged_cells(township: Path, tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    lines = ["序号,企业名称,隐患情况,,整改期限", ",,存在的问题,隐患部位,", "1,甲店,通道堵塞,车间,6月30日"]
    path.write_bytes("\r\n".join(["检查日期：2021年6月3日", *lines]).encode("gb18030"))
    [one] = look(path).judged
    assert (one.record["description"], one.record["location"]) == ("通道堵塞", "车间")
    assert (one.record["found_on"], one.record["deadline"]) == (dt.date(2021, 6, 3), dt.date(2021, 6, 30))


def test_columns_without_known_headings_are_taken_by_what_stands_in_them(
    township: Path, tmp_path: Path
) -> None:
    head = ("编号", "对象名", "查处日", "内容记录", "定性", "截止日", "整改责任人")
    rows = [head]
    rows += [
        (
            "",
            f"青禾{name}加工厂",
            f"2021.6.{day}",
            "疏散通道堆放杂物，灭火器失效",
            "一般",
            f"2021.7.{day}",
            "无",
        )
        for day, name in enumerate("甲乙丙", 1)
    ]
    preview = look(workbooks.xlsx(tmp_path / "a.xlsx", rows))
    assert preview.columns == {
        0: "number",
        1: "site",
        2: "found_on",
        3: "description",
        4: "grade",
        5: "deadline",
        6: "person",
    }


def test_names_that_look_like_several_sites_are_told(township: Path, tmp_path: Path) -> None:
    with journal.change("添加", ACTOR):
        Site.create(name="江津区青禾厂")
        Site.create(name="青禾厂有限公司")
    rows = [("企业名称", "检查时间", "存在问题"), ("青禾厂", "2021-6-1", "通道堵塞")]
    [one] = look(workbooks.xlsx(tmp_path / "a.xlsx", rows)).judged
    assert "不能确定是哪一个" in "".join(one.remarks)


def test_refused_rows_keep_what_stood_in_the_ledger_and_can_come_in_once_corrected(
    township: Path, tmp_path: Path
) -> None:
    rows = [
        ("检查日期：2021年6月3日", None, None),
        ("企业名称", "整改期限", "存在问题"),
        ("甲店", "六月底", "堵塞"),
    ]
    refused = tmp_path / "未导入.xlsx"
    assert refused_rows.write(look(workbooks.xlsx(tmp_path / "a.xlsx", rows)), refused) == 1
    book = openpyxl.load_workbook(refused)
    [cell] = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "六月底"]
    cell.value = "2021-6-30"
    book.save(refused)
    [one] = look(refused).judged
    assert (one.fate, one.record["found_on"], one.record["deadline"]) == (
        Fate.CREATE,
        dt.date(2021, 6, 3),
        dt.date(2021, 6, 30),
    )


def test_cancelling_leaves_no_trace(township: Path, tmp_path: Path) -> None:
    preview = look(ledgers.write(tmp_path / "a.xlsx"))
    before = acts.snapshot()
    with pytest.raises(Cancelled):
        importing.accept(preview, ACTOR, _cancelled_at_the_last_step())
    with pytest.raises(Cancelled):
        look(preview.path, progress=_cancelled())
    assert acts.snapshot() == before
    assert importing.accept(preview, ACTOR).created == 4


def _cancelled() -> Progress:
    progress = Progress()
    progress.cancel()
    return progress


def _cancelled_at_the_last_step() -> Progress:
    """Pictures are kept by then; the hazards are being written."""
    progress = Progress()
    steps: list[str] = []

    def show(words: str) -> None:
        steps.append(words)
        if len(steps) == 2:
            progress.cancel()

    progress.show = show
    return progress


@pytest.mark.parametrize("name", ["外链.xlsx", "宏.xlsm"])
def test_links_and_macros_are_passed_over(township: Path, tmp_path: Path, name: str) -> None:
    source = ledgers.write(tmp_path / "a.xlsx", pictures=())
    parts = {
        "xl/externalLinks/externalLink1.xml": lambda _: b"<externalLink/>",
        "xl/vbaProject.bin": lambda _: b"\xd0\xcf\x11\xe0",
        "xl/connections.xml": lambda _: b"<connections/>",
    }
    assert look(workbooks.changed(source, tmp_path / name, parts)).count(Fate.CREATE) == 4


def test_bad_bytes_in_a_zip_are_told(township: Path, tmp_path: Path) -> None:
    path = ledgers.write(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("xl/worksheets/sheet2.xml").header_offset
    data = bytearray(path.read_bytes())
    data[place + 60 : place + 160] = bytes(100)
    path.write_bytes(data)
    with pytest.raises(UserError, match="已损坏"):
        look(path)


_WORDS = st.text(alphabet="通道堵塞电线老化灭火器失效", min_size=2, max_size=20)
_NAMES = st.text(alphabet="甲乙丙丁戊己庚辛", min_size=2, max_size=6).map(lambda name: name + "加工厂")
_DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2021, 6, 1))
_FORMS = st.sampled_from(
    [
        lambda day: day,
        lambda day: dt.datetime(day.year, day.month, day.day),
        lambda day: (day - dt.date(1899, 12, 30)).days,
        lambda day: f"{day.year}.{day.month}.{day.day}",
        lambda day: f"{day.year}年{day.month}月{day.day}日",
        lambda day: f"{day:%Y%m%d}",
        lambda day: f"{day.year}／{day.month}／{day.day}",
        lambda day: "不详",
    ]
)
_MADE = st.tuples(_NAMES, st.lists(st.tuples(_WORDS, _DAYS, _FORMS), min_size=1, max_size=3))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(_MADE, min_size=1, max_size=5, unique_by=lambda one: one[0]),
    order=st.permutations(["企业名称", "存在问题", "检查时间", "备注"]),
    above=st.integers(0, 3),
    blank=st.booleans(),
    deep=st.booleans(),
)
def test_what_comes_in_is_what_was_generated_or_is_named(
    township: Path, tmp_path: Path, made: list[Any], order: list[str], above: int, blank: bool, deep: bool
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number in range(above):
        sheet.append(["某镇隐患排查治理台账", "填报人：何某", "2021年第二季度"][number : number + 1])
    head = above + 1
    sheet.append(["序号", *order])
    if deep:
        sheet.append([])
        for column in range(1, 6):
            sheet.merge_cells(start_row=head, end_row=head + 1, start_column=column, end_column=column)
    at = {title: column for column, title in enumerate(order, 2)}
    meant: dict[int, tuple[str, str, dt.date | None]] = {}
    for number, (name, problems) in enumerate(made, 1):
        if blank:
            sheet.append([])
        first = sheet.max_row + 1 + (blank and not sheet.cell(sheet.max_row, 1).value)
        first = max(first, head + 1 + deep)
        for row, (words, day, form) in enumerate(problems, first):
            written = form(day)
            sheet.cell(row, 1, number if row == first else None)
            sheet.cell(row, at["企业名称"], name if row == first else None)
            sheet.cell(row, at["存在问题"], words)
            sheet.cell(row, at["检查时间"], written)
            meant[row] = (name, words, None if written == "不详" else day)
        if len(problems) > 1:
            for column in (1, at["企业名称"]):
                sheet.merge_cells(
                    start_row=first, end_row=first + len(problems) - 1, start_column=column, end_column=column
                )
    sheet.append(["合计", len(meant)])
    sheet.append(["注：每季度报送"])
    path = tmp_path / "generated.xlsx"
    book.save(path)
    preview = look(path)
    found = {one.number: one for one in preview.judged}
    assert found.keys() == meant.keys()
    for row, (name, words, day) in meant.items():
        one = found[row]
        assert (one.subject, one.words) == (name, words)
        if day is None:
            assert one.fate is Fate.REFUSE and "“不详”不是日期" in one.reason
        else:
            assert one.fate is Fate.CREATE and one.record["found_on"] == day
