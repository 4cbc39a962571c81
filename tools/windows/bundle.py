"""What goes into the Windows exe and what stays out; pyinstaller.spec and the checks of the finished exe ask here.

Qt is chosen by an allow-list, since its packages bring far more than any program uses; of Python, what nobody
imports is named. ``tests/windows`` sees to it that the program imports nothing that is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

PACKAGES = ("db", "xianfeng_gui")
LIBRARIES = {
    *"apsw dateutil docx et_xmlfile icalendar lxml openpyxl peewee PIL playhouse pypdf PySide6".split(),
    *"python_calamine reportlab shiboken6 typing_extensions tzdata".split(),
}
"""Top-level names of the installed modules inside."""
HIDDEN_MODULES = tuple(
    f"reportlab.graphics.barcode.{name}"
    for name in "code128 code39 code93 ecc200datamatrix usps usps4s".split()
)
"""What libraries import by a name that they put together: PyInstaller cannot see it."""

_UNUSED_PICTURES = """
Avif Blp BufrStub Cur Dcx Dds Eps Fits Fli Fpx Ftex Gbr GribStub Hdf5Stub Icns Im Imt Iptc Jpeg2K McIdas Mic Mpeg Msp
Palm Pcd Pcx Pdf Pixar Psd Qoi Sgi Spider Sun Tga Wmf XVThumb Xbm Xpm
""".split()
"""Kinds of pictures that Pillow reads and no camera makes."""

UNUSED_MODULES = (
    *"tkinter _tkinter unittest doctest pdb pydoc lib2to3 distutils idlelib test".split(),
    *"setuptools pkg_resources pip numpy _pydecimal charset_normalizer".split(),
    # No network and no second process; without OpenSSL hashlib uses Python's own SHA-256.
    *"ssl _ssl _hashlib ftplib xmlrpc asyncio multiprocessing".split(),
    # APSW brings its own SQLite; zipfile and shutil do without these two.
    *"sqlite3 _sqlite3 bz2 lzma".split(),
    *"PySide6.QtNetwork PySide6.QtQml PySide6.QtQuick PySide6.QtOpenGL PySide6.QtSql PySide6.QtSvg".split(),
    *"PySide6.QtTest PySide6.QtDBus PySide6.scripts".split(),
    # The demo's made-up people have no business in a village, and only its pictures have words drawn on them.
    *"xianfeng_gui.work.demo PIL.ImageDraw PIL.ImageDraw2 PIL.ImageFont PIL.ImageText PIL._imagingft".split(),
    *"PIL._avif PIL.ImageCms PIL._imagingcms PIL.ImageTk PIL._imagingtk PIL.ImageQt PIL.ImageShow".split(),
    *(f"PIL.{name}ImagePlugin" for name in _UNUSED_PICTURES),
    # Of reportlab's drawings only the QR code is used, whose package brings its charts' basis along.
    *(f"reportlab.graphics.render{kind}" for kind in ("PDF", "PM", "PS", "SVG", "base")),
    *(f"reportlab.graphics.charts.{kind}" for kind in ("legends", "piecharts", "textlabels", "utils3d")),
    *"reportlab.graphics.testshapes reportlab.graphics.widgets reportlab.pdfbase.acroform".split(),
    *"reportlab.lib.corp reportlab.lib.randomtext reportlab.lib.rparsexml reportlab.lib.pdfencrypt".split(),
    # python-docx is content with etree.
    *"lxml.doctestcompare lxml.usedoctest lxml.ElementInclude lxml.pyclasslookup".split(),
    *"lxml.objectify lxml.html lxml.sax lxml.isoschematron lxml.cssselect lxml.builder".split(),
)
"""Modules that PyInstaller would take along; with a package all that is in it."""

USED_OF_QT = (
    *"__init__.py pyside6.abi3.dll msvcp140*.dll vcruntime140*.dll".split(),
    *"qtcore.pyd qtgui.pyd qtwidgets.pyd qtprintsupport.pyd qtpdf.pyd qtpdfwidgets.pyd".split(),
    *"qt6core.dll qt6gui.dll qt6widgets.dll qt6printsupport.dll qt6pdf.dll qt6pdfwidgets.dll".split(),
    # Qt6Pdf.dll is linked to it; the program does not use the network.
    "qt6network.dll",
    # Pictures: Qt itself reads PNG and BMP. The style is Fusion, which needs no plugin.
    *"plugins/platforms/qwindows.dll plugins/imageformats/qjpeg.dll".split(),
    "translations/qtbase_zh_cn.qm",
)
"""What is taken of the folder PySide6, in small letters."""

USED_TIME_ZONES = ("utc", "etc/utc", "asia/shanghai")
"""Of the 600 files of tzdata: icalendar asks for UTC when it is imported, entries are in China's time."""


def version(project: Path) -> str:
    """The program's version, from its one place."""
    found = re.search(r'__version__ = "([\d.]+)"', (project / "xianfeng_gui/__init__.py").read_text("utf-8"))
    assert found is not None
    return found[1]


def own_modules(project: Path) -> Iterator[str]:
    """The program's modules by their dotted names: pages and dialogs are imported by name when first shown."""
    for package in PACKAGES:
        for file in sorted((project / package).rglob("*.py")):
            name = ".".join(file.relative_to(project).with_suffix("").parts).removesuffix(".__init__")
            if not is_left_out(name):
                yield name


def data_files(project: Path) -> list[tuple[str, str]]:
    """Pairs of a file that is no module and the folder that it goes to."""
    folders = [project / "resources", *(project / package for package in PACKAGES)]
    folders.append(project / "docs" / "pictures")
    demo = project / "resources" / "demo"
    files = [file for folder in folders for file in sorted(folder.rglob("*"))]
    files.append(project / "docs" / "handbook.md")
    return [
        (str(file), file.parent.relative_to(project).as_posix())
        for file in files
        if file.is_file() and file.suffix not in {".py", ".pyc"} and file.parent != demo
    ]


def is_used(target: str) -> bool:
    """Whether a file that PyInstaller found is wanted; ``target`` is its path in the bundle."""
    folder, _, rest = target.replace("\\", "/").lower().partition("/")
    if folder == "pyside6":
        return any(fnmatch(rest, pattern) for pattern in USED_OF_QT)
    if folder == "tzdata":
        return rest.removeprefix("zoneinfo/") in USED_TIME_ZONES
    if rest == "py.typed":
        return False
    return not is_left_out(target.split(".")[0].replace("\\", ".").replace("/", "."))


def is_left_out(module: str) -> bool:
    """Whether a module is one of ``UNUSED_MODULES`` or in one of them."""
    return any(module == unused or module.startswith(unused + ".") for unused in UNUSED_MODULES)


def used(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Of PyInstaller's entries (target, source, kind) those that are wanted."""
    return [entry for entry in entries if is_used(entry[0])]
