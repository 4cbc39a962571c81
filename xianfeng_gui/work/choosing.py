"""Data in two places, or elsewhere than beside the program: what there is to choose, and what was chosen for good."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import store
from db.errors import UserError
from xianfeng_gui.work import glimpse, place
from xianfeng_gui.work.glimpse import Glimpse
from xianfeng_gui.work.place import Place

NAME = "place.choice"
"""In the user's own folder. It names archives, not folders: the drive of one may have another letter tomorrow."""


@dataclass(frozen=True)
class Choice:
    """One of two folders: whether there are data, and what they say of themselves (none when they can't be read)."""

    folder: Path
    exists: bool
    seen: Glimpse | None

    @property
    def is_own(self) -> bool:
        """Whether this is the user's own folder and not the one beside the program."""
        return self.folder == place.user_folder()


def choices(found: Place) -> list[Choice]:
    """What a place that asks has to offer; the data that were worked on last come first."""
    folders = [found.folder, found.instead] if found.instead is not None else [found.folder]
    offered = [Choice(one, store.exists(one), glimpse.of_folder(one)) for one in folders]
    return sorted(offered, key=lambda one: str(one.seen.last_at) if one.seen else "", reverse=True)


def remember(offered: Sequence[Choice], chosen: Choice) -> None:
    """Don't ask again between these archives; nothing is kept when the user's folder can't be written."""
    own, beside = _names(offered)
    text = json.dumps({"use_own": chosen.is_own, "own": own, "beside": beside})
    try:
        (place.user_folder() / NAME).write_text(text, "utf-8")
    except OSError as error:
        raise UserError("没有记住这个选择：本机的文件夹写不进去，下次打开时还会再问") from error


def remembered(offered: Sequence[Choice]) -> Choice | None:
    """What was chosen for good; none when nothing was, or other data are there now."""
    try:
        kept = json.loads((place.user_folder() / NAME).read_text("utf-8"))
        use_own, names = kept["use_own"], (kept["own"], kept["beside"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    own, beside = _names(offered)
    # Whoever puts his own data aside means the program's own place, whatever stick that is on.
    if own != names[0] or (use_own and beside != names[1]):
        return None
    return next(one for one in offered if one.is_own is use_own)


def _names(offered: Sequence[Choice]) -> tuple[str, str]:
    """What tells the user's own archive and the one beside the program from others; empty for none."""
    first = {one.is_own: one.seen.first if one.seen else "" for one in offered}
    return first.get(True, ""), first.get(False, "")


def of_command(chosen: Path | None) -> Path:
    """The data folder of a headless command; UserError where a window would ask which of two is meant."""
    found = place.find(chosen)
    if found.instead is None:
        return found.folder
    offered = choices(found)
    if kept := remembered(offered):
        return kept.folder
    if all(one.exists for one in offered):
        raise UserError(f"“{found.folder}”和“{found.instead}”都有数据，请用 --data 写明用哪一个")
    return found.folder
