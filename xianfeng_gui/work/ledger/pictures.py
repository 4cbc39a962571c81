"""Pictures that lie beside a ledger's rows: kept as photos, then added to the hazards that the rows became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db import bulk, ids
from db.errors import UserError
from db.records import Photo
from db.vocabulary import PhotoMoment
from xianfeng_gui.rules.ledger.heads import Head
from xianfeng_gui.work import photos
from xianfeng_gui.work.ledger.judged import Judged
from xianfeng_gui.work.photos import PhotoInput
from xianfeng_gui.work.progress import Progress

_AFTER = ("整改后", "治理后", "整改完成", "复查")
"""Words in a column's heading whose pictures show the place after the rectification."""


@dataclass
class Kept:
    """Photos by the row's place among those that are written, their bytes kept already; in words the pictures that no
    reader knows."""

    kept: dict[int, list[PhotoInput]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many photos there are."""
        return sum(map(len, self.kept.values()))


def keep(judged: Sequence[Judged], head: Head, progress: Progress) -> Kept:
    """Read and keep the rows' pictures; a picture kept without a row that names it does no harm."""
    found = Kept()
    for at, one in enumerate(judged):
        if not one.pictures:
            continue
        progress.step(at, len(judged))
        for picture in one.pictures:
            try:
                photo = photos.keep(picture.read(), picture.name, _moment(head, picture.column))
            except UserError:
                found.unread.append(f"第{one.number}行{picture.name}")
                continue
            found.kept.setdefault(at, []).append(photo)
    return found


def _moment(head: Head, column: int) -> PhotoMoment:
    title = head.titles[column] if column < len(head.titles) else ""
    return PhotoMoment.AFTER if any(word in title for word in _AFTER) else PhotoMoment.BEFORE


def attach(hazards: Sequence[str], kept: Mapping[int, list[PhotoInput]]) -> None:
    """Add the photos to hazards that have none yet; only inside a change. The n-th before and after are a pair."""
    rows = []
    for at, taken in kept.items():
        pairs: dict[PhotoMoment, int] = {}
        for position, photo in enumerate(taken):
            pairs[photo.moment] = pair = pairs.get(photo.moment, 0) + 1
            values = {"id": ids.new_id(), "hazard": hazards[at], "position": position}
            rows.append(vars(photo) | values | {"pair": pair})
    bulk.insert(Photo, rows)
