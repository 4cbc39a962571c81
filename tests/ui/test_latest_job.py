"""Of what a dialog has asked for only the last counts; refusals and cancelling come to the dialog."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.errors import UserError
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.latest_job import LatestJob
from xianfeng_gui.work.progress import Cancelled, Progress


class Asker:
    """Keeps what came of its jobs."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self.seen: list[object] = []
        self.job = LatestJob(context, owner, "读取", self.seen.append)


@pytest.fixture
def asker(context: Context, qtbot: QtBot) -> Iterator[Asker]:
    owner = QWidget()
    qtbot.addWidget(owner)
    made = Asker(context, owner)
    yield made
    qtbot.waitUntil(context.worker.is_idle)


def test_only_the_last_one_is_shown(asker: Asker, context: Context, qtbot: QtBot) -> None:
    for number in (1, 2, 3):
        asker.job.run(lambda _progress, one=number: one, asker.seen.append)
    qtbot.waitUntil(context.worker.is_idle)
    assert asker.seen == [3] and not asker.job.is_running()


def test_a_refusal_comes_to_the_window_that_asked(asker: Asker, context: Context, qtbot: QtBot) -> None:
    said: list[str] = []
    context.said.connect(lambda sentence, _undo: said.append(sentence))

    def refuse(progress: Progress) -> None:
        raise UserError("不是表格")

    asker.job.run(refuse, asker.seen.append)
    qtbot.waitUntil(context.worker.is_idle)
    assert [str(one) for one in asker.seen] == ["不是表格"] and said == []


@pytest.mark.parametrize("writes", [False, True])
def test_cancelled_reading_is_not_shown_but_what_was_written_is(
    asker: Asker, context: Context, qtbot: QtBot, writes: bool
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        begun.set()
        go_on.wait(60)
        return "written"

    asker.job.run(work, asker.seen.append, writes=writes)
    begun.wait(60)
    asker.job.cancel()
    go_on.set()
    qtbot.waitUntil(context.worker.is_idle)
    assert asker.seen == ["written"] if writes else isinstance(asker.seen[0], Cancelled)
