#!/usr/bin/env bash
# with_wine.sh COMMAND...: runs a command of the project that drives the exe, such as `python -m tools.windows.drive`,
# with the surroundings that Wine needs.
set -euo pipefail
source "$(dirname "$0")/wine.sh"
cd "$project"
[ -e "$windows/ready" ] || fail "nothing is prepared: make windows"
use_prefix "$windows/driven"
export WINDOWS_CLEAN="$windows/clean"
exec "$@"
