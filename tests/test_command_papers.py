"""The commands on papers: every kind from the number of what it stands on, many at once, verification, volumes, settings."""

from __future__ import annotations

import contextlib
import sqlite3
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
    bound = office("volume", visit, "-o", str(volume))
    assert bound.status == 0 and "未制作：送达回证（先锋府安复〔2021〕1号）" in bound.out
    assert f"未制作：送达回证（{NOTICE}）" not in bound.out
    assert len(PdfReader(volume).pages) > 10
    assert office("check").status == 0


def noticed(run: Run, tmp_path: Path, count: int = 2) -> list[str]:
    """Hazards of one site under one notice: their numbers."""
    specs = [SPEC | {"description": f"灭火器{place}号压力不足"} for place in range(count)]
    numbers = add(run, tmp_path, *specs)
    assert run("paper", "notice", *numbers, "-o", str(tmp_path / "notice.pdf")).status == 0
    return numbers


def said_in(pdf: Path) -> str:
    """All words of a PDF without blanks."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(pdf).pages)


def test_who_says_one_result_says_all(office: Run, tmp_path: Path) -> None:
    first, second = noticed(office, tmp_path)
    words = ("paper", "reinspection", NOTICE, "-o", str(tmp_path / "a.pdf"))
    refused(office(*words, "--passed", first), f"{second}还没有复查结果")
    office("hazard", "step", second, "report_rectified")  # the firm's word is no result either
    refused(office(*words, "--passed", first), f"{second}还没有复查结果")
    refused(office(*words, "--passed", first, "--failed", first, second), f"{first}不能既")
    refused(office(*words, "--passed", "YJB-2021-0099"), "YJB-2021-0099不在这次复查的隐患之中")
    assert not (tmp_path / "a.pdf").exists()
    draft = office(*words, "--draft")
    assert draft.status == 0 and f"{first}还没有填复查结果" in draft.out
    done = office(*words, "--passed", first, "--failed", second, "--deadline", "2021-7-20")
    assert done.status == 0
    assert "随即登记：“报告整改完成”1条、“复查合格”1条、“复查不合格”1条" in done.out


def test_without_a_result_the_command_writes_passed_and_says_so(office: Run, tmp_path: Path) -> None:
    first, second = noticed(office, tmp_path)
    office("hazard", "step", first, "report_rectified")
    office("hazard", "step", first, "fail_reinspection", "--deadline", "2021-7-20")
    done = office("paper", "reinspection", NOTICE, "--deadline", "2021-7-20", "-o", str(tmp_path / "a.pdf"))
    assert done.status == 0 and f"没有写明复查结果，{second}按已整改到位写" in done.out
    assert "随即登记：“报告整改完成”1条、“复查合格”1条\n" in done.out


def test_all_passed_by_one_word_and_by_the_records(office: Run, tmp_path: Path) -> None:
    first, second = noticed(office, tmp_path)
    office("hazard", "step", first, "report_rectified")
    office("hazard", "step", first, "fail_reinspection", "--deadline", "2021-7-20")
    words = ("paper", "reinspection", NOTICE, "-o", str(tmp_path / "a.pdf"), "--deadline", "2021-7-20")
    refused(office(*words, "--passed"), f"{first}在台账中登记为复查不合格，与--passed不符")
    done = office(*words, "--passed", "--failed", first)
    assert done.status == 0 and "随即登记：“报告整改完成”1条、“复查合格”1条\n" in done.out
    text = said_in(tmp_path / "a.pdf")
    assert "未整改到位" in text and second in text


def test_service_is_registered(office: Run, tmp_path: Path) -> None:
    (number,) = noticed(office, tmp_path, 1)
    signed = ("paper", "serve", NOTICE, "--way", "直接送达")
    refused(office(*signed), "请填写收件人")
    refused(office(*signed, "--receiver", "罗某", "--date", "6月17日"), "不能早于发文日期")
    refused(office("paper", "serve", number, "--way", "signed"), "不是文书的编号")
    refused(office("paper", "serve", NOTICE, "--way", "亲自"), "left（留置送达）")
    slip = tmp_path / "回证.pdf"
    slip.write_bytes((tmp_path / "notice.pdf").read_bytes())
    done = office(*signed, "--receiver", "罗某", "--post", "店主", "--slip", str(slip))
    assert done.status == 0 and "2021-06-18 直接送达，罗某" in done.out
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / "archive.db")) as archive:
        row = archive.execute("SELECT receiver_post, place, servers, file_name FROM service").fetchone()
    assert row == ("店主", "绣庄村3组", "", "回证.pdf")
    assert office("undo").status == 0
    announce = ("paper", "serve", NOTICE, "--way", "announced", "--date", "2021-6-18")
    refused(office(*announce), "须写明在哪里公告")
    announced = office(*announce, "--place", "镇公告栏")
    refused(office(*announce, "--place", "镇公告栏"), "2021-06-18的公告送达已经登记")
    assert "视为送达" in announced.out and "整改期限早于送达日期" in announced.out
    refused(office("paper", "serve", "先锋府安改〔2021〕9号", "--way", "signed"), "没有编号为")


def test_a_paper_is_voided_and_its_number_kept(office: Run, tmp_path: Path) -> None:
    (number,) = noticed(office, tmp_path, 1)
    refused(office("paper", "void", NOTICE), "--reason")
    refused(office("paper", "void", NOTICE, "--reason", " "), "请填写作废原因")
    assert office("paper", "void", NOTICE, "--reason", "对象写错").out == f"已作废{NOTICE}：对象写错\n"
    refused(office("paper", "void", NOTICE, "--reason", "再来"), "已经作废")
    assert "已作废" in office("paper", "--list").out
    again = office("paper", "notice", number, "-o", str(tmp_path / "b.pdf"))
    assert "先锋府安改〔2021〕2号" in again.out
    verified = office("paper", "verify", str(tmp_path / "notice.pdf"))
    assert verified.status == 2 and verified.out.startswith("已作废：") and "对象写错" in verified.out


def test_a_paper_is_corrected_by_another(office: Run, tmp_path: Path) -> None:
    (number,) = noticed(office, tmp_path, 1)
    target = tmp_path / "更正.pdf"
    words = ("paper", "correct", NOTICE, "-o", str(target))
    refused(office(*words, "--passed"), "没有复查结果")
    done = office(*words, "--deadline", "2021.7.15", "--value", "联系人及电话=何某", "--docx")
    assert done.status == 0 and "已出具先锋府安改〔2021〕2号" in done.out
    text = said_in(target)
    assert "2021年7月15日" in text and "何某" in text and target.with_suffix(".docx").is_file()
    refused(office(*words), "已经作废")
    refused(office("paper", "correct", number, "-o", str(target)), "不是文书的编号")


def test_a_correction_repeats_what_is_not_changed(office: Run, tmp_path: Path) -> None:
    (number,) = noticed(office, tmp_path, 1)
    office("paper", "reinspection", number, "--passed", "-o", str(tmp_path / "a.pdf"))
    words = ("paper", "correct", "先锋府安复〔2021〕1号", "-o", str(tmp_path / "b.pdf"))
    refused(office(*words, "--failed", number), "继续整改期限")
    assert office(*words, "--value", "复查意见=现场核对无误").status == 0
    assert "已整改到位" in (text := said_in(tmp_path / "b.pdf")) and "现场核对无误" in text
    office("paper", "closure", number, "-o", str(tmp_path / "c.pdf"))
    closure = ("paper", "correct", "先锋府安销〔2021〕1号", "-o", str(tmp_path / "d.pdf"))
    refused(office(*closure, "--deadline", "+5"), "不写整改期限")


def test_fields_are_named_and_dated_as_a_clerk_does(office: Run, tmp_path: Path) -> None:
    noticed(office, tmp_path, 1)
    slip = tmp_path / "a.pdf"
    words = ("paper", "service", NOTICE, "-o", str(slip), "--value")
    typed = ("送达日期=2021年6月18日", "--value", "收件人=罗某", "--value", "送达方式=留置送达")
    assert office(*words, *typed, "--draft").status == 0
    text = said_in(slip)
    assert "2021年6月18日" in text and "罗某" in text and "留置送达" in text
    for day in ("6.18", "20210618", "6-18", "2021/6/18"):
        draft = office(*words, f"served_on={day}", "--draft")
        assert draft.status == 0, draft.err
        assert "2021年6月18日" in said_in(slip)
    refused(office(*words, "送达日期=月底"), "不是日期")
    refused(office(*words, "送达方式=快递"), "post（邮寄送达）")
    refused(
        office(*words, "收信人=罗某"), "没有“收信人”这一栏", "receiver（收件人）", "served_on（送达日期）"
    )


def test_the_major_ones(office: Run, tmp_path: Path) -> None:
    major = SPEC | {"grade": "major", "grade_reason": "涉氨", "five_assurances": FIVE_ASSURANCES}
    (number,) = add(office, tmp_path, major)
    target = str(tmp_path / "a.pdf")
    for words in (
        ("notice", number),
        ("rectification-plan", number),
        ("listing", number),
        ("reinspection", number, "--passed"),
        ("delisting", number),
    ):
        result = office("paper", *words, "-o", target)
        assert result.status == 0, (words, result.err)
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
    refused(office("paper", "correct", NOTICE, "-o", str(target), "--value", "x"), "栏目=内容")


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
    assert genuine.status == 0 and genuine.out.startswith("真实有效：") and NOTICE in genuine.out
    target.write_bytes(target.read_bytes() + b"\n%")
    changed = office("paper", "verify", str(target))
    assert changed.status == 2 and changed.out.startswith("已被改动：") and "已被改动" in changed.err
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


def test_an_issued_paper_is_saved_again_as_it_was(office: Run, tmp_path: Path) -> None:
    noticed(office, tmp_path, 1)
    again = tmp_path / "again.pdf"
    done = office("paper", "save", NOTICE, "-o", str(again), "--docx")
    assert done.status == 0 and done.out == f"{again}\n{again.with_suffix('.docx')}\n"
    assert again.read_bytes() == (tmp_path / "notice.pdf").read_bytes()
    assert again.with_suffix(".docx").stat().st_size > 1000
    refused(office("paper", "save", "先锋府安改〔2021〕9号", "-o", str(again)), "没有编号为")
