"""The check of the archive finds every kind of damage that it speaks of, and tells of no other."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from db import check, connection, journal, media, numbers
from db.records import Evidence, Paper
from tests.db import rows
from tests.db.rows import ACTOR

NOTICE_BEHIND = "2021年整改通知书的编号计数落后于已用的第1号"
HAZARD_BEHIND = "2021年隐患（YJB）的编号计数落后于已用的第1号"


@pytest.fixture
def full(planned: Path) -> Path:
    """An archive with a hazard, its photo, a paper and an evidence file; returns the archive's file."""
    with journal.change("登记", ACTOR):
        rows.hazard("1", id="h", deadline=rows.DAY)
        rows.hazard(f"YJB-2021-{numbers.take('hazard.YJB', 2021):04}", id="h2")
        rows.photo("h", media.put(b"photo"))
        Evidence.create(task="k", name="a", sha256=media.put(b"evidence"), size=8, added_on=rows.DAY)
        Paper.create(
            kind="notice", number="一号", year=2021, sequence=numbers.take("notice", 2021), office="o1", site="s",
            issued_on=rows.DAY, sha256=media.put(b"paper"), pages=1,
        )  # fmt: skip
    assert check.problems() == []
    return connection.path()


def _spoil(sql: str) -> None:
    with contextlib.closing(media.open_file(media.path())) as link:
        link.execute(sql)


@pytest.mark.parametrize("body", [b"photo", b"evidence", b"paper"])
def test_a_missing_and_a_changed_file(full: Path, body: bytes) -> None:
    _spoil(f"UPDATE blob SET body = x'00' WHERE body = x'{body.hex()}'")
    assert check.problems() == ["1个照片或文件的内容已损坏"]
    _spoil("DELETE FROM blob WHERE body = x'00'")
    assert check.problems() == ["缺少1个照片或文件的内容"]


def test_a_changed_picture_that_nothing_names(full: Path) -> None:
    media.put(b"left over by a crash")
    _spoil("UPDATE blob SET body = x'00' WHERE body = CAST('left over by a crash' AS BLOB)")
    assert check.problems() == []


def test_a_media_file_that_is_none(full: Path) -> None:
    media.close()
    for ending in ("-wal", "-shm"):
        media.path().with_name(media.NAME + ending).unlink(missing_ok=True)
    media.path().write_bytes(b"not a database" * 500)
    assert check.problems() == ["照片和文件的数据文件 media.db 已损坏，请用完整备份恢复"]


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE hazard_tally SET n = n + 1", "隐患计数与台账不一致"),
        ("DELETE FROM hazard_tally", "隐患计数与台账不一致"),
        ("DELETE FROM hazard_line WHERE hazard_id = 'h'", "有1条隐患与列表索引不一致"),
        ("UPDATE hazard_line SET site_id = 'x'", "有2条隐患与列表索引不一致"),
        ("UPDATE hazard_line SET deadline = NULL WHERE hazard_id = 'h'", "有1条隐患与列表索引不一致"),
        ("UPDATE hazard_line SET hazard_id = 'gone' WHERE hazard_id = 'h'", "有2条隐患与列表索引不一致"),
        ("DELETE FROM hazard_search WHERE rowid = 1", "隐患搜索索引与台账不一致"),
        ("INSERT INTO hazard_search (rowid, grams) VALUES (77, 'ab')", "隐患搜索索引与台账不一致"),
        ("UPDATE number_counter SET last = 0 WHERE kind = 'notice'", NOTICE_BEHIND),
        ("DELETE FROM number_counter WHERE kind = 'notice'", NOTICE_BEHIND),
        ("UPDATE number_counter SET last = 0 WHERE kind = 'hazard.YJB'", HAZARD_BEHIND),
        ("DELETE FROM number_counter WHERE kind = 'hazard.YJB'", HAZARD_BEHIND),
        ("UPDATE task SET office_id = 'nowhere'", "有1条记录指向不存在的记录"),
        ("DELETE FROM office WHERE id = 'o2'", "有1条记录指向不存在的记录"),
        ("UPDATE journal SET actor = '别人' WHERE seq = 2", "操作日志从第2条起对不上，可能被改动过"),
    ],
)
def test_each_kind_of_damage(full: Path, sql: str, sentence: str) -> None:
    rows.tamper(full, sql)
    assert sentence in check.problems()
    if not sql.startswith("DELETE FROM hazard_line"):  # its row of the search index stays behind
        assert check.problems() == [sentence]


def test_a_damaged_file_is_told_and_nothing_else(full: Path) -> None:
    with rows.raw(full) as link:
        page = link.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'hazard_step_hazard_id'").get
        size = link.pragma("page_size")
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(full, "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    connection.use(full)
    (sentence,) = check.problems()
    assert sentence.startswith("数据文件已损坏，请用备份恢复：")
