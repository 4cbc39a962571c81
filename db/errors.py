"""The one exception that speaks to the person at the screen.

Everything else that goes wrong is the program's own fault and is logged with its traceback.
"""

from __future__ import annotations


class UserError(ValueError):
    """Bad input or a step that is not possible; ``str()`` is one Chinese sentence that says what to do, without the
    closing 。 (it stands beside a field, in the status bar, or in another sentence).

    ``field`` names the record field (or JSON key) the sentence belongs to, so that a form can show it beside
    that field; it is empty when the whole action is meant.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message.removesuffix("。"))
        self.field = field


class DamagedError(UserError):
    """The archive's file can't be read as one; restoring a backup is the way out."""


class GoneError(UserError):
    """The data folder can't be reached just now (the stick was pulled out); nothing is lost, and it may come back."""
