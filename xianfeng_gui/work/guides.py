"""The printed guide of a village, from the office's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import clock
from xianfeng_gui.work import offices, program_files, resources, settings, start_files

if TYPE_CHECKING:
    from xianfeng_gui.papers import PrintedPaper


def for_village(office_id: str) -> PrintedPaper:
    """One page for the village or community: how to begin, what to do when, whom to ask."""
    from xianfeng_gui.papers.guide import Guide, picture_names, render_guide

    village = start_files.local_office(office_id)
    wording = resources.read("wording", "guide.toml")
    pictures = {name: resources.resource("guide", name).read_bytes() for name in picture_names(wording)}
    guide = Guide(
        office=str(village.name),
        sender=offices.own_office().name,
        contact=settings.get("paper.contact"),
        folder=program_files.folder_name(str(village.name)),
        program=program_files.PROGRAM,
        made_on=clock.today(),
        pictures=pictures,
    )
    return render_guide(guide, wording)
