"""The offices of a plan document beside those that the program has: which may be the same, and making them one."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from db import connection
from db.errors import UserError
from xianfeng_gui.work import settings

if TYPE_CHECKING:
    from xianfeng_gui.rules.plan_reading.alike_offices import Alike
    from xianfeng_gui.rules.plan_reading.reading import Reading


def alike(reading: Reading) -> tuple[Alike, ...]:
    """Offices of the plan that may be another one of it, or one of the program's where data are open."""
    from xianfeng_gui.rules.plan_reading import alike_offices

    if not connection.is_open():
        return alike_offices.alike(reading.plan, ())
    found = connection.rows("SELECT name, full_name FROM office WHERE active ORDER BY position, name")
    known = [alike_offices.KnownOffice(*row) for row in found]
    return alike_offices.alike(reading.plan, known, settings.get("paper.township"))


def merged(reading: Reading, agreed: Collection[Alike]) -> Reading:
    """The reading with these offices under the names that are kept."""
    from xianfeng_gui.rules.plan_reading import alike_offices

    if not agreed:
        return reading
    names = {one.name: one.kept for one in agreed}
    for name in names:  # what is kept may itself be called otherwise
        while names[name] in names:
            names[name] = names[names[name]]
    return dataclasses.replace(reading, plan=alike_offices.merged(reading.plan, names))


def agreed(reading: Reading, *, apart: bool = False, wanted: Iterable[str] = ()) -> list[Alike]:
    """What becomes one without a window: the sure ones unless ``apart``, and each "写法=单位" of ``wanted``."""
    from xianfeng_gui.rules.plan_reading.alike_offices import Alike, offices_of

    found = {} if apart else {one.name: one for one in alike(reading) if one.sure}
    for pair in wanted:
        name, is_pair, kept = (part.strip() for part in pair.partition("="))
        if not is_pair or not kept or name == kept:
            raise UserError(f"“{pair}”应写成“写法=单位”，如 市场监督管理所=镇市场监管所", "same")
        if name not in offices_of(reading.plan):
            raise UserError(f"方案中没有“{name}”这个单位，请核对写法", "same")
        found[name] = Alike(name, kept, sure=True)
    return list(found.values())
