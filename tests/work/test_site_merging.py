"""Two cards of one site become one, with everything that hangs on them, and back again."""

from __future__ import annotations

import datetime as dt

import pytest

from db import check, connection, journal
from db.errors import UserError
from db.records import Office, PlannedInspection, Site
from db.vocabulary import PaperKind
from tests.work.acts import ACTOR, office_id, snapshot
from tests.work.hazard_specs import added
from tests.work.paper_steps import inspected, issued
from xianfeng_gui.rules.credit_code import check_character
from xianfeng_gui.work import hazard_list, site_merging, sites
from xianfeng_gui.work.hazard_filter import HazardFilter
from xianfeng_gui.work.ledger.known_sites import KnownSites
from xianfeng_gui.work.sites import SiteData, SiteFilter

pytestmark = pytest.mark.usefixtures("township")
SHORT, LONG = "青禾榨菜厂", "重庆市江津区青禾榨菜有限公司"


def save(name: str, **values: object) -> str:
    return sites.save_site(SiteData(name, **values), ACTOR)  # type: ignore[arg-type]  # a test's shorthand


def plan(site: str, month: str) -> None:
    with journal.change("计划检查", ACTOR):
        PlannedInspection.create(site=site, month=month, office=Office.get_by_id(office_id("绣庄村")))


def months(site: str) -> list[str]:
    sql = "SELECT month FROM planned_inspection WHERE site_id = ? ORDER BY month"
    return [row[0] for row in connection.rows(sql, (site,))]


def both() -> tuple[str, str]:
    """The card that goes and the one that stays, each with hazards and planned inspections."""
    gone = save(SHORT, phone="19900000001", address="绣庄村2组", confined_space=True, remark="早班7点")
    kept = save(LONG, address="绣庄村2组18号")
    added(site={"name": SHORT}, description="配电箱无盖")
    added(site={"name": SHORT}, description="地面湿滑")
    added(site={"name": LONG}, description="无警示标志")
    for site, month in ((gone, "2021-06"), (gone, "2021-07"), (kept, "2021-06")):
        plan(site, month)
    return gone, kept


def test_everything_hangs_on_the_kept_one(today: dt.date) -> None:
    gone, kept = both()
    moved = site_merging.merge(gone, kept, ACTOR)
    assert (moved.hazards, moved.inspections, moved.papers, moved.planned) == (2, 0, 0, 2)
    detail = sites.site_detail(kept, today)
    assert (detail.hazards, site_merging.hanging(gone)) == (3, site_merging.Moved(0, 0, 0, 0))
    assert months(kept) == ["2021-06", "2021-07"]
    card = detail.data
    assert (card.phone, card.address, card.confined_space) == ("19900000001", "绣庄村2组18号", True)
    assert card.remark == f"早班7点\n（又名{SHORT}）"
    assert [row.name for row in sites.site_rows(SiteFilter(inactive=True))] == [LONG]
    assert hazard_list.count(HazardFilter(text="青禾榨菜有限")) == 3, "the search goes by the kept name"


def test_inspections_and_papers_go_along_and_come_back(today: dt.date) -> None:
    visit = inspected("疏散通道堆放杂物", site={"name": SHORT})
    issued(PaperKind.INSPECTION_RECORD, visit.number)
    issued(PaperKind.NOTICE, visit.number)
    gone, kept = Site.get(Site.name == SHORT).id, save(LONG)
    before = snapshot()
    assert site_merging.merge(gone, kept, ACTOR) == site_merging.Moved(1, 1, 2, 0)
    assert site_merging.hanging(kept) == site_merging.Moved(1, 1, 2, 0)
    detail = sites.site_detail(kept, today)
    assert (detail.hazards, detail.inspections) == (1, 1)
    assert check.problems() == []
    journal.undo(ACTOR)
    assert snapshot() == before and check.problems() == []


def test_one_undo_takes_it_back() -> None:
    gone, kept = both()
    before = snapshot()
    site_merging.merge(gone, kept, ACTOR)
    assert snapshot() != before
    journal.undo(ACTOR)
    assert snapshot() == before


def test_the_old_name_means_the_kept_site() -> None:
    gone, kept = both()
    site_merging.merge(gone, kept, ACTOR)
    assert added(site={"name": SHORT}).site_id == kept
    assert KnownSites(frozenset()).find(SHORT) == kept
    assert [one.name for one in sites.find_sites("青禾", 8)] == [LONG]
    third = save("青禾榨菜新厂")
    site_merging.merge(kept, third, ACTOR)
    assert sites.by_name(SHORT).id == third, "also after a second merge"


def test_the_kept_one_may_take_the_old_name() -> None:
    gone, kept = both()
    site_merging.merge(gone, kept, ACTOR)
    before = snapshot()
    sites.save_site(SiteData(SHORT), ACTOR, kept)
    assert Site.get_by_id(kept).name == SHORT and sites.by_name(SHORT).id == kept
    journal.undo(ACTOR)
    assert snapshot() == before


def test_what_is_not_the_same_is_not_merged() -> None:
    gone, kept = both()
    with pytest.raises(UserError, match="同一个单位（场所），请选择另一个"):
        site_merging.merge(kept, kept, ACTOR)
    site_merging.merge(gone, kept, ACTOR)
    with pytest.raises(UserError, match="已并入"):
        site_merging.merge(gone, kept, ACTOR)


def test_two_credit_codes_are_two_firms() -> None:
    codes = [body + check_character(body) for body in ("91350100M000100Y4", "91350100M000200Y4")]
    one, other = (save(f"第{n}厂", credit_code=code) for n, code in enumerate(codes))
    with pytest.raises(UserError, match="统一社会信用代码不同"):
        site_merging.merge(one, other, ACTOR)
    assert site_merging.merge(save("无代码厂"), other, ACTOR).hazards == 0
