"""One door for writes: all or nothing, told once, one at a time, and provably unchanged."""

from __future__ import annotations

import threading
from pathlib import Path

import apsw
import pytest

from db import backup, check, connection, journal, notes, numbers, store
from db.errors import UserError
from db.records import Office, Setting
from tests.db import rows
from tests.db.rows import ACTOR


class Mishap(Exception):
    pass


def test_an_exception_leaves_nothing(planned: Path) -> None:
    before = rows.snapshot()
    with pytest.raises(Mishap), journal.change("登记", ACTOR):
        Office.create(name="青山村", code="QS")
        rows.hazard("1")
        numbers.take("notice", 2021)
        raise Mishap
    assert rows.snapshot() == before
    assert numbers.counters(connection.connection()) == []
    assert [entry.seq for entry in journal.entries()] == [1]
    assert connection.scalar("SELECT count(*) FROM journal_row WHERE entry > 1") == 0
    rows.assert_derived(connection.path())


def test_a_broken_reference_found_at_the_commit_leaves_nothing(planned: Path) -> None:
    before = rows.snapshot()
    with pytest.raises(apsw.ConstraintError), journal.change("登记", ACTOR):
        rows.hazard("1", site="nowhere")
    assert rows.snapshot() == before
    assert len(journal.entries()) == 1
    rows.setting("后来", "照常")


def test_a_change_of_nothing_leaves_no_entry(planned: Path) -> None:
    told: list[journal.Change] = []
    end = journal.listen(told.append)
    with journal.change("什么也没做", ACTOR) as change:
        Office.update(name="镇应急办").where(Office.id == "o1").execute()
        Office.create(id="x", name="青山村", code="QS")
        Office.delete_by_id("x")
    end()
    assert change.seq is None and told == []
    assert len(journal.entries()) == 1


def test_changes_do_not_nest(planned: Path) -> None:
    with journal.change("外层", ACTOR):
        with pytest.raises(RuntimeError, match="already open"), journal.change("内层", ACTOR):
            pass
        with pytest.raises(RuntimeError, match="already open"):
            notes.put("draft", 1)
        Office.create(name="青山村", code="QS")
    assert journal.entries()[0].label == "外层"


def test_nothing_is_written_outside_a_change(planned: Path) -> None:
    before = rows.snapshot()
    with pytest.raises(apsw.ReadOnlyError):
        connection.connection().execute("DELETE FROM task")
    with pytest.raises(Exception, match="readonly"):
        Office.create(name="青山村", code="QS")
    with pytest.raises(apsw.ReadOnlyError):
        numbers.take("notice", 2021)
    with pytest.raises(Mishap), journal.change("失败", ACTOR):
        raise Mishap
    with pytest.raises(apsw.ReadOnlyError):
        connection.connection().execute("DELETE FROM task")
    assert rows.snapshot() == before


def test_listeners_are_told_once_after_the_commit(planned: Path) -> None:
    told: list[tuple[int | None, frozenset[str], int]] = []

    def listener(change: journal.Change) -> None:
        with rows.raw(connection.path()) as other:
            stored = other.execute("SELECT count(*) FROM hazard").get
        told.append((change.seq, change.tables, stored))

    end = journal.listen(listener)
    with journal.change("登记隐患", ACTOR) as change:
        hazard = rows.hazard("1")
        rows.photo(hazard.id, "ab")
        change.label = "登记隐患1"
        assert told == []
    assert told == [(2, frozenset({"hazard", "photo"}), 1)]
    assert journal.entries()[0].label == "登记隐患1"
    end()
    rows.setting("后来", "没人听")
    assert len(told) == 1


def test_two_threads_wait_for_each_other(planned: Path) -> None:
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for turn in range(20):
                with journal.change(f"{name}{turn}", name):
                    value = int(Setting.get_by_id("n").value)
                    Setting.update(value=str(value + 1)).where(Setting.id == "n").execute()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.release()

    rows.setting("n", "0")
    threads = [threading.Thread(target=write, args=(name,)) for name in ("东", "西")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Setting.get_by_id("n").value == "40"
    assert [entry.seq for entry in journal.entries()] == list(range(42, 0, -1))
    assert check.problems() == []


def test_a_thread_reads_on_after_the_archive_was_opened_anew(planned: Path) -> None:
    go, done = threading.Event(), threading.Event()
    counts: list[int] = []

    def read() -> None:
        counts.append(Office.select().count())
        done.set()
        assert go.wait(60)
        counts.append(Office.select().count())

    reader = threading.Thread(target=read)
    reader.start()
    assert done.wait(60)
    store.close()
    store.open_folder(planned)
    go.set()
    reader.join()
    assert counts == [2, 2]


@pytest.mark.parametrize("sql", ["UPDATE journal SET label = '没事'", "DELETE FROM journal WHERE seq = 1"])
def test_the_journal_is_never_changed(planned: Path, sql: str) -> None:
    with rows.raw(connection.path()) as link, pytest.raises(apsw.ConstraintError, match="never changed"):
        link.execute(sql)
    with pytest.raises(apsw.ConstraintError, match="never changed"), connection.writing() as link:
        link.execute(sql)
    assert journal.broken_at(connection.connection()) is None


TAMPERED = {
    "at": "'2020-01-01 00:00:00'",
    "actor": "'别人'",
    "label": "label || ' '",
    "undoable": "1 - undoable",
    "undoes": "CASE WHEN undoes IS NULL THEN 1 END",
    "schema": "schema + 1",
    "changeset": "x'00'",
    "prev_hash": "'0'",
    "hash": "'0'",
    "seq": "90",
}


@pytest.mark.parametrize("column", TAMPERED)
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_tampering_is_found_with_the_entry(planned: Path, column: str, seq: int) -> None:
    rows.setting("甲", "1")
    journal.undo(ACTOR)
    rows.setting("乙", "1")
    rows.setting("丙", "1")
    assert check.problems() == []
    rows.tamper(connection.path(), f"UPDATE journal SET {column} = {TAMPERED[column]} WHERE seq = ?", (seq,))
    # An entry that was moved away is missed at the next one; without a next one it tells its own new number.
    found = {1: 2, 3: 4, 5: 90}[seq] if column == "seq" else seq
    assert f"操作日志从第{found}条起对不上，可能被改动过" in check.problems()
    with pytest.raises(UserError, match=f"备份没有完成：.*第{found}条"):
        backup.automatic()
    with pytest.raises(UserError, match=f"“archive.db”的操作日志从第{found}条起对不上，请换一个备份"):
        backup.verify(connection.path())


def test_every_column_of_an_entry_is_tampered_with() -> None:
    assert set(TAMPERED) == {
        "seq", "at", "actor", "label", "undoable", "undoes", "schema", "changeset", "prev_hash", "hash"
    }  # fmt: skip


def test_a_removed_or_forged_entry_is_found(planned: Path) -> None:
    rows.setting("甲", "1")
    rows.setting("乙", "1")
    rows.tamper(
        connection.path(), "DELETE FROM journal_row WHERE entry = 2; DELETE FROM journal WHERE seq = 2"
    )
    assert journal.broken_at(connection.connection()) == 3


def test_entries_are_read_on_by_number(folder: Path) -> None:
    for turn in range(5):
        rows.setting("n", str(turn))
    assert [entry.seq for entry in journal.entries(limit=2)] == [5, 4]
    assert [entry.seq for entry in journal.entries(before=4, limit=9)] == [3, 2, 1]
    assert journal.entries()[0].actor == ACTOR and journal.entries()[0].at.date().isoformat() == "2021-06-18"
