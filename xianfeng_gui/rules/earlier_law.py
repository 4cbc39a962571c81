"""The law in force on the day of an inspection: articles of a later version become those that held then.

Checklists are written from one version of each law (``resources/checklists/laws.toml``); ``earlier.toml`` says since
when it is in force and which articles of before correspond to which of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.errors import UserError
from xianfeng_gui.rules.checklists import Law, written_out

_CITATION = re.compile(r"《(?P<name>.+?)》(?P<articles>[^《]*)")


@dataclass(frozen=True)
class LawChange:
    """The law of that full name came into force in its present version on ``since``.

    ``articles`` are those of before by the present ones: of the same law, or with 《another law》; empty where there
    was none.
    """

    name: str
    since: date
    articles: Mapping[str, str]


@dataclass(frozen=True)
class BasisThen:
    """A basis in the words of a day; ``lost``: a part of it had no predecessor and was left out."""

    text: str
    lost: bool = False


def parse_changes(text: str, laws: Mapping[str, Law]) -> tuple[LawChange, ...]:
    """The file's changes; UserError when it is wrong or names a law that the list of laws lacks."""
    try:
        tables = tomllib.loads(text)["change"]
        return tuple(
            LawChange(
                laws[table["law"]].name,
                _day(table["since"]),
                {str(now): written_out(str(then), laws, {}) for now, then in table["articles"].items()},
            )
            for table in tables
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"新旧条文对照文件有误（{error}），请对照原文件改正", "changes") from error


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"since：{value}")
    return value


def basis_on(basis: str, day: date, changes: Sequence[LawChange]) -> BasisThen:
    """A basis as it was to be written on ``day``; citations that the changes don't know stay as they are."""
    later = {change.name: change for change in changes if day < change.since}
    if not any(f"《{name}》" in basis for name in later):
        return BasisThen(basis)
    found, lost = [], False
    for part in re.split("[；;]", basis):
        match = _CITATION.fullmatch(part.strip())
        change = later.get(match["name"]) if match else None
        if match is None or change is None:
            found.append(part.strip())
            continue
        then = _articles_then(match["articles"], change)
        lost = lost or not then
        found.append(then)
    return BasisThen("；".join(one for one in found if one), lost)


def _articles_then(articles: str, change: LawChange) -> str:
    """第三十五条、第四十一条第一款 of the changed law, as a whole citation of before."""
    asked, article = [], ""
    for word in articles.split("、"):
        # 第二十八条第二款、第三款: the second means the same article.
        if not word.startswith("第") or "条" in word:
            article = word.partition("条")[0] + "条" if "条" in word else ""
            asked.append(word)
        else:
            asked.append(article + word)
    if not all(one in change.articles for one in asked):
        return f"《{change.name}》{articles}"
    own: list[str] = []
    others: list[str] = []
    for then in (change.articles[one] for one in asked):
        (others if then.startswith("《") else own).append(then)
    same = "、".join(dict.fromkeys(one for one in own if one))
    return "；".join([*([f"《{change.name}》{same}"] if same else []), *dict.fromkeys(others)])
