"""Makes one-page notices from their contents and prints seconds a notice and the process's peak memory in MiB (Linux).

``N FOLDER``: as single files in the folder; ``N FOLDER merged``: as one.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.notices import DATED, OFFICE, no_photo, notice, wording
from xianfeng_gui.papers import produce, produce_merged


def peak_mib() -> float:
    """The most memory this program had at once; getrusage would count the parent's before it."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


count, folder, merged = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] == ["merged"]
texts = wording()
produce(notice(1), OFFICE, texts, no_photo, draft=False)
start = time.perf_counter()
if merged:
    papers = ((notice(index), texts) for index in range(1, count + 1))
    pdf = produce_merged(papers, "整改通知书", OFFICE, DATED, no_photo, draft=False).pdf
    (folder / "merged.pdf").write_bytes(pdf)
else:
    for index in range(1, count + 1):
        pdf = produce(notice(index), OFFICE, texts, no_photo, draft=False).pdf
        (folder / f"{index}.pdf").write_bytes(pdf)
print((time.perf_counter() - start) / count, peak_mib())
