"""The QR code: the same modules as reportlab's own, readable sizes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode

from tests.papers.samples import content
from xianfeng_gui.papers.qr import check_code
from xianfeng_gui.papers.qr_mark import LEVEL, MASK, drawn


def reference(text: str) -> list[list[bool]]:
    """The code as reportlab builds it, with our mask."""
    code = QRCode(None, LEVEL)
    code.addData(QR8bitByte(text.encode()))
    code.version = code.calculate_version()
    code.makeImpl(False, MASK)
    return [[bool(dark) for dark in row] for row in code.modules]


def modules(text: str) -> list[list[bool]]:
    """The same from our stencil."""
    count, stencil = drawn(text)
    width = -(-count // 8) * 8
    cells = f"{int(stencil, 16):0{width * count}b}"
    rows = [cells[start : start + width] for start in range(0, width * count, width)]
    assert not any(int(row[count:] or "0") for row in rows)
    return [[cell == "1" for cell in row[:count]] for row in rows]


@given(st.text(min_size=1, max_size=120))
@settings(max_examples=40, deadline=None)
def test_it_has_the_modules_that_reportlab_gives_it(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert modules(text) == reference(text)


@pytest.mark.parametrize("length", [1, 14, 15, 62, 63, 84, 85, 154, 180, 181, 213, 214, 287, 500, 900])
def test_every_size_up_to_large_ones(length: int) -> None:
    text = "0123456789abcdef安"[: length % 17 or 1] * (length // (length % 17 or 1) + 1)
    assert modules(text) == reference(text)


def test_a_paper_s_code_has_modules_of_half_a_millimetre() -> None:
    assert 19 / len(modules(check_code(content()))) > 0.45
