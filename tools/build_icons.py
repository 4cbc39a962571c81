"""Draws the program's icon: ``python -m tools.build_icons``.

A roof over a tick, white on the window's blue: 安 (safe) is written as a roof with someone at home below it, and the
tick is the hazard struck off. Written to ``resources/icons``: the .ico for the exe with every size that Windows asks for, the .png
for the window.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
BLUE, WHITE = "#1d5fa8", "#ffffff"
GRID = 32
"""The drawing's own units across the icon."""
FINER = 8
"""Drawn so many times larger, then made smaller, so that slanted edges are smooth."""

ROOF = [(5, 15.5), (16, 6.5), (27, 15.5)]
TICK = [(10.5, 20), (14.8, 24.5), (21.5, 17.5)]


def draw(size: int) -> Image.Image:
    """The icon ``size`` pixels across; small ones get thicker lines, or they would turn grey."""
    scale = size * FINER / GRID
    large = Image.new("RGBA", (size * FINER, size * FINER), (0, 0, 0, 0))
    pen = ImageDraw.Draw(large)
    edge = (GRID - 1) * scale
    pen.rounded_rectangle((scale, scale, edge, edge), radius=5 * scale, fill=BLUE)
    for points in (ROOF, TICK):
        _line(pen, [(x * scale, y * scale) for x, y in points], (3.6 if size < 32 else 3) * scale)
    return large.resize((size, size), Image.Resampling.LANCZOS)


def _line(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], width: float) -> None:
    """A line with round corners and ends, which Pillow does not draw by itself."""
    pen.line(points, WHITE, round(width))
    for x, y in points:
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=WHITE)


def main() -> None:
    """Write both files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    drawn = {size: draw(size) for size in SIZES}
    drawn[256].save(FOLDER / "xianfeng.png", optimize=True)
    others = [drawn[size] for size in SIZES[:-1]]
    drawn[256].save(FOLDER / "xianfeng.ico", sizes=[(size, size) for size in SIZES], append_images=others)


if __name__ == "__main__":
    main()
