# shellcheck shell=bash
# Sourced by the scripts beside it: where the Windows machine under Wine is kept, and how it is run.
#
#   $windows        the cached folder of this set of pins; outside the tree, made by prepare.sh
#   $windows/clean  a Windows without Python: a fresh Wine prefix with the stand-ins for what Wine 8 lacks
#   $windows/build  the same with Python and PyInstaller in C:\Python311
#   $windows/locale the Chinese locale, which makes Wine use code page 936

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python="$project/.venv/bin/python"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/xianfeng-windows"

fail() { echo "windows: $*" >&2; exit 1; }

# step WORDS: says what comes next, and how many seconds after the script's start.
step() { printf '== %s +%3ds  %s\n' "$(date +%T)" "$SECONDS" "$*"; }

# What the cached folder depends on: another pin or another recipe makes another folder.
pins_key() {
  (cd "$project" && { "$python" --version; cat requirements*.txt tools/windows/*.txt tools/windows/prepare.sh tools/windows/standins/*; }) |
    sha256sum | cut -c1-16
}

windows="$cache/$(pins_key)"

# use_prefix FOLDER: the Wine commands that follow run in this prefix, without a screen until one is named.
use_prefix() {
  export WINEPREFIX=$1 WINEARCH=win64 WINEDEBUG=-all
  # No question for Mono or Gecko, no debugger that hangs after a crash; mscms is the stand-in.
  export WINEDLLOVERRIDES="mscoree,mshtml,winedbg.exe=d;mscms=n"
  unset DISPLAY
}

stop_wineserver() { wineserver -k </dev/null >/dev/null 2>&1 || true; wineserver -w; }
# Started with streams of its own: the pipe of a console program stays open until the last process that got it ends.
# One that an interrupted run has left behind is ended first.
start_wineserver() {
  stop_wineserver
  wineserver -p </dev/null >/dev/null 2>&1 || fail "Wine's server does not start"
  wine wineboot </dev/null >/dev/null 2>&1 || fail "Wine does not start"
}

# in_windows SECONDS PROGRAM WORD...: a console program's output; its status is returned. Its stdout must be a pipe.
in_windows() {
  local limit=$1
  shift
  timeout "$limit" wine "$@" </dev/null 2>&1 | cat
  return "${PIPESTATUS[0]}"
}
