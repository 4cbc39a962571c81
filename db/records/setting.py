"""The office's settings, saved views and sheet layouts: small things that belong into the journal all the same."""

from __future__ import annotations

from db.records.base import DateField, Record, ShortText, TextField


class Setting(Record):
    """One setting; its key is its ``id``. Known keys and defaults: ``xianfeng_gui.work.settings``."""

    value = TextField(verbose_name="内容", default="")


class SheetLayout(Record):
    """How a workbook's columns were understood, remembered for the next workbook of the same layout."""

    purpose = ShortText(verbose_name="用途", max_length=20)
    kind = ShortText(verbose_name="表格种类", max_length=40)
    fingerprint = ShortText(verbose_name="表头指纹", max_length=64)
    name = ShortText(verbose_name="文件名", default="", max_length=200)
    mapping = TextField(verbose_name="栏目对应")
    used_on = DateField(verbose_name="最近使用日期")


class SavedView(Record):
    """A filter, sort order and choice of columns that the office keeps under a name."""

    page = ShortText(verbose_name="页面", max_length=20)
    name = ShortText(verbose_name="视图名称", max_length=20)
    query = TextField(verbose_name="筛选条件")
