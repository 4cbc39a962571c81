"""What a register of papers tells of their service: a line a service, in cells that belong together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import clock
from db.errors import UserError
from db.records import Paper, Service
from db.vocabulary import PaperKind, ServiceWay
from xianfeng_gui.rules.ledger import spelling
from xianfeng_gui.rules.ledger.fields import bare, read_words
from xianfeng_gui.rules.paper_order import SERVED
from xianfeng_gui.sheets.registers import NOT_TOLD
from xianfeng_gui.work import resources

_BETWEEN = re.compile(r"[\n;；]")
_PEOPLE = ("receiver", "witnesses")
_CELLS = ("way", "served_on", *_PEOPLE)


@dataclass(frozen=True)
class ServiceTold:
    """One service as the register has it; ``receiver`` and ``witnesses`` are empty where it tells none."""

    way: ServiceWay
    served_on: dt.date
    receiver: str = ""
    witnesses: str = ""


def words_for_ways() -> dict[str, ServiceWay]:
    """What registers write for each way of service, bare."""
    words = read_words(resources.read("sheets", "ledgers.toml"))["papers"].values["way"]
    return {bare(way.label): way for way in ServiceWay} | {
        word: ServiceWay(value) for word, value in words.items()
    }


def read_services(
    values: Mapping[str, Any],
    kind: PaperKind,
    issued_on: dt.date,
    ways: Mapping[str, ServiceWay],
    remarks: list[str],
) -> tuple[ServiceTold, ...]:
    """The services that a row tells of a paper, in its order; UserError for what can't be understood or can't have been so.

    ``remarks`` takes what was supplied or left out.
    """
    cells = {key: _lines(str(values.get(key, ""))) for key in _CELLS}
    if not any(cells.values()):
        return ()
    if kind not in SERVED:
        remarks.append(f"“{kind.label}”不需要送达，送达情况没有登记")
        return ()
    if not any(cells["served_on"]):
        remarks.append("没有送达日期，送达情况没有登记")
        return ()
    for key in _PEOPLE:  # several people of one service, one under the other
        if len(cells["served_on"]) == 1 and len(cells[key]) > 1:
            cells[key] = ["、".join(filter(None, cells[key]))]
    count = len(cells["served_on"])
    if any(len(one) not in (0, count) for one in cells.values()):
        raise UserError(f"送达日期有{count}次，送达方式、收件人、见证人须逐次对应，每次一行")
    return tuple(
        _one({key: lines[at] if lines else "" for key, lines in cells.items()}, issued_on, ways, remarks)
        for at in range(count)
    )


def _lines(cell: str) -> list[str]:
    """The lines of a cell; a dash is an empty one."""
    lines = [line.strip() for line in _BETWEEN.split(cell)] if cell.strip() else []
    return ["" if line == NOT_TOLD else line for line in lines]


def _one(
    told: Mapping[str, str], issued_on: dt.date, ways: Mapping[str, ServiceWay], remarks: list[str]
) -> ServiceTold:
    way = ways.get(bare(told["way"])) if told["way"] else ServiceWay.SIGNED
    if way is None:
        choices = "、".join(one.label for one in ServiceWay)
        raise UserError(f"“送达方式”“{told['way'][:20]}”不认识，可填：{choices}")
    if not told["way"]:
        remarks.append(f"没有写送达方式，按“{way.label}”登记")
    on = _day(told["served_on"], issued_on)
    for key in _PEOPLE:
        field = Service._meta.fields[key]
        if len(told[key]) > field.max_length:
            raise UserError(f"“{field.verbose_name}”最多{field.max_length}个字，请缩短")
    return ServiceTold(way, on, told["receiver"], told["witnesses"])


def _day(words: str, issued_on: dt.date) -> dt.date:
    try:
        on = spelling.day(words, issued_on.year)
    except UserError as error:
        raise UserError(f"“送达日期”{error}") from error
    if on is None:
        raise UserError("有一次送达没有写日期")
    if on < issued_on:
        raise UserError(f"送达日期{on}早于发文日期{issued_on}")
    if on > clock.today():
        raise UserError(f"送达日期{on}晚于今天")
    return on


def untold(paper: Paper, told: Sequence[ServiceTold]) -> tuple[ServiceTold, ...]:
    """Those of the services that the archive does not hold so."""
    held = {
        ServiceTold(one.way, one.served_on, one.receiver, one.witnesses)
        for one in Service.select().where(Service.paper == paper.id)
    }
    return tuple(
        one for one in told if one not in held and not any(_adds_nothing(one, other) for other in held)
    )


def _adds_nothing(told: ServiceTold, held: ServiceTold) -> bool:
    """The same service, of which the register does not tell who received it."""
    same = (told.way, told.served_on) == (held.way, held.served_on)
    return same and told.receiver in ("", held.receiver) and told.witnesses in ("", held.witnesses)
