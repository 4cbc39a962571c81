"""The rows that do not come in, as a workbook with the reason beside each, to be corrected and imported again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from db import clock
from xianfeng_gui.rules.ledger import spelling
from xianfeng_gui.rules.ledger.fields import Field
from xianfeng_gui.sheets.columns import CellValue, Column, Kind, ListHead, Sheet, Table
from xianfeng_gui.work import offices, outputs
from xianfeng_gui.work.ledger.judged import Fate
from xianfeng_gui.work.ledger.preview import Preview
from xianfeng_gui.work.progress import Progress


def write(preview: Preview, path: Path, progress: Progress | None = None) -> int:
    """Write the rows as they stand in the ledger, under its own headings; returns how many."""
    from xianfeng_gui.sheets.book import write_book

    titles = {at: title for at, title in enumerate(preview.head.titles) if title}
    columns = [Column("line", "原表行号", 9, Kind.NUMBER)]
    columns += [Column(f"column.{at}", title, 16, Kind.LINES) for at, title in titles.items()]
    columns += [Column(key, field.title, 16, Kind.LINES) for key, field in _said_above(preview).items()]
    columns.append(Column("reason", "未导入的原因", 40, Kind.LINES))
    sheet = Sheet("refused", "未导入的行", tuple(columns), frozen=1, unit="行")
    head = ListHead(f"未导入的行（{preview.path.name}）", offices.own_office().name, clock.today())
    steps = progress or Progress()
    with outputs.replacing(path) as part:
        [count] = write_book(part, [Table(sheet, head, _rows(preview, tuple(titles)))], steps.step)
    return count


def _said_above(preview: Preview) -> dict[str, Field]:
    """What the lines above the head said of the rows: columns of their own here, so that it is found again."""
    return {field.key: field for field in preview.fields if field.key in preview.from_above.told}


def _rows(preview: Preview, columns: tuple[int, ...]) -> Iterator[tuple[CellValue, ...]]:
    keys = tuple(_said_above(preview))
    for one in preview.with_fate(Fate.REFUSE):
        cells = [spelling.text(one.cells[at]) if at < len(one.cells) else "" for at in columns]
        said = [preview.from_above.said_of(key, one.number) for key in keys]
        yield (one.number, *cells, *said, one.reason)
