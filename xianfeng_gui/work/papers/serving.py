"""A proof of service before it is issued: what it says of sending and announcing must have been possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import UserError
from db.vocabulary import PaperKind, ServiceWay
from xianfeng_gui.rules.dates import format_date
from xianfeng_gui.rules.paper_order import Matter
from xianfeng_gui.work import service

if TYPE_CHECKING:
    from xianfeng_gui.papers.content import PaperContent


def problems(content: PaperContent, matter: Matter) -> list[UserError]:
    """What is wrong with the days and the place of a service by post or announcement; none for another paper."""
    if content.kind is not PaperKind.SERVICE:
        return []
    way = content.value("way")
    if way == ServiceWay.POST.value:
        return _posted(content, matter)
    return _announced(content, matter) if way == ServiceWay.ANNOUNCED.value else []


def _posted(content: PaperContent, matter: Matter) -> list[UserError]:
    sent, received, follows = content.day("posted_on"), content.day("served_on"), matter.follows
    if sent and received and sent > received:
        return [UserError(f"交寄日期{format_date(sent)}晚于回执上的收件日期，请改正", "posted_on")]
    if sent and follows is not None and sent < follows.issued_on:
        return [UserError(f"交寄日期{format_date(sent)}早于{follows.number}的发文日期，请改正", "posted_on")]
    return []


def _announced(content: PaperContent, matter: Matter) -> list[UserError]:
    """An announcement proves a service once it has stood for its term."""
    on, follows = content.day("served_on"), matter.follows
    if on is None or follows is None:
        return [UserError("公告送达的，请在“送达日期”填写公告日期", "served_on")]
    found = []
    if not (content.value("place") or content.value("remark")):
        found.append(UserError("公告送达的，请在“送达地点”写明在哪里公告", "place"))
    until, _, _ = service.effect(follows.kind, ServiceWay.ANNOUNCED, on)
    if content.day("effective_on") != until:
        found.append(UserError(f"“公告期满日期”应为{format_date(until)}，请改正", "effective_on"))
    elif content.issued_on < until:
        found.append(
            UserError(
                f"公告到{format_date(until)}期满才视为送达，请期满后再出具送达回证",
                "issued_on",
            )
        )
    return found
