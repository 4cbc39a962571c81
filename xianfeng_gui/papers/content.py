"""What a paper says, as plain values: kept as JSON beside the issued PDF, and hashed so that the paper can be checked.

Texts are as typed, dates ISO (``2021-06-18``), times ``HH:MM``, flags ``"1"`` or ``""``, choices the value of their
enumeration, lists one entry a line. Standard library only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from db.errors import UserError
from db.vocabulary import Grade, PaperKind

OUTCOMES = {"rectified": "已整改到位", "unrectified": "未整改到位"}
"""What a reinspection found of an item: value and label."""


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One hazard on a paper. ``number`` counts from 1; ``grade`` is a Grade's value; ``deadline`` an ISO date or empty;
    ``outcome`` a key of ``OUTCOMES`` or empty; ``site`` the firm, on papers about several."""

    number: int
    description: str
    place: str = ""
    grade: str = Grade.GENERAL.value
    measure: str = ""
    deadline: str = ""
    hazard_number: str = ""
    outcome: str = ""
    remark: str = ""
    basis: str = ""
    site: str = ""

    @property
    def major(self) -> bool:
        """Whether it is a major hazard."""
        return self.grade == Grade.MAJOR.value


class ItemError(UserError):
    """What is wrong with one item: ``hazard_number`` says which, ``field`` the attribute of PaperItem."""

    def __init__(self, message: str, hazard_number: str, field: str) -> None:
        super().__init__(message, field)
        self.hazard_number = hazard_number


@dataclass(frozen=True, slots=True)
class PaperPhoto:
    """A photo by the SHA-256 of its file. ``moment`` is a PhotoMoment's value or empty; photos of one ``pair`` (any text,
    such as the hazard's number) stand side by side, before rectification and after."""

    sha256: str
    caption: str = ""
    moment: str = ""
    pair: str = ""


def _attributes(part: PaperItem | PaperPhoto) -> dict[str, Any]:
    """As ``dataclasses.asdict``, which copies every value deeply and takes ten times as long; without an empty ``site``, so that
    the hash of a paper from before items had one stays what its QR code says."""
    return {name: value for name in part.__slots__ if (value := getattr(part, name)) or name != "site"}


@dataclass(frozen=True)
class PaperContent:
    """All that a paper says: ``values`` by the names of its form's fields (``catalogue.form``); ``number`` is empty for a draft,
    ``replaces`` the number of the paper that it corrects."""

    kind: PaperKind
    number: str
    issued_on: dt.date
    values: Mapping[str, str] = field(default_factory=dict)
    items: tuple[PaperItem, ...] = ()
    photos: tuple[PaperPhoto, ...] = ()
    replaces: str = ""

    def value(self, name: str) -> str:
        """A field's text without blanks around it; empty when it is not there."""
        return self.values.get(name, "").strip()

    def day(self, name: str) -> dt.date | None:
        """A date field; UserError when it holds something else."""
        return as_day(self.value(name), name)

    def to_json(self) -> str:
        """Canonical JSON: equal contents give equal text."""
        table = {
            "kind": self.kind.value,
            "number": self.number,
            "issued_on": self.issued_on.isoformat(),
            "values": dict(self.values),
            "items": [_attributes(item) for item in self.items],
            "photos": [_attributes(photo) for photo in self.photos],
        }
        if self.replaces:  # else the hash of a paper from before this was kept would change
            table["replaces"] = self.replaces
        return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> PaperContent:
        """Back from ``to_json``; UserError when the text is something else."""
        try:
            table: dict[str, Any] = json.loads(text)
            return cls(
                PaperKind(table["kind"]),
                table["number"],
                dt.date.fromisoformat(table["issued_on"]),
                {str(name): str(value) for name, value in table["values"].items()},
                tuple(PaperItem(**item) for item in table["items"]),
                tuple(PaperPhoto(**photo) for photo in table["photos"]),
                str(table.get("replaces", "")),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UserError("这份文书的内容无法读取，可查看或打印已保存的PDF") from error

    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal: what the QR code carries."""
        return hashlib.sha256(self.to_json().encode("utf-8", "surrogatepass")).hexdigest()


class Officer(NamedTuple):
    """Who inspected, and the number of the enforcement certificate (may be empty)."""

    name: str
    certificate: str


def officers(text: str) -> tuple[Officer, ...]:
    """Read a field of officers: a person a line, name, a space, certificate number."""
    found = []
    for line in text.splitlines():
        name, _, certificate = line.strip().replace("\u3000", " ").replace("\t", " ").partition(" ")
        if name:
            found.append(Officer(name, certificate.strip()))
    return tuple(found)


def officer_lines(people: tuple[Officer, ...]) -> str:
    """The text of a field of officers."""
    return "\n".join(f"{one.name} {one.certificate}".strip() for one in people)


def as_day(text: str, name: str) -> dt.date | None:
    """An ISO date; None for an empty text, UserError for any other."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"“{text}”不是日期，请写成2021-06-18这样", name) from error
