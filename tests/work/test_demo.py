"""The demo township: complete, possible, invented, and the same every time."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from db import check, clock, connection, ids, journal, media, store
from db.errors import UserError
from db.records import RECORDS, Hazard, HazardStep, MonthlyReport, Office, Person, Photo, Site, Task
from db.records.base import ShortText
from db.vocabulary import Grade, HazardState, OfficeKind, Source, StepKind, TaskState
from xianfeng_gui.rules import lifecycle
from xianfeng_gui.rules.inspections import PlanState
from xianfeng_gui.rules.lifecycle import Life, StepInput
from xianfeng_gui.rules.months import reporting_months
from xianfeng_gui.work import demo, hazards, inspection_plan
from xianfeng_gui.work.demo import pictures
from xianfeng_gui.work.demo.words import words
from xianfeng_gui.work.hazard_data import HazardData

DAY = dt.date(2021, 6, 18)
LATE_STATES = [state.value for state in lifecycle.UNRECTIFIED_STATES]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[demo.DemoSummary]:
    """The town, built once; tests only read it, but for the one that begins a change and drops it."""
    yield demo.build(tmp_path_factory.mktemp("demo") / "town", "town")
    store.close()


def recorded() -> dict[str, list[Any]]:
    """Every row of every recorded table."""
    tables = [model._meta.table_name for model in RECORDS]
    return {table: connection.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables}


def test_how_much_there_is(town: demo.DemoSummary) -> None:
    assert (town.sites, town.tasks, town.hazards) == (60, 153, 2000)
    assert town.offices == 17 + 12
    assert 280 <= town.photos <= 350
    assert town.reports > 1000
    assert town.steps == HazardStep.select().count() > 8000


def test_the_archive_is_sound(town: demo.DemoSummary) -> None:
    assert check.problems() == []
    with pytest.raises(UserError, match="不能撤销"):  # one Ctrl+Z must not take away the whole demo
        journal.undo("试")


def test_hazards_are_in_every_state_and_most_are_closed(town: demo.DemoSummary) -> None:
    states = Counter(row[0] for row in connection.rows("SELECT state FROM hazard"))
    assert set(states) == {state.value for state in HazardState}
    assert states[HazardState.CLOSED] > 1500
    overdue = Hazard.select().where(Hazard.state.in_(LATE_STATES), Hazard.deadline < DAY).count()
    assert 100 <= overdue <= 200
    assert 60 <= Hazard.select().where(Hazard.grade == Grade.MAJOR).count() <= 140


def test_nearly_every_kind_of_step_occurs(town: demo.DemoSummary) -> None:
    kinds = {row[0] for row in connection.rows("SELECT kind FROM hazard_step")}
    assert {kind.value for kind in StepKind} - kinds <= {StepKind.WITHDRAW_NOTICE}


def test_every_history_is_possible_and_leads_to_the_record(town: demo.DemoSummary) -> None:
    steps: dict[str, list[HazardStep]] = defaultdict(list)
    for step in HazardStep.select().order_by(HazardStep.id):
        steps[step.hazard_id].append(step)
    for hazard in Hazard.select():
        assert hazards.life_of(hazard) == replayed(hazard, steps[hazard.id])


def replayed(hazard: Hazard, steps: list[HazardStep]) -> Life:
    """The hazard's life told again through the rules; the first deadline was set at once or by the notice."""
    first, *later = steps
    assert (first.kind, first.on_date, first.person) == (StepKind.REPORT, hazard.found_on, hazard.finder)
    set_by_notice = any(step.kind is StepKind.ISSUE_NOTICE and step.new_deadline for step in later)
    at_once = None if set_by_notice or hazard.deadline is None else hazard.first_deadline
    missing = hazards.life_of(hazard).assurances_missing
    life = lifecycle.begin(hazard.grade, hazard.found_on, DAY, at_once, missing)
    for step in later:
        assert step.from_state is life.state
        given = StepInput(step.kind, step.on_date, DAY, step.remark, step.new_deadline, step.level)
        life = lifecycle.advance(life, given)
        assert step.to_state is life.state
    return life


def test_dates_that_follow_from_the_steps(town: demo.DemoSummary) -> None:
    for hazard in Hazard.select():
        assert (hazard.closed_on is not None) == (hazard.state is HazardState.CLOSED)
        assert hazard.deadline_basis or hazard.deadline is None
        assert hazard.last_step_on <= DAY
    last = "SELECT max(on_date) FROM hazard_step WHERE hazard_id = hazard.id"
    assert connection.scalar(f"SELECT count(*) FROM hazard WHERE last_step_on <> ({last})") == 0


