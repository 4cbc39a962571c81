"""An invented township (or district) to try the program with and to measure it by.

Every person and firm, and every village but 绣庄村, is made up. Phone numbers run from 19900000001 and belong to
nobody as far as can be known; certificates are numbered 演示…. The same size always gives the same records.
"""

from __future__ import annotations

from xianfeng_gui.work.demo.making import DemoSummary, build
from xianfeng_gui.work.demo.sizes import DEMO_DAY

__all__ = ["DEMO_DAY", "DemoSummary", "build"]
