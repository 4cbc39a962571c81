"""The problem report: what someone who mends the program needs to know, and nothing of the records or of persons.

A zip of the log, the versions of everything, and what the quick check of the data has found.
"""

from __future__ import annotations

import io
import locale
import platform
import shutil
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from db import backup, check, clock, connection, journal, media, store
from db.errors import UserError
from xianfeng_gui import __version__
from xianfeng_gui.work import logs, outputs, place

ENDING = ".zip"


def suggested_name() -> str:
    """A file name such as 问题报告20210618-0930.zip."""
    return f"问题报告{clock.now():%Y%m%d-%H%M}{ENDING}"


def write(target: Path, data: Path, screen: Mapping[str, str]) -> Path:
    """Write the report on a data folder (its archive may be open or not) to ``target``; returns where it is.

    ``screen`` is what only the window knows: versions and sizes by name.
    """
    if target.suffix.lower() != ENDING:
        target = target.with_name(target.name + ENDING)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        packed.writestr("versions.txt", _lines({**_versions(), **screen, **_data(data)}))
        packed.writestr("check.txt", logs.masked(_checked(data), data))
        for number, file in enumerate(logs.files(data)):
            packed.writestr(f"logs/{number}-{file.name}", logs.masked(_text(file), data))
    return outputs.write(target, body.getvalue())


def _lines(facts: Mapping[str, str]) -> str:
    return "".join(f"{name}：{value}\n" for name, value in facts.items())


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError as error:
        return f"（读不出：{type(error).__name__}）"


def _versions() -> dict[str, str]:
    import apsw

    return {
        "时间": str(clock.now()) + ("（用 --today 指定）" if clock.is_set() else ""),
        "程序": f"{__version__}（{'exe' if getattr(sys, 'frozen', False) else '源码'}）",
        "数据格式": str(journal.SCHEMA),
        "Python": platform.python_version(),
        "SQLite": f"{apsw.sqlite_lib_version()}（APSW {apsw.apsw_version()}）",
        "系统": f"{platform.platform()} {platform.machine()}",
        "编码": f"{locale.getpreferredencoding(False)}，文件名{sys.getfilesystemencoding()}，代码页{_code_page()}",
        "语言": "，".join(one or "-" for one in locale.getlocale()),
    }


def _code_page() -> str:
    if sys.platform != "win32":
        return "-"
    import ctypes

    return str(ctypes.windll.kernel32.GetACP())


def _data(folder: Path) -> dict[str, str]:
    """The data folder by its kind and sizes; its path may name a person."""
    kinds = {place.user_folder(): "用户自己的文件夹", place.beside(): "程序旁"}
    copies = backup.folder_of(store.archive_path(folder))
    return {
        "数据文件夹": f"{kinds.get(folder, '另行指定')}，路径{len(str(folder))}个字符",
        "可写": "是" if place.can_write(folder) else "否",
        "剩余空间": _free(folder),
        "台账文件": _size(store.archive_path(folder)),
        "照片文件": _size(folder / media.NAME),
        "备份": f"{len(list(copies.glob('*.db')))}份",
    }


def _free(folder: Path) -> str:
    try:
        return _megabytes(shutil.disk_usage(folder).free)
    except OSError as error:
        return f"读不出（{type(error).__name__}）"


def _size(file: Path) -> str:
    try:
        return _megabytes(file.stat().st_size)
    except OSError as error:
        return f"读不出（{type(error).__name__}）"


def _megabytes(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MB"


def _checked(data: Path) -> str:
    """What the quick check finds; a report is wanted above all when that breaks off."""
    try:
        if not connection.is_open() and not store.open_current(data):
            return "数据是较早的格式，还没有升级，没有检查\n"
        return "\n".join(check.quick() or ["快速检查：没有发现问题"]) + "\n"
    except UserError as error:
        return f"没有检查：{error}\n"
    except Exception as error:
        return f"检查中断：{type(error).__name__}\n"
