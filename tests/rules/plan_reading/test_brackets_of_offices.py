"""Offices in brackets, behind labels and inside of sentences: each is taken or told, and nothing else is one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xianfeng_gui.rules.plan_reading.offices import leading, split_off, unread_offices


@pytest.mark.parametrize(
    ("bracket", "lead", "supporting", "local", "time"),
    [
        ("镇交管办牵头，各村配合，2025年6月底前", ("镇交管办",), (), "各村", "2025年6月底前"),
        (
            "镇应急办、镇经发办按职责分工负责，2025年底前完成",
            ("镇应急办",),
            ("镇经发办",),
            "",
            "2025年底前完成",
        ),
        ("柳溪派出所、镇交通办共同牵头，相关单位负责", ("柳溪派出所", "镇交通办"), (), "", ""),
        ("分别由镇应急办、镇经发办负责", ("镇应急办",), ("镇经发办",), "", ""),
        ("镇消防工作站牵头；镇规建办、各社区配合", ("镇消防工作站",), ("镇规建办",), "各社区", ""),
        ("镇消防工作站、镇规建办，持续推进", ("镇消防工作站",), ("镇规建办",), "", "持续推进"),
        ("2025年底前由镇应急办负责", ("镇应急办",), (), "", "2025年底前"),
        ("镇应急办2025年底前完成，各社区居委会配合", ("镇应急办",), (), "各社区居委会", "2025年底前完成"),
        ("镇应急办、镇妇联、各村、社区负责", ("镇应急办",), ("镇妇联",), "各村、社区", ""),
        ("各村和镇应急办负责", ("镇应急办",), (), "各村", ""),
        ("镇应急办会同派出所负责", ("镇应急办",), ("派出所",), "", ""),
        ("联合执法队负责", ("联合执法队",), (), "", ""),
        ("镇应急办为牵头单位，镇经发办为配合单位", ("镇应急办",), ("镇经发办",), "", ""),
        ("牵头单位镇应急办，配合单位镇经发办", ("镇应急办",), ("镇经发办",), "", ""),
        ("牵头：镇应急办；配合：镇经发办；6月底前完成", ("镇应急办",), ("镇经发办",), "", "6月底前完成"),
        ("镇应急办牵头；完成时限：2025年6月", ("镇应急办",), (), "", "2025年6月"),
        ("责任单位：镇农服中心（牵头）、林业站、各村", ("镇农服中心",), ("林业站",), "各村", ""),
        ("牵头单位镇经发办配合单位镇规建办完成时限2025.6", ("镇经发办",), ("镇规建办",), "", "2025.6"),
        ("镇应急办、镇规建办等部门负责", ("镇应急办",), ("镇规建办",), "", ""),
        ("责任单位：镇林业站、镇农服中心（牵头）", ("镇农服中心",), ("镇林业站",), "", ""),
        ("镇应急办、镇规建办按照“三管三必须”要求分工负责", ("镇应急办",), ("镇规建办",), "", ""),
    ],
)
def test_brackets(
    bracket: str, lead: tuple[str, ...], supporting: tuple[str, ...], local: str, time: str
) -> None:
    text, parts = split_off(f"开展检查。（{bracket}）")
    assert (text, parts.lead, parts.supporting, parts.local_text, parts.time) == (
        "开展检查。",
        lead,
        supporting,
        local,
        time,
    )
    assert unread_offices(text, parts) == []


OFFICES = [
    *(
        "镇应急办",
        "镇民政和社会事务办",
        "镇规划建设管理和生态环境办公室",
        "石坝派出所",
        "市场监管所",
        "镇综合执法队",
    ),
    *(
        "镇消防工作站",
        "镇妇联",
        "区交通局",
        "镇农业服务中心",
        "石坝燃气公司",
        "镇中心小学",
        "镇联合执法大队",
        "团委",
    ),
]
TIMES = [
    *(
        "2025年6月底前",
        "2025年底前完成",
        "2025.10.31前",
        "2025-12-25",
        "二〇二五年六月底前",
        "今年底前",
        "6月底前完成",
    ),
    *(
        "2025年3月至10月",
        "长期坚持",
        "持续推进",
        "春节前完成",
        "印发之日起30日内",
        "2025年第三季度",
        "在2025年内完成",
    ),
]


@settings(max_examples=150, deadline=None)
@given(
    st.permutations(OFFICES),
    st.integers(1, 3),
    st.integers(0, 3),
    st.sampled_from(["牵头", "共同牵头", "牵头负责", "为牵头单位", "负责牵头"]),
    st.sampled_from(
        ["配合", "按职责分工负责", "等部门配合", "等有关部门按照各自职责负责", "协助", "分别配合"]
    ),
    st.sampled_from(["", "各村（社区）配合", "各村、社区负责", "龙井村、双桥社区落实", "各社区居委会参与"]),
    st.sampled_from(["", *TIMES]),
    st.sampled_from("，；"),
    st.booleans(),
)
def test_generated_brackets_give_what_was_put_in(
    names: list[str],
    leads: int,
    others: int,
    role: str,
    duty: str,
    local: str,
    time: str,
    mark: str,
    first: bool,
) -> None:
    lead, supporting = tuple(names[:leads]), tuple(names[leads : leads + others])
    words = ["、".join(lead) + role, "、".join(supporting) + duty if supporting else "", local]
    words = [time, *words] if first else [*words, time]
    text, parts = split_off(f"开展检查。（{mark.join(filter(None, words))}）")
    assert (text, parts.lead, parts.supporting, parts.time) == ("开展检查。", lead, supporting, time)
    assert bool(parts.local_text) == bool(local) and unread_offices(text, parts) == []


@settings(max_examples=100, deadline=None)
@given(
    st.permutations(OFFICES),
    st.integers(1, 3),
    st.integers(0, 3),
    st.sampled_from(["", *TIMES]),
    st.booleans(),
)
def test_generated_labels_give_what_was_put_in(
    names: list[str], leads: int, others: int, time: str, in_bracket: bool
) -> None:
    lead, supporting = tuple(names[:leads]), tuple(names[leads : leads + others])
    words = [f"牵头单位：{'、'.join(lead)}", f"配合单位：{'、'.join(supporting)}" if supporting else ""]
    words.append(f"完成时限：{time}" if time else "")
    told = ("；" if in_bracket else "。").join(filter(None, words))
    text, parts = split_off(f"开展检查。（{told}）" if in_bracket else f"开展检查。{told}。")
    assert (text, parts.lead, parts.supporting, parts.time) == ("开展检查。", lead, supporting, time)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("检查（邮政、电信、镇应急办负责）", ["邮政", "电信"]),
        ("检查（镇应急办、网格员负责）", ["网格员"]),
        ("检查（镇执法办（镇应急办）牵头）", ["镇执法办（镇应急办）"]),
        ("检查（镇应急办）后，建立台账", ["镇应急办"]),
        ("主管部门：镇经发办", ["部门：镇经发办"]),
        ("检查，镇应急办牵头、邮政配合", ["检查，镇应急办牵头"[3:]]),
        ("检查（联系镇应急办）", ["联系镇应急办"]),
        ("检查（加油站、换瓶站）", []),
        ("检查（谁主管谁负责）", []),
    ],
)
def test_what_was_not_taken_for_an_office_is_told(text: str, told: list[str]) -> None:
    assert unread_offices(*split_off(text)) == told


def test_brackets_of_any_kind_and_many_names() -> None:
    text, parts = split_off("检查。【责任单位：镇规建办，各燃气企业】")
    assert (text, parts.lead, parts.supporting) == ("检查。", ("镇规建办",), ())
    many = "和".join(f"镇第{number}办" for number in "一二三四五六七八九十" * 300)
    assert len(split_off(f"检查（{many}）")[1].supporting) == 9


@pytest.mark.parametrize(
    ("text", "lead", "supporting"),
    [
        ("由街道综合执法队牵头负责，2024年上半年完成", ("街道综合执法队",), ()),
        ("排查隐患，由镇应急办牵头、镇经发办配合。", ("镇应急办",), ("镇经发办",)),
        ("由镇应急办、镇经发办共同牵头，派出所配合，开展检查", ("镇应急办", "镇经发办"), ("派出所",)),
        ("由镇消安办牵头，会同镇规建办、镇执法办等部门，划线", ("镇消安办",), ("镇规建办", "镇执法办")),
        ("用电安全：供电所牵头整治“飞线”充电", ("供电所",), ()),
        ("督促镇应急办牵头整治", (), ()),
        ("由各村负责", (), ()),
    ],
)
def test_who_does_it_inside_of_a_sentence(
    text: str, lead: tuple[str, ...], supporting: tuple[str, ...]
) -> None:
    parts = leading(text)
    assert (parts.lead, parts.supporting) == (lead, supporting)
