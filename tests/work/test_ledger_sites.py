"""Sites that a ledger brings: what it does not tell stays unknown, and an address may tell the village."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db import journal
from db.records import Hazard, Site
from db.vocabulary import ListKind, OfficeKind, SiteKind, StandardizationGrade
from tests.work.acts import office_id
from tests.work.test_ledger_import import ACTOR, workbook
from xianfeng_gui.work import offices, sheets, site_merging
from xianfeng_gui.work.ledger import importing
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Fate, Preview, look
from xianfeng_gui.work.sites import SiteFilter


@pytest.fixture(autouse=True)
def _two_villages(township: Path) -> None:
    with journal.change("添加", ACTOR):
        offices.new_office("柏树村", OfficeKind.VILLAGE)


SITES = ["单位名称", "地址", "所在村"]
HAZARDS = ["企业名称", "地址", "检查时间", "存在问题"]
BY_ADDRESS = "属地按地址记为“绣庄村”"


def imported(folder: Path, head: list[str], *rows: list[Any]) -> Preview:
    preview = look(workbook(folder / "台账.xlsx", list(rows), head))
    importing.accept(preview, ACTOR)
    return preview


def test_nothing_is_said_of_a_site_that_the_ledger_does_not_say(tmp_path: Path) -> None:
    imported(tmp_path, SITES, ["甲厂", "先锋镇", None])
    imported(tmp_path, HAZARDS, ["乙小学", "先锋镇", "2021-6-1", "通道堵塞"])
    for site in Site.select():
        assert (site.kind, site.standardization_grade) == (SiteKind.UNKNOWN, StandardizationGrade.UNKNOWN)
        assert site.village_id is None
    sheets.write(ListKind.SITES, SiteFilter(), tmp_path / "单位.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "单位.xlsx").worksheets[0].iter_rows(values_only=True))
    head = next(row for row in rows if "类别" in row)
    for row in rows[rows.index(head) + 1 :][:2]:
        told = dict(zip(head, row, strict=True))
        assert (told["类别"], told["安全标准化等级"]) == ("未分类", "不详")
    again = look(tmp_path / "单位.xlsx", kind=LedgerKind.SITES)
    assert {one.fate for one in again.judged} == {Fate.UNCHANGED}


def test_an_address_that_names_one_village_tells_where_a_site_lies(tmp_path: Path) -> None:
    preview = imported(
        tmp_path,
        SITES,
        ["甲厂", "江津区先锋镇绣庄村2组", None],
        ["乙厂", "绣庄村和柏树村交界处", None],
        ["丙厂", "绣庄街12号", None],
        ["丁厂", "绣庄村3组", "柏树村"],
    )
    assert [one.remarks for one in preview.judged] == [(BY_ADDRESS,), (), (), ()]
    found = {site.name: site.village_id for site in Site.select()}
    assert found == {
        "甲厂": office_id("绣庄村"),
        "乙厂": None,
        "丙厂": None,
        "丁厂": office_id("柏树村"),
    }


def test_the_hazard_lies_where_its_new_site_does(tmp_path: Path) -> None:
    with journal.change("添加", ACTOR):
        Site.create(name="乙厂")
    preview = imported(
        tmp_path,
        HAZARDS,
        ["甲厂", "绣庄村2组", "2021-6-1", "疏散通道堵塞"],
        ["乙厂", "绣庄村3组", "2021-6-1", "灭火器失效"],
    )
    assert [BY_ADDRESS in one.remarks for one in preview.judged] == [True, False]
    first, second = Hazard.select().order_by(Hazard.number)
    assert first.village_id == first.site.village_id == office_id("绣庄村")
    assert second.village_id is second.site.village_id is None


def test_a_known_site_without_a_village_gets_it_and_one_with_a_village_keeps_it(tmp_path: Path) -> None:
    with journal.change("添加", ACTOR):
        Site.create(name="甲厂")
        Site.create(name="乙厂", village=office_id("柏树村"))
    preview = imported(tmp_path, SITES, ["甲厂", "绣庄村2组", None], ["乙厂", "绣庄村3组", None])
    assert [one.remarks for one in preview.judged] == [(BY_ADDRESS,), ()]
    found = {site.name: site.village_id for site in Site.select()}
    assert found == {"甲厂": office_id("绣庄村"), "乙厂": office_id("柏树村")}


def test_a_merged_card_tells_what_the_kept_one_does_not_know() -> None:
    with journal.change("添加", ACTOR):
        gone = Site.create(
            name="甲厂", kind=SiteKind.ENTERPRISE, standardization_grade=StandardizationGrade.THIRD
        )
        kept = Site.create(name="甲加工厂")
    site_merging.merge(gone.id, kept.id, ACTOR)
    site = Site.get_by_id(kept.id)
    assert (site.kind, site.standardization_grade) == (SiteKind.ENTERPRISE, StandardizationGrade.THIRD)
