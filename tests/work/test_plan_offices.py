"""A plan's offices beside those of the archive: what is one office becomes one, and the clerk has the say."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import UserError
from db.records import Office, TopicOffice
from tests.rules.plan_reading import documents
from xianfeng_gui.work import plan_import, plan_offices

TEXT = (
    documents.RUNNING.replace("青石镇", "先锋镇")
    .replace("青石", "先锋")
    .replace("镇财政 办和", "镇市场监督管理所、镇财政 办和")
)


def test_an_office_of_the_archive_is_found_again(township: Path) -> None:
    reading = plan_import.understand(TEXT)
    [found] = plan_offices.alike(reading)
    assert (found.name, found.kept, found.sure) == ("镇市场监督管理所", "先锋市场监管所", True)
    before = Office.select().count()
    plan_import.accept(plan_offices.merged(reading, plan_offices.agreed(reading)), "何某")
    assert Office.select().where(Office.name == "镇市场监督管理所").count() == 0
    assert Office.select().count() == before + 1  # 东风村
    kept = Office.get(Office.name == "先锋市场监管所")
    assert TopicOffice.select().where(TopicOffice.office == kept).count() > 0


def test_text_and_data_say_what_became_one(township: Path) -> None:
    reading = plan_import.understand(TEXT)
    similar = plan_offices.alike(reading)
    merged = plan_offices.merged(reading, similar)
    assert "单位：“镇市场监督管理所”视为“先锋市场监管所”" in plan_import.as_text(merged, similar)
    assert "“先锋市场监管所”，可能是同一单位，请核对" in plan_import.as_text(reading, similar)
    assert plan_import.as_data(merged, similar)["similar_offices"] == [
        {"name": "镇市场监督管理所", "known_as": "先锋市场监管所", "merged": True}
    ]


def test_kept_apart_and_merged_by_name(township: Path) -> None:
    reading = plan_import.understand(TEXT)
    assert plan_offices.agreed(reading, apart=True) == []
    [one] = plan_offices.agreed(reading, apart=True, wanted=["镇应急办=镇安监办"])
    made = plan_offices.merged(reading, [one])
    assert "镇安监办" in [office.name for office in made.plan.offices]
    plan_import.accept(made, "何某")
    assert Office.select().where(Office.name == "镇安监办").count() == 1


@pytest.mark.parametrize("pair", ["镇应急办", "镇应急办=", "镇应急办=镇应急办", "没有的办=镇应急办"])
def test_a_pair_that_makes_no_sense_is_told(township: Path, pair: str) -> None:
    with pytest.raises(UserError, match="写法"):
        plan_offices.agreed(plan_import.understand(TEXT), wanted=[pair])
