"""Write resources/colour/srgb.icc: the sRGB profile that PDF/A wants in every paper.

It is Little CMS's built-in one (through Pillow), which carries the words "No copyright, use freely".

    python -m tools.build_profile
"""

from __future__ import annotations

from pathlib import Path

from PIL import ImageCms

TARGET = Path(__file__).resolve().parent.parent / "resources" / "colour" / "srgb.icc"
CREATED = slice(24, 36)
"""Where a profile says when it was made: left out, so that a rebuild gives the same bytes."""


def main() -> None:
    """Make the profile."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[CREATED] = bytes([0x07, 0xE4, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])  # 2020-01-01
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(profile)


if __name__ == "__main__":
    main()
