"""The start file of a village: what it may see of the township's records, and where its program finds the file."""

from __future__ import annotations

from pathlib import Path

from db import clock, connection
from db.errors import UserError
from db.records import (
    Campaign,
    Checklist,
    ChecklistItem,
    Measure,
    Office,
    Person,
    Phase,
    Record,
    Setting,
    Task,
    TaskOffice,
    Topic,
    TopicOffice,
)
from db.vocabulary import LocalScope, OfficeRole, TaskState
from xianfeng_gui.exchange import rows, start_file
from xianfeng_gui.exchange.package import Manifest, OfficeCard
from xianfeng_gui.exchange.rows import Rows
from xianfeng_gui.exchange.start_file import StartFile
from xianfeng_gui.work import law, offices, settings, topics

NAME = "start" + start_file.ENDING
"""ASCII, since an old code page on the way spoils other names."""

_CARRIED_SETTINGS = ("paper.township", "paper.mark")
"""What papers of the same township say; the terms (``term.…``) go with them. Contacts and printers stay here."""

_TASKS = f"""
id IN (
    WITH RECURSIVE seen (id) AS (
        SELECT task.id FROM task
        LEFT JOIN topic ON topic.id = task.topic_id
        LEFT JOIN office ON office.id = task.office_id
        WHERE task.campaign_id IN (SELECT id FROM campaign WHERE active OR id = :campaign)
        AND task.state <> '{TaskState.STRUCK_OFF}'
        AND (
            task.office_id = :village
            OR EXISTS (SELECT 1 FROM task_office WHERE task_id = task.id AND office_id = :village)
            OR (
                coalesce(office.kind, '') NOT IN ('{offices.LOCAL_KINDS[0]}', '{offices.LOCAL_KINDS[1]}')
                AND NOT EXISTS (
                    SELECT 1 FROM task_office WHERE task_id = task.id AND role = '{OfficeRole.LOCAL}'
                )
                AND (
                    topic.id IS NULL OR topic.local = '{LocalScope.ALL_VILLAGES}'
                    OR (topic.local = '{LocalScope.MARKET_TOWN_VILLAGES}' AND :market_town)
                    OR EXISTS (
                        SELECT 1 FROM topic_office WHERE topic_id = topic.id
                        AND office_id = :village AND role = '{OfficeRole.LOCAL}'
                    )
                )
            )
        )
        UNION
        SELECT task.parent_id FROM task JOIN seen USING (id) WHERE task.parent_id IS NOT NULL
    )
    SELECT id FROM seen
)
"""
"""A village sees the tasks that are its own or shared with it, those of topics in which it has the local part, those of
the campaign as a whole, and what these were split from; not the parts of other villages, nor what was struck off."""


def for_village(office_id: str) -> StartFile:
    """What the village's program begins with; UserError when the office is no village or community, or this one."""
    village = local_office(office_id)
    own = Office.get_by_id(offices.own_office().id)
    found = rows.without_loose_ends(_rows(village))
    manifest = Manifest(start_file.KIND, _card(village), _card(own), clock.today())
    return StartFile(manifest, found, law.own_text())


def local_office(office_id: str) -> Office:
    """The village or community of that id; UserError for any other office, and for the one of this PC."""
    office = Office.get_or_none(Office.id == office_id)
    if office is None or office.kind not in offices.LOCAL_KINDS:
        raise UserError("只能为村、社区制作U盘，请另选一个单位", "office")
    if office.id == offices.own_office().id:
        raise UserError(f"“{office.name}”就是本机单位，请选择别的村、社区", "office")
    return office


def _card(office: Office) -> OfficeCard:
    return OfficeCard(str(office.id), str(office.name), str(office.code))


def _rows(village: Office) -> Rows:
    values = {"village": village.id, "market_town": village.market_town, "campaign": topics.campaign().id}
    carried: list[tuple[type[Record], str]] = [
        (Office, "1"),
        (Campaign, "active OR id = :campaign"),
        (Phase, f"campaign_id IN ({_CAMPAIGNS})"),
        (Topic, f"campaign_id IN ({_CAMPAIGNS})"),
        (TopicOffice, f"topic_id IN ({_TOPICS})"),
        (Measure, f"topic_id IN ({_TOPICS})"),
        (Task, _TASKS),
        (Checklist, "active"),
        (ChecklistItem, "active AND checklist_id IN (SELECT id FROM checklist WHERE active)"),
    ]
    found = {model._meta.table_name: rows.take(model, where, values) for model, where in carried}
    found["setting"] = [row for row in rows.take(Setting) if _is_carried(row["id"])]
    tasks = {row["id"] for row in found["task"]}
    found["task_office"] = [row for row in rows.take(TaskOffice) if row["task_id"] in tasks]
    named = {row[column] for row in found["task"] for column in ("person_id", "leader_id")}
    found["person"] = [
        row for row in rows.take(Person) if row["id"] in named or row["office_id"] == village.id
    ]
    return found


_CAMPAIGNS = "SELECT id FROM campaign WHERE active OR id = :campaign"
_TOPICS = f"SELECT id FROM topic WHERE campaign_id IN ({_CAMPAIGNS})"


def _is_carried(key: str) -> bool:
    return key in _CARRIED_SETTINGS or key.startswith(settings.TERM_PREFIX)


def beside(*folders: Path) -> Path | None:
    """The start file in the first of these folders that has one: the one of the usual name, else the newest."""
    for folder in folders:
        found = [path for path in folder.glob("*" + start_file.ENDING) if path.is_file()]
        if found:
            return max(found, key=lambda path: (path.name == NAME, path.stat().st_mtime))
    return None


def read(path: Path) -> StartFile:
    """Read a start file; UserError that says what is wrong with it."""
    try:
        return start_file.from_bytes(path.read_bytes())
    except OSError as error:
        raise UserError(f"读不出起始文件“{path}”，请检查U盘是否插好") from error
    except UserError as error:
        raise type(error)(f"起始文件“{path.name}”不能用：{error}", "start") from error


def write_rows(start: StartFile) -> None:
    """Put a start file's rows into the archive and make its office this PC's; only inside a change."""
    rows.insert(start.rows)
    if connection.scalar("SELECT 1 FROM office WHERE id = ?", (start.office.id,)) is None:
        raise UserError("起始文件里没有它所说的单位，请让制作单位重新做一份")
    settings.write(settings.OWN_OFFICE, start.office.id)
