"""The window: Qt, and only here.

What the first page needs and has no Qt in it is imported before Qt: PySide6 reads the source of every module that
is imported after it, in search of its ``__feature__`` switch.
"""

from xianfeng_gui.work import faults, holding, offices, overview, place, topics

__all__ = ["faults", "holding", "offices", "overview", "place", "topics"]
