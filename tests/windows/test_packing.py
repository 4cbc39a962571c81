"""The zip file of the folder edition can be opened by others and holds the folder as it was."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tools.windows.packing import pack


def test_the_folder_comes_out_as_it_went_in(tmp_path: Path) -> None:
    folder = tmp_path / "xianfeng"
    bodies = {
        "xianfeng.exe": bytes(range(256)) * 999,
        "_internal/empty": b"",
        "_internal/说明 1.txt": "字".encode(),
    }
    for name, body in bodies.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    with zipfile.ZipFile(pack(folder)) as packed:
        assert packed.testzip() is None
        assert {name: packed.read(f"xianfeng/{name}") for name in bodies} == bodies
        assert len(packed.namelist()) == len(bodies)
        assert packed.getinfo("xianfeng/xianfeng.exe").compress_size < 3000
        assert packed.infolist()[0].date_time[0] >= 2021
