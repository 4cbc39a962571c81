"""Words that tie the project to one machine or one network have no place in it."""

from __future__ import annotations

import re

import pytest

from tests.house.sources import name, text_files

# Put together from pieces, so that this file does not hold them itself.
REGISTRIES = [
    "py" + "pi",
    "python" + "hosted",
    "npm" + "js",
    "crates" + ".io",
    "deb." + "debian",
]
MACHINE_PATHS = ["work", "root", "home", "opt", "tmp"]
FORBIDDEN = re.compile(
    "|".join(
        [rf"\b{re.escape(word)}\b" for word in REGISTRIES]
        + [rf"(?<![\w.*~-])/{word}/\w" for word in MACHINE_PATHS]
    ),
    re.IGNORECASE,
)


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [
        f"{name(path)}:{number} {match.group()}"
        for path in text_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for match in FORBIDDEN.finditer(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text", ["see " + "/work" + "/main", "'/root" + "/x'", "https://py" + "pi.org/simple"]
)
def test_such_words_are_recognised(text: str) -> None:
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize(
    "text", ["../work/notes", "xianfeng_gui/work/hazard.py", "https://a.cn/home/x", "pypinyin"]
)
def test_innocent_words_are_left_alone(text: str) -> None:
    assert not FORBIDDEN.search(text)
