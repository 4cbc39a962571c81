"""A township with two inspectors and two sites, the window on it, and its page of inspections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.vocabulary import RiskLevel
from tests.ui.inspections.doing import SITE, settle
from tests.ui.windows import opened
from tests.work import acts
from tests.work.acts import ACTOR
from xianfeng_gui.ui.pages.inspections import InspectionsPage
from xianfeng_gui.ui.window import MainWindow
from xianfeng_gui.work import sites
from xianfeng_gui.work.sites import SiteData


@pytest.fixture
def site(township: Path) -> str:
    """The id of a key site; there is another site that isn't one."""
    acts.person("镇应急办", "何某", certificate_number="渝A001", certificate_expires_on=dt.date(2021, 7, 1))
    acts.person("镇应急办", "李某", certificate_number="渝A002")
    data = SiteData(SITE, address="绣庄村2组", legal_representative="罗某", risk_level=RiskLevel.RED)
    sites.save_site(SiteData("新街农贸市场"), ACTOR)
    return sites.save_site(data, ACTOR)


@pytest.fixture
def window(dressed: QApplication, township: Path, site: str, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of the township."""
    with opened(township) as made:
        made.resize(1366, 697)
        yield made


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> InspectionsPage:
    """Its page of inspections, in view."""
    window.bar.choose("inspections")
    found = window.page()
    assert isinstance(found, InspectionsPage)
    settle(found, qtbot)
    return found
