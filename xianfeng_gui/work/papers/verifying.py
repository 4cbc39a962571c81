"""Is this paper one of ours, and does it still hold? From its file, or from the text of its QR code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from db import connection
from db.errors import UserError
from db.records import Paper
from xianfeng_gui.work.papers import kept

if TYPE_CHECKING:
    from xianfeng_gui.papers.qr import CheckCode


class Verdict(StrEnum):
    """What a check found."""

    GENUINE = "genuine"
    VOIDED = "voided"
    ALTERED = "altered"
    UNKNOWN = "unknown"
    REGISTERED = "registered"


WORDS = {
    Verdict.GENUINE: "真实有效",
    Verdict.VOIDED: "已作废",
    Verdict.ALTERED: "已被改动",
    Verdict.UNKNOWN: "不是本单位出具的文书",
    Verdict.REGISTERED: "无法核验",
}


@dataclass(frozen=True)
class Checked:
    """The verdict, in words, and the paper that it is about."""

    verdict: Verdict
    sentence: str
    paper_id: str | None = None


def verify_file(file: Path) -> Checked:
    """Check a PDF; UserError when the file can't be read or is no PDF."""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise UserError(f"读不出文件“{file.name}”，请检查路径、U盘是否插好") from error
    return verify(body)


def verify(pdf: bytes) -> Checked:
    """Check a PDF: the very bytes that were kept, or at least its check code."""
    from xianfeng_gui.papers.qr import code_of_pdf

    paper = Paper.get_or_none(Paper.sha256 == hashlib.sha256(pdf).hexdigest())
    if paper is not None:
        return _standing(paper, "与留存的文件完全一致")
    code = code_of_pdf(pdf)
    if code is None:
        return Checked(
            Verdict.UNKNOWN,
            "文件中没有本程序的核验码，也不与留存的任何文书相同；合并的文件和案卷请逐份核验，或扫描页面上的二维码",
        )
    found = verify_code(code)
    if found.verdict in (Verdict.UNKNOWN, Verdict.REGISTERED):
        return found
    sentence = f"自称{code.number}，但文件与留存的不一致，请以留存的为准"
    return Checked(Verdict.ALTERED, sentence, found.paper_id)


def verify_text(text: str) -> Checked:
    """Check the text that a scanner reads from a paper's QR code."""
    from xianfeng_gui.papers.qr import read_code

    return verify_code(read_code(text))


def verify_code(code: CheckCode) -> Checked:
    """Compare a check code with what was kept of the paper of that number."""
    paper = Paper.get_or_none(Paper.number == code.number)
    if paper is None:
        return _by_hash(code) or Checked(Verdict.UNKNOWN, f"没有出具过{code.number}")
    if not paper.is_kept:
        sentence = f"{paper.number}{kept.ONLY_REGISTERED}，请与原件核对"
        return Checked(Verdict.REGISTERED, sentence, paper.id)
    if not paper.content or not code.matches(kept.content_of(paper)):
        return Checked(Verdict.ALTERED, f"{paper.number}的核验码与留存的内容不符", paper.id)
    return _standing(paper, "核验码与留存的内容一致，请再核对纸面文字")


def _by_hash(code: CheckCode) -> Checked | None:
    """The paper of that day whose content has the code's hash: a scanner that can't type Chinese spoils the number only."""
    for paper in Paper.select().where((Paper.issued_on == code.issued_on) & (Paper.content != "")):
        if code.same_content(kept.content_of(paper)):
            if _digits(code.number) != _digits(paper.number):
                sentence = f"自称{code.number}，但校验值是{paper.number}的，请以留存的为准"
                return Checked(Verdict.ALTERED, sentence, paper.id)
            return _standing(
                paper, f"校验值与留存的内容一致（扫出的字号是“{code.number}”），请核对纸面字号和文字"
            )
    return None


def _digits(number: str) -> str:
    """What every scanner types of a document number: year and number."""
    return "".join(char for char in number if char in "0123456789")


def _standing(paper: Paper, how: str) -> Checked:
    if paper.voided_on is not None:
        reason = f"（{paper.void_reason}）" if paper.void_reason else ""
        return Checked(Verdict.VOIDED, f"{paper.number}{how}，但已于{paper.voided_on}作废{reason}", paper.id)
    site = connection.scalar("SELECT name FROM site WHERE id = ?", (paper.site_id,))
    return Checked(
        Verdict.GENUINE, f"{paper.number}（{paper.kind.label}，{site}，{paper.issued_on}）{how}", paper.id
    )
