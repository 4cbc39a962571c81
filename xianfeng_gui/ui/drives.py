"""The drives that a file may be carried away on: sticks and cards, as the system names them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_MOUNTED_BELOW = ("/media/", "/run/media/")
"""Where desktops of Linux put removable drives."""
_DRIVE_REMOVABLE = 2
"""Windows' answer for sticks and cards; a disk in a case answers as a fixed one."""
_GIGABYTE = 1024**3


@dataclass(frozen=True)
class Drive:
    """A removable drive; sizes in bytes."""

    root: Path
    label: str
    free: int
    total: int
    read_only: bool

    def __str__(self) -> str:
        """As a list of choices shows it."""
        name = f"{self.label}（{self.root}）" if self.label else str(self.root)
        room = f"剩 {self.free / _GIGABYTE:.1f} GB，共 {self.total / _GIGABYTE:.1f} GB"
        return f"{name}  {room}" + ("  写保护" if self.read_only else "")


def removable() -> list[Drive]:
    """The removable drives that are plugged in and can be read, those that can be written first."""
    found = [
        Drive(
            Path(volume.rootPath()),
            volume.name(),
            volume.bytesAvailable(),
            volume.bytesTotal(),
            volume.isReadOnly(),
        )
        for volume in QStorageInfo.mountedVolumes()
        if volume.isValid() and volume.isReady() and is_removable(volume.rootPath())
    ]
    return sorted(found, key=lambda drive: (drive.read_only, str(drive.root)))


if sys.platform == "win32":

    def is_removable(root: str) -> bool:
        """Whether the drive with this root is a stick or a card."""
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\")) == _DRIVE_REMOVABLE

else:

    def is_removable(root: str) -> bool:
        """Whether the drive with this root is a stick or a card."""
        return f"{root}/".startswith(_MOUNTED_BELOW)
