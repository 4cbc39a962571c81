"""Hazards as ``hazard add --json`` takes them, for tests of their life."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

from db.records import Hazard
from tests.work.acts import ACTOR
from xianfeng_gui.work import hazards

FIVE_ASSURANCES = {
    "responsibility": "厂长罗某负责",
    "measures": "停用并更换",
    "funds": "自筹2万元",
    "time_limit": "6月底前",
    "contingency_plan": "已制定",
}


def spec(**changes: Any) -> dict[str, Any]:
    """A general hazard that is complete; ``changes`` replace or add keys, None removes one."""
    plain: dict[str, Any] = {
        "topic": 5,
        "office": "绣庄村",
        "site": {
            "name": "青禾榨菜加工厂",
            "address": "绣庄村2组",
            "legal_representative": "罗某",
            "phone": "19900000001",
        },
        "source": "inspection",
        "found_on": "2021-06-01",
        "description": "疏散通道堆放杂物",
        "grade": "general",
        "measure": "立即清理",
        "deadline": "2021-06-30",
    }
    return {key: value for key, value in (plain | changes).items() if value is not None}


def added(base: Path = Path(), **changes: Any) -> Hazard:
    """Register one and return its record."""
    return hazards.by_number(hazards.register_all([spec(**changes)], ACTOR, base)[0])


def major(**changes: Any) -> Hazard:
    """A major hazard with its five assurances."""
    return added(grade="major", grade_reason="涉氨制冷", five_assurances=FIVE_ASSURANCES, **changes)


def jpeg(path: Path, colour: str = "red", size: tuple[int, int] = (2400, 1800)) -> Path:
    """A picture file."""
    Image.new("RGB", size, colour).save(path)
    return path


def png_bytes(colour: str = "blue") -> bytes:
    """A picture as the clipboard has it."""
    out = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "PNG")
    return out.getvalue()
