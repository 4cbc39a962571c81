"""What a kind of paper asks for: its fields, what it stands on, how it looks. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from db.vocabulary import PaperKind
from xianfeng_gui.papers.content import PaperContent


class FieldKind(StrEnum):
    """How a field is filled in. ``LINES`` is a list, one entry a line; ``OFFICERS`` one officer a line, see ``content.officers``."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    OFFICERS = "officers"
    DATE = "date"
    TIME = "time"
    FLAG = "flag"
    CHOICE = "choice"


class PaperSet(StrEnum):
    """Which power a paper is issued by: every township's supervision, or enforcement that was delegated to the office."""

    SUPERVISION = "supervision"
    ENFORCEMENT = "enforcement"


class Shape(StrEnum):
    """How a paper looks: the letter of GB/T 9704 or a ruled table."""

    LETTER = "letter"
    TABLE = "table"


class Basis(StrEnum):
    """What a paper is made from."""

    HAZARDS = "hazards"
    INSPECTION = "inspection"
    PAPER = "paper"


@dataclass(frozen=True)
class FieldSpec:
    """A field: ``label`` names it on screen and, in braces, in the wording (so a published label stays as it is).

    ``required`` fields must be filled before issue; a draft shows （待填） in their place. A line of the wording that
    names an optional field is left out when that field is empty. ``choices`` are ``(value, label)`` pairs.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.LINE
    required: bool = True
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    def but(self, **changes: object) -> FieldSpec:
        """The same field with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # names and types are those of the class


@dataclass(frozen=True)
class PaperForm:
    """A kind of paper.

    ``stands_on``: what it is made from; ``follows``: the kinds of issued papers it may stand on (with ``Basis.PAPER``).
    ``item_fields``: the attributes of PaperItem that it prints, so that only these are edited; empty without items.
    ``needs_items``: at least one item. ``officers``: how many officers with certificates must be named.
    ``computed``: further names that its wording may use, filled in by the kind's own module.
    """

    kind: PaperKind
    fields: tuple[FieldSpec, ...]
    stands_on: Basis = Basis.HAZARDS
    follows: tuple[PaperKind, ...] = ()
    paper_set: PaperSet = PaperSet.SUPERVISION
    shape: Shape = Shape.LETTER
    item_fields: tuple[str, ...] = ()
    needs_items: bool = False
    has_photos: bool = False
    officers: int = 0
    computed: tuple[str, ...] = ()

    def field(self, name: str) -> FieldSpec:
        """One of its fields; KeyError for an unknown name."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)

    @property
    def has_items(self) -> bool:
        """Whether it lists hazards."""
        return bool(self.item_fields)

    def blanks(self, content: PaperContent) -> tuple[FieldSpec, ...]:
        """The required fields that are still empty."""
        return tuple(spec for spec in self.fields if spec.required and not content.value(spec.name))
