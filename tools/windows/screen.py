"""A screen that nobody sees (Xvfb), with its keyboard, its clipboard and its pictures."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image

SIZE = (1366, 768)
POLL_SECONDS = 0.05
_XWD_FIELDS = 25


class Screen:
    """One Xvfb of the size of an old laptop; leave the block to end it.

    ``display`` is its name for DISPLAY.
    """

    display: str

    def __enter__(self) -> Self:
        # The server keeps the screen's pixels in a file there, so looking costs nothing.
        self._folder = Path(tempfile.mkdtemp(prefix="xvfb-"))
        ready, tell = os.pipe()
        width, height = SIZE
        words = ["Xvfb", "-displayfd", str(tell), "-screen", "0", f"{width}x{height}x24"]
        words += ["-fbdir", str(self._folder), "-nolisten", "tcp"]
        self._server = subprocess.Popen(
            words, pass_fds=[tell], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(tell)
        with os.fdopen(ready) as said:
            self.display = f":{said.readline().strip()}"
        assert self.display != ":", "Xvfb did not start"
        self._pixels = self._folder / "Xvfb_screen0"
        self._environment = os.environ | {"DISPLAY": self.display}
        # Without a window manager keys go to the window under the pointer.
        self._xdotool("mousemove", str(width // 2), str(height // 2))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.terminate()
        self._server.wait()
        shutil.rmtree(self._folder)

    def _xdotool(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False
        )

    def press(self, *keys: str) -> None:
        """Press keys one after another, such as ``ctrl+Return``."""
        self._xdotool("key", "--delay", "60", *keys)

    def paste(self, text: str) -> None:
        """Put text on the clipboard and press Ctrl+V: a keyboard has no keys for Chinese."""
        # xclip stays to hand the text over, so it must not hold our streams.
        subprocess.run(
            ["xclip", "-selection", "clipboard"],
            input=text.encode(),
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        time.sleep(0.3)
        self.press("ctrl+v")
        time.sleep(0.3)

    def windows(self, title: str) -> list[str]:
        """The numbers of the windows with these words in their title."""
        return self._xdotool("search", "--onlyvisible", "--name", title).stdout.split()

    def wait_for_window(self, title: str, seconds: float = 60) -> None:
        """Wait until a window with these words in its title is there and painted; TimeoutError if none comes."""
        self._wait(lambda: bool(self.windows(title)), seconds, f"no window “{title}” came up")
        self.wait_until_still(seconds)

    def wait_until_gone(self, title: str, seconds: float = 30) -> None:
        """Wait until no window with these words in its title is left."""
        self._wait(lambda: not self.windows(title), seconds, f"the window “{title}” did not go away")

    def wait_for_change(self, before: bytes, seconds: float = 30, still: float = 1.0) -> None:
        """Wait until the screen no longer looks as it did ``before`` and has come to rest."""
        self._wait(lambda: self.pixels() != before, seconds, "nothing changes on the screen")
        self.wait_until_still(seconds, still)

    def wait_until_still(self, seconds: float = 30, still: float = 1.0) -> None:
        """Wait until something is shown and nothing new has appeared for ``still`` seconds.

        A cursor blinks: what was seen before is nothing new.
        """
        seen, since = set[bytes](), time.monotonic()

        def is_still() -> bool:
            nonlocal since
            now = self.pixels()
            if now not in seen:
                seen.add(now)
                since = time.monotonic()
            return any(now) and time.monotonic() - since >= still

        self._wait(is_still, seconds, "the screen does not come to rest")

    def _wait(self, condition: object, seconds: float, complaint: str) -> None:
        assert callable(condition)
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"{complaint} within {seconds:.0f} seconds")
            time.sleep(POLL_SECONDS)

    def pixels(self) -> bytes:
        """The screen as it is now, four bytes a pixel: blue, green, red, nothing."""
        dump = self._pixels.read_bytes()
        header = struct.unpack(f">{_XWD_FIELDS}I", dump[: 4 * _XWD_FIELDS])
        # XWDFileHeader: its size comes first, the number of colours (12 bytes each, before the pixels) is field 19.
        return dump[header[0] + 12 * header[19] :][: 4 * SIZE[0] * SIZE[1]]

    def picture(self, file: Path) -> None:
        """Save what is on the screen as PNG."""
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.frombuffer("RGB", SIZE, self.pixels(), "raw", "BGRX", 0, 1).save(file)
