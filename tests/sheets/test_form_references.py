"""What refers to rows when a form's data rows grow."""

from __future__ import annotations

import pytest

from xianfeng_gui.sheets.forms.references import Growth, reaches_above

CLOSED = Growth(first=5, below=9, filled=14, added=6, closed=True)
OPEN = Growth(first=5, below=9, filled=14, added=6, closed=False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A4", "A4"),
        ("A8", "A8"),
        ("$A$9", "$A$15"),
        ("F5:F8", "F5:F14"),
        ("F5:F7", "F5:F7"),
        ("$A$1:$I$10", "$A$1:$I$16"),
        ("A1:I4", "A1:I4"),
        ("F9:F10", "F15:F16"),
        ("A:C", "A:C"),
        ("年度", "年度"),
    ],
)
def test_ranges_follow_rows_put_in_above_the_totals(before: str, after: str) -> None:
    assert CLOSED.reference(before) == after


def test_ranges_reach_over_more_rows_where_nothing_stands_below() -> None:
    assert [OPEN.reference(one) for one in ("F5:F8", "D5:D100", "A1:I4", "F20")] == [
        "F5:F14",
        "D5:D100",
        "A1:I4",
        "F20",
    ]
    assert Growth(5, 6, 9, 4, True).area("D5 A1:B2") == "D5:D9 A1:B2", "rules on the only data row"


def test_formulas_keep_everything_but_their_rows() -> None:
    text = 'IF(SUM(H5:H8)&gt;0,"F5:F8 &amp; H9",H9*$B$2)+SUM(字典!A5:A8)'
    assert CLOSED.formula(text, "上报表", own=True) == (
        'IF(SUM(H5:H14)&gt;0,"F5:F8 &amp; H9",H15*$B$2)+SUM(字典!A5:A8)'
    )
    other = "SUM('上报 表'!H5:H8)+H9"
    assert CLOSED.formula(other, "上报 表", own=False) == "SUM('上报 表'!H5:H14)+H9"


def test_what_adds_up_is_told_from_what_counts_along_a_row() -> None:
    assert reaches_above("SUM(H5:H8)", 9) and reaches_above("SUBTOTAL(9,$H$5:$H$8)", 9)
    assert not any(reaches_above(one, 6) for one in ("A5+1", "SUM(C6:E6)", "ROW()-4", "G6-E6"))
