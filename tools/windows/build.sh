#!/usr/bin/env bash
# Builds both editions of the exe under Wine, into dist/, and looks into them.
set -euo pipefail
cd "$(dirname "$0")/../.."
tools/windows/pyinstaller.sh pyinstaller.spec dist
.venv/bin/python -m tools.windows.contents
