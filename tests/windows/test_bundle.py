"""The exe gets what the program needs, and the program needs nothing of what is left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import xianfeng_gui
from tests.house.sources import PACKAGES, ROOT, run_python
from tools.windows import bundle, imported


def test_everything_can_be_imported_without_what_is_left_out() -> None:
    found = imported.loaded(_imported_libraries())
    assert set(bundle.own_modules(ROOT)) <= found
    assert {"reportlab.pdfgen.canvas", "reportlab.graphics.barcode.qrencoder", "openpyxl.cell.cell"} <= found
    assert set(bundle.HIDDEN_MODULES) <= found


def test_photos_of_every_usual_kind_can_be_read() -> None:
    known = "from PIL import Image; Image.init(); print(*sorted(set(Image.OPEN)))"
    result = run_python(
        "-c", f"import sys; from tools.windows.imported import Wall; sys.meta_path.insert(0, Wall()); {known}"
    )
    assert {"JPEG", "PNG", "BMP", "WEBP", "GIF", "TIFF"} <= set(result.stdout.split())


def _imported_libraries() -> list[str]:
    """The libraries that our modules name in any import, also inside functions."""
    names = {name.split(".")[0] for _, name in _imports()}
    return sorted(names - {"tests", "tools", "bench"})


def _imports() -> Iterator[tuple[str, str]]:
    """Pairs of one of our files and a module that it imports."""
    for file in [
        ROOT / "main.py",
        *(
            file
            for package in PACKAGES
            for file in (ROOT / package).rglob("*.py")
            if "demo" not in file.parts
        ),
    ]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file.name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield file.name, node.module
                yield from ((file.name, f"{node.module}.{alias.name}") for alias in node.names)


def test_no_module_of_ours_imports_what_is_left_out() -> None:
    found = {(file, name) for file, name in _imports() if bundle.is_left_out(name)}
    # The exe does not offer the demo's command.
    assert found == {("folder.py", "xianfeng_gui.work.demo")}


def test_the_libraries_of_qt_that_we_import_are_taken() -> None:
    used = {name.split(".")[1] for _, name in _imports() if name.startswith("PySide6.")}
    assert {"QtCore", "QtPdf"} <= used
    assert [name for name in used if not bundle.is_used(f"PySide6/{name}.pyd")] == []


def test_our_modules_and_files_are_all_there() -> None:
    modules = set(bundle.own_modules(ROOT))
    assert {
        "db",
        "db.store",
        "xianfeng_gui.ui.pages.overview",
        "xianfeng_gui.ui.dialogs.first_start",
    } <= modules
    targets = {f"{folder}/{Path(file).name}" for file, folder in bundle.data_files(ROOT)}
    assert {"db/migrations/0001.sql", "resources/settings.toml", "resources/icons/xianfeng.png"} <= targets
    assert not [name for name in targets if name.endswith((".py", ".pyc"))]


@pytest.mark.parametrize(
    "target",
    [
        *(r"PySide6\Qt6Core.dll", "PySide6/QtPdf.pyd", "PySide6/plugins/platforms/qwindows.dll"),
        *("PySide6/translations/qtbase_zh_CN.qm", "PySide6/MSVCP140_1.dll", "tzdata/zoneinfo/Asia/Shanghai"),
        *("python311.dll", "PIL/_imaging.cp311-win_amd64.pyd", "resources/fonts/NotoSansSC-Medium.ttf"),
    ],
)
def test_what_is_used_is_kept(target: str) -> None:
    assert bundle.is_used(target)


@pytest.mark.parametrize(
    "target",
    [
        *("PySide6/opengl32sw.dll", r"PySide6\Qt6Qml.dll", "PySide6/Qt6Quick.dll", "PySide6/QtNetwork.pyd"),
        *(
            "PySide6/translations/qtbase_de.qm",
            "PySide6/plugins/platforms/qdirect2d.dll",
            "PySide6/Qt6NewLibrary.dll",
        ),
        *("tzdata/zoneinfo/Europe/Vienna", "PIL/_avif.cp311-win_amd64.pyd", "_ssl.pyd", "_sqlite3.pyd"),
        "numpy/core/_multiarray_umath.pyd",
    ],
)
def test_what_is_not_used_is_dropped(target: str) -> None:
    entries = [(target, "somewhere", "BINARY"), ("python311.dll", "somewhere", "BINARY")]
    assert bundle.used(entries) == entries[1:]


def test_the_version_is_the_programs() -> None:
    assert bundle.version(ROOT) == xianfeng_gui.__version__
