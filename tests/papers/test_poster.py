"""The wall poster: sizes, every task on it, letters large enough, signs without colour, pieces that fit together."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from db.errors import UserError
from db.vocabulary import MonthMark
from xianfeng_gui.papers.fonts import FontBook
from xianfeng_gui.papers.page import MM
from xianfeng_gui.papers.poster import split
from xianfeng_gui.papers.poster.content import Poster, PosterBand, PosterPhase, PosterTask
from xianfeng_gui.papers.poster.draw import PHASE_GROUNDS
from xianfeng_gui.papers.poster.layout import PAPERS, SMALLEST, paper_size, plan
from xianfeng_gui.papers.poster.printing import print_poster
from xianfeng_gui.papers.poster.signs import GROUNDS, RED
from xianfeng_gui.papers.poster.words import Words

MONTHS = tuple(f"{2020 + at // 12}-{at % 12 + 1:02d}" for at in range(5, 36))
_MARKS = itertools.cycle(MonthMark)


def task(number: str, days_late: int = 0, **changes: object) -> PosterTask:
    made = PosterTask(
        number=number,
        title=f"整治第{number}项突出隐患",
        office="镇规划建设环保办",
        person="欧阳长风",
        deadline=dt.date(2021, 12, 31),
        state="进行中48%",
        days_late=days_late,
        marks=tuple(next(_MARKS) for _ in MONTHS),
        deadline_at=18,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def poster(bands: int = 3, tasks: int = 6) -> Poster:
    return Poster(
        title="先锋镇安全生产专项整治三年行动挂图作战“一张表”",
        office="镇应急办",
        made_on=dt.date(2021, 6, 18),
        scope="全部专题",
        figures="任务18项　完成3项　逾期1项",
        months=MONTHS,
        current_at=12,
        phases=(
            PosterPhase("动员部署", 0, 0),
            PosterPhase("排查整治", 0, 18),
            PosterPhase("巩固提升", 19, 30),
        ),
        bands=tuple(
            PosterBand(
                f"{band}　消防安全整治",
                "牵头：先锋派出所",
                "任务6项　完成1项",
                tuple(task(f"{band}-{at}-1", 18 if at == 2 else 0) for at in range(1, tasks + 1)),
            )
            for band in range(1, bands + 1)
        ),
    )


def words(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(page.extract_text() or "" for page in opened.pages).replace(" ", "")


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        boxes = [[float(side) for side in page.mediabox] for page in opened.pages]
    return [(round((box[2] - box[0]) / MM), round((box[3] - box[1]) / MM)) for box in boxes]


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("size", ["A3", "A2", "A1", "A0"])
def test_every_paper_holds_every_task(size: str, landscape: bool) -> None:
    content = poster()
    printed = print_poster(content, size, landscape=landscape)
    short, long = PAPERS[size]
    assert sizes(printed.pdf) == [(long, short) if landscape else (short, long)] * printed.pages
    text = words(printed.pdf)
    for band in content.bands:
        for one in band.tasks:
            assert one.number in text
    assert text.count("逾期18天") == 3 and "2021年6月18日" in text and "图例" not in text
    for word in (
        "动员部署",
        "排查整治",
        "巩固提升",
        "当月完成",
        "逾期未报",
        "期限所在月份",
        "牵头：先锋派出所",
    ):
        assert word in text
    assert printed.missing == ()


@pytest.mark.parametrize(("size", "tasks"), [("A3", (3, 8)), ("A2", (6, 10))])
def test_letters_can_be_read_from_two_metres(size: str, tasks: tuple[int, int]) -> None:
    printed = print_poster(poster(*tasks), size, landscape=True)
    with pdfplumber.open(io.BytesIO(printed.pdf)) as opened:
        chars = [char for page in opened.pages for char in page.chars]
    assert min(char["size"] for char in chars) >= SMALLEST - 0.01, "months and days too: 4.9 mm and more"
    assert printed.text_size == pytest.approx(min(char["size"] for char in chars))
    assert printed.pages > 1, "what does not fit at that size goes on on another sheet"


def test_text_grows_with_the_paper_and_shrinks_with_the_tasks() -> None:
    def size_of(content: Poster, paper: str) -> float:
        return plan(content, *paper_size(paper, landscape=True), Words(FontBook())).size

    assert size_of(poster(), "A3") < size_of(poster(), "A1") < size_of(poster(), "A0")
    assert size_of(poster(1, 4), "A3") > size_of(poster(2, 9), "A3")


def test_each_task_stands_once_and_bands_go_on_with_their_name() -> None:
    content = poster(4, 30)
    layout = plan(content, *paper_size("A3", landscape=False), Words(FontBook()))
    rows = [row for sheet in layout.sheets for block in sheet for row in block]
    assert [row.task for row in rows if row.task] == [one for band in content.bands for one in band.tasks]
    for block in (block for sheet in layout.sheets for block in sheet):
        assert block[0].task is None, "a block begins with the topic's name"
        assert block[-1].task is not None, "and never ends with one"
        high = sum(row.height for row in block) * layout.size
        assert high <= layout.height - 2 * layout.margin


def test_nothing_reaches_beyond_the_paper() -> None:
    long = task(
        "10-10-10",
        1234,
        title="组织" * 20,
        office="重庆市江津区先锋镇人民政府综合行政执法大队",
        person="阿卜杜拉·买买提",
    )
    content = replace(
        poster(), bands=(PosterBand("十　" + "专题" * 20, "牵头：" + "单位、" * 30, "任务1项", (long,)),)
    )
    for paper in ("A3", "A0"):
        printed = print_poster(content, paper, landscape=False)
        with pdfplumber.open(io.BytesIO(printed.pdf)) as opened:
            page = opened.pages[0]
            assert all(0 < char["x0"] and char["x1"] < page.width for char in page.chars)
        assert "逾期1234天" in words(printed.pdf)


LONG = (
    "对辖区内人员密集场所和高层建筑的疏散通道、安全出口、消防设施逐一核对造册并督促产权单位限期整改到位后复核"
)


@pytest.mark.parametrize("size", ["A3", "A1"])
def test_names_are_never_cut(size: str) -> None:
    office = "重庆市江津区先锋镇综合行政执法大队驻柳溪片区第二中队"
    named = [
        task(f"保-{at}-10-{at}", title=LONG, office=office, person="阿卜杜拉·买买提江") for at in range(1, 30)
    ]
    content = replace(poster(), bands=(PosterBand("一　消防", "牵头：消防站", "任务29项", tuple(named)),))
    printed = print_poster(content, size, landscape=True)
    layout = plan(content, *paper_size(size, landscape=True), Words(FontBook()))
    with pdfplumber.open(io.BytesIO(printed.pdf)) as opened:
        text = "".join(char["text"] for page in opened.pages for char in page.chars)
        assert (
            all(text.count(words) == 29 for words in (LONG, office, "阿卜杜拉·买买提江")) and "…" not in text
        )
        assert all(one.number in text for one in named)
        for page in opened.pages:
            words = page.extract_words(use_text_flow=True)
            lowest = max(word["bottom"] for word in words)
            assert lowest < page.height - layout.margin + 1


def test_a_bands_name_that_is_too_long_says_that_it_goes_on() -> None:
    band = PosterBand(
        "十　" + "专题整治" * 14, "牵头：镇应急办", "任务18项　完成3项　逾期1项", (task("10-1-1"),)
    )
    text = words(print_poster(replace(poster(), bands=(band,)), "A3", landscape=False).pdf)
    assert re.search("十专题.*…任务18项", text)


def places(pdf: bytes, text: str) -> list[tuple[float, float, float]]:
    """Left, right and top of the words on the first page."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        found = opened.pages[0].search(text, regex=False)
    return [(one["x0"], one["x1"], one["top"]) for one in found]


