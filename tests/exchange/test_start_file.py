"""The start file's container: what goes in comes out, and what was damaged, changed or is too new is refused in words."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import journal
from db.errors import UserError
from xianfeng_gui.exchange import package, rows, start_file
from xianfeng_gui.exchange.package import Manifest, NewerError, OfficeCard
from xianfeng_gui.exchange.start_file import KIND, StartFile

VILLAGE, SENDER = OfficeCard("a" * 32, "新林村", "XLC"), OfficeCard("b" * 32, "镇应急办", "YJB")
MANIFEST = Manifest(KIND, VILLAGE, SENDER, dt.date(2021, 6, 18))
START = StartFile(MANIFEST, {"office": [{"id": "a" * 32, "name": "新林村"}], "campaign": []}, "[2021]")
BODY = start_file.to_bytes(START)


def packed(manifest: Manifest = MANIFEST, **parts: bytes) -> bytes:
    return package.pack(manifest, {f"{name}.json": body for name, body in parts.items()})


def test_what_goes_in_comes_out() -> None:
    read = start_file.from_bytes(BODY)
    assert read == START
    assert (read.office.name, read.count("office"), read.count("site")) == ("新林村", 1, 0)
    assert start_file.to_bytes(replace(read)) == BODY


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed_or_changes_nothing(place: int, by: int) -> None:
    changed = bytearray(BODY)
    changed[place] = (changed[place] + by) % 256
    try:
        # A zip holds hours and flags that mean nothing.
        assert start_file.from_bytes(bytes(changed)) == START
    except UserError as error:
        assert "制作单位" in str(error) or "更新" in str(error) or "另选" in str(error)


@given(st.binary(max_size=200) | st.integers(0, len(BODY) - 1).map(lambda end: BODY[:end]))
def test_other_files_and_halves_are_refused(body: bytes) -> None:
    with pytest.raises(UserError):
        start_file.from_bytes(body)


def _rewritten(name: str, old: bytes, new: bytes) -> bytes:
    """The file with one part changed by hand, as a clever clerk would."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BODY)) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            assert entry != name or old in content
            target.writestr(entry, content.replace(old, new) if entry == name else content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("manifest.json", "新林村", "兴隆村"),
        ("records.json", "新林村", "兴隆村"),
        ("holidays.toml", "2021", "2022"),
        ("manifest.json", '"schema": ', '"schema": 0'),
    ],
)
def test_a_part_changed_by_hand_is_refused(name: str, old: str, new: str) -> None:
    with pytest.raises(UserError, match="制作单位"):
        start_file.from_bytes(_rewritten(name, old.encode(), new.encode()))


def test_a_newer_programs_file_says_so() -> None:
    newer = replace(MANIFEST, schema=journal.SCHEMA + 1, program="9.1.0")
    with pytest.raises(NewerError, match="版本9.1.0.*请先更新程序"):
        start_file.from_bytes(packed(newer, records=b"{}"))


def test_another_kind_of_package_is_no_start_file() -> None:
    with pytest.raises(UserError, match="另选"):
        start_file.from_bytes(packed(replace(MANIFEST, kind="work"), records=b"{}"))


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"[]",
        b"null",
        b'{"note": []}',
        b'{"office": {}, "x": []}',
        b'{"office": [1]}',
        b'{"office": [{"name": "x"}]}',
        b'{"office": [{"id": "x", "name": ["x"]}]}',
    ],
)
def test_anything_but_rows_of_known_tables_is_refused(part: bytes) -> None:
    with pytest.raises(UserError, match="内容有误"):
        start_file.from_bytes(packed(records=part))


def test_a_file_that_unpacks_to_a_giant_is_not_read() -> None:
    giant = packed(records=bytes(package.MOST_BYTES))
    assert len(giant) < 100_000
    with pytest.raises(UserError, match="读不出"):
        start_file.from_bytes(giant)


def test_references_that_lead_nowhere_are_emptied() -> None:
    taken: rows.Rows = {
        "person": [{"id": "p", "office_id": "gone"}],
        "task": [_task("t1", person_id="p", parent_id="t0"), _task("t2", person_id="q", parent_id="t1")],
    }
    found = rows.without_loose_ends(taken)
    assert [(row["person_id"], row["parent_id"]) for row in found["task"]] == [("p", None), (None, "t1")]
    assert found["person"][0]["office_id"] == "gone"  # never empty, so never emptied


def _task(task_id: str, **values: Any) -> rows.Row:
    names = ("topic_id", "measure_id", "parent_id", "office_id", "person_id", "leader_id", "carried_from_id")
    return {"id": task_id} | dict.fromkeys(names) | values
