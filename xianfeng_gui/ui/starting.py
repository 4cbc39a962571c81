"""What a start looks into once the window stands there: an unclean end, waiting drafts, the date, what is new."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer

from db import check, notes
from xianfeng_gui.ui import drafts
from xianfeng_gui.ui.folder_watch import FolderWatch
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import draft_store, logs, news, update, wrong_clock
from xianfeng_gui.work.holding import Hold, Holder
from xianfeng_gui.work.news import News

_MOST_NAMED = 3


def look_around(window: MainWindow, held: Hold | None, kept: Path | None) -> None:
    """``held`` is this process's hold of the data folder, ``kept`` the backup of data that were brought up to date."""
    FolderWatch(window, held)
    update.note_program()
    if held is not None and held.crashed is not None:
        crashed, held.crashed = held.crashed, None  # told once, also when the window is built anew
        _after_crash(window, crashed)
    look_at_clock(window)
    window.day_changed.connect(lambda: look_at_clock(window))
    _ask_for_plan(window)
    window.context.run(news.unseen, lambda found: _tell_news(window, found, kept), "查看更新内容", window)


def _ask_for_plan(window: MainWindow) -> None:
    """The first start was told that the office has a plan of its own: it is loaded as from the overview."""
    if notes.get(drafts.PLAN_WANTED):
        notes.drop(drafts.PLAN_WANTED)
        QTimer.singleShot(0, window, window.show_page("overview").bring_in)


def _after_crash(window: MainWindow, crashed: Holder) -> None:
    """Offer what was being typed, and look whether the data are sound."""
    since = crashed.since
    left = [one for one in draft_store.kept() if since is None or one.saved_at >= since]
    if left:
        _offer_drafts(window, [one.key for one in left])
    # The banner names what was typed in that run; an older one is only reminded of.
    older = not left and bool(draft_store.get(drafts.NEW_HAZARD))
    window.context.run(check.quick, lambda problems: _tell_check(window, problems, older), "检查数据", window)


def _offer_drafts(window: MainWindow, keys: list[str]) -> None:
    named = "、".join(f"“{drafts.called(key)}”" for key in keys[:_MOST_NAMED])
    more = f"等{len(keys)}份" if len(keys) > _MOST_NAMED else ""

    def resume() -> None:
        window.banners.drop("drafts")
        drafts.resume(window, keys[0])

    window.banners.tell(
        "drafts",
        f"上次没有正常关闭，没有保存的内容还在：{named}{more}。",
        ("接着填写", resume),
        ("以后再说", lambda: window.banners.drop("drafts")),
    )


def _tell_check(window: MainWindow, problems: list[str], older_draft: bool) -> None:
    logs.write(window.folder, f"上次没有正常关闭；快速检查：{'；'.join(problems) or '没有发现问题'}")
    if not problems:
        waiting = "；有一份没有登记完的隐患，按 Ctrl+N 接着填写" if older_draft else ""
        window.context.say(f"上次没有正常关闭；已检查，数据完好{waiting}")
        return
    window.banners.tell(
        "check",
        f"上次没有正常关闭，检查发现{len(problems)}个问题：{'；'.join(problems)}。请到“设置备份”页用完好的备份恢复。",
        ("去设置备份", lambda: window.bar.choose("settings")),
    )


def look_at_clock(window: MainWindow) -> None:
    """Doubt a date that can't be right; deadlines are counted from it."""
    window.context.run(wrong_clock.doubt, lambda doubt: _tell_clock(window, doubt), "核对日期", window)


def _tell_clock(window: MainWindow, doubt: str) -> None:
    def trust() -> None:
        wrong_clock.trust()
        window.banners.drop("clock")

    if doubt:
        window.banners.tell("clock", doubt, ("日期没错", trust), ("重新核对", lambda: look_at_clock(window)))
    else:
        window.banners.drop("clock")


def _tell_news(window: MainWindow, found: list[News], kept: Path | None) -> None:
    if not found and kept is None:
        return
    from xianfeng_gui.ui.dialogs.whats_new import WhatsNew

    news.mark_seen()
    WhatsNew(found, kept, window).open()
