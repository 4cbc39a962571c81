"""Where the data lie: beside the program, in the user's own folder, or where a person says."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import clock, store
from db.errors import UserError
from tests.conftest import TODAY
from xianfeng_gui.work import archive, choosing, holding, place, settings
from xianfeng_gui.work.place import Place


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """``data`` beside a program; not there yet."""
    (tmp_path / "program").mkdir()
    return tmp_path / "program" / "data"


def found(folder: Path, office: str = "镇应急办") -> None:
    """Make data in a folder and close them."""
    archive.found(folder, office)
    store.close()


def test_a_first_start_puts_them_beside_the_program_and_looking_leaves_nothing(
    beside: Path, own_folder: Path
) -> None:
    assert place.decide(beside, own_folder) == Place(beside)
    assert list(beside.parent.iterdir()) == []


def test_a_program_that_cannot_write_beside_itself_takes_the_users_folder(
    beside: Path, own_folder: Path
) -> None:
    beside.write_text("a file where the folder should be")
    assert place.decide(beside, own_folder) == Place(own_folder, place.CANNOT_WRITE)
    found(own_folder)
    assert place.decide(beside, own_folder) == Place(own_folder)


@pytest.fixture
def stick() -> Iterator[Path]:
    """A folder where ``write_protected`` can be so for root too: pytest's own are closed to every other user."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "program").mkdir()
        yield Path(folder) / "program"


@contextlib.contextmanager
def write_protected(*folders: Path) -> Iterator[None]:
    """Nothing can be written in the folders, also where the tests run as root, whom nothing is forbidden."""
    for folder in folders:
        folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for folder in folders:
            folder.chmod(0o755)


def test_a_write_protected_stick(stick: Path) -> None:
    with write_protected(stick):
        assert place.decide(stick / "data", stick / "own") == Place(stick / "own", place.CANNOT_WRITE)


def test_data_on_a_write_protected_stick_are_not_passed_over(stick: Path) -> None:
    found(stick / "data")
    with write_protected(stick, stick / "data"):
        assert place.decide(stick / "data", stick / "own") == Place(stick / "data")
        with pytest.raises(UserError, match="不能写入，请检查U盘是否插好、是否写保护"):
            holding.hold(stick / "data")


def test_data_that_are_there_come_before_an_empty_place(beside: Path, own_folder: Path) -> None:
    found(own_folder)
    assert place.decide(beside, own_folder) == Place(own_folder, instead=beside)
    found(beside)
    assert place.decide(beside, own_folder) == Place(beside, instead=own_folder)


def test_places_that_windows_clears_or_keeps_for_itself(tmp_path: Path) -> None:
    windows = {"TEMP": str(tmp_path / "temp"), "PROGRAMFILES": str(tmp_path / "Program Files")}
    (tmp_path / "short").symlink_to(tmp_path / "temp")
    assert place.unfit(tmp_path / "temp" / "Temp1_先锋.zip" / "data", windows) == place.PASSING
    assert place.unfit(tmp_path / "short" / "data", windows) == place.PASSING
    assert place.unfit(tmp_path / "Program Files" / "先锋" / "data", windows) == place.CANNOT_WRITE
    assert place.unfit(tmp_path / "先锋" / "data", windows) == ""
    assert place.unfit(tmp_path / "data", {}) == ""


def test_a_path_that_is_too_long(tmp_path: Path, own_folder: Path) -> None:
    deep = tmp_path.joinpath(*["先锋镇安全生产专项整治" * 3] * 6)
    deep.mkdir(parents=True)
    assert place.decide(deep / "data", own_folder) == Place(own_folder, place.TOO_LONG)
    with pytest.raises(UserError, match="路径太长.*移到较浅的位置"):
        holding.hold(deep / "data")
    assert not place.is_too_long(tmp_path)


def test_the_named_folder_stands_above_all(beside: Path, own_folder: Path) -> None:
    found(own_folder)
    assert place.find(Path("somewhere")) == Place(Path.cwd() / "somewhere")


@pytest.fixture
def both(beside: Path, own_folder: Path) -> Place:
    """Data in both places; those in the user's folder were worked on last."""
    found(beside, "绣庄村")
    archive.found(own_folder, "镇应急办")
    clock.set_today(TODAY.replace(day=19))
    settings.save({"paper.contact": "值班室"}, "何某")
    store.close()
    return place.decide(beside, own_folder)


def test_what_can_be_chosen_says_whose_it_is(both: Place) -> None:
    offered = choosing.choices(both)
    assert [(one.seen.office, f"{one.seen.last_at:%d}", one.is_own) for one in offered if one.seen] == [
        ("镇应急办", "19", True),
        ("绣庄村", "18", False),
    ]


def test_data_that_cannot_be_read_can_be_chosen_all_the_same(both: Place) -> None:
    store.archive_path(both.folder).write_bytes(b"not a database" * 500)
    unread = choosing.choices(both)[1]
    assert (unread.folder, unread.exists, unread.seen) == (both.folder, True, None)


@pytest.mark.parametrize("first", [True, False])
def test_a_choice_is_remembered_for_these_data_only(
    both: Place, own_folder: Path, tmp_path: Path, first: bool
) -> None:
    offered = choosing.choices(both)
    assert choosing.remembered(offered) is None
    chosen = offered[0 if first else 1]
    choosing.remember(offered, chosen)
    # The stick has another drive letter today, and the same data.
    moved = both.folder.parent.rename(tmp_path / "F") / "data"
    again = choosing.choices(place.decide(moved, own_folder))
    kept = choosing.remembered(again)
    assert kept is not None and kept.is_own is chosen.is_own
    # Another stick's data: who uses his own is asked, who uses what lies beside the program is not.
    found(tmp_path / "G" / "data", "青山村")
    other = choosing.remembered(choosing.choices(place.decide(tmp_path / "G" / "data", own_folder)))
    assert (other is None) if first else (other is not None and other.folder == tmp_path / "G" / "data")


def test_a_choice_that_cannot_be_kept_says_so(both: Place, own_folder: Path) -> None:
    (own_folder / choosing.NAME).mkdir()
    offered = choosing.choices(both)
    with pytest.raises(UserError, match="没有记住"):
        choosing.remember(offered, offered[0])
    assert choosing.remembered(offered) is None


def test_the_choice_kept_names_no_folder(both: Place, own_folder: Path, tmp_path: Path) -> None:
    choosing.remember(choosing.choices(both), choosing.choices(both)[0])
    assert str(tmp_path) not in (own_folder / choosing.NAME).read_text("utf-8")
