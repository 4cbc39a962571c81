"""Photos drawn by the program: simple scenes, before and after, captioned like a phone's watermark."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from db import media
from db.records import Hazard
from db.vocabulary import HazardState, PhotoMoment
from xianfeng_gui.work import resources

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 640, 480
_RECTIFIED = (HazardState.RECTIFIED, HazardState.PASSED, HazardState.CLOSED)
_RED, _DARK, _GREEN, _YELLOW, _GREY = "#c0392b", "#34495e", "#27ae60", "#f1c40f", "#95a5a6"

Scene = Callable[["ImageDraw", bool, random.Random], None]
"""Draws a place with its fault, or (when the flag is true) with the fault removed."""


def photos_of(hazard: Hazard, scene: str, rng: random.Random) -> list[dict[str, Any]]:
    """A photo before and, once rectified, one after it, stored in the media file; rows for ``photo``."""
    seed = rng.random()
    moments = [PhotoMoment.BEFORE]
    if hazard.state in _RECTIFIED:
        moments.append(PhotoMoment.AFTER)
    return [
        {
            "hazard": hazard.id,
            "moment": moment,
            "pair": 1 if len(moments) == 2 else 0,
            "caption": f"{hazard.location}（{moment.label}）",
            "sha256": media.put(_jpeg(hazard, scene, moment, random.Random(seed))),
            "width": WIDTH,
            "height": HEIGHT,
            "position": position,
        }
        for position, moment in enumerate(moments)
    ]


def _jpeg(hazard: Hazard, scene: str, moment: PhotoMoment, rng: random.Random) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), rng.choice(("#dfe6e9", "#e8e3d6", "#d6e0e8")))
    draw = ImageDraw.Draw(image)
    floor = rng.randrange(300, 350)
    draw.rectangle((0, floor, WIDTH, HEIGHT), rng.choice(("#b2a48f", "#a7a7a0", "#9aa5a0")))
    _SCENES[scene](draw, moment is PhotoMoment.AFTER, rng)
    day = hazard.found_on if moment is PhotoMoment.BEFORE else hazard.rectified_on
    draw.rectangle((0, HEIGHT - 44, WIDTH, HEIGHT), "#2d3436")
    text = f"{hazard.number}  {day}  {moment.label}（演示图）"
    draw.text((14, HEIGHT - 37), text, fill="white", font=_font(22))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


@lru_cache(maxsize=4)
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(resources.resource("fonts", "NotoSansSC-Medium.ttf")), size)


def _passage(draw: ImageDraw, after: bool, rng: random.Random) -> None:
    """A corridor with its exit, blocked by boxes."""
    draw.polygon(((0, 0), (200, 120), (200, 330), (0, 436)), "#cfd8dc")
    draw.polygon(((WIDTH, 0), (440, 120), (440, 330), (WIDTH, 436)), "#cfd8dc")
    draw.rectangle((260, 150, 380, 330), "#7f8c8d")
    draw.rectangle((275, 112, 365, 144), _GREEN)
    draw.text((284, 113), "安全出口", fill="white", font=_font(18))
    for _ in range(0 if after else rng.randrange(4, 8)):
        left, top, side = rng.randrange(150, 420), rng.randrange(220, 350), rng.randrange(50, 90)
        draw.rectangle((left, top, left + side, top + side), "#c49a6c", outline="#7d5a35", width=3)
        draw.line((left, top + side // 2, left + side, top + side // 2), "#7d5a35", 3)


def _wire(draw: ImageDraw, after: bool, rng: random.Random) -> None:
    """A wall with sockets, cables loose or in a pipe."""
    for left in (120, 300, 480):
        draw.rectangle((left, 150, left + 56, 206), "white", outline=_DARK, width=3)
        draw.ellipse((left + 16, 170, left + 24, 178), _DARK)
        draw.ellipse((left + 34, 170, left + 42, 178), _DARK)
    if after:
        draw.rectangle((60, 100, 600, 118), "#ecf0f1", outline=_GREY, width=2)
        for left in (148, 328, 508):
            draw.rectangle((left - 6, 118, left + 6, 150), "#ecf0f1", outline=_GREY, width=2)
        return
    for _ in range(rng.randrange(4, 7)):
        points = [(left, rng.randrange(60, 420)) for left in range(20, WIDTH, 100)]
        draw.line(points, rng.choice((_RED, _DARK, "#2980b9")), 5, joint="curve")


def _extinguisher(draw: ImageDraw, after: bool, rng: random.Random) -> None:
    """A fire extinguisher with its gauge in the red or in the green."""
    left = rng.randrange(180, 300)
    draw.rounded_rectangle((left, 150, left + 110, 400), 30, _RED)
    draw.rectangle((left + 40, 110, left + 70, 150), _DARK)
    draw.line((left + 70, 125, left + 150, 150, left + 140, 280), _DARK, 9, joint="curve")
    centre = (left + 200, 130)
    box = (centre[0] - 60, centre[1] - 60, centre[0] + 60, centre[1] + 60)
    draw.ellipse(box, "white", outline=_DARK, width=4)
    draw.arc(box, 150, 230, _RED, 14)
    draw.arc(box, 230, 310, _GREEN, 14)
    tip = (centre[0] + 8, centre[1] - 46) if after else (centre[0] - 42, centre[1] - 12)
    draw.line((*centre, *tip), "black", 5)


def _edge(draw: ImageDraw, after: bool, rng: random.Random) -> None:
    """A floor's edge without or with a guard rail."""
    top = rng.randrange(250, 290)
    draw.rectangle((0, 0, WIDTH, top), "#aed6f1")
    draw.polygon(((0, top + 60), (WIDTH, top), (WIDTH, HEIGHT), (0, HEIGHT)), "#bdc3c7")
    for left in range(60, WIDTH, 120):
        base = top + 60 - left * 60 // WIDTH
        if after:
            draw.line((left, base, left, base - 110), _YELLOW, 10)
        else:
            draw.line((left, base, left, base - 24), _GREY, 6)
    for height in (110, 60) if after else ():
        draw.line((0, top + 60 - height, WIDTH, top - height), _YELLOW, 10)