def test_major_hazards_have_what_the_law_asks_for(town: demo.DemoSummary) -> None:
    for hazard in Hazard.select().where(Hazard.grade == Grade.MAJOR):
        assert hazards.life_of(hazard).assurances_missing == ()
        assert hazard.grade_reason
        assert "{" not in hazard.assured_funds + hazard.assured_responsibility + hazard.assured_measures


def test_numbers_run_without_a_gap_and_go_on(town: demo.DemoSummary) -> None:
    found = connection.rows("SELECT number, found_on FROM hazard ORDER BY found_on, number")
    for year in (2020, 2021):
        numbers = [int(number[-4:]) for number, day in found if day.startswith(str(year))]
        assert numbers == list(range(1, len(numbers) + 1))
    some = Hazard.select().order_by(Hazard.number.desc()).get()
    data = HazardData(some.topic_id, some.office_id, some.site.name, DAY, "试登一条。")
    expected = f"YJB-2021-{int(some.number[-4:]) + 1:04}"
    assert hazards.register(data, "试").number == expected
    journal.undo("试")


def test_topics_stay_in_their_villages(town: demo.DemoSummary) -> None:
    sql = (
        "SELECT DISTINCT topic.number, office.name, office.market_town FROM hazard "
        "JOIN topic ON topic.id = topic_id JOIN office ON office.id = village_id"
    )
    found = connection.rows(sql)
    assert {number for number, _, _ in found} == set(range(1, 11))
    assert {name for number, name, _ in found if number == 9} == {"绣庄村"}
    assert {market_town for number, _, market_town in found if number == 8} == {1}


def test_tasks_are_assigned_and_some_are_late(town: demo.DemoSummary) -> None:
    tasks = list(Task.select())
    assert all(task.person_id and task.leader_id for task in tasks)
    assert {task.state for task in tasks} == set(TaskState)
    open_states = (TaskState.NOT_STARTED, TaskState.IN_PROGRESS)
    assert 5 <= sum(task.state in open_states and task.deadline < DAY for task in tasks) <= 40
    for task in tasks:
        ended = task.state not in open_states
        assert (task.done_on is not None, bool(task.closing_remark)) == (ended, ended)


def test_the_plans_own_deadlines_stand(town: demo.DemoSummary) -> None:
    assert {task.deadline for task in Task.select().where(Task.number == "6-1-3")} == {dt.date(2020, 12, 31)}


def test_reports_belong_to_their_months(town: demo.DemoSummary) -> None:
    months: dict[str, list[str]] = defaultdict(list)
    for report in MonthlyReport.select():
        months[report.task_id].append(report.month)
        assert report.reported_on <= DAY
        assert 0 <= report.percent <= 100
        assert "{n}" not in report.text
    missing = 0
    for task in Task.select():
        expected = reporting_months(dt.date(2020, 6, 1), DAY, task.starts_on, task.done_on, DAY)
        assert set(months[task.id]) <= set(expected)
        assert bool(months[task.id]) == (task.state is not TaskState.NOT_STARTED)
        missing += len(expected) - len(months[task.id])
    assert missing > 50


def test_every_office_has_people(town: demo.DemoSummary) -> None:
    for office in Office.select():
        staff = list(Person.select().where(Person.office == office.id, ~Person.leader))
        assert len(staff) == 3
        certified = [person for person in staff if person.certificate_number]
        assert len(certified) == (2 if office.kind is OfficeKind.DEPARTMENT else 0)
    soon = Person.select().where(Person.certificate_expires_on.between(DAY, DAY + dt.timedelta(30)))
    assert soon.count() == 1
    assert Person.select().where(Person.leader).count() == 7


def test_phones_and_informants_are_invented(town: demo.DemoSummary) -> None:
    phones = [person.phone for person in Person.select()] + [site.phone for site in Site.select()]
    assert all(re.fullmatch(r"1990000\d{4}", phone) for phone in phones)
    assert len(set(phones)) == len(phones)
    for hazard in Hazard.select().where(Hazard.informant != ""):
        assert hazard.source is Source.TIP
        assert re.fullmatch(r"\S{2,4} 1990000\d{4}", hazard.informant)
    assert {site.credit_code for site in Site.select()} == {""}


