"""The shortcuts, and the month's work in plain words."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from xianfeng_gui.ui.widgets.basics import button, label, panel, scrolled
from xianfeng_gui.ui.widgets.facts import Facts

SHORTCUTS = (
    ("Ctrl+N", "登记隐患；在“单位场所”“机构人员”页为新增"),
    ("Ctrl+F", "查找：可输汉字，也可输拼音首字母，如 xfst"),
    ("Enter", "打开选中的一行；填表时到下一栏"),
    ("Ctrl+Enter", "保存"),
    ("Esc", "取消；已填的内容留作草稿，下次打开还在"),
    ("Ctrl+Z", "撤销最近一次操作"),
    ("Ctrl+Y", "恢复刚撤销的操作"),
    ("Ctrl+H", "选中记录的历史：谁、何时、改了什么"),
    ("Ctrl+E", "导出 Excel 或日历文件"),
    ("Ctrl+M", "修改选中的隐患（隐患台账）"),
    ("Ctrl+P", "隐患台账：下达通知书；文书：打印选中的文书"),
    ("F5", "重新读取本页"),
    ("Ctrl+PgUp、PgDn", "上一页、下一页"),
    ("Ctrl+1 … 9", "左侧第 1 至 9 页；Ctrl+0 回到总览"),
    ("F1", "本帮助"),
)

MONTH = (
    ("每天早上", "看“总览”：先办逾期的，再办今天和七天内到期的。"),
    (
        "检查以后",
        "按 Ctrl+N 登记隐患：选专题和单位，写清部位和问题，照片可直接拖入或粘贴，定等级和整改期限。",
    ),
    ("下达通知", "在“隐患台账”选中同一单位的几条隐患，制作整改通知书，打印送达；文号自动连续编，不会重复。"),
    ("整改期间", "申请延期、报告整改完成，都在该条隐患右侧办理；重大隐患先落实五项内容，才能下达通知。"),
    ("到期复查", "合格的销号；不合格的定新期限继续整改。镇里无权处理的，移送主管部门。"),
    ("每月报送日前", "在各专题页为每项任务填“本月情况”，可附佐证材料；下方方格里的“缺”就是没报的。"),
    ("月底上报", "在“隐患台账”按专题、时间筛选，导出 Excel 报区安委会。"),
    ("下班", "直接关闭窗口，程序自动备份；每周用“设置备份”页备份一份到U盘。"),
)


class HelpDialog(QDialog):
    """Two panels side by side: what to do when, and the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self.resize(960, 580)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(_section("一个月的工作", MONTH), 1)
        row.addWidget(_section("快捷键", SHORTCUTS), 1)
        box.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭  Esc", self.reject))
        box.addLayout(foot)


def _section(title: str, lines: tuple[tuple[str, str], ...]) -> QWidget:
    frame, column = panel()
    facts = Facts()
    facts.show_facts(lines)
    column.addWidget(label(title, "heading"))
    column.addWidget(scrolled(facts), 1)
    return frame