@pytest.mark.parametrize(
    "phases",
    [
        [("动员部署", 0, 0), ("集中攻坚", 1, 21), ("巩固提升", 22, 30)],
        [
            ("动员部署", 0, 0),
            ("自查自纠", 1, 1),
            ("集中整治", 2, 3),
            ("督导检查", 4, 29),
            ("总结验收", 30, 30),
        ],
    ],
)
def test_every_phase_is_named_and_none_covers_another(phases: list[tuple[str, int, int]]) -> None:
    content = replace(poster(1, 3), phases=tuple(PosterPhase(*phase) for phase in phases))
    for size, landscape in (("A3", False), ("A1", True)):
        pdf = print_poster(content, size, landscape=landscape).pdf
        named = [places(pdf, name) for name, _, _ in phases]
        assert all(named), "each name stands there"
        spans = [one[0] for one in named]
        for one, other in itertools.combinations(spans, 2):
            assert abs(one[2] - other[2]) > 5 or one[1] <= other[0] or other[1] <= one[0]
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            page = opened.pages[0]
            grounds = [bar for bar in page.rects if bar["non_stroking_color"] in PHASE_GROUNDS]
        assert len(grounds) >= len(phases)
        for left, right, top in spans:
            crossed = [bar for bar in grounds if bar["x0"] < right and bar["x1"] > left]
            on_line = [bar for bar in crossed if bar["top"] - 1 < top < bar["bottom"]]
            assert all(bar["x0"] <= left and bar["x1"] >= right for bar in on_line), (
                "whole inside a bar or beside it"
            )


@pytest.mark.parametrize("size", ["A0", "A1", "A3"])
@pytest.mark.parametrize("landscape", [True, False])
def test_columns_are_balanced(size: str, landscape: bool) -> None:
    content = poster(10, 15)
    layout = plan(content, *paper_size(size, landscape=landscape), Words(FontBook()))
    heights = [sum(row.height for row in block) for sheet in layout.sheets for block in sheet]
    whole = layout.height / layout.size
    most = 0.2 if len(layout.sheets) == 1 else 0.5
    assert max(heights) - min(heights) < most * max(heights), "no column stands half empty"
    assert size != "A0" or max(heights) > 0.75 * whole, "the sheet is made use of"


