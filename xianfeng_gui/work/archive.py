"""Opening the office's data folder: where it is, its first start, and the campaign that it starts with."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from db import connection, journal, store
from db.errors import UserError
from xianfeng_gui.work import resources

BUILT_IN_PLAN = ("plans", "xianfeng-2020.toml")


def data_folder(chosen: Path | None) -> Path:
    """``chosen``, or ``data`` beside the program if it can be written, or the user's own data folder."""
    if chosen is not None:
        return chosen.absolute()
    beside = resources.program_folder() / "data"
    return beside if _is_writable(beside) else user_folder()


def user_folder() -> Path:
    """The user's own data folder for this program."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "xianfeng"


def _is_writable(folder: Path) -> bool:
    """Try it: access bits say little on Windows and nothing of a write-protected stick."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def plan_offices(plan_file: Path | None = None) -> list[str]:
    """The departments of a plan, for the first start's question."""
    from xianfeng_gui.rules.plan import parse_plan

    return [office.name for office in parse_plan(_plan_text(plan_file)).offices]


def found(folder: Path, office_name: str, plan_file: Path | None = None) -> None:
    """First start: make the archive of an office with the plan in it, and open it; all or nothing.

    ``office_name`` is a department of the plan or a village or community by name.
    """
    from xianfeng_gui.rules.plan import parse_plan
    from xianfeng_gui.work import offices, plan_loading, settings

    plan = parse_plan(_plan_text(plan_file))
    name = "".join(office_name.split())
    known = {office.name for office in plan.offices}
    if name not in known and not name.endswith(("村", "社区")):
        raise UserError(
            f"“{office_name}”不在方案的{len(known)}个单位之中；村、社区请写全名，如“绣庄村”", "office"
        )
    store.create(folder)
    try:
        with journal.change("建立数据，载入工作方案", name, undoable=False):
            plan_loading.load(plan)
            if not connection.scalar("SELECT 1 FROM office WHERE name = ?", (name,)):
                offices.new_office(name, offices.kind_of_name(name))
            own = connection.scalar("SELECT id FROM office WHERE name = ?", (name,))
            settings.write(settings.OWN_OFFICE, str(own))
    except BaseException:
        store.close()
        for leftover in folder.glob(store.NAME + "*"):
            leftover.unlink()
        raise


def _plan_text(plan_file: Path | None) -> str:
    if plan_file is None:
        return resources.read(*BUILT_IN_PLAN)
    try:
        return plan_file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"读不出方案文件“{plan_file}”，请检查路径；文件应为UTF-8编码") from error
