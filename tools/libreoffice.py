"""LibreOffice turns papers in .docx into PDF, for tests and measurements: with the project's own fonts and no others.

A machine without Chinese fonts would draw boxes. So fontconfig is told where ours lie, and that they stand for those which
the .docx names.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
STANDS_FOR = {
    "仿宋_GB2312": ("FandolFang", "regular"),
    "楷体_GB2312": ("FandolKai", "regular"),
    "黑体": ("Noto Sans SC", "medium"),
    "方正小标宋简体": ("Noto Serif SC", "bold"),
    "宋体": ("Noto Serif SC", "regular"),
}
"""Family and weight of ours by the name of the font that official papers ask for."""
_MATCH = """<match target="pattern"><test name="family"><string>{wanted}</string></test>
<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>
<edit name="weight" mode="assign" binding="strong"><const>{weight}</const></edit></match>"""


def to_pdf(files: Sequence[Path], scratch: Path, seconds: float | None = None) -> Path:
    """Convert all files in one call; the folder in ``scratch`` with a .pdf for each.

    Its profile is kept in ``scratch``, so that only the first call there has to make one. CalledProcessError when it fails,
    FileNotFoundError when it isn't installed (``tools/setup.sh dev`` does that), TimeoutExpired after ``seconds``.
    """
    made = scratch / "pdf"
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(made)]
    environment = os.environ | {"FONTCONFIG_FILE": str(_font_settings(scratch))}
    subprocess.run(
        [*command, *map(str, files)], check=True, capture_output=True, timeout=seconds, env=environment
    )
    if missing := [file.name for file in files if not (made / file.with_suffix(".pdf").name).exists()]:
        # It ends with status 0 even where it can't read a file, as it can't without its Writer.
        raise FileNotFoundError(
            f"LibreOffice made no PDF of {missing[0]}: is libreoffice-writer-nogui installed?"
        )
    return made


def _font_settings(scratch: Path) -> Path:
    path = scratch / "fonts.conf"
    if not path.exists():
        matches = "\n".join(
            _MATCH.format(wanted=wanted, family=family, weight=weight)
            for wanted, (family, weight) in STANDS_FOR.items()
        )
        path.write_text(
            f"<fontconfig><dir>{FONTS}</dir><cachedir>{scratch / 'font-cache'}</cachedir>\n{matches}\n</fontconfig>\n",
            encoding="utf-8",
        )
    return path
