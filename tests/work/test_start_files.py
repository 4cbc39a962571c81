"""What a village's start file holds of the township's records, and that its program begins with just that."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from db import check, connection, journal, store
from db.errors import UserError
from db.records import Checklist, ChecklistItem
from tests.work.acts import ACTOR, office_id, part, person, snapshot, task_id, topic_id
from xianfeng_gui.exchange import start_file
from xianfeng_gui.exchange.start_file import StartFile
from xianfeng_gui.rules.plan import parse_plan
from xianfeng_gui.work import archive, law, offices, plan_loading, resources, settings, start_files, tasks

PHONE = "19900000009"


@pytest.fixture
def villages(township: Path) -> tuple[str, str]:
    """Two villages whose names have the same initials; the first has a market town."""
    first = offices.add_village("新林村", ACTOR, market_town=True)
    return first, offices.add_village("兴隆村", ACTOR)


def again(start: StartFile) -> StartFile:
    """The file as it is read back."""
    return start_file.from_bytes(start_file.to_bytes(start))


def numbers(start: StartFile) -> set[str]:
    return {row["number"] for row in start.rows["task"]}


def names(start: StartFile, table: str) -> list[str]:
    return [row["name"] for row in start.rows[table]]


def test_a_village_begins_with_the_same_records(villages: tuple[str, str], tmp_path: Path) -> None:
    term = next(key for key in settings.rules() if key.startswith(settings.TERM_PREFIX))
    settings.save({term: "3"}, ACTOR)
    before = snapshot()
    start = again(start_files.for_village(villages[1]))
    store.close()
    archive.found_from_start(tmp_path / "village", start)
    after = snapshot()
    assert offices.own_office() == offices.OfficeChoice(villages[1], "兴隆村", "village")
    assert offices.own_code() == "XLC2"
    for table in ("office", "campaign", "phase", "topic", "topic_office", "measure", "checklist"):
        assert after[table] == before[table], table
    assert set(after["task"]) <= set(before["task"]) and len(after["task"]) > 100
    assert [row[1:3] for row in connection.rows("SELECT seq, actor, undoable FROM journal")] == [
        ("兴隆村", 0)
    ]
    assert settings.get(term) == "3"
    assert check.problems() == []
    store.close()


def test_topics_of_market_towns_only_go_to_those(villages: tuple[str, str]) -> None:
    with_town, without = (start_files.for_village(village) for village in villages)
    sql = "SELECT task.number FROM task JOIN topic ON topic.id = topic_id WHERE topic.local = 'market_town_villages'"
    urban = {str(row[0]) for row in connection.rows(sql)}
    assert urban and urban <= numbers(with_town)
    assert numbers(without).isdisjoint(urban)
    assert len(with_town.rows["topic"]) == len(without.rows["topic"]) == 10


def test_parts_go_to_the_village_they_are_for(villages: tuple[str, str]) -> None:
    whole = str(connection.scalar("SELECT id FROM task WHERE topic_id = ?", (topic_id(1),)))
    tasks.split(whole, [part("甲", office_id=villages[0]), part("乙", office_id=villages[1])], ACTOR)
    first, second = (start_files.for_village(village) for village in villages)
    titles = [{row["title"] for row in start.rows["task"]} & {"甲", "乙"} for start in (first, second)]
    assert titles == [{"甲"}, {"乙"}]
    assert whole in {row["id"] for row in second.rows["task"]}


def test_a_village_gets_its_own_task_of_any_topic_with_what_it_was_split_from(
    villages: tuple[str, str],
) -> None:
    sql = "SELECT task.id FROM task JOIN topic ON topic.id = topic_id WHERE topic.local = 'market_town_villages'"
    whole = str(connection.scalar(sql))
    tasks.split(whole, [part("丙", office_id=villages[1])], ACTOR)
    found = start_files.for_village(villages[1])
    assert whole in {row["id"] for row in found.rows["task"]}
    again(found)


def test_what_was_struck_off_stays_here(villages: tuple[str, str]) -> None:
    number = min(numbers(start_files.for_village(villages[0])))
    tasks.strike_off(task_id(number), "已取消", ACTOR)
    assert number not in numbers(start_files.for_village(villages[0]))


def test_people_go_without_phones_and_only_those_concerned(villages: tuple[str, str], tmp_path: Path) -> None:
    named = person("镇应急办", "何某", phone=PHONE)
    person("镇应急办", "路人", phone=PHONE)
    person("新林村", "村干部", phone=PHONE)
    settings.save({"paper.contact": f"何某，{PHONE}", "paper.township": "先锋镇政府"}, ACTOR)
    safeguard = connection.scalar("SELECT id FROM task WHERE topic_id IS NULL")
    tasks.assign([str(safeguard)], office_id("镇应急办"), named, None, ACTOR)
    start = start_files.for_village(villages[0])
    assert sorted(names(start, "person")) == ["何某", "村干部"]
    assert PHONE.encode() not in start_file.rows.to_json(start.rows)
    assert {row["id"]: row["value"] for row in start.rows["setting"]} == {"paper.township": "先锋镇政府"}


def test_checklists_in_use_go_with_it(villages: tuple[str, str]) -> None:
    with journal.change("检查表", ACTOR):
        kept = Checklist.create(key="own-1", name="小餐馆", topic=topic_id(5))
        gone = Checklist.create(key="own-2", name="旧表", active=False)
        for checklist in (kept, gone):
            ChecklistItem.create(checklist=checklist, position=1, text="灭火器是否完好")
    start = again(start_files.for_village(villages[0]))
    assert "小餐馆" in names(start, "checklist") and "旧表" not in names(start, "checklist")
    assert str(kept.id) in {row["checklist_id"] for row in start.rows["checklist_item"]}
    assert str(gone.id) not in {row["checklist_id"] for row in start.rows["checklist_item"]}


def test_a_campaign_that_is_over_stays_here(villages: tuple[str, str]) -> None:
    text = resources.read("plans", "xianfeng-2020.toml").replace('key = "', 'key = "old-', 1)
    plan = parse_plan(text)
    with journal.change("旧行动", ACTOR):
        old = plan_loading.load(replace(plan, campaign=replace(plan.campaign, name="旧行动")))
        connection.connection().execute("UPDATE campaign SET active = 0 WHERE id = ?", (old,))
    start = start_files.for_village(villages[0])
    assert start.campaign == "先锋镇安全生产专项整治三年行动"
    assert {row["campaign_id"] for row in start.rows["task"]} == {start.rows["campaign"][0]["id"]}


def test_the_townships_own_holidays_go_with_it(
    villages: tuple[str, str], township: Path, tmp_path: Path
) -> None:
    own = resources.read("law", law.NAME) + "\n# 本镇\n"
    (township / law.NAME).write_text(own, "utf-8")
    start = again(start_files.for_village(villages[0]))
    store.close()
    archive.found_from_start(tmp_path / "village", start)
    assert (tmp_path / "village" / law.NAME).read_text("utf-8") == own
    assert law.own_text() == own
    store.close()


def test_only_other_villages_are_served(villages: tuple[str, str]) -> None:
    for wrong in (office_id("镇应急办"), "nobody"):
        with pytest.raises(UserError, match="只能为村、社区"):
            start_files.for_village(wrong)


def _broken(start: StartFile, **changes: object) -> StartFile:
    first, *others = start.rows["task"]
    return replace(start, rows=start.rows | {"task": [first | changes, *others]})


@pytest.mark.parametrize(
    "changes",
    [{"topic_id": "nowhere"}, {"title": None}, {"dated": 7}, {"position": "zehn"}, {"colour": "red"}],
)
def test_rows_that_do_not_fit_leave_nothing(
    villages: tuple[str, str], tmp_path: Path, changes: dict[str, object]
) -> None:
    start = replace(_broken(start_files.for_village(villages[0]), **changes), holidays="")
    store.close()
    with pytest.raises(UserError, match="内容有误"):
        archive.found_from_start(tmp_path / "village", start)
    assert list((tmp_path / "village").iterdir()) == []


def test_wrong_holidays_leave_nothing(villages: tuple[str, str], tmp_path: Path) -> None:
    start = replace(start_files.for_village(villages[0]), holidays="days = 3")
    store.close()
    with pytest.raises(UserError, match="放假安排|holidays"):
        archive.found_from_start(tmp_path / "village", start)
    assert list((tmp_path / "village").iterdir()) == []


def test_a_founding_that_fails_leaves_the_offices_own_holidays(
    villages: tuple[str, str], tmp_path: Path, township: Path
) -> None:
    start = replace(start_files.for_village(villages[0]), holidays="days = 3")
    store.close()
    empty = tmp_path / "village"
    empty.mkdir()
    for folder, words in ((township, "已经有数据"), (empty, "放假安排|holidays")):
        (folder / law.NAME).write_text("# 本单位的", "utf-8")
        with pytest.raises(UserError, match=words):
            archive.found_from_start(folder, start)
        assert (folder / law.NAME).read_text("utf-8") == "# 本单位的"


def test_a_file_for_an_office_that_it_lacks(villages: tuple[str, str], tmp_path: Path) -> None:
    start = start_files.for_village(villages[0])
    stranger = replace(start.manifest.office, id="nobody")
    store.close()
    with pytest.raises(UserError, match="没有它所说的单位"):
        archive.found_from_start(
            tmp_path / "v", replace(start, manifest=replace(start.manifest, office=stranger))
        )


def test_an_older_file_lacks_columns_and_gets_their_defaults(
    villages: tuple[str, str], tmp_path: Path
) -> None:
    start = start_files.for_village(villages[0])
    older = [{key: value for key, value in row.items() if key != "content"} for row in start.rows["measure"]]
    manifest = replace(start.manifest, schema=1)
    store.close()
    archive.found_from_start(
        tmp_path / "v", again(replace(start, manifest=manifest, rows=start.rows | {"measure": older}))
    )
    assert connection.scalar("SELECT count(*) FROM measure WHERE content = ''") == len(older)
    store.close()


def test_the_file_beside_the_program(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    assert start_files.beside(here, there, tmp_path / "none") is None
    (there / "别的.xfstart").write_bytes(b"")
    assert start_files.beside(here, there) == there / "别的.xfstart"
    (here / "start(1).xfstart").write_bytes(b"")
    (here / start_files.NAME).write_bytes(b"")
    assert start_files.beside(here, there) == here / start_files.NAME
    with pytest.raises(UserError, match="起始文件“start.xfstart”不能用"):
        start_files.read(here / start_files.NAME)
    with pytest.raises(UserError, match="读不出起始文件"):
        start_files.read(tmp_path / "none.xfstart")


def test_founding_with_a_code_of_ones_own(tmp_path: Path) -> None:
    codes = archive.plan_codes()
    assert archive.suggested_code("镇应急办", codes) == "YJB"
    assert archive.suggested_code("兴 隆村", codes) == "XLC"
    assert archive.suggested_code("  ", codes) == ""
    for wrong, words in (("YJB", "已由镇应急办使用"), ("X", "2至6个"), ("新林", "2至6个"), ("2AB", "2至6个")):
        with pytest.raises(UserError, match=words) as raised:
            archive.found(tmp_path / "data", "兴隆村", code=wrong)
        assert raised.value.field == "code"
        assert not store.exists(tmp_path / "data")
    archive.found(tmp_path / "data", "兴隆村", code=" xlc2 ")
    assert offices.own_code() == "XLC2"
    store.close()


def test_the_day_it_was_made(villages: tuple[str, str]) -> None:
    made = start_files.for_village(villages[0]).manifest
    assert made.created_on == dt.date(2021, 6, 18)
    assert (made.sender.name, made.office.code) == ("镇应急办", "XLC")
