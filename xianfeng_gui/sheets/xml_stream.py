"""Following a worksheet's XML as a stream, in bounded memory."""

from __future__ import annotations

from typing import IO, Protocol
from xml.parsers import expat

from xianfeng_gui.sheets.limits import LARGEST_ROW, abnormal, damaged

_BLOCK = 1 << 20


class Follower(Protocol):
    """What follows the XML: its ``parser``, and how many rows it has ``seen``."""

    parser: expat.XMLParserType
    seen: int


def feed(name: str, stream: IO[bytes], follower: Follower) -> None:
    """Go through the whole stream; UserError naming the file ``name`` when it is no XML, or one row of it far too long."""
    try:
        since = 0
        while block := stream.read(_BLOCK):
            before = follower.seen
            follower.parser.Parse(block)
            since = 0 if follower.seen > before else since + len(block)
            if since > LARGEST_ROW:
                raise abnormal(name)
        follower.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged(name) from error
