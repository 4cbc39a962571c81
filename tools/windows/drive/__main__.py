"""``python -m tools.windows.drive``: builds nothing, drives dist/ and stops loudly at the first fact that fails."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tools.windows.bundle import version
from tools.windows.contents import DIST, PROJECT
from tools.windows.drive import properties, single
from tools.windows.drive.facts import Broken, act, fact
from tools.windows.drive.village import Village
from tools.windows.machine import Machine

PICTURES = PROJECT / "build" / "windows" / "pictures"
ICON_SIZES = {16, 20, 24, 32, 40, 48, 64, 128, 256}
CHINESE = 0x0804


def look_at_exe(exe: Path) -> None:
    """Its properties, its icon, and that it asks for no console and no administrator."""
    found = properties.read(exe)
    fact(f"{exe.name} opens no console", found.windowed)
    fact("needs no administrator", 'level="asInvoker"' in found.manifest, found.manifest)
    fact("has an icon in every size", found.icon_sizes == ICON_SIZES, found.icon_sizes)
    texts = found.texts
    fact("has a Chinese description", "安全生产" in texts["FileDescription"], texts)
    fact(
        "is named and of a township",
        (texts["ProductName"], texts["CompanyName"][:3]) == ("先锋安全", "先锋镇"),
    )
    numbers = {texts["ProductVersion"], texts["FileVersion"]}
    fact(f"is version {version(PROJECT)}", numbers == {version(PROJECT)}, numbers)
    fact("its texts are marked Chinese", found.languages == {CHINESE}, found.languages)


def drive_folder(pc: Machine, desk: Path) -> None:
    """The folder edition, all of it."""
    shutil.copytree(DIST / "xianfeng", desk / "xianfeng")
    village = Village(pc, desk / "xianfeng", PICTURES)
    for name, do in (
        ("first start for a village", village.first_start),
        ("a second start", village.second_start),
        ("a hazard with its photo", village.register),
        ("a kill", village.kill),
        ("opened again", village.reopen),
        ("notice and list, beside the window", village.hand_over),
        ("every page", village.walk_through_pages),
        ("closed", village.close),
        ("step and undo", village.step_and_undo),
        ("backup, calendar, check, restore", village.back_up),
    ):
        with act(name):
            do()


def drive_all(pc: Machine) -> None:
    """Both editions, and that nothing else on the PC has changed."""
    pc.switch_off()
    registry, files = pc.registry(), pc.files()
    pc.switch_on()
    fact("the PC's code page is 936", pc.code_page() == "936", pc.code_page())
    desk, stick = pc.disk / "应急 办", pc.disk / "U盘 2"
    desk.mkdir()
    stick.mkdir()
    drive_folder(pc, desk)
    with act("the single file"):
        exe = shutil.copy(DIST / "xianfeng-onefile.exe", stick)
        single.drive(pc, Path(exe), PICTURES)
    with act("what is left on the PC"):
        pc.switch_off()
        added = sorted(pc.registry() - registry)
        fact("nothing was written to the registry", not added, added)
        strays = [path for path in pc.files() - files if not path.is_relative_to(desk) and path.parts]
        strays = [path for path in strays if not path.is_relative_to(stick)]
        fact("no file was left elsewhere", not strays, strays)


def main() -> int:
    """Drive; returns the exit status."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    with Machine() as pc:
        try:
            with act("the files themselves"):
                for exe in (DIST / "xianfeng/xianfeng.exe", DIST / "xianfeng-onefile.exe"):
                    look_at_exe(exe)
            drive_all(pc)
        except (Broken, TimeoutError, subprocess.SubprocessError) as error:
            pc.screen.picture(PICTURES / "failed.png")
            print(f"FAILED: {error}\n(the screen at that moment: {PICTURES}/failed.png)", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
