"""Is the archive sound? The file, the journal's chain, the media, the numbers and what is derived."""

from __future__ import annotations

from db import connection, journal, media, store
from db.vocabulary import PaperKind


def problems() -> list[str]:
    """One Chinese sentence a problem; empty when all is well. A damaged file is not looked into any further."""
    return _file() or [*_links(), *_journal(), *_media(), *_numbers(), *_derived()]


def quick() -> list[str]:
    """What can be told without reading every photo and journal entry: for the start after a crash."""
    return _file("quick_check") or [*_links(), *_present_media(), *_numbers(), *_derived()]


def _file(how: str = "integrity_check") -> list[str]:
    try:
        found = [str(row[0]) for row in connection.rows(f"PRAGMA {how}")]
    except store.DAMAGE as error:
        found = [str(error)]
    return [] if found == ["ok"] else [f"数据文件已损坏，请用备份恢复：{found[0]}"]


def _present_media() -> list[str]:
    """The media file can be read at all, and has what the records name."""
    try:
        missing = media.missing(_media_keys())
    except store.DAMAGE:
        return [_MEDIA_DAMAGED]
    return [_missing(missing)] if missing else []


def _links() -> list[str]:
    broken = connection.rows("PRAGMA foreign_key_check")
    return [f"有{len(broken)}条记录指向不存在的记录"] if broken else []


def _journal() -> list[str]:
    seq = journal.broken_at(connection.connection())
    return [] if seq is None else [f"操作日志从第{seq}条起对不上，可能被改动过"]


_MEDIA_DAMAGED = "照片和文件的数据文件 media.db 已损坏，请用完整备份恢复"


def _media_keys() -> set[str]:
    """What the records name of the media file."""
    sql = (
        "SELECT sha256 FROM photo UNION SELECT sha256 FROM evidence UNION SELECT sha256 FROM paper "
        "WHERE sha256 <> '' UNION SELECT sha256 FROM service WHERE sha256 <> ''"
    )
    return {str(row[0]) for row in connection.rows(sql)}


def _missing(keys: set[str]) -> str:
    return f"缺少{len(keys)}个照片或文件的内容"


def _media() -> list[str]:
    if media.path().exists() and not media.is_sound(media.path()):
        return [_MEDIA_DAMAGED]
    missing, wrong = media.damaged(_media_keys())
    sentences = [_missing(missing)] if missing else []
    return sentences + ([f"{len(wrong)}个照片或文件的内容已损坏"] if wrong else [])


# Hazard numbers are written CODE-YEAR-SEQUENCE, and a code has no "-"; they are counted as "hazard.CODE".
# Inspection numbers are written CODE-YEAR-JSEQUENCE and counted as "inspection.CODE".
_YEAR = "[0-9][0-9][0-9][0-9]"
_NUMBERED = (
    "SELECT '{table}.' || substr(number, 1, dash - 1), CAST(substr(number, dash + 1, 4) AS INTEGER), "
    "CAST(substr(number, dash + {sequence}) AS INTEGER) FROM (SELECT number, instr(number, '-') AS dash FROM {table} "
    "WHERE number GLOB '?*-" + _YEAR + "-{digits}*')"
)
_USED = " UNION ALL ".join(
    [
        "SELECT kind, year, sequence FROM paper",
        _NUMBERED.format(table="hazard", sequence=6, digits="[0-9][0-9][0-9][0-9]"),
        _NUMBERED.format(table="inspection", sequence=7, digits="J[0-9][0-9][0-9]"),
    ]
)


def _numbers() -> list[str]:
    behind = connection.rows(
        f"SELECT u.kind, u.year, max(sequence) AS used FROM ({_USED}) AS u "
        "LEFT JOIN number_counter AS c ON c.kind = u.kind AND c.year = u.year "
        "GROUP BY u.kind, u.year HAVING used > coalesce(last, 0)"
    )
    return [f"{year}年{_counted(kind)}的编号计数落后于已用的第{used}号" for kind, year, used in behind]


def _counted(kind: str) -> str:
    """What a counter counts, in words."""
    for prefix, label in (("hazard.", "隐患"), ("inspection.", "检查")):
        if kind.startswith(prefix):
            return f"{label}（{kind.removeprefix(prefix)}）"
    return PaperKind.label_of(kind)


_TALLIED = (
    "SELECT topic_id, state, grade, office_id, "
    "iif(state IN ('reported', 'verified', 'issued', 'rectifying'), coalesce(deadline, ''), '') AS due, count(*) "
    "FROM hazard GROUP BY 1, 2, 3, 4, 5"
)


_LINE = "number, topic_id, state, grade, source, office_id, village_id, site_id, found_on, deadline"


def _derived() -> list[str]:
    sentences = []
    lines = connection.scalar(
        f"SELECT count(DISTINCT id) FROM (SELECT * FROM (SELECT id, {_LINE} FROM hazard "
        f"EXCEPT SELECT hazard_id, {_LINE} FROM hazard_line) UNION ALL "
        f"SELECT * FROM (SELECT hazard_id, {_LINE} FROM hazard_line EXCEPT SELECT id, {_LINE} FROM hazard))"
    )
    if lines:
        sentences.append(f"有{lines}条隐患与列表索引不一致")
    searched = {row[0] for row in connection.rows("SELECT rowid FROM hazard_search")}
    if searched != {row[0] for row in connection.rows("SELECT seq FROM hazard_line")}:
        sentences.append("隐患搜索索引与台账不一致")
    if set(connection.rows(_TALLIED)) != set(connection.rows("SELECT * FROM hazard_tally")):
        sentences.append("隐患计数与台账不一致")
    return sentences
