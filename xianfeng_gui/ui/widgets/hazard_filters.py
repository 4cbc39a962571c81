"""The register's filter bar: search as you type, choices, period, saved views."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QInputDialog,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from db.errors import UserError
from db.vocabulary import Grade, HazardState, Source
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.widgets.basics import button
from xianfeng_gui.ui.widgets.fields import ChoiceField, DateField, SearchField
from xianfeng_gui.ui.widgets.flow import FlowLayout
from xianfeng_gui.work import offices, saved_views, topics
from xianfeng_gui.work.hazard_filter import OPEN, HazardFilter

_RARER = ("office_id", "village_id", "source")
_STATES = [(OPEN, "未销号"), *HazardState.choices()]


class HazardFilters(QWidget):
    """Emits ``changed`` with the filter; sorting belongs to the table and is kept through changes here."""

    changed = Signal(HazardFilter)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._filter = HazardFilter()
        self._loading = False
        self.text = SearchField("搜索描述、单位、编号", "搜索隐患")
        self.choices: dict[str, ChoiceField] = {
            "topic_id": ChoiceField(empty="全部专题"),
            "state": ChoiceField(_STATES, empty="全部状态"),
            "grade": ChoiceField(Grade.choices(), empty="全部等级"),
            "office_id": ChoiceField(empty="全部单位"),
            "village_id": ChoiceField(empty="全部属地"),
            "source": ChoiceField(Source.choices(), empty="全部来源"),
        }
        self.late = QCheckBox("只看逾期")
        self.found_from, self.found_to = DateField(), DateField()
        self.views = QPushButton("视图")
        self.views.setAutoDefault(False)
        self._menu = QMenu(self.views)
        self.views.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.empty_button = button("清空", self.clear)
        self.more = button("更多", self._show_needed, tip="单位、属地、来源、发现日期")
        self.more.setCheckable(True)
        for one in (self.more, self.empty_button, self.views):
            one.setProperty("compact", True)
        self._short = False
        self._lay_out()
        self._connect()
        self.offer()

    def _lay_out(self) -> None:
        row = FlowLayout()
        self.setLayout(row)
        for widget in (self.text, self.choices["state"], self.choices["topic_id"], self.choices["grade"]):
            row.addWidget(widget)
        row.addWidget(self.late)
        row.addWidget(self.more)
        # What fills up its line grows with it.
        for name in _RARER:
            self.choices[name].setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(self.choices[name])
        row.break_before(self.choices[_RARER[0]])
        for field in (self.found_from, self.found_to):
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            field.setPlaceholderText("发现起" if field is self.found_from else "发现止")
            row.addWidget(field)
        row.addWidget(self.empty_button)
        row.addWidget(self.views)

    def set_short(self, short: bool) -> None:
        """Where there is little room, the rarer filters wait behind “更多”; one that is set stays in view."""
        self._short = short
        self._show_needed()

    def _show_needed(self) -> None:
        choices, dates = [self.choices[name] for name in _RARER], [self.found_from, self.found_to]
        used = any(choice.value() for choice in choices) or any(field.text() for field in dates)
        self.more.setVisible(self._short)
        for field in (*choices, *dates):
            field.setVisible(not self._short or self.more.isChecked() or used)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._emit)
        self.late.toggled.connect(self._emit)
        for choice in self.choices.values():
            choice.currentIndexChanged.connect(self._emit)
        self.found_from.changed.connect(self._emit)
        self.found_to.changed.connect(self._emit)

    def offer(self) -> None:
        """Fill the choices from the records."""
        self.choices["topic_id"].set_pairs(
            (topic.id, f"{topic.number} {topic.short_name}") for topic in topics.topics()
        )
        self.choices["office_id"].set_pairs((office.id, office.name) for office in offices.choices())
        self.choices["village_id"].set_pairs(
            (office.id, office.name) for office in offices.choices(local=True)
        )

    def value(self) -> HazardFilter:
        """The filter as set; a wrong date counts as none until it is put right."""
        chosen: dict[str, Any] = {name: choice.value() for name, choice in self.choices.items()}
        return replace(
            self._filter,
            text=self.text.text(),
            late=self.late.isChecked(),
            found_from=_day(self.found_from),
            found_to=_day(self.found_to),
            **chosen,
        )

    def set_value(self, wanted: HazardFilter) -> None:
        """Show a filter and emit it once."""
        self._loading = True
        self._filter = wanted
        self.text.setText(wanted.text)
        for name, choice in self.choices.items():
            choice.set_value(getattr(wanted, name))
        self.late.setChecked(wanted.late)
        self.found_from.set_day(wanted.found_from)
        self.found_to.set_day(wanted.found_to)
        self._loading = False
        self._show_needed()
        self._emit()

    def clear(self) -> None:
        """Show everything, sorted as before."""
        self.set_value(HazardFilter(sort=self._filter.sort, descending=self._filter.descending))

    def sort_by(self, key: str) -> None:
        """Sort by a column, the other way round when it was already."""
        self._filter = self.value().sorted_by(key)
        self._emit()

    def limit_site(self, site_id: str) -> None:
        """Everything of one site."""
        self.set_value(HazardFilter(site_id=site_id))

    def _emit(self) -> None:
        if not self._loading:
            self.changed.emit(self.value())

    def _fill_menu(self) -> None:
        self._menu.clear()
        for name in saved_views.names():
            self._menu.addAction(name, partial(self._take, name))
        if not self._menu.isEmpty():
            self._menu.addSeparator()
            removal = self._menu.addMenu("删除视图")
            for name in saved_views.names():
                removal.addAction(name, partial(self._remove, name))
        self._menu.addAction("把当前筛选保存为视图…", self._ask_name)

    def _take(self, name: str) -> None:
        self.set_value(saved_views.load(name))

    def _remove(self, name: str) -> None:
        saved_views.remove(name, self._context.actor())
        self._context.say(f"已删除视图“{name}”", undo=True)

    def _ask_name(self) -> None:
        name, agreed = QInputDialog.getText(self, "保存视图", "视图名称：")
        if agreed:
            self.save_view(name)

    def save_view(self, name: str) -> None:
        """Keep the present filter under a name."""
        try:
            saved_views.save(name, self.value(), self._context.actor())
        except UserError as error:
            self._context.say(str(error))
            return
        self._context.say(f"已保存视图“{name.strip()}”", undo=True)


def _day(field: DateField) -> dt.date | None:
    try:
        return field.day()
    except UserError:
        return None
