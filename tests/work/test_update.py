"""A newer program on older data, an older program on newer data, and what is new."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import main
from db import backup, check, connection, journal, notes, store
from db.errors import DamagedError, UserError
from tests.db import rows
from xianfeng_gui import __version__
from xianfeng_gui.work import backups, holding, news, update

ROOT = Path(__file__).resolve().parents[2]
OLD = ROOT / "tests" / "fixtures" / "schema-1.zip"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A data folder as the first version of the program left it."""
    folder = tmp_path / "data"
    with zipfile.ZipFile(OLD) as packed:
        packed.extractall(folder)
    return folder


def schema(folder: Path) -> int:
    with rows.raw(folder / store.NAME) as link:
        return store.schema_version(link)


def content(folder: Path) -> dict[str, list[connection.Row]]:
    """Everything in an archive."""
    with rows.raw(folder / store.NAME) as link:
        tables = [row[0] for row in link.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: link.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


def test_older_data_are_backed_up_and_brought_up_to_date(old: Path) -> None:
    kept = update.open_folder(old)
    assert kept is not None and re.fullmatch(
        rf"before-schema-{journal.SCHEMA}-20210618-\d{{6}}\.db", kept.name
    )
    assert check.problems() == []
    assert store.schema_version(connection.connection()) == journal.SCHEMA
    assert [one.kind for one in backups.list_backups()] == ["升级前留存"]
    with rows.raw(kept) as link:
        assert store.schema_version(link) == 1
        backup.verify(kept)
    store.close()
    assert update.open_folder(old) is None
    store.close()


def test_a_command_updates_and_says_so(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--data", str(old), "check"]) == 0
    said = capsys.readouterr()
    assert "检查完毕，一切完好" in said.out
    assert "数据已升级；升级前的数据备份在" in said.err


def test_a_window_of_an_older_program_keeps_its_data(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = holding.hold(old)
    assert held is not None
    assert main.main(["--data", str(old), "check"]) == 2
    assert "请先关闭窗口再升级数据" in capsys.readouterr().err
    assert schema(old) == 1
    held.release()


def test_a_full_disk_leaves_the_old_data_untouched(old: Path) -> None:
    """A process that may not write files beyond half the archive's size stands for the full disk."""
    before, size = content(old), (old / store.NAME).stat().st_size
    code = """
import resource, signal, sys
from pathlib import Path
from db.errors import UserError
from xianfeng_gui.work import update
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    update.open_folder(Path(sys.argv[1]))
except UserError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(old), str(size // 2)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert "备份没有完成" in done.stdout, done.stdout + done.stderr
    assert schema(old) == 1
    assert content(old) == before
    assert list((old / "backups").iterdir()) == []
    assert update.open_folder(old) is not None
    store.close()


def test_data_that_do_not_fit_the_new_schema_stay_as_they_are(old: Path) -> None:
    with rows.raw(old / store.NAME) as link:
        link.execute("CREATE TABLE service (something TEXT)")
    with pytest.raises(
        UserError, match="数据没有升级，原来的数据没有改动，升级前的备份在“.*请继续用原来的程序"
    ):
        update.open_folder(old)
    assert schema(old) == 1
    assert "apsw.SQLError" in (old / "logs" / "xianfeng.log").read_text("utf-8")


def test_damaged_older_data_are_offered_a_backup(old: Path) -> None:
    with rows.raw(old / store.NAME) as link:
        link.execute("DROP TRIGGER journal_keep_update; UPDATE journal SET actor = '别人' WHERE seq = 2")
    with pytest.raises(DamagedError, match="操作日志从第2条起对不上"):
        update.open_folder(old)
    assert schema(old) == 1


def _written_by_a_newer_program(folder: Path, noted: object) -> None:
    with rows.raw(folder / store.NAME) as link:
        link.execute(f"PRAGMA user_version = {journal.SCHEMA + 1}")
        link.execute("UPDATE note SET value = ? WHERE key = 'program'", (json.dumps(noted),))


def test_newer_data_name_the_program_they_need(township: Path) -> None:
    assert notes.get("program") == {"schema": journal.SCHEMA, "version": __version__}
    store.close()
    _written_by_a_newer_program(township, {"schema": journal.SCHEMA + 1, "version": "9.1.0"})
    before = (township / store.NAME).read_bytes()
    with pytest.raises(UserError, match="请先更新程序（需要9.1.0或更新的版本）"):
        update.open_folder(township)
    assert (township / store.NAME).read_bytes() == before


@pytest.mark.parametrize("noted", [{"schema": 1, "version": "0.1.0"}, [], {}, {"schema": journal.SCHEMA + 1}])
def test_newer_data_that_do_not_say_it(township: Path, noted: object) -> None:
    store.close()
    _written_by_a_newer_program(township, noted)
    with pytest.raises(UserError, match="请先更新程序$"):
        update.open_folder(township)


def test_a_newer_backup_is_refused_in_the_same_words(township: Path) -> None:
    copy = backup.automatic()
    _written_by_a_newer_program_at(copy)
    with pytest.raises(UserError, match="需要9.1.0或更新的版本"):
        backups.restore(township, copy)


def _written_by_a_newer_program_at(file: Path) -> None:
    with rows.raw(file) as link:
        link.execute(f"PRAGMA user_version = {journal.SCHEMA + 1}")
        noted = json.dumps({"schema": journal.SCHEMA + 1, "version": "9.1.0"})
        link.execute("UPDATE note SET value = ? WHERE key = 'program'", (noted,))


def test_the_note_stays_while_the_schema_does(township: Path) -> None:
    notes.put("program", {"schema": journal.SCHEMA, "version": "0.1.9"})
    update.note_program()
    assert notes.get("program")["version"] == "0.1.9"


def test_what_is_new_is_told_once(old: Path) -> None:
    update.open_folder(old)
    assert [one.number for one in news.unseen()][-1] != "0.1.0"
    assert news.unseen()[0].number == __version__
    news.mark_seen()
    assert news.unseen() == []
    store.close()
    update.open_folder(old)
    assert news.unseen() == []
    store.close()


def test_a_new_office_has_no_news(township: Path) -> None:
    assert news.unseen() == []


def test_an_older_program_does_not_tell_again(township: Path) -> None:
    notes.put("news.seen", "99.0.0")
    assert news.unseen() == []
    news.mark_seen()
    assert notes.get("news.seen") == "99.0.0"


def test_the_list_of_what_is_new() -> None:
    versions = news.every()
    assert versions[0].number == __version__, "say in resources/news.toml what this version brings"
    assert [one.day for one in versions] == sorted((one.day for one in versions), reverse=True)
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", one.number) and 1 <= len(one.lines) <= 8 for one in versions)
    assert all(line.endswith("。") and len(line) <= 60 for one in versions for line in one.lines)
