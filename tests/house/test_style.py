"""One style: ruff's rules and ruff's formatting, as pyproject.toml sets them."""

from __future__ import annotations

from tests.house.sources import run_python


def test_ruff_finds_nothing() -> None:
    result = run_python("-m", "ruff", "check", "--output-format", "concise", ".")
    assert result.returncode == 0, result.stdout


def test_the_code_is_formatted() -> None:
    result = run_python("-m", "ruff", "format", "--check", ".")
    assert result.returncode == 0, result.stdout
