"""The law files as the program ships them."""

from __future__ import annotations

from pathlib import Path

from xianfeng_gui.rules.holidays import parse_holidays
from xianfeng_gui.rules.terms import parse_terms

LAW = Path(__file__).resolve().parents[2] / "resources" / "law"
CALENDAR = parse_holidays((LAW / "holidays.toml").read_text("utf-8"))
TERMS = parse_terms((LAW / "terms.toml").read_text("utf-8"))
