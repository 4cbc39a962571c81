"""The register of papers, and the kinds that there are."""

from __future__ import annotations

from dataclasses import dataclass

from db import connection, search
from db.vocabulary import PaperKind, ServiceWay
from xianfeng_gui.rules.paper_order import SERVED


@dataclass(frozen=True)
class PaperRow:
    """A line of the register; ``served`` says how and when it reached its receiver, empty while nobody has entered it.

    ``is_kept``: issued by this program, which keeps its PDF; other papers came in from a register.
    """

    id: str
    number: str
    kind_value: str
    site: str
    issued_on: str
    voided: bool
    void_reason: str
    hazards: int
    served: str
    is_kept: bool

    @property
    def kind(self) -> str:
        """The kind in words."""
        return PaperKind.label_of(self.kind_value)

    @property
    def state(self) -> str:
        """In words, with a symbol."""
        return "× 已作废" if self.voided else "✓ 有效"

    @property
    def sign(self) -> str:
        """The state as the screen shows it, which also tells the papers of which there is no PDF."""
        return self.state if self.voided or self.is_kept else "○ 登记"

    @property
    def is_served_kind(self) -> bool:
        """Whether papers of this kind are handed to somebody."""
        return self.kind_value in SERVED


_ROWS = (
    "SELECT paper.id, paper.number, paper.kind, site.name, paper.issued_on, paper.voided_on IS NOT NULL, "
    "paper.void_reason, (SELECT count(*) FROM paper_hazard WHERE paper_id = paper.id), "
    "(SELECT way || ' ' || served_on FROM service WHERE paper_id = paper.id ORDER BY served_on DESC), sha256 <> '' "
    "FROM paper JOIN site ON site.id = paper.site_id "
    "WHERE (?1 = '' OR paper.kind = ?1) "
    "ORDER BY paper.year DESC, paper.issued_on DESC, paper.id DESC"
)


def rows(text: str = "", kind: str = "") -> list[PaperRow]:
    """Papers, the newest first; ``text`` by characters or pinyin initials of number and site; ``kind`` for one kind only."""
    found = [
        PaperRow(
            paper_id,
            number,
            kind_value,
            site,
            issued_on,
            bool(voided),
            reason,
            hazards,
            _served(latest),
            bool(is_kept),
        )
        for (
            paper_id,
            number,
            kind_value,
            site,
            issued_on,
            voided,
            reason,
            hazards,
            latest,
            is_kept,
        ) in connection.rows(_ROWS, (kind,))
    ]
    return [row for row in found if not text.strip() or search.hit(text, row.number, row.site)]


def _served(latest: str | None) -> str:
    """``signed 2021-06-18`` in words."""
    if not latest:
        return ""
    way, _, day = latest.partition(" ")
    return f"{day} {ServiceWay.label_of(way)}"


def kinds() -> list[tuple[PaperKind, str, bool]]:
    """Each kind with what it stands on in words, and whether it needs delegated powers."""
    from xianfeng_gui.papers.catalogue import form
    from xianfeng_gui.papers.forms import Basis, PaperSet

    words = {Basis.HAZARDS: "隐患", Basis.INSPECTION: "检查", Basis.PAPER: "已出具的文书"}
    shapes = {kind: form(kind) for kind in PaperKind}
    return [
        (kind, words[shape.stands_on], shape.paper_set is PaperSet.ENFORCEMENT)
        for kind, shape in shapes.items()
    ]
