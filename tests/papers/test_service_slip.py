"""The proof of service: each way of service has its own rows and blanks, and says what its date is the date of."""

from __future__ import annotations

import pytest

from db.vocabulary import PaperKind, ServiceWay
from tests.papers.samples import extracted, paper

PEOPLE = {"receiver": "罗某", "servers": "何某、李某", "place": "绣庄村2组", "address": "绣庄村2组"}


def slip(way: str, **values: str) -> str:
    """The text of a slip without blanks."""
    plain = {"served_on": "2021-06-18", "posted_on": "2021-06-16", "effective_on": "2021-08-17", "remark": ""}
    return extracted(paper(PaperKind.SERVICE, way=way, **PEOPLE | plain | values).pdf)


@pytest.mark.parametrize(
    ("way", "receiver_signs", "witnesses"),
    [
        ("", True, True),
        (ServiceWay.SIGNED, True, False),
        (ServiceWay.LEFT, False, True),
        (ServiceWay.POST, False, False),
        (ServiceWay.ANNOUNCED, False, False),
    ],
)
def test_blanks_to_sign_are_those_of_the_way(way: str, receiver_signs: bool, witnesses: bool) -> None:
    text = slip(way, witnesses="")
    assert ("（签名或者盖章）" in text) is receiver_signs
    assert ("见证人（签名）" in text or "见证人" in text.replace("见证人签名", "")) is witnesses
    assert "何某、李某" in text and "（签名）：" in text


def test_a_witness_of_a_delivery_by_hand_is_named() -> None:
    assert "周某" in slip(ServiceWay.SIGNED, witnesses="周某")


def test_by_post_the_day_of_receipt_is_not_that_of_a_signature() -> None:
    text = slip(ServiceWay.POST, remark="邮件号码EX123456789CN")
    for said in (
        "交寄日期2021年6月16日",
        "收件人罗某",
        "2021年6月18日",
        "寄件人",
        "EX123456789CN",
        "邮寄凭证和回执附后",
    ):
        assert said in text, said
    assert "回执上的" in text and "收件日期" in text
    assert text.count("2021年6月18日") == 1 and "拒绝接收" not in text
    by_hand = slip(ServiceWay.POST, posted_on="")
    assert "2021年6月16日" not in by_hand and by_hand.count("日") == text.count("日"), (
        "room to write it by hand"
    )


def test_an_announcement_says_where_it_stood_and_from_when_it_counts() -> None:
    text = slip(ServiceWay.ANNOUNCED, place="镇公告栏", remark="镇政府网站同步公告")
    for said in ("公告日期", "2021年6月18日", "2021年8月17日", "镇公告栏", "镇政府网站同步公告", "公告文本"):
        assert said in text, said
    assert "期满视为" in text and "送达日期" in text


def test_left_it_says_when_and_why() -> None:
    text = slip(ServiceWay.LEFT, remark="负责人拒绝签收", witnesses="周某")
    assert "留置日期2021年6月18日" in text and "负责人拒绝签收" in text and "周某" in text