def _road(draw: ImageDraw, after: bool, rng: random.Random) -> None:
    """A road above water, with a hole in it or mended and with a guard rail."""
    draw.rectangle((0, 0, WIDTH, 200), "#d4efdf")
    draw.polygon(((220, 200), (420, 200), (620, HEIGHT), (20, HEIGHT)), "#707b7c")
    for at in range(5):
        draw.rectangle((314 - at, 215 + at * 52, 326 + at, 240 + at * 52), "white")
    draw.polygon(((420, 200), (WIDTH, 200), (WIDTH, HEIGHT), (620, HEIGHT)), "#5dade2")
    if after:
        for at in range(6):
            left, base = 430 + at * 36, 210 + at * 42
            draw.rectangle((left, base - 40, left + 10, base), "white", outline=_RED, width=2)
        draw.line((430, 180, 640, 420), _GREY, 12)
        return
    for _ in range(rng.randrange(2, 5)):
        left, base = rng.randrange(180, 380), rng.randrange(280, 410)
        draw.ellipse((left, base, left + rng.randrange(50, 100), base + 26), "#2c3e50")


def _barrels(draw: ImageDraw, after: bool, rng: random.Random) -> None:
    """Barrels: thrown about and leaking, or in a row on a tray with labels."""
    colours = ("#2e86c1", "#1e8449", "#b9770e")
    if after:
        draw.rectangle((60, 390, 580, 415), _YELLOW, outline=_DARK, width=3)
    for at in range(4):
        left = 80 + at * 126
        top = 230 if after else rng.randrange(190, 280)
        draw.rounded_rectangle((left, top, left + 90, top + 160), 14, rng.choice(colours), outline=_DARK)
        draw.line((left, top + 54, left + 90, top + 54), _DARK, 3)
        draw.line((left, top + 108, left + 90, top + 108), _DARK, 3)
        if after:
            draw.rectangle((left + 18, top + 62, left + 72, top + 100), "#f5b041", outline="black")
            draw.text((left + 25, top + 66), "标签", fill="black", font=_font(18))
        elif rng.random() < 0.6:
            draw.ellipse((left - 10, top + 140, left + 110, top + 180), "#4d3b24")


def _panel(draw: ImageDraw, after: bool, rng: random.Random) -> None:
    """A switchboard, open with bare wires or closed with its warning."""
    left = rng.randrange(170, 250)
    draw.rectangle((left, 70, left + 260, 390), "#bfc9ca", outline=_DARK, width=5)
    if after:
        draw.polygon(((left + 130, 130), (left + 190, 240), (left + 70, 240)), _YELLOW, outline="black")
        draw.text((left + 76, 270), "当心触电", fill="black", font=_font(28))
        return
    draw.polygon(((left, 70), (left - 120, 110), (left - 120, 430), (left, 390)), "#95a5a6")
    for at in range(6):
        draw.rectangle((left + 30 + at * 34, 130, left + 56 + at * 34, 190), _DARK)
        end = (left + rng.randrange(20, 240), rng.randrange(250, 380))
        draw.line((left + 43 + at * 34, 190, *end), rng.choice((_RED, _YELLOW, _GREEN)), 5)


def _board(draw: ImageDraw, after: bool, rng: random.Random) -> None:
    """A notice board, torn and old or newly put up."""
    draw.rectangle((90, 70, 550, 320), "#2471a3", outline=_DARK, width=6)
    draw.text((220, 78), "安全生产宣传栏", fill="white", font=_font(28))
    for at in range(3):
        left = 112 + at * 144
        tilt = 0 if after else rng.randrange(-26, 27)
        paper = "#fdfefe" if after else "#e5d8b0"
        draw.polygon(((left, 125), (left + 126, 125 + tilt), (left + 126, 300), (left, 300 - tilt)), paper)
        for line in range(145, 285, 20 if after else 46):
            draw.line((left + 14, line, left + 112, line), _GREY, 4)


def _slope(draw: ImageDraw, after: bool, rng: random.Random) -> None:
    """A quarry face with loose stones, or cleared and with a wall at its foot."""
    draw.polygon(((0, 60), (180, 90), (260, 220), (400, 240), (470, 360), (WIDTH, 380), (WIDTH, HEIGHT), (0, HEIGHT)), "#a68a64")  # fmt: skip
    draw.line((0, 60, 180, 90, 260, 220, 400, 240, 470, 360, WIDTH, 380), "#6e5637", 6)
    if after:
        draw.rectangle((470, 345, 600, 375), _GREY, outline=_DARK, width=3)
        return
    for _ in range(rng.randrange(5, 10)):
        left, top, side = rng.randrange(150, 440), rng.randrange(90, 330), rng.randrange(24, 60)
        draw.polygon(((left, top), (left + side, top + 8), (left + side - 8, top + side), (left - 6, top + side - 10)), "#6e6e64", outline="#3d3d36")  # fmt: skip


_SCENES: dict[str, Scene] = {
    "passage": _passage,
    "wire": _wire,
    "extinguisher": _extinguisher,
    "edge": _edge,
    "road": _road,
    "barrels": _barrels,
    "panel": _panel,
    "board": _board,
    "slope": _slope,
}
