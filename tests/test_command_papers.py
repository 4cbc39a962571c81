"""The commands on papers: every kind from the number of what it stands on, many at once, verification, volumes, settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from tests.test_command import SPEC, Run, add, office, refused, run
from tests.work.hazard_specs import FIVE_ASSURANCES

__all__ = ["office", "run"]  # fixtures
NOTICE = "先锋府安改〔2021〕1号"


def inspection(run: Run, tmp_path: Path) -> tuple[str, str]:
    """An inspection with one hazard: both numbers."""
    file = tmp_path / "inspection.json"
    file.write_text(
        """{"site": {"name": "好运来副食店", "address": "绣庄村3组"}, "date": "2021-06-17", "from": "9:00", "to": "10:00",
        "inspectors": [{"name": "何某", "certificate": "渝A001"}, {"name": "李某", "certificate": "渝A002"}],
        "items": [{"topic": 5, "description": "安全出口上锁", "measure": "立即开锁", "deadline": "2021-07-02"}]}""",
        "utf-8",
    )
    result = run("inspection", "add", "--json", str(file))
    assert result.status == 0, result.err
    numbers = result.out.split()
    return numbers[0], numbers[1]


def test_the_whole_path_by_commands(office: Run, tmp_path: Path) -> None:
    visit, hazard = inspection(office, tmp_path)

    def paper(kind: str, *words: str) -> str:
        target = tmp_path / f"{kind}.pdf"
        result = office("paper", kind, *words, "-o", str(target))
        assert result.status == 0, result.err
        assert target.read_bytes().startswith(b"%PDF")
        return result.out

    assert "先锋府安检〔2021〕1号" in paper("inspection-record", visit)
    assert NOTICE in paper("notice", hazard)
    paper("service", NOTICE, "--value", "receiver=罗某")
    assert "先锋府安复〔2021〕1号" in paper(
        "reinspection", NOTICE, "--failed", hazard, "--deadline", "2021-7-20"
    )
    refused(office("paper", "district-report", hazard, "-o", str(tmp_path / "no.pdf")), "请填写“签发人”")
    office("set", "paper.signer", "周某")
    paper("district-report", hazard)
    paper("summons", hazard)
    paper("circular", hazard)
    refused(office("paper", "closure", hazard, "-o", str(tmp_path / "no.pdf")), "还没有销号")
    paper("referral", hazard)
    office("hazard", "step", hazard, "close", "--remark", "区应急局已处理")
    assert "先锋府安销〔2021〕1号" in paper("closure", hazard, "--value", "reinspected_on=2021-06-18")
    refused(office("paper", "order", hazard, "-o", str(tmp_path / "no.pdf")), "委托的执法权")
    office("set", "paper.enforcement", "是")
    paper("site-measures", visit)
    listed = office("paper", "--list").out
    assert "inspection-record" in listed and NOTICE in listed and "须有委托的执法权" in listed
    volume = tmp_path / "volume.pdf"
    assert office("volume", visit, "-o", str(volume)).status == 0
    assert len(PdfReader(volume).pages) > 10
    assert office("check").status == 0


def test_the_major_ones(office: Run, tmp_path: Path) -> None:
    major = SPEC | {"grade": "major", "grade_reason": "涉氨", "five_assurances": FIVE_ASSURANCES}
    (number,) = add(office, tmp_path, major)
    target = str(tmp_path / "a.pdf")
    for kind in ("notice", "rectification-plan", "listing", "reinspection", "delisting"):
        result = office("paper", kind, number, "-o", target)
        assert result.status == 0, (kind, result.err)
    assert office("hazard", "step", number, "close").status == 0


def test_an_order_by_its_hazard(office: Run, tmp_path: Path) -> None:
    _, hazard = inspection(office, tmp_path)
    office("set", "使用执法文书", "1")
    assert "先锋府安责〔2021〕1号" in office("paper", "order", hazard, "-o", str(tmp_path / "a.pdf")).out


def test_an_editable_copy_and_a_draft(office: Run, tmp_path: Path) -> None:
    (number,) = add(office, tmp_path, SPEC)
    target = tmp_path / "通知.pdf"
    draft = office("paper", "notice", number, "-o", str(target), "--draft", "--deadline", "2021-07-03")
    assert draft.status == 0 and "是周六" in draft.out
    assert office("paper", "notice", number, "-o", str(target), "--docx").status == 0
    text = "".join(paragraph.text for paragraph in Document(str(tmp_path / "通知.docx")).paragraphs)
    assert NOTICE in text and "灭火器压力不足" in text
    refused(office("paper", "notice", number, "-o", str(target), "--value", "x"), "栏目=内容")


def test_many_at_once(office: Run, tmp_path: Path) -> None:
    other = SPEC | {"site": {"name": "另一家店"}, "deadline": None}
    add(office, tmp_path, SPEC, {key: value for key, value in other.items() if value is not None})
    days = ("--from", "2021-06-01", "--to", "2021-06-30")
    result = office("papers", "--due", *days, "-o", str(tmp_path / "out"))
    assert result.status == 2 and "另一家店" in result.err and "共1份文书" in result.out
    assert [file.name for file in (tmp_path / "out").iterdir()] == [f"{NOTICE}.pdf"]
    visit, hazard = inspection(office, tmp_path)
    office("paper", "inspection-record", visit, "-o", str(tmp_path / "a.pdf"))
    office("paper", "notice", hazard, "-o", str(tmp_path / "b.pdf"))
    merged = office("papers", "--inspection", visit, "-o", str(tmp_path / "one"), "--merge")
    assert merged.status == 0 and "共2份文书" in merged.out
    pages = len(PdfReader(tmp_path / "a.pdf").pages) + len(PdfReader(tmp_path / "b.pdf").pages)
    assert len(PdfReader(tmp_path / "one" / "文书.pdf").pages) == pages
    refused(office("papers", "--due", "--from", "2021-6-2", "--to", "2021-6-1", "-o", str(tmp_path)), "早于")


def test_verification(office: Run, tmp_path: Path) -> None:
    (number,) = add(office, tmp_path, SPEC)
    target = tmp_path / "通知.pdf"
    office("paper", "notice", number, "-o", str(target))
    genuine = office("paper", "verify", str(target))
    assert genuine.status == 0 and genuine.out.startswith("genuine（真实有效）") and NOTICE in genuine.out
    target.write_bytes(target.read_bytes() + b"\n%")
    changed = office("paper", "verify", str(target))
    assert changed.status == 2 and changed.out.startswith("altered") and "已被改动" in changed.err
    refused(office("paper", "verify", str(tmp_path / "none.pdf")), "读不出")


def test_settings(office: Run) -> None:
    assert office("set", "paper.mark", "先锋镇应急办文件").out == "发文机关标志：先锋镇应急办文件\n"
    assert "paper.mark  发文机关标志：先锋镇应急办文件" in office("set", "--list").out
    assert office("set", "enforcement", "是").out == "使用执法文书：是\n"
    assert "paper.sealed  落款加盖印章：是" in office("set", "--list").out
    refused(office("set", "paper.marc", "x"), "没有“paper.marc”这项设置")
    refused(office("set", "paper.mark"), "新内容")
    refused(office("set", "paper.sealed", "也许"), "只能填")


@pytest.mark.parametrize("words", [("paper",), ("paper", "notice"), ("papers", "-o", "x"), ("volume", "x")])
def test_what_makes_no_sense_is_said(office: Run, words: tuple[str, ...]) -> None:
    result = office(*words)
    assert result.status == (0 if words == ("paper",) else 2)


def test_a_batch_that_can_not_be_kept_uses_no_numbers(office: Run, tmp_path: Path) -> None:
    add(office, tmp_path, SPEC)
    (tmp_path / "taken").write_text("")
    refused(office("papers", "--due", "-o", str(tmp_path / "taken" / "out")), "无法写入")
    kept = office("papers", "--due", "-o", str(tmp_path / "all.PDF"), "--merge")
    assert kept.status == 0 and f"已出具{NOTICE}" in kept.out and (tmp_path / "all.PDF").is_file()
