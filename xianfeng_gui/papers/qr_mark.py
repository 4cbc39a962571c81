"""The QR code in the bottom margin of a page.

reportlab knows how a code is built but takes as long for one as for the rest of a page. What is the same for every code of a
size (where which bit stands, the multiples of the error-correction polynomial) is taken from it once; a test holds both
against each other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import chain, zip_longest
from operator import itemgetter
from typing import NamedTuple

from reportlab.graphics.barcode.qrencoder import (
    EXP_TABLE,
    LOG_TABLE,
    QR8bitByte,
    QRCode,
    QRErrorCorrectLevel,
    QRRSBlock,
    QRUtil,
)

LEVEL = QRErrorCorrectLevel.M
MASK = 0
"""Any of the eight masks can be read; choosing the prettiest costs ten times the rest."""
FILLING = (0xEC, 0x11)
"""Bytes that fill the room behind the data in turn, by the standard."""
_INVERTED = str.maketrans("01", "10")


class CodePlace(NamedTuple):
    """Where a code stands: its side and the distance of its top from the text block's bottom edge, in mm."""

    side: float
    drop: float


LARGE_CODE = CodePlace(19.0, 4.0)
SMALL_CODE = CodePlace(11.0, 1.5)
"""On the first page of a 信函, above the red rules at the foot."""


def drawn(text: str) -> tuple[int, str]:
    """The code of a text (as UTF-8, error correction M): modules on a side, and a stencil of one bit a module, row by row in
    whole bytes, in hexadecimal. A stencil, because squares drawn one by one show white seams on some screens."""
    data = text.encode("utf-8")
    version = _version(len(data))
    words = bytes(_codewords(data, version))
    bits = f"{int.from_bytes(words, 'big'):0{8 * len(words)}b}"
    count, pick = _arrangement(version)
    cells = "".join(pick(bits + bits.translate(_INVERTED) + "01"))
    return count, f"{int(cells, 2):0{len(cells) // 4}x}"


@cache
def _version(length: int) -> int:
    """The smallest size that holds so many bytes."""
    code = QRCode(None, LEVEL)
    code.addData(QR8bitByte(b"0" * length))
    return int(code.calculate_version())


@cache
def _arrangement(version: int) -> tuple[int, Callable[[str], tuple[str, ...]]]:
    """Modules on a side, and what picks each of them out of the bits, the inverted bits and "01", each row filled with 0 to
    whole bytes."""
    code = QRCode(version, LEVEL)
    code.dataCache = []
    code.makeImpl(False, MASK)
    mask = QRUtil.getMask(MASK)
    count = code.getModuleCount()
    length = 8 * sum(block.totalCount for block in QRRSBlock.getRSBlocks(version, LEVEL))
    places = [2 * length + bool(dark) for row in code.modules for dark in row]
    for bit, (column, row) in enumerate(code.dataPosIterator()):
        if bit < length:
            places[row * count + column] = bit + length * bool(mask(row, column))
    padding = [2 * length] * (-count % 8)
    rows = (places[start : start + count] + padding for start in range(0, count * count, count))
    return count, itemgetter(*chain.from_iterable(rows))


def _codewords(data: bytes, version: int) -> list[int]:
    """The data with mode, length and filling, then its error correction, as the blocks are dealt out."""
    blocks = QRRSBlock.getRSBlocks(version, LEVEL)
    room = sum(block.dataCount for block in blocks)
    width = 2 if version < 10 else 4
    head = f"4{len(data):0{width}x}{data.hex()}0"  # mode "bytes", length, data, end: four bits out of step
    content = bytes.fromhex(head)
    content += bytes(FILLING[index % 2] for index in range(room - len(content)))
    parts, start = [], 0
    for block in blocks:
        parts.append(content[start : start + block.dataCount])
        start += block.dataCount
    checks = [
        _correction(part, block.totalCount - block.dataCount)
        for part, block in zip(parts, blocks, strict=True)
    ]
    dealt = chain(zip_longest(*parts), zip_longest(*checks))
    return [byte for group in dealt for byte in group if byte is not None]


def _correction(data: bytes, count: int) -> bytes:
    """The remainder of the data by the error-correction polynomial of ``count`` bytes."""
    multiples, top, all_bits = _multiples(count), 8 * (count - 1), (1 << 8 * count) - 1
    rest = 0
    for byte in data:
        rest = (rest << 8) & all_bits ^ multiples[(rest >> top) ^ byte]
    return rest.to_bytes(count, "big")


@cache
def _multiples(count: int) -> list[int]:
    """The polynomial without its first term, times 0 to 255, each as one number."""
    terms = QRUtil.getErrorCorrectPolynomial(count).num[1:]
    return [
        int.from_bytes(
            bytes(
                EXP_TABLE[(LOG_TABLE[term] + LOG_TABLE[factor]) % 255] if term and factor else 0
                for term in terms
            ),
            "big",
        )
        for factor in range(256)
    ]
