"""Every function is typed and the types agree."""

from __future__ import annotations

from tests.house.sources import run_python


def test_mypy_finds_nothing() -> None:
    result = run_python("-m", "mypy", "--no-error-summary")
    assert result.returncode == 0, result.stdout
