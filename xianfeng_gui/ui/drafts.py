"""Keys under which half-filled forms are kept on this PC (db/notes.py)."""

NEW_HAZARD = "draft.hazard.new"


def of_hazard(hazard_id: str | None) -> str:
    """The draft of a correction, or of a new hazard."""
    return f"draft.hazard.{hazard_id}" if hazard_id else NEW_HAZARD
