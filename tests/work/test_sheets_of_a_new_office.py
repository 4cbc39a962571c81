"""Lists of an office that has nothing yet but its plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.vocabulary import ListKind
from tests.work.lists import records, written

FROM_THE_PLAN = {
    ListKind.TASKS,
    ListKind.MASTER,
    ListKind.TWO_LISTS,
    ListKind.MONTHLY,
    ListKind.LATE,
    ListKind.CALENDAR,
}


@pytest.mark.parametrize("kind", list(ListKind))
def test_an_empty_list_is_a_list_all_the_same(township: Path, tmp_path: Path, kind: ListKind) -> None:
    first = records(written(kind, tmp_path))
    assert bool(first) is (kind in FROM_THE_PLAN and kind is not ListKind.TWO_LISTS)
