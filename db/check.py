"""Is the archive sound? The file, the journal's chain, the media, the numbers and what is derived."""

from __future__ import annotations

from db import connection, journal, media


def problems() -> list[str]:
    """One Chinese sentence a problem; empty when all is well."""
    return [*_file(), *_journal(), *_media(), *_numbers(), *_derived()]


def _file() -> list[str]:
    found = [str(row[0]) for row in connection.rows("PRAGMA integrity_check")]
    broken_links = connection.rows("PRAGMA foreign_key_check")
    sentences = [] if found == ["ok"] else [f"数据文件已损坏：{found[0]}"]
    return sentences + ([f"有{len(broken_links)}条记录指向不存在的记录"] if broken_links else [])


def _journal() -> list[str]:
    seq = journal.broken_at(connection.connection())
    return [] if seq is None else [f"操作日志从第{seq}条起对不上，可能被改动过"]


def _media() -> list[str]:
    sql = "SELECT sha256 FROM photo UNION SELECT sha256 FROM evidence UNION SELECT sha256 FROM paper"
    missing, wrong = media.damaged({str(row[0]) for row in connection.rows(sql)})
    sentences = [f"缺少{len(missing)}个照片或文件的内容"] if missing else []
    return sentences + ([f"{len(wrong)}个照片或文件的内容已损坏"] if wrong else [])


def _numbers() -> list[str]:
    behind = connection.rows(
        "SELECT kind, year, max(sequence) AS used FROM paper GROUP BY kind, year HAVING used > coalesce("
        "(SELECT last FROM number_counter AS c WHERE c.kind = paper.kind AND c.year = paper.year), 0)"
    )
    return [f"{year}年的文书编号计数落后于已用的第{used}号" for _, year, used in behind]


_TALLIED = (
    "SELECT topic_id, state, grade, office_id, "
    "iif(state IN ('reported', 'verified', 'issued', 'rectifying'), coalesce(deadline, ''), '') AS due, count(*) "
    "FROM hazard GROUP BY 1, 2, 3, 4, 5"
)


def _derived() -> list[str]:
    sentences = []
    lines = connection.scalar(
        "SELECT count(*) FROM hazard LEFT JOIN hazard_line AS line ON line.hazard_id = hazard.id "
        "WHERE (hazard.state, hazard.number, hazard.found_on) IS NOT (line.state, line.number, line.found_on)"
    )
    if lines:
        sentences.append(f"有{lines}条隐患不在索引中")
    if set(connection.rows(_TALLIED)) != set(connection.rows("SELECT * FROM hazard_tally")):
        sentences.append("隐患计数与台账不一致")
    return sentences
