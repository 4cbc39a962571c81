"""Fields that several kinds of papers ask for, and the names that every wording may use."""

from __future__ import annotations

from db.vocabulary import ServiceWay, SupervisionLevel
from xianfeng_gui.papers.forms import FieldKind, FieldSpec

RECIPIENT = FieldSpec("recipient", "受文单位")
ADDRESS = FieldSpec("address", "单位地址", required=False)
LEGAL_REP = FieldSpec("legal_rep", "法定代表人", required=False, help="法定代表人或者主要负责人")
LEGAL_REP_POST = FieldSpec("legal_rep_post", "法定代表人职务", required=False)
LEGAL_REP_PHONE = FieldSpec("legal_rep_phone", "法定代表人电话", required=False)
CONTACT = FieldSpec("contact", "联系人及电话", required=False)
COPIES_TO = FieldSpec("copies_to", "抄送机关", required=False, help="几个机关之间用逗号分开，印在版记")
OFFICERS = FieldSpec("officers", "检查人员", FieldKind.OFFICERS, help="每行一人：姓名、空格、执法证号")
INSPECTED_ON = FieldSpec("inspected_on", "检查日期", FieldKind.DATE, required=False)
EARLIER_TITLE = FieldSpec("earlier_title", "原文书名称")
EARLIER_NUMBER = FieldSpec("earlier_number", "原文书字号")
EARLIER_DATE = FieldSpec("earlier_date", "原文书日期", FieldKind.DATE)
FOUND_BY = FieldSpec(
    "found_by", "发现途径", required=False, help="如我镇在安全生产监督检查中发现；据群众举报，经核查"
)
REVIEW_BODY = FieldSpec("review_body", "复议机关", help="受理行政复议的人民政府，如江津区人民政府")
COURT = FieldSpec("court", "管辖法院", help="如重庆市江津区人民法院")
LEVEL = FieldSpec("level", "督办层级", FieldKind.CHOICE, choices=tuple(SupervisionLevel.choices()))
WAY = FieldSpec("way", "送达方式", FieldKind.CHOICE, choices=tuple(ServiceWay.choices()))

REPLACED = "被替代文书字号"
"""The number of the paper that a correction replaces; a line that names it is left out of any other paper."""
COMMON_NAMES = ("发文机关", "我方", "文号", "成文日期", REPLACED)
"""Names that every wording may use: who issues, how it calls itself (我镇, 我村), document number, date of issue, what it replaces."""
ITEM_NAMES = (
    *("序号", "中文序号", "部位", "部位和等级", "等级", "描述", "依据", "整改措施"),
    *("整改期限", "隐患编号", "编号说明", "复查结果", "复查说明"),
)
"""Names that texts about one item may use besides."""
ITEM_COUNTS = ("隐患数", "一般隐患数", "重大隐患数", "重大隐患说明", "隐患数和等级", "均")
"""Names that every wording of a paper with items may use."""
ITEM_LIST = "隐患清单"
"""On a line of its own: the texts about all items."""

ITEM_BASE = ("description", "place", "grade", "hazard_number")
ITEM_ORDER = (*ITEM_BASE, "basis", "measure", "deadline")
