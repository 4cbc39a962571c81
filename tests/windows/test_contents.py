"""A newcomer in the exe is noticed, whether library, plugin, module or size."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tools.windows.contents import Edition, listing, missing, newcomers

GOOD = Edition(
    name="xianfeng.zip",
    size=54_000_000,
    most=55_000_000,
    files={
        "python311.dll": 5,
        "PySide6/Qt6Core.dll": 9,
        "resources/fonts/a.ttf": 3,
        "db/migrations/0001.sql": 2,
    },
    modules=["db.store", "xianfeng_gui.ui.app", "json.decoder", "reportlab.pdfgen.canvas", "PySide6"],
)


def test_what_belongs_there_is_no_newcomer() -> None:
    assert list(newcomers(GOOD)) == []


@pytest.mark.parametrize(
    "file",
    [
        *(
            "PySide6/opengl32sw.dll",
            "PySide6/Qt6Qml.dll",
            "PySide6/Qt6Quick.dll",
            "numpy/core/a.pyd",
            "_tkinter.pyd",
        ),
        *(
            "PIL/_avif.cp311-win_amd64.pyd",
            "icuuc.dll",
            "uisettings.dll",
            "PySide6/translations/qtbase_de.qm",
        ),
        *("tzdata/zoneinfo/Europe/Vienna", "tests/data/photo.jpg", "../readme.txt", "libcrypto-3.dll"),
    ],
)
def test_a_file_that_nobody_asked_for(file: str) -> None:
    (sentence,) = newcomers(replace(GOOD, files={**GOOD.files, file: 1}))
    assert file in sentence


@pytest.mark.parametrize(
    "module",
    [
        *("numpy", "pytest", "unittest.mock", "tests.conftest", "tools.windows.bundle", "PyInstaller"),
        *("icalendar.tests.test_a", "lxml.objectify", "PySide6.QtQml", "sqlite3.dbapi2"),
    ],
)
def test_a_module_that_nobody_asked_for(module: str) -> None:
    (sentence,) = newcomers(replace(GOOD, modules=[*GOOD.modules, module]))
    assert module in sentence


def test_a_module_that_is_not_there() -> None:
    (sentence,) = missing(GOOD, {"db.store", "reportlab.graphics.barcode.code93"})
    assert "lacks the module reportlab.graphics.barcode.code93" in sentence
    assert list(missing(GOOD, {"db.store"})) == []


def test_too_large() -> None:
    (sentence,) = newcomers(replace(GOOD, size=55_000_001))
    assert "55.0 MB, more than 55" in sentence


def test_the_listing_names_everything() -> None:
    text = listing(GOOD)
    assert (
        "54000000 bytes" in text
        and "         9  PySide6/Qt6Core.dll" in text
        and "reportlab.pdfgen.canvas" in text
    )
