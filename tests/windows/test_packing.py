"""The zip file of the folder edition can be opened by others and holds the folder as it was."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tools.windows.contents import damaged
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


def test_a_zip_that_was_broken_off_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "xianfeng"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "a.dll").write_bytes(b"library" * 99)
    (folder / "xianfeng.exe").write_bytes(b"exe" * 99)
    packed = pack(folder)
    assert list(damaged(folder)) == []
    (folder / "b.dll").write_bytes(b"newer than the zip")
    assert list(damaged(folder)) == ["xianfeng.zip does not hold the folder: xianfeng/b.dll"]
    packed.write_bytes(packed.read_bytes()[:-30])
    [sentence] = damaged(folder)
    assert sentence.startswith("xianfeng.zip is no whole zip file")
