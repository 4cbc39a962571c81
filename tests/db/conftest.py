"""An empty archive, and one with a small plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import store
from tests.db import rows


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder with an archive without any record, open."""
    store.create(tmp_path / "data")
    yield tmp_path / "data"
    store.close()


@pytest.fixture
def planned(folder: Path) -> Path:
    """The same with the small plan in it, as entry 1."""
    rows.plan()
    return folder
