"""The one-file edition, as a village gets it on a stick: its first start with the window, and a command."""

from __future__ import annotations

from pathlib import Path

from tools.windows.drive import readback
from tools.windows.drive.facts import fact
from tools.windows.drive.village import DAY, FIRST_START, MAIN
from tools.windows.machine import Machine

OFFICE = "高坡村"


def drive(pc: Machine, exe: Path, pictures: Path) -> None:
    """Start it; it unpacks itself into the temporary folder, which is below a user's name in Chinese."""
    screen, temp = pc.screen, pc.temp
    window = pc.start(exe, "--today", DAY)
    screen.wait_for_window(FIRST_START)
    fact("it has unpacked itself into the temporary folder", any(temp.iterdir()))
    screen.press("End")
    screen.paste(OFFICE)
    screen.press("ctrl+Return")
    screen.wait_for_window(f"{OFFICE}.*{MAIN}")
    screen.picture(pictures / "onefile.png")
    screen.press("alt+F4")
    fact("closing the window ends it well", window.wait(60) == 0, window.returncode)
    fact("the temporary folder is empty again", not any(temp.iterdir()), list(temp.iterdir()))
    archive = exe.parent / "data" / "archive.db"
    fact("the data lie beside it", readback.value(archive, "SELECT count(*) FROM topic") == 10)
    said = pc.run(exe, "check")
    fact("its check finds nothing", (said.status, said.out) == (0, "检查完毕，一切完好"), said)
