"""A plan document as long as the built-in one, read and understood, against starting an empty Python."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.folders import ROOT, empty, opened
from bench.measure import Measure, interleaved
from xianfeng_gui.rules.plan import parse_plan
from xianfeng_gui.rules.plan_values import Plan, PlanTopic

ROUNDS = 7
LIMIT = 10
"""Starting Python takes 20 ms on a new PC and 100 ms on an old one, so that ten times that is under a second."""
_NUMERALS = "一二三四五六七八九十"


def measure() -> list[Measure]:
    """The ratio of times, the file's reading included."""
    from xianfeng_gui.work import plan_import

    plan = parse_plan((ROOT / "resources" / "plans" / "xianfeng-2020.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as scratch, opened(empty()):
        path = Path(scratch) / "plan.txt"
        path.write_text(official_text(plan), "utf-8")
        reading = plan_import.understand(plan_import.open_source(path))
        assert len(reading.plan.topics) == len(plan.topics), "the plan was not understood"
        ours, start = interleaved(
            lambda: plan_import.understand(plan_import.open_source(path)),
            lambda: subprocess.run([sys.executable, "-I", "-S", "-c", ""], check=True),
            ROUNDS,
        )
    return [Measure("plan", ours / start, LIMIT, "×", f"{ours * 1000:.0f} ms, Python {start * 1000:.0f} ms")]


def official_text(plan: Plan) -> str:
    """The plan as a document in official style."""
    lines = [f"关于印发{plan.campaign.name}工作方案的通知", plan.campaign.document_number, "一、总体要求"]
    lines += [plan.campaign.summary, "二、主要任务"]
    for number, topic in enumerate(plan.topics):
        lines += [f"（{_NUMERALS[number]}）{topic.name}", _measures(topic)]
    lines.append("三、进度安排")
    lines += [
        f"（{_NUMERALS[at]}）{phase.name}（{phase.starts_on:%Y年%m月}至{phase.ends_on:%Y年%m月}）。{phase.summary}"
        for at, phase in enumerate(plan.phases)
    ]
    return "\n".join(lines)


def _measures(topic: PlanTopic) -> str:
    words = "".join(
        f"{_NUMERALS[at]}是{measure.title}。{'。'.join(task.content for task in measure.tasks)}。"
        for at, measure in enumerate(topic.measures)
    )
    others = f"，{'、'.join(topic.supporting)}按职责分工负责" if topic.supporting else ""
    return f"{words}（{'、'.join(topic.lead)}牵头{others}，各村、社区负责）"
