#!/usr/bin/env bash
# Gets the machine ready, from a bare Debian 12 with Python 3.11: the private environment .venv with the pinned
# packages, and the system libraries that Qt loads. What is there is left alone, and nothing to do takes no time.
#
#   tools/setup.sh run    what the program needs          (requirements.txt)
#   tools/setup.sh dev    and what tests and tools need   (requirements-dev.txt, poppler-utils, qpdf,
#                         libreoffice-calc-nogui, libreoffice-writer-nogui)
#   tools/setup.sh windows  what builds the Windows exe under Wine and drives it (requirements-windows.txt, Wine,
#                         a compiler, a screen that nobody sees, poppler-utils)
#   tools/setup.sh screen only says whether there is a screen to open a window on
set -euo pipefail
cd "$(dirname "$0")/.."

# Everything that PySide6's QtWidgets, QtPdf, QtPrintSupport and QtNetwork and its xcb, Wayland, offscreen and
# printer plugins link to and do not carry themselves. Debian 12's names; newer releases provide the same ones.
QT_PACKAGES="libbrotli1 libcups2 libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2
 libwayland-client0 libwayland-cursor0 libx11-xcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0
 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1
 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0"

say() { echo "setup: $*"; }
fail() { echo "setup: $*" >&2; exit 1; }

not_installed() {
  local package
  for package; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || echo "$package"
  done
}

# apt_install PACKAGE...: installs what is missing of them if this user may; otherwise names it and returns 1.
apt_updated=
apt_install() {
  local root=""
  # shellcheck disable=SC2046  # a list of words on purpose
  set -- $(not_installed "$@")
  [ $# -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then root="sudo"; else root="none"; fi
  fi
  if [ "$root" = none ] || ! command -v apt-get >/dev/null; then
    say "system packages are missing and this user cannot install them. Please have them installed:" >&2
    say "  apt-get install $*" >&2
    return 1
  fi
  say "installing system packages: $*"
  if [ -z "$apt_updated" ]; then
    $root apt-get -qq update || say "the package lists could not be refreshed; trying with the ones at hand" >&2
    apt_updated=yes
  fi
  $root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 --no-install-recommends install "$@" >/dev/null || {
    say "the system packages could not be installed: is a package source reachable? Wanted: $*" >&2
    return 1
  }
}

find_python() {
  local name
  for name in ${PYTHON:-} python3.11 python3 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$name"; return; fi
  done
  fail "Python 3.11 or newer is needed and was not found; name it with PYTHON=/path/to/python make ..."
}

make_venv() {
  local python
  if .venv/bin/python -m pip --version >/dev/null 2>&1; then return; fi
  python=$(find_python)
  "$python" -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv ||
    fail "without the package python3-venv no private environment can be made"
  say "making .venv with $("$python" --version)"
  "$python" -m venv --clear .venv || fail "the private environment .venv could not be made (see above)"
}

# install_python_packages FILE: the stamp holds what was installed, so that the next time nothing is asked of pip.
install_python_packages() {
  local file=$1 stamp=".venv/stamp-$1" key
  key=$({ .venv/bin/python --version; cat requirements.txt "$file"; } | sha256sum)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$key" ]; then return; fi
  say "installing the Python packages of $file"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r "$file" ||
    fail "the Python packages could not be fetched (see above): no package source can be reached from this machine," \
      "or it lacks one of them. Connect it, or point pip to a local source (pip config, PIP_INDEX_URL), and try again."
  echo "$key" >"$stamp"
}

missing_libraries() {
  local qt
  qt=$(echo .venv/lib/python3*/site-packages/PySide6)
  ldd "$qt"/Qt{Widgets,PrintSupport,Network,Pdf}.abi3.so "$qt"/Qt/plugins/platforms/libq{xcb,wayland,offscreen}.so \
    "$qt"/Qt/plugins/{xcbglintegrations,printsupport}/*.so 2>/dev/null | awk '/not found/ {print $1}' | sort -u
}

install_qt_libraries() {
  local missing
  if [ "$(uname -s)" != Linux ] || ! command -v ldd >/dev/null; then return; fi
  missing=$(missing_libraries)
  if [ -z "$missing" ]; then return; fi
  # shellcheck disable=SC2086  # a list of words on purpose
  if apt_install $QT_PACKAGES; then missing=$(missing_libraries); fi
  if [ -z "$missing" ]; then return; fi
  say "Qt still misses: $(echo $missing)" >&2
  .venv/bin/python -c 'from PySide6 import QtPdf, QtWidgets' ||
    fail "the program cannot start on this machine before these libraries are there"
  say "the program can start all the same; a window on the screen or a printer may not work" >&2
}

# office_part LIBRARY PACKAGE: the package if LibreOffice isn't there or lacks this part: each is a package of its own.
office_part() {
  local program
  program=$(readlink -f "$(command -v soffice || true)") || true
  [ -n "$program" ] && [ -e "$(dirname "$program")/$1" ] || echo " $2"
}

install_test_tools() {
  local wanted=""
  command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null || wanted="poppler-utils"
  command -v qpdf >/dev/null || wanted="$wanted qpdf"
  wanted="$wanted$(office_part libsclo.so libreoffice-calc-nogui)"
  wanted="$wanted$(office_part libswlo.so libreoffice-writer-nogui)"
  # shellcheck disable=SC2086  # a list of words on purpose
  if [ -n "$wanted" ]; then apt_install $wanted || say "tests of papers and lists and make bench need them and will fail" >&2; fi
}

install_windows_tools() {
  apt_install wine wine64 gcc-mingw-w64-x86-64-win32 locales xvfb xdotool xclip unzip poppler-utils ||
    fail "without these no Windows exe can be built or tried here"
}

check_screen() {
  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ] || [ "$(uname -s)" != Linux ]; then return; fi
  fail "everything is set up, but there is no screen to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set." \
    "Start it from a desktop session; without one, the commands work: .venv/bin/python main.py --help"
}

case "${1:-}" in
  run) make_venv; install_python_packages requirements.txt; install_qt_libraries ;;
  dev)
    make_venv
    install_python_packages requirements.txt
    install_python_packages requirements-dev.txt
    install_qt_libraries
    install_test_tools
    ;;
  windows)
    make_venv
    install_python_packages requirements.txt
    install_python_packages requirements-windows.txt
    install_windows_tools
    ;;
  screen) check_screen ;;
  *) fail "usage: tools/setup.sh run|dev|windows|screen" ;;
esac
