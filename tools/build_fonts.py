"""Rebuild the fonts in resources/fonts from their public packages.

Needs ``fonttools`` and, on the path, ``npm`` (Noto), ``apt-get`` and ``dpkg-deb`` (Fandol). What it changes:
Fandol's outlines are turned from CFF into TrueType (reportlab embeds nothing else), all faces are cut down
to GB2312 (one of them to GBK) and the characters in ``characters.txt``, layout tables are dropped.
The sources stay apart: a GPL outline never goes into an OFL file.

    python tools/build_fonts.py                     all
    python tools/build_fonts.py NotoSansSC-Medium   one
"""

from __future__ import annotations

import argparse
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FANDOL_PACKAGE = "texlive-lang-chinese"
FANDOL_FOLDER = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
CURVE_ERROR = 1.0  # units of 1/1000 em: what cubic curves may lose when they become quadratic


@dataclass(frozen=True)
class Source:
    """Where one font comes from: package, file inside it, and whether it holds all of GBK."""

    package: str
    member: str
    whole_gbk: bool = False


SOURCES = {
    "FandolFang-Regular": Source(FANDOL_PACKAGE, "FandolFang-Regular.otf"),
    "FandolKai-Regular": Source(FANDOL_PACKAGE, "FandolKai-Regular.otf"),
    "NotoSansSC-Medium": Source(
        "@expo-google-fonts/noto-sans-sc@0.4.3", "500Medium/NotoSansSC_500Medium.ttf"
    ),
    "NotoSerifSC-Regular": Source(
        "@expo-google-fonts/noto-serif-sc@0.4.3", "400Regular/NotoSerifSC_400Regular.ttf", whole_gbk=True
    ),
    "NotoSerifSC-Bold": Source("@expo-google-fonts/noto-serif-sc@0.4.3", "700Bold/NotoSerifSC_700Bold.ttf"),
}


def main() -> None:
    """Build the fonts named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SOURCES))
    names = parser.parse_args().names or list(SOURCES)
    if unknown := set(names) - set(SOURCES):
        parser.error(f"unknown font: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            build(name, Path(folder))


def build(name: str, folder: Path) -> None:
    """Make ``resources/fonts/NAME.ttf``; ``folder`` keeps unpacked packages between calls."""
    source = SOURCES[name]
    # timestamps stay as the source has them, so that a rebuild gives the same bytes
    font = TTFont(fetch(source, folder), recalcTimestamp=False)
    cut(font, characters(source.whole_gbk))
    if "CFF " in font:
        make_truetype(font)
    target = FONTS / f"{name}.ttf"
    font.save(target)
    print(f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size:,} bytes")


def characters(whole_gbk: bool) -> set[int]:
    """Code points a font should hold, as far as its source has them."""
    lines = (FONTS / "characters.txt").read_text(encoding="utf-8").splitlines()
    listed = {ord(char) for line in lines if not line.startswith("#") for char in line}
    latin = {*range(0x20, 0x7F), *range(0xA0, 0x100), 0x3000}
    return listed | latin | set(double_bytes("gbk" if whole_gbk else "gb2312"))


def double_bytes(codec: str) -> Iterator[int]:
    """Code points of a codec's two-byte characters."""
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                text = bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                yield ord(text)


def fetch(source: Source, folder: Path) -> Path:
    """Download and unpack a package once; the path of the source's file in it."""
    unpacked = folder / source.package.replace("/", "_")
    if not unpacked.exists():
        unpacked.mkdir()
        unpack = unpack_debian if source.package == FANDOL_PACKAGE else unpack_npm
        unpack(source.package, unpacked)
    inside = FANDOL_FOLDER if source.package == FANDOL_PACKAGE else "package"
    return unpacked / inside / source.member


def unpack_debian(package: str, folder: Path) -> None:
    """Download a Debian package and unpack its files into ``folder``."""
    subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
    archive = next(folder.glob("*.deb"))
    subprocess.run(["dpkg-deb", "--extract", str(archive), str(folder)], check=True)


def unpack_npm(package: str, folder: Path) -> None:
    """Download an npm package and unpack its files into ``folder``."""
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")


def cut(font: Any, wanted: set[int]) -> None:
    """Drop glyphs not wanted, layout features, vertical metrics and hinting programs, in place."""
    options = subset.Options()
    options.layout_features = []
    options.drop_tables += [
        "GSUB",
        "GPOS",
        "GDEF",
        "BASE",
        "vhea",
        "vmtx",
        "VORG",
        "DSIG",
        "prep",
        "fpgm",
        "cvt ",
    ]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)


def make_truetype(font: Any) -> None:
    """Replace CFF outlines by quadratic ones, in place."""
    order = font.getGlyphOrder()
    glyphs = font.getGlyphSet()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = {name: quadratic(glyphs[name]) for name in order}
    del font["CFF "]
    glyf.compile(font)
    for name in order:
        advance, _ = font["hmtx"].metrics[name]
        font["hmtx"].metrics[name] = (advance, getattr(glyf[name], "xMin", 0))
    fill_maxp(font)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def quadratic(glyph: Any) -> Any:
    """One glyph drawn again with quadratic curves, contours turned the TrueType way."""
    pen = TTGlyphPen(None)
    glyph.draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
    return pen.glyph()


def fill_maxp(font: Any) -> None:
    """Make the table of maxima that TrueType outlines need; fontTools fills the counts when it saves."""
    font["maxp"] = maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    unused = ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements")
    for field in (*unused, "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.numGlyphs = len(font.getGlyphOrder())


if __name__ == "__main__":
    main()
