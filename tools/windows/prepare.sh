#!/usr/bin/env bash
# Makes the Windows machine that builds and runs the exe on Debian 12: two Wine prefixes in a cached folder outside
# the tree (see wine.sh). Nothing to do takes no time; an interrupted run is begun anew. docs/windows.md tells why.
set -euo pipefail
source "$(dirname "$0")/wine.sh"
if [ -e "$windows/ready" ]; then exit 0; fi

compiler=x86_64-w64-mingw32-gcc
home="$windows/build/drive_c/Python311"
scratch="$windows/scratch"

fetch_wheels() {
  step "packages for Windows: about 325 MB, or what pip has kept of them"
  "$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
    --platform win_amd64 --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none \
    --dest "$scratch/wheels" -r requirements-windows.txt -r tools/windows/requirements-wine.txt ||
    fail "the packages could not be fetched (see above)"
}

make_locale() {
  mkdir -p "$windows/locale"
  localedef -i zh_CN -f UTF-8 "$windows/locale/zh_CN.UTF-8" || [ -d "$windows/locale/zh_CN.UTF-8" ]
}

compile_standins() {
  step "stand-ins for what Windows 10 has and Wine 8 lacks"
  mkdir -p "$scratch/made"
  local name
  for name in icuuc mscms; do
    $compiler -O1 -shared -s -o "$scratch/made/$name.dll" "tools/windows/standins/$name.c"
  done
  $compiler -O1 -shared -s -o "$scratch/made/bcryptprimitives.dll" tools/windows/standins/bcryptprimitives.c -ladvapi32
  $compiler -O1 -shared -s -o "$scratch/made/uisettings.dll" tools/windows/standins/uisettings.{c,def}
  $compiler -O2 -municode -s -o "$scratch/made/python.exe" tools/windows/standins/python.c
}

make_clean_prefix() {
  step "a fresh Windows"
  use_prefix "$windows/clean"
  WINEDLLOVERRIDES="mscoree,mshtml=" wineboot -i </dev/null >/dev/null 2>&1
  wineserver -w
  cp "$scratch"/made/{icuuc,mscms,bcryptprimitives}.dll "$WINEPREFIX/drive_c/windows/system32/"
  mkdir "$WINEPREFIX/drive_c/standins"
  cp "$scratch/made/uisettings.dll" "$WINEPREFIX/drive_c/standins/"
  local class='HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement.UISettings'
  wine reg add "$class" /v DllPath /t REG_SZ /d 'C:\standins\uisettings.dll' /f </dev/null >/dev/null 2>&1
  wineserver -w
}

# CPython for Windows: its binaries are in panda3d's wheel, its library is the one of this machine's Python 3.11.
install_python() {
  step "Python for Windows"
  cp -a "$windows/clean" "$windows/build"
  mkdir -p "$home/DLLs" "$home/Lib/site-packages"
  unzip -qo -j "$scratch"/wheels/panda3d-*.whl 'deploy_libs/*' -d "$scratch/cpython"
  cp "$scratch/cpython/python311.dll" "$scratch/made/python.exe" "$home/"
  cp "$scratch"/cpython/*.pyd "$scratch"/cpython/lib{crypto,ssl,ffi}-*.dll "$home/DLLs/"
  unzip -qo -j "$scratch"/wheels/pyside6_essentials-*.whl PySide6/vcruntime140{,_1}.dll -d "$home"
  local library
  library=$("$python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
  tar -C "$library" -cf - --exclude=./site-packages --exclude=./dist-packages --exclude=__pycache__ \
    --exclude=./lib-dynload --exclude='./config-3.11*' --exclude=./test --exclude='./_sysconfigdata*' \
    --exclude=./sitecustomize.py . | tar -C "$home/Lib" -xf -
  make_python3_dll
}

# PySide6 links to python3.dll, which only hands on to python311.dll and which panda3d does not carry.
make_python3_dll() {
  local list="$scratch/python3.def"
  { echo "LIBRARY python3.dll"; echo EXPORTS; } >"$list"
  x86_64-w64-mingw32-objdump -p "$home/python311.dll" |
    awk '/Ordinal\/Name Pointer/ {on=1; next} /^$/ {on=0} on {print $NF}' | grep -E '^_?Py' |
    sed 's/.*/  & = python311.&/' >>"$list"
  echo 'int __stdcall DllMain(void *library, unsigned long reason, void *reserved) { return 1; }' >"$scratch/python3.c"
  $compiler -shared -nostdlib -Wl,-e,DllMain -s -o "$home/python3.dll" "$scratch/python3.c" "$list"
}

# Of PySide6_Addons (500 MB) only QtPdf is wanted.
install_packages() {
  step "packages for the Windows Python"
  local wheel
  for wheel in "$scratch"/wheels/*.whl; do
    case $wheel in
      */panda3d*) ;;
      */pyside6_addons*) unzip -qo "$wheel" '*/QtPdf*' '*/Qt6Pdf*' -d "$home/Lib/site-packages" ;;
      *) unzip -qo "$wheel" -d "$home/Lib/site-packages" ;;
    esac
  done
}

try_python() {
  step "first run of the Windows Python"
  use_prefix "$windows/build"
  start_wineserver
  in_windows 120 'C:\Python311\python.exe' -c "
import sys, ctypes, PySide6.QtPdf, PySide6.QtPrintSupport, apsw, PyInstaller
print(sys.version, PySide6.QtCore.qVersion(), apsw.sqlite_lib_version())" || fail "the Windows Python does not run"
  stop_wineserver
}

cd "$project"
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' ||
  fail "the exe has Python 3.11 inside, and .venv must be made with it: PYTHON=python3.11 make ready"
rm -rf "$windows"
mkdir -p "$windows" "$scratch"
fetch_wheels
make_locale
compile_standins
make_clean_prefix
install_python
install_packages
try_python
rm -rf "$scratch"
touch "$windows/ready"
# What older pins needed is of no more use.
find "$cache" -mindepth 1 -maxdepth 1 -type d ! -path "$windows" -exec rm -rf {} +
step "Windows is ready in $windows ($(du -sh "$windows" | cut -f1))"
