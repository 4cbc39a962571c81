"""Runs in the exe before the program: there are no sources in it, so nobody needs to look for them.

PySide6 asks for the source of every module that is imported after it, and Python then searches the disk for each in
vain, which an old disk and a virus scanner make slow. Answering at once saves a tenth of the start.
"""

from __future__ import annotations

import inspect
from typing import Any


def _no_source(object: Any) -> str:
    raise OSError("could not get source code")


inspect.getsource = _no_source
