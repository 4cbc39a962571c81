"""Ten thousand made-up names, addresses and texts, rare characters included, come back out of the PDF, well broken."""

from __future__ import annotations

import random
import subprocess
import unicodedata
from functools import cache

from tests.papers.samples import ISSUED
from xianfeng_gui.papers.breaking import NO_END, NO_START
from xianfeng_gui.papers.fonts import FontBook, Role, load
from xianfeng_gui.papers.page import BODY, ROW, ROWS, Press
from xianfeng_gui.papers.text import Line, set_paragraphs

COUNT = 10_000
SURNAMES = "何陈罗周刘王李张欧阳司徒诸葛尉迟"
PLACES = ("先锋镇", "湖㳇镇", "麦㙦镇", "塘㙍镇", "绣庄村", "夹滩社区")
KINDS = ("花椒制品有限公司", "五金厂（普通合伙）", "加油站", "养老院“夕阳红”", "农家乐、民宿")
PIECES = (
    "通道净宽不足1.1米",
    "（含二层）",
    "“严禁烟火”标志缺失",
    "《中华人民共和国消防法》第二十八条",
    "3200.5㎡",
    "2020年11月5日前",
    "配电箱[2号]未接地",
    "先锋府安改〔2020〕12号",
    "LNG-05 储罐",
    "温度≥60℃",
    "——限期整改……",
)
MARKS = "，。；、：！？"


@cache
def rare() -> list[str]:
    """All Chinese characters that the papers' faces have, those beyond the basic plane too."""
    codes = {code for role in (Role.FANGSONG, Role.SONG) for code in load(role).face.charToGlyph}
    return sorted(chr(code) for code in codes if unicodedata.category(chr(code)) == "Lo")


def made_up(chance: random.Random) -> str:
    """A name, an address and a text."""
    given = "".join(chance.choices(rare(), k=chance.randint(1, 3)))
    name = chance.choice(SURNAMES) + given
    place = (
        f"{chance.choice(PLACES)}{chance.randint(1, 30)}组{chance.choice(rare())}路{chance.randint(1, 999)}号"
    )
    text = "".join(piece + chance.choice(MARKS) for piece in chance.sample(PIECES, chance.randint(1, 4)))
    return f"{name}，{place}{chance.choice(KINDS)}：{text}"


def test_every_character_comes_back_and_no_line_breaks_a_rule() -> None:
    chance = random.Random(20201105)
    texts = [made_up(chance) for _ in range(COUNT)]
    book = FontBook()
    press = Press(book, "", "", "", ISSUED)
    set_lines: list[Line] = [line for text in texts for line in set_paragraphs(text, BODY, book)]
    for start in range(0, len(set_lines), ROWS):
        for index, line in enumerate(set_lines[start : start + ROWS]):
            press.line(line, index * ROW)
        press.end_page(numbered=False)
    assert book.missing == ()
    found = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=press.finish().pdf, capture_output=True, check=True
    )
    assert found.stderr == b""
    assert "".join(found.stdout.decode().split()) == "".join("".join(texts).split())
    printed = [line.text.strip() for line in set_lines]
    assert [line for line in printed if line[0] in NO_START or line[-1] in NO_END] == []
