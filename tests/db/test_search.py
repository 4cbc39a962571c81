"""Whatever part of a text is typed, the index finds the row, and ``hit`` agrees with a plain reference."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import connection, journal, search
from db.records import Hazard, Site
from tests.db import rows
from tests.db.rows import ACTOR

# Everyday characters with polyphones among them, and what stands between them in real texts.
CHINESE = "消防设施通道堵塞重庆长行乐单会调还没有灭火器过期一乙丁店厂"
text = st.text(st.sampled_from(CHINESE + "ABCxyz0189 -（），。·—ＡＢ１２ｘ／℃m²"), min_size=1, max_size=14)
any_han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def index() -> Iterator[apsw.Connection]:
    """The search index as the schema declares it, in memory, with one row for the text at hand."""
    with apsw.Connection(":memory:") as link:
        link.execute(
            "CREATE VIRTUAL TABLE hazard_search USING fts5 (grams, content = '', contentless_delete = 1, "
            "detail = none, tokenize = 'unicode61 remove_diacritics 0')"
        )
        yield link


def found(index: apsw.Connection, query: str, *texts: str) -> bool:
    """Whether index and verification together find a row of these texts, as the lists do."""
    index.execute(
        "INSERT OR REPLACE INTO hazard_search (rowid, grams) VALUES (1, ?)", (search.grams(*texts),)
    )
    expression = search.match_expression(query)
    in_index = index.execute(
        "SELECT count(*) FROM hazard_search WHERE hazard_search MATCH ?", (expression,)
    ).get
    return bool(in_index) and all(search.hit(word, *texts) for word in search.unproven(query))


def plain(string: str) -> str:
    """The reference's folding, character by character."""
    lower = unicodedata.normalize("NFKC", string).lower()
    return "".join(c for c in lower if unicodedata.category(c)[0] in "LN")


def spellings(string: str) -> set[str]:
    """All ways of writing a text with initials for characters: each character itself or any of its initials."""
    ways = [{c, *search.initials(c)[0]} if c.isascii() else set(search.initials(c)[0]) for c in plain(string)]
    return {"".join(way) for way in itertools.product(*ways)}


def reference(query: str, *texts: str) -> bool:
    """Every word stands in one of the texts, or, if it is of letters and digits only, in one of its spellings."""
    words = [plain(word) for word in query.split()]
    return all(
        any(
            word in plain(one) or (word.isascii() and any(word in way for way in spellings(one)))
            for one in texts
        )
        for word in words
        if word
    )


@given(st.data())
def test_every_part_of_a_text_is_found(index: apsw.Connection, data: st.DataObject) -> None:
    texts = data.draw(st.lists(text | any_han, min_size=1, max_size=3))
    one = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(one) - 1))
    part = one[start : data.draw(st.integers(start + 1, len(one)))]
    if plain(part):
        assert search.hit(part, *texts)
        assert found(index, part, *texts)


@given(st.data())
def test_every_part_is_found_by_its_initials(index: apsw.Connection, data: st.DataObject) -> None:
    one = data.draw(st.text(st.sampled_from(CHINESE), min_size=1, max_size=8))
    start = data.draw(st.integers(0, len(one) - 1))
    end = data.draw(st.integers(start + 1, len(one)))
    typed = data.draw(st.sampled_from(sorted(spellings(one[start:end]))))
    assert found(index, typed, one)
    assert found(index, typed.upper(), one)


@given(text, st.text(st.sampled_from(CHINESE[:8] + "xfsb01 Ｘ-"), max_size=5), text)
def test_hit_and_index_agree_with_the_reference(
    index: apsw.Connection, first: str, query: str, second: str
) -> None:
    expected = reference(query, first, second)
    assert search.hit(query, first, second) == expected
    if search.match_expression(query):
        assert found(index, query, first, second) == expected
    else:
        assert expected  # nothing is looked for


