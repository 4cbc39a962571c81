"""Merging two cards of one site: which is the other, which of them stays, and what moves."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import UserError
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.fitted import FittedDialog
from xianfeng_gui.ui.keys import bind_keys
from xianfeng_gui.ui.widgets.basics import button, label
from xianfeng_gui.ui.widgets.segments import Segments
from xianfeng_gui.ui.widgets.site_field import SiteField
from xianfeng_gui.work import site_merging
from xianfeng_gui.work.sites import SiteChoice

_OTHER, _THIS = "other", "this"
_FIRST = "输入另一个名称，从列表中选择"


class SiteMergeDialog(FittedDialog):
    """``site_id``: the selected card. ``kept_id`` is the one that is left after a merge."""

    def __init__(self, context: Context, site_id: str, name: str, parent: QWidget) -> None:
        super().__init__(parent, letters=40)
        self.context = context
        self.kept_id = site_id
        self._site = (site_id, name)
        self._other: SiteChoice | None = None
        self.setWindowTitle("合并单位（场所）")
        self.other = SiteField()
        self.other.setAccessibleName("另一个")
        self.other.settled.connect(self._choose)
        self.kept = Segments([(_OTHER, "保留另一个"), (_THIS, "保留这一个")], name="保留哪一个")
        self.kept.changed.connect(lambda *_: self._show())
        self.summary = label(_FIRST, wrap=True)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self._lay_out(name)
        bind_keys(self, {"Ctrl+Enter": self.merge})
        self._show()
        self.other.setFocus()

    def _lay_out(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(f"“{name}”与下面填写的是同一个单位（场所）：", wrap=True))
        column.addWidget(self.other)
        column.addWidget(self.kept)
        column.addWidget(self.summary)
        column.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addWidget(label("合并后按 Ctrl+Z 可撤销", "caption"), 1)
        foot.addWidget(button("取消  Esc", self.reject))
        self.merge_button = button("合并  Ctrl+Enter", self.merge, primary=True)
        foot.addWidget(self.merge_button)
        column.addLayout(foot)

    def _choose(self, found: SiteChoice | None) -> None:
        self._other = found if found is not None and found.id != self._site[0] else None
        self._show()

    def _pair(self) -> tuple[tuple[str, str], tuple[str, str]] | None:
        """Id and name of the card that goes and of the one that stays."""
        if self._other is None:
            return None
        other = (self._other.id, self._other.name)
        return (self._site, other) if self.kept.chosen()[0] == _OTHER else (other, self._site)

    def _show(self) -> None:
        pair = self._pair()
        self.problem.hide()
        self.merge_button.setEnabled(pair is not None)
        if pair is None:
            self.summary.setText(_FIRST)
            return
        (gone_id, gone), (_, kept) = pair
        moving = site_merging.hanging(gone_id).in_words()
        self.summary.setText(
            f"“{gone}”的{moving}都归到“{kept}”；“{kept}”的资料不变，空着的项用“{gone}”的补上。"
            f"以后写“{gone}”也认得是“{kept}”。"
        )

    def merge(self) -> None:
        """Merge (Ctrl+Enter); what is refused is said here."""
        pair = self._pair()
        if pair is None:
            return
        (gone_id, gone), (kept_id, kept) = pair
        try:
            moved = site_merging.merge(gone_id, kept_id, self.context.actor())
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.kept_id = kept_id
        self.context.say(f"已把“{gone}”并入“{kept}”：{moved.in_words()}", undo=True)
        self.accept()
