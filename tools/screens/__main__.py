"""Take the pictures of all variants, or of those named: ``python -m tools.screens smallest-large``."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from bench.folders import ROOT, demo
from tools.screens.variants import VARIANTS

HOME = ROOT / "build" / "screens"
AT_ONCE = 2


def main(arguments: list[str]) -> int:
    """Take them, two variants at a time; 1 when one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m tools.screens", description=__doc__)
    names = [variant.name for variant in VARIANTS]
    parser.add_argument("variants", nargs="*", metavar="VARIANT", help="、".join(names))
    wanted = parser.parse_args(arguments).variants or names
    if unknown := set(wanted) - set(names):
        parser.error(f"no such variant: {'、'.join(sorted(unknown))}; there are {'、'.join(names)}")
    demo("town")  # made before all variants ask for it at once
    with ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as pool:
        return max(pool.map(_take, wanted))


def _take(name: str) -> int:
    target = HOME / name
    shutil.rmtree(target, ignore_errors=True)
    program = [sys.executable, "-m", "tools.screens.take", name, str(target)]
    status = subprocess.run(program, cwd=ROOT, check=False).returncode
    if status:
        print(f"{name}: failed with status {status}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
