"""Columns by their letters, against openpyxl's."""

from __future__ import annotations

import pytest
from openpyxl.utils import column_index_from_string, get_column_letter

from xianfeng_gui.sheets.letters import column_of, letters_of


def test_every_column_of_a_worksheet() -> None:
    for column in range(1, 16_385):
        letters = get_column_letter(column)
        assert letters_of(column) == letters and column_of(letters) == column
    assert column_of(" xfd ") == column_index_from_string("XFD")


@pytest.mark.parametrize("words", ["", "A1", "栏", "ABCD", "?", "ß"])
def test_what_names_no_column(words: str) -> None:
    with pytest.raises(ValueError, match="no column"):
        column_of(words)
