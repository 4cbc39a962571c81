"""The law of the day: what the built-in lists cite is turned into what held before, and nothing else is touched."""

from __future__ import annotations

import re
from datetime import date

import pytest

from db.errors import UserError
from xianfeng_gui.rules.checklists import parse_checklist, parse_laws
from xianfeng_gui.rules.earlier_law import basis_on, parse_changes
from xianfeng_gui.work import resources

LAWS = parse_laws(resources.read("checklists", "laws.toml"))
CHANGES = parse_changes(resources.read("checklists", "earlier.toml"), LAWS)
FILES = sorted(resources.resource("checklists").glob("[0-9]*.toml"))
SAFETY = "《中华人民共和国安全生产法》"
JUDGED = "《工贸企业重大事故隐患判定标准》"


@pytest.mark.parametrize(
    ("now", "day", "then"),
    [
        (f"{SAFETY}第三十五条", date(2021, 8, 31), f"{SAFETY}第三十二条"),
        (f"{SAFETY}第三十五条", date(2021, 9, 1), f"{SAFETY}第三十五条"),
        (f"{SAFETY}第二十八条第二款、第三款", date(2020, 7, 1), f"{SAFETY}第二十五条第二款、第二十五条第三款"),
        (f"{SAFETY}第四十三条、第四十五条", date(2020, 7, 1), f"{SAFETY}第四十条、第四十二条"),
        (f"{SAFETY}第三十六条第四款", date(2020, 7, 1), "《城镇燃气管理条例》第二十七条第二款"),
        ("《中华人民共和国民法典》第一千二百五十三条", date(2020, 12, 31), "《中华人民共和国侵权责任法》第八十五条"),
        ("《中华人民共和国消防法》第二十八条", date(2020, 7, 1), "《中华人民共和国消防法》第二十八条"),
        (f"{SAFETY}第一百条", date(2020, 7, 1), f"{SAFETY}第一百条"),
        ("本镇制度第三条", date(2020, 7, 1), "本镇制度第三条"),
    ],
)  # fmt: skip
def test_articles_are_those_of_the_day(now: str, day: date, then: str) -> None:
    assert basis_on(now, day, CHANGES).text == then


def test_what_had_no_predecessor_is_left_out_and_told() -> None:
    basis = f"{SAFETY}第四十九条第二款；{JUDGED}第三条第一项"
    then = basis_on(basis, date(2021, 10, 1), CHANGES)
    assert (then.text, then.lost) == (f"{SAFETY}第四十九条第二款", True)
    now = basis_on(basis, date(2024, 1, 1), CHANGES)
    assert (now.text, now.lost) == (basis, False)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_article_of_a_changed_law_has_its_predecessor(file: object) -> None:
    data = parse_checklist(file.read_text("utf-8"), LAWS)  # type: ignore[attr-defined]  # a path
    for item in data.items:
        then = basis_on(item.basis, date(2020, 6, 1), CHANGES).text
        assert then, item.text
        for change in CHANGES:
            if change.name not in item.basis:
                continue
            told = re.findall(rf"《{change.name}》([^《；]*)", then)
            assert told != re.findall(rf"《{change.name}》([^《；]*)", item.basis), item.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "change = 1",
        "[[change]]\nlaw = '没有的法'\nsince = 2021-01-01\n[change.articles]",
        "[[change]]\nlaw = '消防法'\nsince = '今天'\n[change.articles]",
        "[[change]]\nlaw = '消防法'\nsince = 2021-01-01\narticles = 1",
        "[",
    ],
)
def test_a_wrong_file_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="对照"):
        parse_changes(text, LAWS)
