"""The demo's word lists (resources/demo), read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from xianfeng_gui.work import resources


@lru_cache(maxsize=8)
def words(name: str) -> dict[str, Any]:
    """The content of ``resources/demo/NAME.toml``."""
    return tomllib.loads(resources.read("demo", f"{name}.toml"))
