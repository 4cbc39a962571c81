"""Writing lists and other files from a page: where to, in the worker, and what to do when the place is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from db.vocabulary import ListKind
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.question import ask
from xianfeng_gui.ui.page import Page
from xianfeng_gui.ui.saving import ask_target
from xianfeng_gui.work import outputs, sheets
from xianfeng_gui.work.progress import Progress

Choice = tuple[str, Callable[[], None]]


def offer(page: Page, choices: Sequence[Choice]) -> None:
    """Do the only thing there is, or ask by a menu; Enter takes the first."""
    if len(choices) == 1:
        choices[0][1]()
        return
    menu = QMenu(page)
    menu.aboutToHide.connect(menu.deleteLater)
    for text, action in choices:
        menu.addAction(text, action)
    corner = page.rect().topRight() + QPoint(-menu.sizeHint().width() - 16, page.title.height() + 16)
    menu.popup(page.mapToGlobal(corner))
    menu.setActiveAction(menu.actions()[0])


def list_choice(page: Page, kind: ListKind, wanted: Callable[[], Any], text: str = "") -> Choice:
    """A kind of list as a choice; ``wanted`` gives the filter that the page shows at that moment."""
    name = text or kind.label
    return f"{name}（Excel）…", lambda: ask_list(page, kind, wanted(), name)


def form_choice(page: Page, *lists: tuple[ListKind, Callable[[], Any]]) -> Choice:
    """To fill a superior's form with one of the lists; each with what gives its filter."""

    def fill() -> None:
        from xianfeng_gui.ui.dialogs.form_filling import FormFillingDialog

        sources = [(kind, wanted, kind.label) for kind, wanted in lists]
        FormFillingDialog(page.context, sources, page.window()).exec()

    return "填入上级表格（.xlsx）…", fill


def ask_list(page: Page, kind: ListKind, wanted: Any, name: str) -> None:
    """Ask where to, then write the list."""
    file = f"{name}{page.context.today()}.xlsx"
    if target := ask_target(page, f"导出{name}", file, "Excel (*.xlsx)", ".xlsx"):
        write_list(page, kind, wanted, target)


def write_list(page: Page, kind: ListKind, wanted: Any, target: Path) -> None:
    """Write the list to a known place, in the worker."""
    write_file(
        page.context,
        page,
        target,
        kind.label,
        partial(sheets.write, kind, wanted),
        lambda written, file: f"已导出{kind.label}（{written.in_words()}）：{file}",
    )


def write_file(
    context: Context,
    owner: QWidget,
    target: Path,
    what: str,
    write: Callable[[Path, Progress], Any],
    said: Callable[[Any, Path], str],
) -> None:
    """Have ``write`` make a file in the worker, with progress; ``said`` gets its result and words the success.

    When another program has the file open, a free name beside it is offered.
    """
    progress = Progress()

    def work() -> tuple[Any, outputs.HeldError | None]:
        try:
            return write(target, progress), None
        except outputs.HeldError as error:
            return None, error

    def done(outcome: tuple[Any, outputs.HeldError | None]) -> None:
        result, held = outcome
        if held is None:
            context.say(said(result, target))
        elif ask(owner, "文件正被打开", str(held), yes=f"改存为“{held.offered.name}”"):
            write_file(context, owner, held.offered, what, write, said)
        else:
            context.say(f"没有导出{what}")

    context.run(work, done, f"导出{what}", owner, progress)
