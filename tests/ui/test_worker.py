"""The worker: its jobs run beside the window, but what they hold is let go and collected in the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from db.errors import UserError
from xianfeng_gui.ui import collecting
from xianfeng_gui.ui.worker import Worker
from xianfeng_gui.work.progress import Progress


class Held:
    """Something that a job holds."""


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.finish()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def run(worker: Worker, work: Any, qtbot: QtBot) -> list[tuple[str, Any]]:
    """What came of it: ("done" or "refused", value) or nothing."""
    came: list[tuple[str, Any]] = []
    worker.run(
        work,
        lambda value: came.append(("done", value)),
        lambda said: came.append(("refused", said)),
        "试一试",
    )
    qtbot.waitUntil(worker.is_idle)
    return came


def test_a_result_and_a_refusal_come_back(worker: Worker, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise UserError("不行")

    assert run(worker, lambda: threading.current_thread() is threading.main_thread(), qtbot) == [
        ("done", False)
    ]
    assert run(worker, refuse, qtbot) == [("refused", "不行")]


def test_a_fault_is_raised_again_in_the_windows_thread(worker: Worker, qtbot: QtBot) -> None:
    with capture_exceptions() as raised:
        assert run(worker, lambda: 1 / 0, qtbot) == []
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]


def test_no_collection_starts_in_the_jobs_thread(worker: Worker, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []

    def note(phase: str, info: dict[str, int]) -> None:
        threads.append(threading.current_thread())

    def make_garbage() -> None:
        for _ in range(50 * gc.get_threshold()[0]):
            cycle: list[Any] = []
            cycle.append(cycle)

    gc.callbacks.append(note)
    try:
        assert run(worker, make_garbage, qtbot) == [("done", None)]
        qtbot.waitUntil(lambda: bool(threads))
    finally:
        gc.callbacks.remove(note)
    assert set(threads) == {threading.main_thread()}


def test_what_a_job_holds_is_let_go_in_the_windows_thread(worker: Worker, qtbot: QtBot) -> None:
    let_go: list[bool] = []

    def start() -> None:
        held, result = Held(), Held()
        for one in (held, result):
            weakref.finalize(
                one, lambda: let_go.append(threading.current_thread() is threading.main_thread())
            )
        worker.run(lambda: (held, result)[1], lambda value: None, lambda said: None, "试一试")

    for _ in range(50):
        start()
    qtbot.waitUntil(lambda: len(let_go) == 100)
    assert all(let_go)


def test_due_collections_are_those_of_python(worker: Worker) -> None:
    """The youngest ones first; an older generation when the younger one has been collected often enough."""
    before = gc.get_threshold()
    seen: list[int] = []
    kept: list[list[int]] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.collect()
    gc.callbacks.append(note)
    try:
        gc.set_threshold(10_000, 1, 1)
        collecting.collect_due()
        assert not seen
        gc.set_threshold(50, 1, 1)
        for _ in range(8):
            kept.extend([] for _ in range(100))
            collecting.collect_due()
    finally:
        gc.callbacks.remove(note)
        gc.set_threshold(*before)
    assert seen == [0, 0, 1, 0, 0, 1, 2, 0]


def test_long_work_says_where_it_is_and_is_stopped(worker: Worker, qtbot: QtBot) -> None:
    progress, steps, said = Progress(), [], []
    begun = threading.Event()

    def work() -> None:
        while True:
            progress.step(1, 3)
            begun.set()

    worker.stepped.connect(steps.append)
    worker.run(work, lambda value: None, said.append, "试一试", progress=progress)
    assert worker.can_cancel()
    begun.wait(30)
    worker.cancel()
    qtbot.waitUntil(worker.is_idle)
    assert not worker.can_cancel()
    assert said == ["已取消，没有留下文件，数据没有改动"] and set(steps) == {"1/3"}
