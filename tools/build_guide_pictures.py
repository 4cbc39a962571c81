"""Takes the pictures of the printed guide (resources/guide) from the real window: ``python -m tools.build_guide_pictures``.

A village of the demo's township begins with its start file, as it will; its name and all others are invented.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bench.folders import demo
from db import clock, store
from xianfeng_gui.exchange import start_file
from xianfeng_gui.ui import theme
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.first_start import FirstStart
from xianfeng_gui.ui.dialogs.hazard import HazardDialog
from xianfeng_gui.ui.dialogs.task_report import MonthlyReportDialog
from xianfeng_gui.work import offices, resources, start_files, task_detail, task_list, topics
from xianfeng_gui.work.demo.sizes import DEMO_DAY

FOLDER = resources.resource("guide")
VILLAGE = "绣庄村"
SHOWN_FOLDER = Path("D:/先锋安全-绣庄村/data")
SCALE = "1.5"
"""Drawn finer than on the screen, for print."""
COLOURS = 24
HAZARD_SIZE = (760, 420)
LINE = "#9aa5b1"
SETTLE_MS = 200


def pictures(scratch: Path) -> Iterator[tuple[str, QWidget]]:
    """What the guide shows, by the names in resources/wording/guide.toml."""
    store.open_folder(demo("town"))
    begin = scratch / start_files.NAME
    begin.write_bytes(start_file.to_bytes(start_files.for_village(offices.by_name(VILLAGE).id)))
    store.close()
    first = FirstStart(SHOWN_FOLDER)
    first.use_start_file(begin)
    yield "first-start.png", first
    first._folder = scratch / "data"
    first.try_found()
    context = Context()
    yield "hazard.png", _hazard(context)
    yield "topic.png", _report(context)
    context.close()
    store.close()


def _hazard(context: Context) -> QWidget:
    dialog = HazardDialog(context)
    fire = next(topic for topic in topics.topics() if "消防" in topic.name)
    dialog.form.set_values(
        {
            "site": "某某副食店",
            "site_address": f"{VILLAGE}3组",
            "topic_id": fire.id,
            "location": "一层疏散通道",
            "description": "疏散通道堆放纸箱，安全出口指示标志损坏2处。",
        }
    )
    dialog.save_button.setFocus()
    return dialog


def _report(context: Context) -> QWidget:
    row = next(row for row in task_list.task_rows(topics.topics()[0].id, DEMO_DAY))
    dialog = MonthlyReportDialog(context, task_detail.task_detail(row.id, DEMO_DAY))
    dialog.form.set_values({"text": "本月巡查场所12处，发现隐患3处，已整改2处。"})
    return dialog


def take(widget: QWidget, colours: int = COLOURS) -> bytes:
    """The widget as a small PNG with a thin frame."""
    widget.show()
    if isinstance(widget, HazardDialog):
        widget.resize(*HAZARD_SIZE)  # it takes a size of its own when it is shown
    QTest.qWait(SETTLE_MS)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    with Image.open(io.BytesIO(bytes(buffer.data().data()))) as opened:
        framed = ImageOps.expand(opened.convert("RGB"), 1, LINE)
    packed = io.BytesIO()
    framed.quantize(colours, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def main() -> None:
    """Take them all."""
    os.environ.update({"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": SCALE})
    app = QApplication([sys.argv[0], "-style", "fusion"])
    theme.apply(app)
    clock.set_today(DEMO_DAY)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, widget in pictures(Path(scratch)):
            (FOLDER / name).write_bytes(take(widget))
            widget.close()
            widget.deleteLater()
            print(f"{name}: {(FOLDER / name).stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
