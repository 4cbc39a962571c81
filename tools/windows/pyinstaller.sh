#!/usr/bin/env bash
# pyinstaller.sh SPEC DIST: runs PyInstaller under Wine, as `pyinstaller --distpath DIST SPEC` does on Windows.
# SPEC and DIST are named from the project's folder.
set -euo pipefail
source "$(dirname "$0")/wine.sh"
cd "$project"
tools/windows/prepare.sh

step "PyInstaller: $1"
rm -rf "$2" build/pyinstaller
use_prefix "$windows/build"
start_wineserver
trap stop_wineserver EXIT
# Its remarks on what every Windows has and on what we leave out of lxml are left out too; a failure is told by the status.
in_windows 900 'C:\Python311\python.exe' -B -m PyInstaller --noconfirm --log-level WARN \
  --workpath 'build\pyinstaller' --distpath "${2//\//\\}" "${1//\//\\}" |
  { grep -v "INFO:\|Library not found: could not resolve 'api-ms-win\|Hidden import \"lxml.html" || true; }
step "done"
