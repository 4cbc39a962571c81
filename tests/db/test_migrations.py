"""Archives of every past schema open in this program; an interrupted migration leaves the old one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from db import backup, check, connection, history, journal, media, store
from db.errors import UserError
from db.records import (
    RECORDS,
    Checklist,
    ChecklistItem,
    Hazard,
    Inspection,
    InspectionAnswer,
    InspectionInspector,
    Office,
    Photo,
    PlannedInspection,
    Service,
    SheetLayout,
    TaskOffice,
)
from tests.db import rows

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
PAST = [FIXTURES / f"schema-{version}.zip" for version in range(1, journal.SCHEMA + 1)]

_SINCE_2 = (
    Checklist,
    ChecklistItem,
    Inspection,
    InspectionAnswer,
    InspectionInspector,
    PlannedInspection,
    Service,
    SheetLayout,
    TaskOffice,
)

every_schema = pytest.mark.parametrize("fixture", PAST, ids=lambda path: path.stem)


@contextlib.contextmanager
def opened(folder: Path, fixture: Path) -> Iterator[None]:
    backup.restore(folder, fixture)
    try:
        yield
    finally:
        store.close()


@every_schema
def test_it_opens_whole(tmp_path: Path, fixture: Path) -> None:
    with opened(tmp_path, fixture):
        assert store.schema_version(connection.connection()) == journal.SCHEMA
        assert check.problems() == []
        rows.assert_derived(connection.path())
        empty = {record for record in RECORDS if not record.select().exists()}
        assert empty == (set(_SINCE_2) if fixture.stem == "schema-1" else set())
        hazard = Hazard.get_by_id("h1")
        assert (hazard.number, hazard.state.label, hazard.site.name) == (
            "YJB-2021-0001",
            "已下达通知",
            "青禾榨菜加工厂",
        )
        assert media.get(Photo.get().sha256) == b"picture of 1"


@every_schema
def test_its_journal_can_be_read_and_undone(tmp_path: Path, fixture: Path) -> None:
    with opened(tmp_path, fixture):
        labels = [event.label for event in history.history("hazard", "h2")]
        assert labels == ["恢复：删除照片", "撤销：删除照片", "删除照片", "登记隐患"]
        undone = []
        with pytest.raises(UserError, match="“下达整改通知”已经生效"):
            while True:
                undone.append(journal.undo("丁某").label)
        since_2 = [] if fixture.stem == "schema-1" else ["登记送达", "登记检查"]
        assert undone == ["改设置", "删除照片", "保存视图", "填报月度工作情况", *since_2]
        assert Photo.select().count() == 2
        assert check.problems() == []


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """A folder with two more migrations, the second of which breaks half way."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    first, second = journal.SCHEMA + 1, journal.SCHEMA + 2
    (folder / f"{first:04}.sql").write_text("ALTER TABLE office ADD COLUMN fax TEXT; CREATE TABLE a (b);")
    (folder / f"{second:04}.sql").write_text(
        "UPDATE office SET name = 'gone' WHERE id = 'o1'; DROP TABLE a; DROP TRIGGER site_added; INSERT INTO nowhere VALUES (1);"
    )
    return folder


def test_an_interrupted_migration_leaves_the_version_before(planned: Path, steps: Path) -> None:
    store.close()
    with rows.raw(planned / store.NAME) as link, pytest.raises(apsw.SQLError, match="nowhere"):
        store.migrate(link, steps, journal.SCHEMA + 2)
    with rows.raw(planned / store.NAME) as link:
        assert store.schema_version(link) == journal.SCHEMA
        assert link.pragma("integrity_check") == "ok"
        assert link.execute("SELECT name FROM office ORDER BY id").fetchall() == [("镇应急办",), ("绣庄村",)]
        assert "fax" not in {row[1] for row in link.execute("PRAGMA table_info(office)")}
        names = {row[0] for row in link.execute("SELECT name FROM sqlite_schema")}
        assert "a" not in names and "site_added" in names
    (steps / f"{journal.SCHEMA + 2:04}.sql").write_text("DROP TABLE a;")
    with rows.raw(planned / store.NAME) as link:
        store.migrate(link, steps, journal.SCHEMA + 2)
        assert store.schema_version(link) == journal.SCHEMA + 2


def test_entries_of_an_older_schema_are_undone_in_a_newer_one(planned: Path) -> None:
    """Columns are appended, so an old changeset has fewer of them than the table."""
    with journal.change("新增单位", "何某"):
        Office.create(id="x", name="青山村", code="QS")
    entry = journal.changeset_of(2)
    with rows.raw(connection.path()) as link:
        link.execute("ALTER TABLE office ADD COLUMN fax TEXT")
        apsw.Changeset.apply(apsw.Changeset.invert(entry), link)
        assert link.execute("SELECT count(*) FROM office WHERE id = 'x'").get == 0


def test_migrations_are_numbered_without_gaps() -> None:
    files = sorted(path.name for path in store.MIGRATIONS.glob("*.sql"))
    assert files == [f"{version:04}.sql" for version in range(1, journal.SCHEMA + 1)]
