"""PDFs read with pypdf, which is imported only here and where pages are put together."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    """A PDF opened; pypdf's own errors for what is none. Its remarks about broken files are not for the clerk's screen."""
    from pypdf import PdfReader

    log = logging.getLogger("pypdf")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    return PdfReader(io.BytesIO(pdf))
