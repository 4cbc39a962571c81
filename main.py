"""Starts the program: the window, or a headless command (``main.py --help`` lists them)."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Open the window when no command is named, else run the command; returns the process's exit status."""
    _speak_utf8()
    data: Path | None = None
    if arguments:
        from xianfeng_gui import command

        options = command.parse(arguments)
        if options.command is not None:
            # Ended from outside it leaves as little behind as after Ctrl+C.
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            return command.run(options)
        data = options.data
    # A start makes many objects and hardly any garbage; from then on the window collects, in its own thread.
    gc.disable()
    from xianfeng_gui.ui import app

    return app.run(data)


def _speak_utf8() -> None:
    """Chinese words also on a console of another code page; an exe without a console has no streams at all."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
