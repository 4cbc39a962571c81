"""Requirements are pinned, complete, explained and installed so; the program's version is in one place."""

from __future__ import annotations

import re
from importlib.metadata import requires, version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import xianfeng_gui
from tests.house.sources import ROOT

FILES = ["requirements.txt", "requirements-dev.txt"]
LINE = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)(  # via (?P<via>[\w.-]+))?")


def _pins(*files: str) -> list[re.Match[str]]:
    lines = [line for file in files for line in (ROOT / file).read_text("utf-8").splitlines()]
    matches = [(line, LINE.fullmatch(line)) for line in lines if line and not line.startswith(("#", "-r "))]
    assert [line for line, match in matches if match is None] == []
    return [match for _, match in matches if match]


def _needs(name: str) -> set[str]:
    """What the installed package asks for on Linux or Windows, without its extras."""
    asked = [Requirement(text) for text in requires(name) or []]
    places: list[dict[str, str]] = [
        {"sys_platform": "linux"},
        {"sys_platform": "win32", "platform_system": "Windows"},
    ]
    return {
        canonicalize_name(item.name)
        for item in asked
        if item.marker is None or any(item.marker.evaluate({"extra": "", **place}) for place in places)
    }


@pytest.mark.parametrize("files", [FILES[:1], FILES], ids=["run", "dev"])
def test_the_pins_are_complete_and_nothing_is_there_twice(files: list[str]) -> None:
    pins = [canonicalize_name(pin["name"]) for pin in _pins(*files)]
    assert len(pins) == len(set(pins))
    missing = set().union(*(_needs(name) for name in pins)) - set(pins)
    assert missing - {"colorama"} == set()  # click and pytest want it on Windows, where nobody runs the tests


@pytest.mark.parametrize("pin", _pins(*FILES), ids=lambda pin: pin["name"])
def test_what_is_installed_is_what_is_pinned(pin: re.Match[str]) -> None:
    assert version(pin["name"]) == pin["version"]
    if pin["via"]:
        assert canonicalize_name(pin["name"]) in _needs(pin["via"])


def test_every_chosen_library_is_explained() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    assert [pin["name"] for pin in _pins(*FILES) if not pin["via"] and pin["name"].lower() not in text] == []


def test_the_version_is_written_once() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", xianfeng_gui.__version__)
    assert xianfeng_gui.__version__ not in (ROOT / "pyproject.toml").read_text("utf-8")
    assert xianfeng_gui.__version__ not in (ROOT / "pyinstaller.spec").read_text("utf-8")
