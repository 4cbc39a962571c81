"""The campaign's monthly report: topics in figures, what each task reports, which offices still owe it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from db import clock, connection
from xianfeng_gui.rules.months import month_of
from xianfeng_gui.sheets.columns import CellValue, Row, Table
from xianfeng_gui.sheets.tasks import MONTH_BY_OFFICE, MONTH_BY_TOPIC, MONTHLY
from xianfeng_gui.work import monthly as reports
from xianfeng_gui.work import overview, topics
from xianfeng_gui.work.monthly import ReportingTask
from xianfeng_gui.work.sheets_head import rows, scope_in_words, scopes, table


@dataclass(frozen=True)
class MonthFilter:
    """Which month ("YYYY-MM", empty for today's), and whose tasks: of a topic (SAFEGUARDS), of an office, or all."""

    month: str = ""
    topic_id: str = ""
    office_id: str = ""

    def chosen_month(self) -> str:
        """The month meant."""
        return self.month or month_of(clock.today())

    def in_words(self) -> str:
        """For a list's head."""
        year, month = self.chosen_month().split("-")
        office = connection.scalar("SELECT name FROM office WHERE id = ?", (self.office_id,))
        return "；".join(
            part for part in (f"{year}年{int(month)}月", scope_in_words(self.topic_id), office) if part
        )


@dataclass(frozen=True)
class _Report:
    """A task of the month with what was reported of it (empty while nothing is)."""

    task: ReportingTask
    topic: str
    person: str
    label: str
    text: str = ""
    percent: int | None = None
    figure: float | None = None
    reported_on: str | None = None
    reporter: str = ""


@dataclass
class _Owing:
    """An office's tasks of the month, and those not reported."""

    office: str
    expected: int = 0
    unreported: list[str] = field(default_factory=list)


def monthly(wanted: MonthFilter) -> list[Table]:
    """Three tables: by topic, task by task, by office."""
    month, words = wanted.chosen_month(), wanted.in_words()
    tasks = _tasks(wanted, month)
    year, number = month.split("-")
    title = f"{topics.campaign().name}{year}年{int(number)}月工作情况"
    return [
        table(MONTH_BY_TOPIC, _by_topic(wanted, month, tasks), words, title=f"{title}汇总表"),
        table(MONTHLY, rows(MONTHLY, _values(month), _reports(month, tasks)), words, title=f"{title}表"),
        table(MONTH_BY_OFFICE, _by_office(month, tasks), words, title=f"{title}报送统计表"),
    ]


def _tasks(wanted: MonthFilter, month: str) -> list[ReportingTask]:
    """The tasks that are reported for the month, expected or not, topic by topic."""
    by_topic = {tab.id: at for at, tab in enumerate(scopes(wanted.topic_id))}
    found = [
        task
        for task in reports.reporting_tasks(topics.campaign())
        if (month in task.expected or month in task.reported)
        and (task.topic_id or topics.SAFEGUARDS) in by_topic
        and wanted.office_id in ("", task.office_id)
    ]
    return sorted(found, key=lambda task: by_topic[task.topic_id or topics.SAFEGUARDS])


_TEXTS = (
    "SELECT task_id, text, percent, figure, reported_on, reporter FROM monthly_report WHERE month = ? "
    "ORDER BY reported_on, id"
)
_PEOPLE = "SELECT task.id, person.name FROM task JOIN person ON person.id = task.person_id"


def _reports(month: str, tasks: list[ReportingTask]) -> Iterator[_Report]:
    names = {tab.id: tab.short_name for tab in scopes("")}
    people: dict[str, str] = dict(connection.rows(_PEOPLE))
    texts = {row[0]: row[1:] for row in connection.rows(_TEXTS, (month,))}  # the latest stands for the month
    due_on, today = reports.due_day(), clock.today()
    for task in tasks:
        state = reports.state_of(month, 1, int(month in task.reported), due_on, today)
        topic = names[task.topic_id or topics.SAFEGUARDS]
        yield _Report(task, topic, people.get(task.id, ""), state.label, *texts.get(task.id, ()))


def _values(month: str) -> dict[str, Callable[[_Report], CellValue]]:
    return {
        "topic": lambda one: one.topic,
        "number": lambda one: one.task.number,
        "title": lambda one: one.task.title,
        "office": lambda one: one.task.office,
        "person": lambda one: one.person,
        "month": lambda one: month,
        "text": lambda one: one.text,
        "percent": lambda one: one.percent,
        "figure": lambda one: one.figure,
        "report": lambda one: one.label,
        "reported_on": lambda one: one.reported_on,
        "reporter": lambda one: one.reporter,
    }


def _by_office(month: str, tasks: list[ReportingTask]) -> Iterator[Row]:
    owing: dict[str | None, _Owing] = {}
    for task in tasks:
        office = owing.setdefault(task.office_id, _Owing(task.office))
        office.expected += 1
        if month not in task.reported:
            office.unreported.append(f"{task.number} {task.title}")
    for one in owing.values():
        missing = len(one.unreported)
        reported = one.expected - missing
        share = 100 * reported / one.expected
        yield one.office, one.expected, reported, missing, share, tuple(one.unreported)


_FOUND = "SELECT topic_id, count(*) FROM hazard_line WHERE substr(found_on, 1, 7) = ? GROUP BY 1"
_CLOSED = "SELECT topic_id, count(*) FROM hazard WHERE substr(closed_on, 1, 7) = ? GROUP BY 1"


def _by_topic(wanted: MonthFilter, month: str, tasks: list[ReportingTask]) -> Iterator[Row]:
    """Tasks and hazards of each topic; what is not of the month is as of today, and of all offices."""
    found: dict[str, int] = dict(connection.rows(_FOUND, (month,)))
    closed: dict[str, int] = dict(connection.rows(_CLOSED, (month,)))
    shown = {tab.id for tab in scopes(wanted.topic_id)}
    for one in overview.figures(clock.today()).by_topic:
        if one.tab.id not in shown:
            continue
        own = [task for task in tasks if (task.topic_id or topics.SAFEGUARDS) == one.tab.id]
        reported = sum(month in task.reported for task in own)
        counts = one.counts
        yield (
            *(one.tab.name, counts.tasks, counts.done, counts.late),
            *(len(own), reported, 100 * reported / len(own) if own else None),
            *(found.get(one.tab.id, 0), closed.get(one.tab.id, 0)),
            *(counts.open_hazards, counts.late_hazards, counts.open_major),
        )
