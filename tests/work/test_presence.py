"""A data folder that goes away while it is open: noticed, nothing read or written, and taken up again when it is back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import backup, connection, journal, media, notes, store
from db.errors import GoneError
from db.records import Office
from xianfeng_gui.work import archive, draft_store, holding, offices, settings
from xianfeng_gui.work.holding import Hold
from xianfeng_gui.work.presence import Presence, Sight


@pytest.fixture
def held(township: Path) -> Iterator[Hold]:
    """The township's folder, held as a window holds it."""
    made = holding.hold(township)
    assert made is not None
    yield made
    made.release()


@pytest.fixture
def presence(township: Path, held: Hold) -> Presence:
    return Presence(township, held)


def look(presence: Presence) -> Sight:
    return presence.look(idle=True)


def pull_out(folder: Path) -> Path:
    """The stick is pulled out; returns where it lies now."""
    return folder.rename(folder.with_name("pulled out"))


def test_a_folder_that_goes_and_comes_back(presence: Presence, township: Path) -> None:
    media.put(b"photo")
    assert look(presence) is Sight.THERE
    stick = pull_out(township)
    assert look(presence) is Sight.LOST
    assert "U盘可能已拔出。请把它插回原处" in presence.sentence and str(township) in presence.sentence
    for attempt in (lambda: offices.own_office(), lambda: notes.put("a", 1), lambda: media.put(b"another")):
        with pytest.raises(GoneError, match="请把U盘插回原处"):
            attempt()
    assert look(presence) is Sight.GONE
    assert not township.exists()
    stick.rename(township)
    assert look(presence) is Sight.BACK
    assert look(presence) is Sight.THERE
    settings.save({"paper.contact": "值班室"}, "何某")
    assert media.get(media.put(b"photo")) == b"photo"
    assert holding.hold(township) is None  # held again, as before


def test_what_was_saved_last_is_there_after_the_stick_is_back(presence: Presence, township: Path) -> None:
    """Closing the connections of a folder that is gone leaves the write-ahead log as it is."""
    settings.save({"paper.contact": "值班室"}, "何某")
    stick = pull_out(township)
    assert (stick / "archive.db-wal").stat().st_size
    look(presence)
    assert (stick / "archive.db-wal").stat().st_size
    stick.rename(township)
    assert look(presence) is Sight.BACK
    assert settings.get("paper.contact") == "值班室"


def test_another_stick_is_not_taken_for_it(presence: Presence, township: Path, tmp_path: Path) -> None:
    pull_out(township)
    look(presence)
    _make(tmp_path / "other")
    before = (tmp_path / "other" / store.NAME).read_bytes()
    (tmp_path / "other").rename(township)
    assert look(presence) is Sight.GONE
    assert "不是刚才打开的数据。请插回原来的U盘" in presence.sentence
    assert (township / store.NAME).read_bytes() == before


def _make(folder: Path) -> None:
    """Data of another office, made by another process as it were."""
    import subprocess
    import sys

    words = [sys.executable, "main.py", "--data", str(folder), "init", "--office", "绣庄村"]
    subprocess.run(words, cwd=Path(__file__).resolve().parents[2], check=True, capture_output=True)


def test_a_folder_that_is_swapped_within_a_blink(presence: Presence, township: Path, tmp_path: Path) -> None:
    _make(tmp_path / "other")
    stick = pull_out(township)
    (tmp_path / "other").rename(township)
    assert look(presence) is Sight.LOST
    assert "不是刚才打开的数据" in presence.sentence
    shutil.rmtree(township)
    stick.rename(township)
    assert look(presence) is Sight.BACK


def test_an_older_state_of_the_same_data_is_not_taken_for_it(presence: Presence, township: Path) -> None:
    older = backup.automatic()
    settings.save({"paper.contact": "值班室"}, "何某")
    look(presence)
    stick = pull_out(township)
    township.mkdir()
    shutil.copy(stick / "backups" / older.name, township / store.NAME)
    assert look(presence) is Sight.LOST
    assert "不是刚才打开的数据" in presence.sentence