@pytest.mark.parametrize(
    ("query", "string"),
    [
        ("cq", "重庆小面店"),
        ("zq", "重庆小面店"),
        ("zd", "重大隐患"),
        ("cqxm", "重庆小面店"),
        ("yh", "银行"),
        ("20210012", "YJB-2021-0012"),
        ("2021-0012", "YJB-2021-0012"),
        ("yjb-2021", "YJB-2021-0012"),
        ("0012", "ＹＪＢ－２０２１－００１２"),
        ("２０２１", "YJB-2021-0012"),
        ("3号楼", "３号楼"),
        ("3hl", "３号楼"),
        ("面店 重庆", "重庆小面店"),
        ("店", "店"),
        ("d", "店"),
        ("d", "小面店"),
        ("“重庆”", "重庆小面店"),
        ('"', "什么都可以"),
        ("灭火器（过期）", "灭火器过期"),
    ],
)
def test_found(index: apsw.Connection, query: str, string: str) -> None:
    assert search.hit(query, string)
    assert not search.match_expression(query) or found(index, query, string)


@pytest.mark.parametrize(
    ("query", "string"),
    [
        ("庆重", "重庆小面店"),
        ("重庆面", "重庆小面店"),
        ("qc", "重庆"),
        ("xfx", "消防"),
        ("0013", "YJB-2021-0012"),
    ],
)
def test_not_found(index: apsw.Connection, query: str, string: str) -> None:
    assert not search.hit(query, string)
    assert not found(index, query, string)


def test_texts_do_not_run_into_each_other(index: apsw.Connection) -> None:
    assert not found(index, "防设", "消防", "设施")
    assert found(index, "消防 设施", "消防", "设施")


def test_absent_texts_and_empty_queries() -> None:
    assert search.grams(None, "", "，。") == ""
    assert search.match_expression(" ， ") == ""
    assert search.hit("", None) and not search.hit("消", None)


def numbers(query: str) -> set[str]:
    sql = (
        "SELECT number FROM hazard_search JOIN hazard_line ON seq = hazard_search.rowid "
        "WHERE hazard_search MATCH ?"
    )
    return {row[0] for row in connection.rows(sql, (search.match_expression(query),))}


@pytest.mark.usefixtures("planned")
def test_the_index_follows_every_change_of_the_records() -> None:
    with journal.change("登记隐患", ACTOR):
        Site.create(id="s2", name="堵")
        rows.hazard("YJB-2021-0001", id="h", location="北门")
        rows.hazard("YJB-2021-0002", description="灭", site="s2")
    assert numbers("榨菜") == numbers("zc") == numbers("北门") == numbers("0001") == {"YJB-2021-0001"}
    assert numbers("堵") == numbers("灭") == {"YJB-2021-0002"}
    with journal.change("改名", ACTOR):
        Site.update(name="红旗酿酒坊").where(Site.id == "s").execute()
    assert numbers("榨菜") == set() and numbers("酿酒") == numbers("njf") == {"YJB-2021-0001"}
    with journal.change("改部位", ACTOR):
        Hazard.update(location="锅炉房").where(Hazard.id == "h").execute()
    assert numbers("北门") == set() and numbers("锅炉") == {"YJB-2021-0001"}
    with journal.change("改描述", ACTOR):
        Hazard.update(description="电线老化", location="", number="YJB-2021-0003").where(
            Hazard.id == "h"
        ).execute()
    assert numbers("通道") == numbers("锅炉") == numbers("0001") == set()
    assert numbers("电线") == numbers("酿酒") == {"YJB-2021-0003"}
    with journal.change("换单位", ACTOR):
        Hazard.update(site="s2").where(Hazard.id == "h").execute()
    assert numbers("酿酒") == set() and len(numbers("堵")) == 2
    for _ in range(5):
        journal.undo(ACTOR)
    assert numbers("电线") == numbers("堵") == numbers("通道") == set()
    rows.assert_derived(connection.path())
