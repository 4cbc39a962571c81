"""The folder edition on a village's PC: from the first start to the reopening after a kill, one act after another.

What one act leaves behind is what the next one starts from. Every act ends with facts that are read from the files.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

from PIL import Image

from tools.windows.drive import readback
from tools.windows.drive.facts import fact
from tools.windows.drive.sockets import open_sockets
from tools.windows.machine import Machine, Said

DAY = "2021-06-18"
OFFICE = "绣庄村"
FIRST_START, MAIN, PROGRAM = "第一次使用", "安全生产专项整治", "先锋安全"
NUMBER = "XZC-2021-0001"
CHECKED = "上次没有正常关闭；快速检查：没有发现问题"
"""What the log says of the first start after a kill."""
SEEN_SECONDS = 4
"""So long without a change, and the window has seen what commands wrote beside it: it looks every three seconds."""
PAGES = 30
"""More than there are."""

HAZARD = {
    "topic": 5,
    "office": OFFICE,
    "site": {"name": "好运来副食店", "address": "绣庄村3组"},
    "source": "inspection",
    "found_on": "2021-06-17",
    "description": "疏散通道堆放杂物",
    "grade": "general",
    "measure": "清理通道",
    "deadline": {"working_days": 10},
    "photos": ["现场 照片.jpg"],
}


class Village:
    """The program's folder on the PC, and what a clerk does with it."""

    def __init__(self, pc: Machine, program: Path, pictures: Path) -> None:
        self.pc = pc
        self.exe = program / "xianfeng.exe"
        self.data = program / "data"
        self.archive = self.data / "archive.db"
        self.pictures = pictures
        self.papers = program.parent / "交给 镇上"
        self.papers.mkdir()

    def command(self, *words: str) -> Said:
        """A command without a window, on the program's own data folder."""
        return self.pc.run(self.exe, "--today", DAY, *words)

    def done(self, *words: str) -> str:
        """A command that has to succeed; what it printed."""
        said = self.command(*words)
        fact(f"{' '.join(words[:2])} ends well", said.status == 0, said)
        return said.out

    def open(self) -> subprocess.Popen[bytes]:
        """Start the window."""
        return self.pc.start(self.exe, "--today", DAY)

    def first_start(self) -> None:
        """The first window asks for the office, the village's name is typed, and the main window comes up."""
        screen = self.pc.screen
        self.window = self.open()
        screen.wait_for_window(FIRST_START)
        screen.picture(self.pictures / "first-start.png")
        screen.press("End")  # the last choice: a village
        screen.paste(OFFICE)
        screen.press("ctrl+Return")
        screen.wait_for_window(MAIN)
        screen.picture(self.pictures / "window.png")
        fact("one main window stands there", len(screen.windows(f"{OFFICE}.*{MAIN}")) == 1)
        fact("it has no connection to any network", not open_sockets(self.pc.prefix))

    def walk_through_pages(self) -> None:
        """Every page comes up once, the papers' preview (QtPdf) too; a fault would leave a log.

        The exe is away meanwhile, as after a stick is pulled out: what it needs of itself it has read before.
        """
        screen = self.pc.screen
        away = self.exe.rename(self.exe.with_suffix(".away"))
        screen.wait_until_still(still=SEEN_SECONDS)
        before = screen.pixels()
        screen.press(
            "ctrl+Next"
        )  # what was said on the first page goes with it: the second one comes again as it is
        screen.wait_for_change(before, still=0.6)
        first = before = screen.pixels()
        for page in range(1, PAGES + 1):
            screen.press("ctrl+Next")
            screen.wait_for_change(before, still=0.6)
            before = screen.pixels()
            if before == first:
                break
            screen.picture(self.pictures / f"page-{page:02}.png")
        fact(f"{page} pages came up, then the same one again", 10 < page < PAGES, page)
        away.rename(self.exe)
        libraries = Path(f"/proc/{self.window.pid}/maps").read_text()
        fact("QtPdf was loaded for the preview", "Qt6Pdf.dll" in libraries)
        self.no_fault()

    def no_fault(self) -> None:
        """The program has met no fault of its own: its log tells of the start after the kill at most."""
        lines = [line for line in self.log() if not line.endswith(CHECKED)]
        fact("the program's log tells of no fault", not lines, lines)

    def log(self) -> list[str]:
        """The lines of the program's log."""
        file = self.data / "logs" / "xianfeng.log"
        return file.read_text("utf-8").splitlines() if file.exists() else []

    def second_start(self) -> None:
        """A second start shows the first window; when that does not answer, it says who holds the folder."""
        screen = self.pc.screen
        second = self.open()
        fact("a second start ends well by itself", second.wait(30) == 0, second.returncode)
        fact("there is still one main window", len(screen.windows(MAIN)) == 1)
        self.window.send_signal(signal.SIGSTOP)
        try:
            third = self.open()
            screen.wait_for_window(f"^{PROGRAM}$")
            screen.picture(self.pictures / "second-start.png")
            screen.press("Return")
            fact("a start beside a window that hangs is refused", third.wait(30) == 2, third.returncode)
        finally:
            self.window.send_signal(signal.SIGCONT)
        said = self.command("restore", "none.xfbak")
        fact(
            "nothing is restored under an open window", said.status == 2 and "请先关闭窗口" in said.err, said
        )

    def register(self) -> None:
        """A hazard with a photo, registered by a command beside the open window."""
        folder = self.papers.parent / "照片"
        folder.mkdir()
        Image.effect_mandelbrot((1200, 900), (-2, -1.5, 1, 1.5), 60).convert("RGB").save(
            folder / "现场 照片.jpg"
        )
        file = folder / "隐患.json"
        file.write_text(json.dumps(HAZARD, ensure_ascii=False), "utf-8")
        printed = self.done("hazard", "add", "--json", self.pc.named(file))
        fact(f"it is told the number {NUMBER}", printed == NUMBER, printed)
        self.done("hazard", "step", NUMBER, "verify", "--person", "何某")

    def kill(self) -> None:
        """The window takes back the last step and is killed at once; nothing that was written is lost."""
        screen = self.pc.screen
        screen.wait_until_still(still=SEEN_SECONDS)
        screen.press("ctrl+z")
        screen.wait_until_still()
        os.kill(self.window.pid, signal.SIGKILL)
        self.window.wait()
        screen.wait_until_gone(MAIN)
        archive = self.archive
        fact("the archive is whole", readback.value(archive, "PRAGMA integrity_check") == "ok")
        fact("it is the village's", self.own_office() == OFFICE, self.own_office())
        fact("the plan is in it: ten topics", readback.value(archive, "SELECT count(*) FROM topic") == 10)
        fact("and their tasks", readback.value(archive, "SELECT count(*) FROM task") > 100)
        hazard = readback.rows(archive, "SELECT number, description, state, found_on FROM hazard")
        expected = [(NUMBER, HAZARD["description"], "reported", HAZARD["found_on"])]
        fact("the hazard is there, its step taken back", hazard == expected, hazard)
        photo = readback.rows(archive, "SELECT sha256, width, height FROM photo")
        fact("its photo is there", len(photo) == 1 and photo[0][1:] == (1200, 900), photo)
        labels = [row[0] for row in readback.rows(archive, "SELECT label FROM journal ORDER BY seq")]
        fact("the journal tells all of it", len(labels) == 4 and labels[-1].startswith("撤销"), labels)

    def own_office(self) -> str:
        """The office that the archive belongs to."""
        sql = (
            "SELECT office.name FROM setting JOIN office ON office.id = value WHERE setting.id = 'own_office'"
        )
        return str(readback.value(self.archive, sql))

    def reopen(self) -> None:
        """After the kill the window comes up again."""
        self.window = self.open()
        self.pc.screen.wait_for_window(MAIN)
        self.pc.screen.picture(self.pictures / "after-kill.png")
        fact("it has run the quick check", [line[-len(CHECKED) :] for line in self.log()] == [CHECKED])
        self.no_fault()

    def close(self) -> None:
        """Closing the window backs up."""
        self.pc.screen.press("alt+F4")
        fact("closing the window ends it well", self.window.wait(30) == 0, self.window.returncode)
        backup = self.data / "backups" / f"{DAY.replace('-', '')}.db"
        fact("there is a backup of that day", readback.value(backup, "SELECT count(*) FROM paper") == 1)

    def hand_over(self) -> None:
        """The notice as PDF and the list as workbook, read back by other programs."""
        self.done("hazard", "step", NUMBER, "verify", "--person", "何某")
        notice, listing = self.papers / "整改通知书.pdf", self.papers / "隐患台账.xlsx"
        printed = self.done("paper", "notice", NUMBER, "-o", self.pc.named(notice))
        fact("the notice has its number", "〔2021〕1号" in printed, printed)
        text = readback.paper_text(notice)
        wanted = ("〔2021〕1号", "好运来副食店", HAZARD["description"], HAZARD["measure"], "2021年7月1日")
        fact("and says what was registered", all(str(words) in text for words in wanted), text)
        fact("its fonts are all embedded", not readback.loose_fonts(notice), readback.loose_fonts(notice))
        fact("the photo is on it", readback.picture_count(notice) >= 1)
        self.done("hazard", "list", "--state", "open", "-o", self.pc.named(listing))
        rows = readback.sheet(listing)
        found = [row for row in rows if NUMBER in row and HAZARD["description"] in row]
        fact("the list has the hazard", len(found) == 1, rows)

    def step_and_undo(self) -> None:
        """A step and its undo, then the hazard's history."""
        state = f"SELECT state FROM hazard WHERE number = '{NUMBER}'"
        fact("the notice made the hazard issued", readback.value(self.archive, state) == "issued")
        self.done("hazard", "step", NUMBER, "start_rectification", "--person", "何某")
        fact("the step is stored", readback.value(self.archive, state) == "rectifying")
        self.done("undo")
        fact("and taken back", readback.value(self.archive, state) == "issued")
        fact("the history names the operator's office", OFFICE in self.done("history", NUMBER))

    def back_up(self) -> None:
        """A backup to carry away, the calendar, the check, and the restoring of the backup."""
        carried = self.papers / "备份 0618.xfbak"
        self.done("backup", "-o", self.pc.named(carried))
        calendar = self.papers / "日历.ics"
        self.done("calendar", "--from", "2021-06-01", "--to", "2021-07-31", "-o", self.pc.named(calendar))
        fact(
            "the calendar knows the deadline",
            "好运来副食店" in calendar.read_text("utf-8").replace("\r\n ", ""),
        )
        fact("the check finds nothing", self.done("check") == "检查完毕，一切完好")
        self.done("hazard", "step", NUMBER, "start_rectification", "--person", "何某")
        self.done("restore", self.pc.named(carried))
        state = readback.value(self.archive, "SELECT state FROM hazard")
        fact("the backup brings back what it was taken of", state == "issued", state)
        said = self.command("hazard", "step", "没有-1", "verify")
        fact("a mistake is one sentence, status 2", (said.status, said.err.count("\n")) == (2, 0), said)
        self.no_fault()