@pytest.mark.parametrize("landscape", [True, False])
def test_a_short_campaign_fills_the_paper_and_keeps_inside_it(landscape: bool) -> None:
    content = replace(
        poster(1, 4),
        months=MONTHS[:6],
        phases=(PosterPhase("动员部署", 0, 0), PosterPhase("集中整治", 1, 4), PosterPhase("总结", 5, 5)),
        scope="；".join(["消防安全整治", "重庆市江津区先锋镇规划建设环保办公室", "已逾期"] * 3),
        title="重庆市江津区先锋镇" + "安全生产和消防安全" * 8 + "“一张表”",
    )
    content = replace(
        content,
        bands=tuple(
            replace(band, tasks=tuple(replace(one, marks=one.marks[:6], deadline_at=3) for one in band.tasks))
            for band in content.bands
        ),
    )
    printed = print_poster(content, "A3", landscape=landscape)
    with pdfplumber.open(io.BytesIO(printed.pdf)) as opened:
        page = opened.pages[0]
        chars = page.chars
        assert all(0 < char["x0"] and char["x1"] < page.width for char in chars)
        assert min(char["size"] for char in chars) >= SMALLEST - 0.01
        found = [
            page.search(words, regex=False) for words in ("当月完成", "期限所在月份", "过期未完成的任务")
        ]
    assert all(found) and printed.text_size > SMALLEST


@pytest.mark.parametrize("pieces", ["", "A4"])
def test_fonts_are_embedded(tmp_path: Path, pieces: str) -> None:
    file = tmp_path / "poster.pdf"
    file.write_bytes(print_poster(poster(), "A2", landscape=True, pieces=pieces).pdf)
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    fonts = listed.splitlines()[2:]
    assert fonts and all(re.search(r"\byes yes yes\b", font) for font in fonts), (
        "embedded, subset, with Unicode"
    )


def test_a_grey_copy_keeps_the_states_apart() -> None:
    def light(colour: tuple[float, float, float]) -> float:
        return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]

    shades = [
        light(GROUNDS[mark]) for mark in (MonthMark.DONE, MonthMark.REPORTED, MonthMark.AHEAD, MonthMark.NONE)
    ]
    assert all(after - before > 0.05 for before, after in itertools.pairwise(shades))
    assert light(RED) < 0.35, "white words on it stay readable"


def test_equal_posters_are_equal_bytes() -> None:
    content = poster()
    assert print_poster(content, "A2", landscape=True).pdf == print_poster(content, "A2", landscape=True).pdf


@pytest.mark.parametrize(("size", "pieces"), [("A1", "A4"), ("A1", "A3"), ("A3", "A4"), ("A0", "A3")])
def test_pieces_cover_the_sheet_with_overlap(size: str, pieces: str) -> None:
    width, height = paper_size(size, landscape=True)
    cut = split.cut(width, height, pieces)
    placed = list(cut.pieces(height))
    assert len(placed) == cut.rows * cut.columns
    lefts = sorted({piece.x for piece in placed})
    lows = sorted({piece.y for piece in placed})
    assert lefts[0] == 0 and lefts[-1] + cut.window[0] >= width
    assert lows[0] <= 0 and lows[-1] + cut.window[1] == pytest.approx(height)
    for places, extent in ((lefts, cut.window[0]), (lows, cut.window[1])):
        for before, after in itertools.pairwise(places):
            assert before + extent - after == pytest.approx(split.OVERLAP)
    assert {round(side / MM) for side in cut.paper} == set(PAPERS[pieces])


def test_split_pages_say_where_they_belong_and_have_cut_marks() -> None:
    told: list[int] = []
    printed = print_poster(poster(), "A2", landscape=True, pieces="A4", tick=told.append)
    assert told == list(range(1, printed.pages + 1))
    assert set(sizes(printed.pdf)) <= {(210, 297), (297, 210)}
    with pdfplumber.open(io.BytesIO(printed.pdf)) as opened:
        first, last = opened.pages[0], opened.pages[-1]
        assert "第1行第1列" in "".join(char["text"] for char in first.chars)
        assert "裁去" in "".join(char["text"] for char in last.chars)
        edge = first.width - split.BORDER
        shown = [one for one in first.lines if one["x0"] > 0 and one["x1"] < first.width]
        marks = [one for one in shown if one["x1"] < split.BORDER + 1 or one["x0"] > edge - 1]
        assert len(marks) == 8, "two at each corner"


def test_months_that_do_not_fit_are_said() -> None:
    endless = replace(poster(), months=MONTHS * 4, bands=())
    with pytest.raises(UserError, match="更大的纸或横向"):
        print_poster(endless, "A3", landscape=False)
