"""The screens that the window must do on: pixels, the system's scale, colours and letters."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

TASKBAR = 40
TITLE_BAR = 31
"""Heights of Windows' own, in pixels at 100 %."""
PIXELS_PER_INCH = 96


@dataclass(frozen=True)
class Variant:
    """A screen's pixels and scale (1.25 is 125 %), what was chosen for it, and the window's size if not maximised."""

    name: str
    width: int
    height: int
    scale: float = 1.0
    palette: str = "light"
    points: int = 10
    window: tuple[int, int] | None = None

    def room(self) -> tuple[int, int]:
        """Width and height inside the window's frame, at 100 %."""
        if self.window is not None:
            return self.window
        return round(self.width / self.scale), round(self.height / self.scale) - TASKBAR - TITLE_BAR

    def environment(self, folder: Path) -> dict[str, str]:
        """What tells Qt of the screen, before the application is made; ``folder`` takes a file for it."""
        told = {"name": self.name, "x": 0, "y": 0, "width": self.width, "height": self.height, "dpr": 1}
        told |= {"logicalDpi": PIXELS_PER_INCH, "logicalBaseDpi": PIXELS_PER_INCH}
        file = folder / "screen.json"
        file.write_text(json.dumps({"screens": [told]}), "utf-8")
        return {"QT_QPA_PLATFORM": f"offscreen:configfile={file}", "QT_SCALE_FACTOR": str(self.scale)}


SMALLEST = (1024, 640)
"""The smallest room inside the frame: a window of 1024×700, and 1920×1080 at 150 % with taskbar and title bar."""

VARIANTS = (
    Variant("1366x768", 1366, 768),
    Variant("1920x1080-125", 1920, 1080, 1.25),
    Variant("1920x1080-150", 1920, 1080, 1.5),
    Variant("3840x2160-200", 3840, 2160, 2.0),
    Variant("smallest", 1366, 768, window=SMALLEST),
    Variant("smallest-large", 1366, 768, points=13, window=SMALLEST),
    Variant("1366x768-large", 1366, 768, points=13),
    Variant("1366x768-dark", 1366, 768, palette="dark"),
    Variant("1920x1080-150-dark-large", 1920, 1080, 1.5, "dark", 13),
)