def test_data_that_another_computer_has_opened_meanwhile(
    presence: Presence, township: Path, held: Hold
) -> None:
    stick = pull_out(township)
    look(presence)
    held._link.close(True)  # as the system lets go of a lock on a stick that is gone
    taken = holding.hold(stick)
    assert taken is not None
    stick.rename(township)
    assert look(presence) is Sight.GONE
    assert "已经打开了这些数据。请先关闭那边的窗口" in presence.sentence
    taken.folder = township
    taken.release()
    assert look(presence) is Sight.BACK


def test_data_damaged_by_pulling_out(presence: Presence, township: Path) -> None:
    stick = pull_out(township)
    look(presence)
    body = (stick / store.NAME).read_bytes()
    (stick / store.NAME).write_bytes(b"\0" * len(body))
    stick.rename(township)
    assert look(presence) is Sight.GONE
    assert presence.sentence


def test_nothing_is_closed_while_another_thread_uses_it(presence: Presence, township: Path) -> None:
    stick = pull_out(township)
    assert presence.look(idle=False) is Sight.GONE
    assert "U盘可能已拔出" in presence.sentence
    assert not connection.is_gone() and Office.select().exists()
    stick.rename(township)
    assert look(presence) is Sight.THERE


def test_a_closed_program_whose_stick_is_gone_ends_quietly(held: Hold, township: Path) -> None:
    stick = pull_out(township)
    held.release()
    assert (stick / holding.HOLDER).exists()  # the next start looks whether all is well
    again = holding.hold(stick)
    assert again is not None and again.crashed is not None
    again.release()
    clean = holding.hold(stick)
    assert clean is not None and clean.crashed is None
    clean.release()
    stick.rename(township)


def test_drafts_are_kept_in_the_users_folder_meanwhile(
    presence: Presence, township: Path, own_folder: Path
) -> None:
    draft_store.put("draft.a", {"text": "插着"})
    stick = pull_out(township)
    look(presence)
    draft_store.put("draft.a", {"text": "拔出后"})
    draft_store.put("draft.b", {"text": "另一份"})
    assert draft_store.get("draft.a") == {"text": "拔出后"}
    assert len(list((own_folder / "drafts").iterdir())) == 1
    stick.rename(township)
    assert look(presence) is Sight.BACK
    draft_store.take_back()
    assert notes.get("draft.a") == {"text": "拔出后"} == draft_store.get("draft.a")
    assert [one.key for one in draft_store.kept()] and notes.get("draft.b") == {"text": "另一份"}
    assert list((own_folder / "drafts").iterdir()) == []


def test_drafts_wait_for_the_next_start(presence: Presence, township: Path, own_folder: Path) -> None:
    draft_store.get("draft.a")
    stick = pull_out(township)
    look(presence)
    draft_store.put("draft.a", "拔出后")
    store.close()
    archive.found(own_folder.parent / "another", "绣庄村")  # another archive's drafts are others
    draft_store.take_back()
    assert draft_store.get("draft.a") is None
    store.close()
    stick.rename(township)
    store.open_folder(township)
    assert draft_store.get("draft.a") == "拔出后"
    draft_store.take_back()
    assert notes.get("draft.a") == "拔出后"


def test_a_draft_typed_later_elsewhere_stands(presence: Presence, township: Path) -> None:
    draft_store.get("draft.a")
    stick = pull_out(township)
    look(presence)
    draft_store.put("draft.a", "older")
    stick.rename(township)
    look(presence)
    with connection.writing() as link:
        link.execute("INSERT INTO note VALUES ('draft.a', '\"newer\"', '2021-06-19 08:00:00')")
    draft_store.take_back()
    assert draft_store.get("draft.a") == "newer"


def test_drafts_that_can_be_kept_nowhere(presence: Presence, township: Path, own_folder: Path) -> None:
    draft_store.get("draft.a")
    stick = pull_out(township)
    look(presence)
    own_folder.parent.write_text("a file where the folder should be")
    with pytest.raises(ValueError, match="请不要关闭这个窗口"):
        draft_store.put("draft.a", "x")
    stick.rename(township)


def test_a_dropped_draft_is_dropped_everywhere(presence: Presence, township: Path) -> None:
    draft_store.put("draft.a", "x")
    draft_store.drop("draft.a")
    assert draft_store.get("draft.a") is None and draft_store.kept() == []
    assert journal.last_undoable() is not None
