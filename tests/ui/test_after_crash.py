"""After a crash or a kill: the data are checked, and what was being typed is offered again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db import clock, connection, history, store
from db.vocabulary import HazardState, StepKind
from tests.conftest import TODAY
from tests.ui.driver import ended, start
from tests.ui.modal import when_open
from tests.ui.windows import opened
from tests.work.hazard_specs import added
from xianfeng_gui.ui import drafts, starting
from xianfeng_gui.ui.dialogs.hazard import HazardDialog
from xianfeng_gui.ui.dialogs.hazard_step import StepDialog
from xianfeng_gui.ui.dialogs.site import SiteDialog
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import draft_store, holding, wrong_clock
from xianfeng_gui.work.holding import Hold

# Types into a new hazard and is killed as soon as the draft is kept.
_TYPING = """
from db import notes
from xianfeng_gui.ui import drafts
if type(window).__name__ == "HazardDialog":
    window.form.fields["location"].setFocus()
    window.form.fields["location"].insert("二楼楼梯间")
    window.form.fields["location"].textEdited.emit("二楼楼梯间")
    later(lambda: bool(notes.get(drafts.NEW_HAZARD)) and say("typed") is None)
else:
    QTimer.singleShot(600, window.show_page("hazards").new)
"""

_LOOKING = """
if type(window).__name__ == "HazardDialog":
    say(window.form.raw()["location"])
    window.discard_draft()
    window.reject()
else:
    def offered():
        if not (window.banners.text("drafts") and "数据完好" in window.said.text()):
            return False
        say(window.banners.text("drafts"), window.said.text())
        QTimer.singleShot(0, lambda: window.banners.press("drafts", "接着填写"))
        later(lambda: len(windows) > 1 and not windows[1].isVisible() and window.close())
        return True
    later(offered)
"""


def test_a_killed_program_offers_the_draft_and_has_checked_the_data(township: Path) -> None:
    store.close()
    first = start(township, _TYPING)
    assert first.stdout is not None and first.stdout.readline() == "typed\n"
    first.kill()
    first.communicate()
    status, out, err = ended(start(township, _LOOKING))
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "上次没有正常关闭，没有保存的内容还在：“登记隐患”。 上次没有正常关闭；已检查，数据完好",
        "二楼楼梯间",
    ]
    log = (township / "logs" / "xianfeng.log").read_text("utf-8")
    assert "上次没有正常关闭；快速检查：没有发现问题" in log and "二楼" not in log
    # And once it has ended properly there is nothing to say.
    quiet = "QTimer.singleShot(900, lambda: (say(window.banners.isVisible(), window.said.text()), window.close()))"
    assert ended(start(township, quiet))[1] == "False \n"


@pytest.fixture
def held(township: Path) -> Iterator[Hold]:
    made = holding.hold(township)
    assert made is not None
    yield made
    made.release()


@pytest.fixture
def window(dressed: QApplication, held: Hold, qtbot: QtBot) -> Iterator[MainWindow]:
    with opened(held.folder) as made:
        yield made
        qtbot.waitUntil(made.context.worker.is_idle)


def crashed(held: Hold, since: dt.datetime | None) -> Hold:
    """As if the process before had begun then and never let go."""
    held.crashed = holding.Holder("PC", 1, since)
    return held


def look_around(window: MainWindow, held: Hold, qtbot: QtBot) -> None:
    starting.look_around(window, held, None)
    qtbot.waitUntil(window.context.worker.is_idle)


def test_damage_is_told_with_the_way_to_the_backups(window: MainWindow, held: Hold, qtbot: QtBot) -> None:
    added()
    with connection.writing() as link:
        link.execute("DELETE FROM hazard_tally")
    look_around(window, crashed(held, None), qtbot)
    assert "检查发现1个问题：隐患计数与台账不一致。请到“设置备份”页" in window.banners.text("check")
    window.banners.press("check", "去设置备份")
    assert window.page() is window.pages["settings"]


def test_drafts_from_before_the_crashed_session_are_not_news(
    window: MainWindow, held: Hold, qtbot: QtBot
) -> None:
    draft_store.put(drafts.NEW_HAZARD, {"location": "上周的"})
    clock.set_today(TODAY + dt.timedelta(days=1))
    look_around(window, crashed(held, clock.now()), qtbot)
    assert window.banners.text("drafts") == ""
    assert held.crashed is None  # told once


def test_many_drafts_are_named_and_the_latest_is_opened(window: MainWindow, held: Hold, qtbot: QtBot) -> None:
    for day, key in enumerate(["draft.office.new", "task-report.k", "draft.person.p", "draft.site.new"], 1):
        clock.set_today(TODAY + dt.timedelta(days=day))
        draft_store.put(key, {"name": "好运来副食店"})
        draft_store.put(f"{key}.photos", [])
    look_around(window, crashed(held, None), qtbot)
    assert window.banners.text("drafts").endswith("“单位（场所）”、“人员”、“任务的本月情况”等4份。")
    dialog = _pressed(window, "接着填写")
    assert isinstance(dialog, SiteDialog) and dialog.form.raw()["name"] == "好运来副食店"
    assert window.banners.text("drafts") == ""


def _pressed(window: MainWindow, words: str) -> QDialog:
    return _opened(lambda: window.banners.press("drafts", words))


def _opened(act: object) -> QDialog:
    """The dialog that comes up, closed again without its draft."""
    seen: list[QDialog] = []

    def look(dialog: QDialog) -> None:
        seen.append(dialog)
        dialog.reject()

    when_open(QDialog, look)
    act()  # type: ignore[operator]
    return seen[0]


def test_a_correction_and_a_step_are_gone_on_with(window: MainWindow, held: Hold, qtbot: QtBot) -> None:
    hazard = added()
    window.bar.choose("hazards")
    key = drafts.of_hazard(hazard.id, history.last_entry(hazard.id))
    draft_store.put(key, {"location": "二楼"})
    dialog = _opened(lambda: drafts.resume(window, key))
    assert isinstance(dialog, HazardDialog) and dialog.form.raw()["location"] == "二楼"
    step = drafts.of_step([hazard.id], StepKind.VERIFY.value)
    draft_store.put(step, {"remark": "已到现场"})
    assert hazard.state is HazardState.REPORTED
    dialog = _opened(lambda: drafts.resume(window, step))
    assert isinstance(dialog, StepDialog) and dialog.form.raw()["remark"] == "已到现场"


@pytest.mark.parametrize(
    ("key", "page"),
    [("draft.paper.notice..h", "papers"), ("draft.person.p", "offices"), ("unknown", "overview")],
)
def test_other_drafts_lead_to_their_page(window: MainWindow, key: str, page: str) -> None:
    drafts.resume(window, key)
    assert window.page() is window.pages[page]
    assert "没有保存的内容还在" in window.said.text()


def test_a_wrong_clock_is_told_and_can_be_stood_by(window: MainWindow, held: Hold, qtbot: QtBot) -> None:
    clock.set_today(dt.date(2009, 1, 1))
    look_around(window, held, qtbot)
    assert "今天是2009年1月1日，早于已有的记录（2021年6月18日）" in window.banners.text("clock")
    clock.set_today(TODAY)
    window.banners.press("clock", "重新核对")
    qtbot.waitUntil(lambda: not window.banners.text("clock"))
    clock.set_today(dt.date(2023, 1, 1))
    window.day_changed.emit()
    qtbot.waitUntil(lambda: "晚了一年以上" in window.banners.text("clock"))
    window.banners.press("clock", "日期没错")
    assert window.banners.text("clock") == "" and not window.banners.isVisible()
    assert wrong_clock.doubt() == ""
