"""The office's settings and saved views: small things that belong into the journal all the same."""

from __future__ import annotations

from db.records.base import Record, ShortText, TextField


class Setting(Record):
    """One setting; its key is its ``id``. Known keys and defaults: ``xianfeng_gui.work.settings``."""

    value = TextField(verbose_name="内容", default="")


class SavedView(Record):
    """A filter, sort order and choice of columns that the office keeps under a name."""

    page = ShortText(verbose_name="页面", max_length=20)
    name = ShortText(verbose_name="视图名称", max_length=20)
    query = TextField(verbose_name="筛选条件")
