"""Rows dealt out to pages, over random streams."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xianfeng_gui.papers.flow import BLANK, Row, kept, paginate, tie_last
from xianfeng_gui.papers.text import Line, Run


def row(number: int, keep: bool = False) -> Row:
    return Row(Line((Run("", 16, 0, str(number), 0),)), keep)


STREAM = st.lists(st.booleans(), max_size=120).map(
    lambda keeps: [row(i, keep) for i, keep in enumerate(keeps)]
)


@given(STREAM, st.integers(2, 22), st.integers(2, 22))
def test_every_row_lands_once_and_no_page_is_overfull(stream: list[Row], first: int, room: int) -> None:
    pages = paginate(stream, first, room)
    assert [entry for page in pages for entry in page] == stream
    assert len(pages[0]) <= first
    assert all(0 < len(page) <= room for page in pages[1:])


@given(STREAM, st.integers(2, 22), st.integers(2, 22))
def test_tied_rows_part_only_where_a_page_is_full_of_them(stream: list[Row], first: int, room: int) -> None:
    pages = paginate(stream, first, room)
    for index, page in enumerate(pages[:-1]):
        if page[-1].keep:
            assert len(page) == (room if index else first)
            assert all(entry.keep for entry in page)


def test_a_page_does_not_begin_with_a_gap() -> None:
    assert paginate([row(1), BLANK, BLANK, row(2)], 2, 22) == [[row(1), BLANK], [row(2)]]


def test_kept_and_tied_rows() -> None:
    assert kept([row(1), row(2)]) == [row(1, True), row(2)]
    assert tie_last([row(1), row(2), row(3)], 2) == [row(1), row(2, True), row(3, True)]
    assert tie_last([row(1)], 2) == [row(1, True)]


def test_an_empty_stream_is_one_empty_page() -> None:
    assert paginate([], 9) == [[]]
