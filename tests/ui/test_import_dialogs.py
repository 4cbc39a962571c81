"""The dialogs that bring in ledgers and plans, through the real window's context and archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import journal
from db.records import Hazard, Photo, Site
from tests.sheets import workbooks
from tests.work import ledgers
from tests.work.test_ledger_import import HEAD, ROWS, workbook
from xianfeng_gui.ui.context import Context
from xianfeng_gui.ui.dialogs.ledger_import import LedgerDialog
from xianfeng_gui.ui.widgets.fields import ChoiceField
from xianfeng_gui.work import topics
from xianfeng_gui.work.ledger.kinds import LedgerKind
from xianfeng_gui.work.ledger.preview import Fate


def settle(dialog: LedgerDialog, qtbot: QtBot) -> None:
    """Wait until what was asked for is shown, and what followed from it."""
    qtbot.waitUntil(lambda: not dialog.is_busy)


def opened(context: Context, qtbot: QtBot, path: Path) -> LedgerDialog:
    """The dialog with a file looked at."""
    made = LedgerDialog(context, LedgerKind.HAZARDS)
    qtbot.addWidget(made)
    made.show()
    made.open_file(path)
    settle(made, qtbot)
    return made


@pytest.fixture
def dialog(context: Context, qtbot: QtBot, tmp_path: Path) -> LedgerDialog:
    return opened(context, qtbot, workbook(tmp_path / "台账.xlsx", ROWS))


def test_what_becomes_of_each_row_is_shown(dialog: LedgerDialog) -> None:
    assert dialog.summary.text().startswith("表头在第 2 行；新增 2 行，更新 0 行，无变化 0 行，不导入 2 行")
    assert [one.number for one in dialog.rows.rows] == [3, 4, 5, 6]
    dialog.only_refused.setChecked(True)
    assert {one.fate for one in dialog.rows.rows} == {Fate.REFUSE}
    assert dialog.import_button.text() == "导入 2 行  Ctrl+Enter"


def test_a_column_is_corrected(dialog: LedgerDialog, context: Context, qtbot: QtBot) -> None:
    column = HEAD.index("责任人")
    field = dialog.reading.fields[column]
    choose(field, "finder")
    settle(dialog, qtbot)
    assert dialog.preview is not None and dialog.preview.columns[column] == "finder"
    assert dialog.reading.fields[column].value() == "finder"


def choose(field: ChoiceField, value: str) -> None:
    """As a clerk chooses it."""
    field.set_value(value)
    field.activated.emit(field.currentIndex())


HEADLESS = [
    ["青石镇", "台账"],
    ["说明", "每季度报送"],
    ["户名", "到访", "毛病"],
    ["甲厂", "2021-6-1", "堆放杂物"],
]


def test_another_row_is_chosen_as_the_head_and_found_again(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(context, qtbot, workbooks.xlsx(tmp_path / "台账.xlsx", HEADLESS))
    assert dialog.summary.text().startswith("✗ “台账.xlsx”里没有找到表头")
    assert (dialog.head.currentText(), dialog.head.itemText(3)) == ("（请选择）", "第3行 户名、到访、毛病")
    choose(dialog.head, "3")
    settle(dialog, qtbot)
    for column, key in enumerate(("site", "found_on", "description")):
        choose(dialog.reading.fields[column], key)
        settle(dialog, qtbot)
    assert dialog.summary.text().startswith("表头在第 3 行；新增 1 行")
    dialog.accept_rows()
    settle(dialog, qtbot)
    assert Hazard.get().description == "堆放杂物"
    again = opened(
        context,
        qtbot,
        workbooks.xlsx(tmp_path / "七月.xlsx", [["七月"], *HEADLESS[2:3], ["乙厂", "2021-6-2", "灯坏"]]),
    )
    assert again.summary.text().startswith("表头在第 2 行；新增 1 行")
    assert again.head.currentText() == "第2行 户名、到访、毛病"


def test_a_wrong_guess_of_the_head_is_corrected(dialog: LedgerDialog, context: Context, qtbot: QtBot) -> None:
    assert dialog.head.value() == "2"
    choose(dialog.head, "3")
    settle(dialog, qtbot)
    assert dialog.summary.text().startswith("表头在第 3 行")
    assert list(dialog.reading.said.columns or {}) == []  # 青禾 and the like are no headings
    choose(dialog.kind, LedgerKind.SITES.value)
    settle(dialog, qtbot)
    assert dialog.head.value() == "3"
    dialog.open_file(dialog.path or Path())
    settle(dialog, qtbot)
    assert dialog.head.value() == "2"
    assert [dialog.head.itemText(row)[:3] for row in range(dialog.head.count())] == [
        f"第{row}行" for row in range(1, 7)
    ]


def test_words_that_refuse_rows_are_given_a_meaning(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    rows = [[1, "甲厂", "2021-6-1", "堆放杂物", "较大", "15日内", "未知", None, None, None]]
    dialog = opened(context, qtbot, workbook(tmp_path / "六月.xlsx", rows))
    assert not dialog.import_button.isEnabled()
    assert "有2种写法不认识，请在左边“单元格写法”选定含义" in dialog.summary.text()
    for of, value, shown in (
        (("grade", "较大"), "major", "重大隐患"),
        (("state", "未知"), "nothing", "（留空）"),
    ):
        field = dialog.reading.words[of]
        assert field.currentText() == "（这些行不导入）"
        qtbot.waitUntil(field.isVisible)
        choose(field, value)
        settle(dialog, qtbot)
        assert dialog.reading.words[of].currentText() == shown
    dialog.accept_rows()
    settle(dialog, qtbot)
    hazard = Hazard.get()
    assert (hazard.grade, str(hazard.deadline), hazard.state) == ("major", "2021-06-16", "reported")
    again = opened(context, qtbot, workbook(tmp_path / "七月.xlsx", rows))
    assert again.reading.words["grade", "较大"].currentText() == "重大隐患"


def test_topics_are_corrected_by_word_and_by_row(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    ids = {one.short_name: one.id for one in topics.topics()}
    head = ["企业名称", "检查时间", "存在问题", "所属行业"]
    rows = [
        ["甲厂", "2021-6-1", "灭火器失效", "其他"],
        ["乙厂", "2021-6-1", "疏散通道堵塞", "其他"],
        ["丙厂", "2021-6-1", "墙面脱落", None],
    ]

    dialog = opened(context, qtbot, workbook(tmp_path / "六月.xlsx", rows, head))

    def shown(of: LedgerDialog) -> list[str]:
        at = next(number for number, column in enumerate(of.rows.columns) if column.key == "topic")
        return [of.rows.columns[at].text(row) for row in of.rows.rows]

    assert shown(dialog) == ["消防", "消防", "主体责任"]
    assert dialog.reading.words["topic", ""].currentText() == "（按内容归入）"
    choose(dialog.reading.words["topic", "其他"], ids["中小微企业"])
    settle(dialog, qtbot)
    assert shown(dialog) == ["中小微企业", "中小微企业", "主体责任"]
    dialog.table.select([1, 2])
    choose(dialog.topic, ids["交通运输"])
    settle(dialog, qtbot)
    assert shown(dialog) == ["中小微企业", "交通运输", "交通运输"]
    assert dialog.table.selected_rows() == [1, 2]
    assert "按内容归入" not in "".join(remark for row in dialog.rows.rows for remark in row.remarks)
    dialog.table.select([2])
    choose(dialog.topic, "")
    settle(dialog, qtbot)
    dialog.accept_rows()
    settle(dialog, qtbot)
    written = [hazard.topic.short_name for hazard in Hazard.select().order_by(Hazard.number)]
    assert written == ["中小微企业", "交通运输", "主体责任"]
    rows.append(["丁厂", "2021-6-2", "灭火器失效", "其他"])
    later = opened(context, qtbot, workbook(tmp_path / "七月.xlsx", rows, head))
    assert shown(later)[-1] == "中小微企业", "what is said of a word is remembered, of a row not"


def test_importing_writes_once_and_can_be_undone(
    dialog: LedgerDialog, context: Context, qtbot: QtBot
) -> None:
    said: list[str] = []
    context.said.connect(lambda sentence, _undo: said.append(sentence))
    dialog.accept_rows()
    settle(dialog, qtbot)
    assert said[-1] == "已导入：新增 2 条，更新 0 条"
    assert Hazard.select().count() == 2
    journal.undo("何某")
    assert Hazard.select().count() == 0


def test_a_site_under_another_spelling_may_be_kept_apart(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    with journal.change("添加", "何某"):
        Site.create(name="青禾榨菜加工厂")
    dialog = opened(context, qtbot, workbook(tmp_path / "台账.xlsx", ROWS))
    [check] = [dialog.reading.same.item(row) for row in range(dialog.reading.same.count())]
    assert check.text() == "青禾榨菜加工厂有限公司 → 青禾榨菜加工厂"
    check.setCheckState(Qt.CheckState.Unchecked)
    settle(dialog, qtbot)
    assert dialog.preview is not None and dialog.preview.matches == []


def test_a_bad_file_is_told_in_the_dialog(
    dialog: LedgerDialog, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04xx")
    dialog.open_file(bad)
    settle(dialog, qtbot)
    assert "不完整或已损坏" in dialog.summary.text()
    assert not dialog.import_button.isEnabled()


def test_esc_stops_what_is_under_way_before_it_closes(
    dialog: LedgerDialog, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.open_file(workbook(tmp_path / "又一份.xlsx", ROWS))
    dialog.reject()
    settle(dialog, qtbot)
    assert dialog.isVisible() and "已取消" in dialog.summary.text()
    dialog.reject()
    assert not dialog.isVisible()


def test_pictures_and_new_villages_are_told_and_come_in(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(context, qtbot, ledgers.write(tmp_path / "台账.xlsx"))
    assert dialog.sheet.value() == "隐患台账"
    assert "附照片2张" in dialog.rows.rows[0].remarks
    dialog.accept_rows()
    settle(dialog, qtbot)
    assert Photo.select().count() == 3


def test_nothing_is_written_by_a_mapping_that_is_not_shown_yet(
    dialog: LedgerDialog, context: Context, qtbot: QtBot
) -> None:
    field = dialog.reading.fields[HEAD.index("责任人")]
    choose(field, "finder")
    dialog.accept_rows()
    assert not dialog.import_button.isEnabled()
    settle(dialog, qtbot)
    assert Hazard.select().count() == 0
    dialog.accept_rows()
    settle(dialog, qtbot)
    assert {hazard.person for hazard in Hazard.select()} == {""}


def test_what_changed_meanwhile_is_looked_at_again(
    dialog: LedgerDialog, context: Context, qtbot: QtBot
) -> None:
    with journal.change("添加", "何某"):
        Site.create(name="好运来副食店")
    dialog.accept_rows()
    settle(dialog, qtbot)
    assert dialog.isVisible() and dialog.summary.text().startswith("预览之后数据有改动")
    dialog.accept_rows()
    settle(dialog, qtbot)
    assert Hazard.select().count() == 2 and Site.select().where(Site.name == "好运来副食店").count() == 1


def test_refused_rows_are_saved(dialog: LedgerDialog, context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.write_refused(tmp_path / "未导入.xlsx")
    qtbot.waitUntil((tmp_path / "未导入.xlsx").exists)
