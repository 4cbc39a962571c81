"""Beginning a paper from wherever its matter is shown: a hazard, an inspection, another paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from db.errors import UserError
from db.vocabulary import PaperKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.saving import ask_target
from xianfeng_gui.work.papers import batches, drafting
from xianfeng_gui.work.papers.drafting import Draft
from xianfeng_gui.work.papers.standing import Grounds
from xianfeng_gui.work.progress import Progress


def begin_paper(context: Context, parent: QWidget, find: Callable[[], Grounds]) -> None:
    """Open a paper on the grounds that ``find`` gives, filled in; why it isn't possible is said in the status bar."""
    _open(context, parent, lambda: drafting.open_draft(find(), context.actor()))


def begin_correction(context: Context, parent: QWidget, paper_id: str) -> None:
    """Open the paper that is to replace an issued one."""
    _open(context, parent, lambda: drafting.open_correction(paper_id, context.actor()))


def _open(context: Context, parent: QWidget, make: Callable[[], Draft]) -> None:
    from xianfeng_gui.ui.dialogs.paper import PaperDialog

    try:
        draft = make()
    except UserError as error:
        context.say(str(error))
        return
    PaperDialog(context, draft, parent).exec()


def choose_paper(
    context: Context,
    parent: QWidget,
    possible: Callable[[], dict[PaperKind, str]],
    grounds: Callable[[PaperKind], Grounds],
) -> None:
    """Ask which kind, with the reason beside each that isn't possible, and open it."""
    from xianfeng_gui.ui.dialogs.paper_kind import PaperKindDialog

    dialog = PaperKindDialog(context, possible(), parent)
    if dialog.exec() == QDialog.DialogCode.Accepted and (kind := dialog.kind()) is not None:
        begin_paper(context, parent, lambda: grounds(kind))


def save_volume(context: Context, parent: QWidget, table: str, record_id: str, number: str) -> None:
    """Ask where to, then write the whole matter as one PDF in the worker."""
    name = f"案卷{batches.file_name(number)}.pdf"
    if target := ask_target(parent, "保存案卷", name, "PDF (*.pdf)", ".pdf"):
        write_volume(context, parent, table, record_id, target)


def write_volume(context: Context, parent: QWidget, table: str, record_id: str, target: Path) -> None:
    """Write the volume to a known place."""
    from xianfeng_gui.ui.exporting import write_file
    from xianfeng_gui.work import outputs, volume

    def write(file: Path, _progress: Progress) -> list[str]:
        outputs.write(file, volume.of_record(table, record_id))
        return volume.gaps(table, record_id)

    write_file(
        context,
        parent,
        target,
        "案卷",
        write,
        lambda gaps, file: f"已保存案卷：{file}" + (f"；缺{len(gaps)}份，目录中写明“未制作”" if gaps else ""),
    )
