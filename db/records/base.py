"""What all records share: the database they live in, their key, and short names for the field types.

A field's ``verbose_name`` is the one place for its Chinese label, ``help_text`` for its hint, ``choices`` for its
vocabulary and ``max_length`` for its limit: tables, forms, Excel headers and the journal's wording read them there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import apsw
from peewee import BooleanField, FloatField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.apsw_ext import APSWDatabase, DateField, DateTimeField

from db import connection, ids
from db.vocabulary import Term

__all__ = [
    "BooleanField",
    "DateField",
    "DateTimeField",
    "FloatField",
    "ForeignKeyField",
    "IntegerField",
    "Record",
    "ShortText",
    "TermField",
    "TextField",
    "database",
]


class ArchiveDatabase(APSWDatabase):
    """peewee on the archive's own connection: it asks for it each time, since a restore may have replaced it."""

    def connection(self) -> apsw.Connection:
        """This thread's connection."""
        return connection.connection()

    def cursor(self, named_cursor: object = None) -> apsw.Cursor:
        """A cursor of this thread's connection."""
        return connection.connection().cursor()


database = ArchiveDatabase("archive", timeout=None)


class Record(Model):
    """A row with a text key that no other office can have made."""

    if TYPE_CHECKING:
        # peewee makes x_id beside a foreign key x, and back references, without telling the type checker.
        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    id = TextField(primary_key=True, default=ids.new_id, verbose_name="内部编号")

    class Meta:
        """Bound to the open archive."""

        database = database
        legacy_table_names = False


class ShortText(TextField):
    """One line of text of at most ``max_length`` characters.

    ``personal``: phones and informants, whose values the journal's wording never shows.
    """

    def __init__(self, *args: object, max_length: int = 60, personal: bool = False, **kwargs: object) -> None:
        self.max_length = max_length
        self.personal = personal
        super().__init__(*args, **kwargs)


class TermField(TextField):
    """A value of one of the vocabulary's enumerations."""

    def __init__(self, terms: type[Term], **kwargs: object) -> None:
        self.terms = terms
        super().__init__(choices=terms.choices(), **kwargs)

    def db_value(self, value: Term | str | None) -> str | None:
        """Store the plain value."""
        return None if value is None else str(value)

    def python_value(self, value: str | None) -> Term | str | None:
        """The term; the bare text when a newer program wrote a term that this one does not know."""
        found = self.terms._value2member_map_.get(value)
        return found if isinstance(found, Term) else value
