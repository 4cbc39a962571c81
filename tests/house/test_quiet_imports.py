"""Importing a module of the program only defines things: no file is opened, no heavy library loaded."""

from __future__ import annotations

from tests.house.sources import ROOT, run_python

# Runs in a Python of its own: imports every module but the screen's, and lists what was opened on the way.
PROBE = """
import importlib, pkgutil, sys
opened = []
def watch(event, arguments):
    if event == "open" and not str(arguments[0]).endswith((".py", ".pyc", ".so", ".pyd", ".pth")):
        opened.append(str(arguments[0]))
    elif event in ("sqlite3.connect", "subprocess.Popen", "socket.connect", "os.mkdir"):
        opened.append(f"{event} {arguments}")
import apsw, peewee, playhouse.apsw_ext
sys.addaudithook(watch)
import db, xianfeng_gui
names = [module.name for package in (db, xianfeng_gui)
         for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
for name in names:
    if not name.startswith(("xianfeng_gui.ui", %s)):
        importlib.import_module(name)
ours = [path for path in opened if path.startswith(%r) or " " in path]
print("opened:", ours, "heavy:", [name for name in %r if name in sys.modules], "PySide6" in sys.modules)
"""
CRAFTS_WITH_LIBRARIES = '"xianfeng_gui.papers", "xianfeng_gui.sheets", "xianfeng_gui.exchange"'
HEAVY = ["reportlab", "openpyxl", "PIL", "icalendar", "pypinyin"]


def test_no_module_opens_a_file_when_imported() -> None:
    result = run_python("-B", "-c", PROBE % ('"-"', str(ROOT), []))
    assert result.stdout == "opened: [] heavy: [] False\n"


def test_work_and_rules_load_no_heavy_library() -> None:
    result = run_python("-B", "-c", PROBE % (CRAFTS_WITH_LIBRARIES, str(ROOT), HEAVY))
    assert result.stdout == "opened: [] heavy: [] False\n"
