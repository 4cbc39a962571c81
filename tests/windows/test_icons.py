"""The icon is drawn by tools/build_icons.py, in every size that Windows asks for."""

from __future__ import annotations

from PIL import Image

from tools import build_icons


def test_the_files_hold_what_is_drawn() -> None:
    with Image.open(build_icons.FOLDER / "xianfeng.ico") as icon:
        assert set(icon.info["sizes"]) == {(size, size) for size in (16, 20, 24, 32, 40, 48, 64, 128, 256)}
    with Image.open(build_icons.FOLDER / "xianfeng.png") as picture:
        assert picture.tobytes() == build_icons.draw(256).tobytes()


def test_corners_are_clear_and_the_middle_is_not() -> None:
    drawn = build_icons.draw(16)
    assert drawn.getpixel((0, 0)) == (0, 0, 0, 0)
    assert len({drawn.getpixel((x, 8)) for x in range(16)}) > 3
