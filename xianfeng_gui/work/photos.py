"""Photos: made small enough for an old PC, big enough for a printed page, and kept by their content."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from db import media
from db.errors import UserError
from db.vocabulary import PhotoMoment

LONG_SIDE = 1600
"""Pixels: a photo printed across the 156 mm of a page's text block at 260 dpi."""
QUALITY = 85


@dataclass(frozen=True)
class PhotoInput:
    """A photo whose bytes are already kept, with what the clerk says about it.

    ``pair``: photos before and after with the same number stand side by side; 0 for none.
    """

    sha256: str
    width: int
    height: int
    moment: PhotoMoment = PhotoMoment.BEFORE
    caption: str = ""
    pair: int = 0


def keep_file(path: Path, moment: PhotoMoment = PhotoMoment.BEFORE, caption: str = "") -> PhotoInput:
    """Read a picture file (JPEG, PNG, BMP, WebP …) and keep it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"读不出照片“{path.name}”，请检查文件是否还在、U盘是否插好", "photos") from error
    return keep(data, path.name, moment, caption)


def keep(data: bytes, name: str, moment: PhotoMoment = PhotoMoment.BEFORE, caption: str = "") -> PhotoInput:
    """Keep a picture given as the bytes of an image file; ``name`` is for the error sentence."""
    body, width, height = _shrink(data, name)
    return PhotoInput(media.put(body), width, height, moment, caption)


def _shrink(data: bytes, name: str) -> tuple[bytes, int, int]:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as opened:
            # A phone stores how it was held beside the picture; papers and the window want it upright.
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UserError(f"“{name}”不是能打开的照片，请换成JPG或PNG格式", "photos") from error
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue(), upright.width, upright.height