def test_texts_keep_to_the_fields_limits(town: demo.DemoSummary) -> None:
    for model in RECORDS:
        for field in model._meta.sorted_fields:
            if isinstance(field, ShortText):
                table, column = model._meta.table_name, field.column_name
                assert (
                    connection.scalar(f"SELECT max(length({column})) FROM {table}") or 0
                ) <= field.max_length
    assert connection.scalar("SELECT count(*) FROM hazard WHERE description LIKE '%{%' OR measure = ''") == 0


def test_photos_are_drawn_and_all_different(town: demo.DemoSummary) -> None:
    photos = list(Photo.select())
    assert len({photo.sha256 for photo in photos}) == len(photos)
    for photo in photos[::20]:
        with Image.open(io.BytesIO(media.get(photo.sha256))) as image:
            assert (image.format, image.size) == ("JPEG", (photo.width, photo.height))
    pairs = Counter(photo.hazard_id for photo in photos if photo.pair)
    assert len(pairs) > 100 and set(pairs.values()) == {2}


def test_two_builds_are_equal(town: demo.DemoSummary, tmp_path: Path) -> None:
    first_folder, first = connection.path().parent, recorded()
    try:
        assert demo.build(tmp_path / "again", "town") == town
        again = recorded()
    finally:
        store.open_folder(first_folder)
    for table in first:
        assert first[table] == again[table], table


def test_a_folder_with_data_is_left_alone(town: demo.DemoSummary) -> None:
    folder = connection.path().parent
    with pytest.raises(UserError, match="已经有数据"):
        demo.build(folder, "town")
    assert Hazard.select().count() == town.hazards


def test_an_unknown_size(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="town、district"):
        demo.build(tmp_path, "city")


def test_what_was_begun_is_removed(town: demo.DemoSummary, tmp_path: Path) -> None:
    folder = connection.path().parent

    def cancel(done: int, total: int) -> None:
        assert (done, total) == (2000, 2000)
        raise KeyboardInterrupt

    try:
        with pytest.raises(KeyboardInterrupt):
            demo.build(tmp_path / "begun", "town", cancel)
        assert list((tmp_path / "begun").iterdir()) == []
    finally:
        store.open_folder(folder)
    assert ids.new_id() > ids.new_id()[:8]  # keys follow the clock again
    assert clock.today() == DAY


def test_the_word_lists_are_rich_enough() -> None:
    per_topic: Counter[int] = Counter()
    for group in words("hazards")["hazard"]:
        per_topic[group["topic"]] += len(group["items"])
        assert group["scene"] in pictures._SCENES
        for text, measure in group["items"] + group.get("major", []):
            assert text.endswith("。") and measure.endswith("。")
    assert set(per_topic) == set(range(1, 11)) and min(per_topic.values()) >= 15
    sites = words("sites")["sites"]
    assert len({site["name"] for site in sites}) == 60
    assert {site["village"] for site in sites} <= {"绣庄村", *words("villages")["villages"]}


def test_inspections_found_some_of_the_hazards(town: demo.DemoSummary) -> None:
    made = connection.rows("SELECT number, on_date, site_id FROM inspection ORDER BY on_date, number")
    assert 150 <= len(made) <= 250
    for year in ("2020", "2021"):
        numbers = [int(number[-3:]) for number, _, _ in made if number.startswith(f"YJB-{year}")]
        assert numbers == list(range(1, len(numbers) + 1))
    found = connection.rows(
        "SELECT h.site_id = i.site_id AND h.found_on = i.on_date AND h.source = 'inspection' FROM hazard AS h "
        "JOIN inspection AS i ON i.id = h.inspection_id"
    )
    assert len(found) > 100 and all(row[0] for row in found)
    assert {row[0] for row in connection.rows("SELECT answer FROM inspection_answer")} == {
        "yes", "no", "not_applicable",
    }  # fmt: skip
    no = "SELECT count(*) FROM inspection_answer WHERE (answer = 'no') <> (hazard_id IS NOT NULL)"
    assert connection.scalar(no) == 0
    assert connection.scalar("SELECT count(DISTINCT inspection_id) FROM inspection_inspector") == len(made)
    assert connection.scalar("SELECT count(*) FROM hazard WHERE basis <> '' AND inspection_id IS NULL") == 0


def test_the_plan_shows_every_state(town: demo.DemoSummary) -> None:
    plan = inspection_plan.plan_year(2021, DAY)
    assert {cell.state for row in plan.rows for cell in row.cells} == set(PlanState)
    assert plan.coverage.key > 10 and 0 < plan.coverage.key_covered < plan.coverage.key
    assert plan.coverage.never > 0
