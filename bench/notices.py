"""Made-up notices of one page each, as the measurements of papers print them."""

from __future__ import annotations

import dataclasses
import datetime as dt

from db.vocabulary import PaperKind
from xianfeng_gui.papers.content import PaperContent, PaperItem
from xianfeng_gui.papers.style import OfficeStyle
from xianfeng_gui.papers.wording import Wording, load_wording
from xianfeng_gui.work import resources

OFFICE = OfficeStyle(issuer="先锋镇人民政府", mark="先锋镇人民政府文件")
DATED = dt.date(2021, 6, 18)


def wording() -> Wording:
    """The notice's own wording, cut down to one page: without the requirements and the receipt."""
    built_in = load_wording(PaperKind.NOTICE, resources.read("wording", "notice.toml"))
    item = "{描述}\n整改期限：{整改期限}{编号说明}。"
    short = {"body": "{检查经过}。请按期整改：\n{隐患清单}", "item": item, "tail": ""}
    texts = {
        key: dataclasses.replace(text, needs=(), text=short.get(key, text.text))
        for key, text in built_in.texts.items()
    }
    return Wording(PaperKind.NOTICE, texts)


def notice(index: int) -> PaperContent:
    """The notice of a number: site, place and text differ from every other one's."""
    item = PaperItem(
        number=1,
        description=f"第{index}号仓库东侧疏散通道堆放纸箱，通道净宽不足1.{index % 10}米，安全出口指示标志损坏{index % 7 + 1}处",
        place=f"{index % 5 + 1}层疏散通道",
        measure="立即清理可燃物，更换损坏的标志",
        deadline="2021-07-09",
        hazard_number=f"YJB-2021-{index:04d}",
    )
    values = {
        "recipient": f"先锋镇绣庄村{index % 30 + 1}组{chr(0x4E00 + index * 7 % 5000)}花椒制品有限公司",
        "inspected_on": "2021-06-17",
        "contact": "",
    }
    number = f"先锋府安改〔2021〕{index}号"
    return PaperContent(PaperKind.NOTICE, number, DATED, values, (item,))


def no_photo(sha256: str) -> bytes:
    """The notices have no photos."""
    raise KeyError(sha256)
