"""Text files that came from elsewhere: their encoding, and .csv as rows of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from db.errors import UserError
from xianfeng_gui.sheets.limits import refuse_huge

_SAMPLE = 20_000
"""Characters from the start in which the separator is looked for."""


def read_table(path: Path) -> Iterator[list[str | None]]:
    """The rows of a .csv, all at least as wide as those before; the separator is the one that occurs most."""
    text = decoded(path.read_bytes(), path.name)
    sample = "\n".join(text[:_SAMPLE].splitlines()[:20])
    separator = max(",\t;", key=sample.count) if any(mark in sample for mark in ",\t;") else ","
    width = count = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            count += 1
            width = max(width, len(row))
            refuse_huge(path.name, count, width)
            yield [cell.strip() or None for cell in row] + [None] * (width - len(row))
    except csv.Error as error:
        raise UserError(f"“{path.name}”读不懂：第{count + 1}行附近的引号或分隔符有误，请核对") from error


def decoded(data: bytes, name: str) -> str:
    """UTF-8 and UTF-16 by their marks, else UTF-8 if it fits, else GB18030; GBK's lone 0x80 is the euro sign."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    found: str | None = None
    for encoding in encodings:
        try:
            found = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    found = found if found is not None else _gbk_with_euro(data)
    if found is None or "\x00" in found:
        raise UserError(f"“{name}”不是文本，或者文字编码无法识别；请用WPS打开后另存再导入")
    return found


def _gbk_with_euro(data: bytes) -> str | None:
    """Windows' code page 936 writes the euro sign as a lone 0x80, which GB18030 does not know."""
    text: list[str] = []
    at = 0
    while at < len(data):
        if data[at] == 0x80:
            text.append("€")
            at += 1
            continue
        length = (
            1 if data[at] < 0x80 else 4 if 0x30 <= (data[at + 1] if at + 1 < len(data) else 0) <= 0x39 else 2
        )
        try:
            text.append(data[at : at + length].decode("gb18030"))
        except UnicodeDecodeError:
            return None
        at += length
    return "".join(text)
