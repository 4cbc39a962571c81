"""The first start of an office: its archive, with the campaign that it starts with."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from db import clock, connection, journal, store
from db.errors import UserError
from xianfeng_gui.work import news, resources, update

if TYPE_CHECKING:
    from xianfeng_gui.exchange.start_file import StartFile
    from xianfeng_gui.rules.plan_values import Plan

BUILT_IN_PLAN = ("plans", "xianfeng-2020.toml")


def plan_codes() -> dict[str, str]:
    """The departments of the built-in plan with their codes, for the first start's questions."""
    return {office.name: office.code for office in _plan(None, "").offices}


def suggested_code(office_name: str, codes: Mapping[str, str]) -> str:
    """The code that ``found`` gives an office without one: the plan's, or the name's initials made unique."""
    from xianfeng_gui.work import offices

    name = "".join(office_name.split())
    return codes.get(name) or offices.first_free(offices.initials_code(name), codes.values()) if name else ""


def found(
    folder: Path,
    office_name: str,
    plan_file: Path | None = None,
    code: str = "",
    *,
    first_month: str | None = None,
) -> Plan:
    """First start: make the archive of an office with the plan in it, and open it; all or nothing. Returns the plan.

    ``office_name`` is a department of the plan or a village or community by name; ``code`` none for the usual one.
    ``plan_file``: another plan than the built-in one, as TOML or as a document (.docx, text).
    ``first_month`` ("YYYY-MM", empty for the campaign's first) is the first whose monthly reports are asked for, none
    for the present one: those of the months before are not in this program.
    """
    from xianfeng_gui.work import offices, plan_loading, settings
    from xianfeng_gui.work.papers import style

    plan = _plan(plan_file, office_name)
    name = "".join(office_name.split())
    known = {office.name for office in plan.offices}
    if name not in known and not name.endswith(("村", "社区")):
        raise UserError(
            f"“{office_name}”不在方案的{len(known)}个单位之中；村、社区请写全名，如“绣庄村”", "office"
        )
    with _founding(folder, "建立数据，载入工作方案", name):
        plan_loading.load(plan)
        if not connection.scalar("SELECT 1 FROM office WHERE name = ?", (name,)):
            offices.new_office(name, offices.kind_of_name(name))
        own = str(connection.scalar("SELECT id FROM office WHERE name = ?", (name,)))
        if code:
            offices.set_code(own, code)
        settings.write(settings.OWN_OFFICE, own)
        settings.write(settings.FIRST_MONTH, _this_month() if first_month is None else first_month)
        if name not in known:
            style.write_of_village(name)
    return plan


def _this_month() -> str:
    from xianfeng_gui.rules.months import month_of

    return month_of(clock.today())


def found_from_start(folder: Path, start: StartFile) -> None:
    """First start of a village that was given a start file: its archive with what the file carries; all or nothing."""
    from xianfeng_gui.work import law, settings, start_files
    from xianfeng_gui.work.papers import style

    holidays, before = folder / law.NAME, None
    has_written = False
    try:
        with _founding(folder, f"建立数据，载入{start.manifest.sender.name}的起始文件", start.office.name):
            start_files.write_rows(start)
            settings.write(settings.FIRST_MONTH, _this_month())
            style.write_of_village(start.office.name)
            if start.holidays:
                before = holidays.read_bytes() if holidays.exists() else None
                has_written = True
                holidays.write_text(start.holidays, "utf-8")
            law.work_calendar()
    except BaseException as error:
        if has_written:
            holidays.unlink(missing_ok=True) if before is None else holidays.write_bytes(before)
        if isinstance(error, apsw.ConstraintError):
            raise UserError("起始文件的内容有误，请让制作单位重新做一份", "start") from error
        if isinstance(error, OSError):
            raise UserError(f"文件夹“{folder}”不能写入，请检查磁盘空间和写入权限") from error
        raise


@contextlib.contextmanager
def _founding(folder: Path, label: str, actor: str) -> Iterator[None]:
    """A new archive in the folder, filled in one change and left open; nothing is left of one that fails."""
    store.create(folder)
    try:
        with journal.change(label, actor, undoable=False):
            yield
        news.mark_seen()
        update.note_program()
    except BaseException:
        store.close()
        store.remove(store.archive_path(folder))
        raise


def _plan(plan_file: Path | None, office_name: str) -> Plan:
    """The built-in plan, or that of a plan file (.toml) or document (.docx, text), whose like offices are made one."""
    from xianfeng_gui.rules.plan import parse_plan
    from xianfeng_gui.work import plan_import, plan_offices

    if plan_file is None:
        return parse_plan(resources.read(*BUILT_IN_PLAN))
    if plan_file.suffix.casefold() == ".toml":
        return parse_plan(_plan_text(plan_file))
    reading = plan_import.understand(plan_import.open_source(plan_file), office_name)
    return plan_offices.merged(reading, plan_offices.agreed(reading)).plan


def _plan_text(plan_file: Path) -> str:
    try:
        return plan_file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"读不出方案文件“{plan_file}”，请检查路径；文件应为UTF-8编码") from error
