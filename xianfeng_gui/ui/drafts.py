"""Keys under which half-filled forms are kept on this PC (db/notes.py)."""

NEW_HAZARD = "draft.hazard.new"


def of_hazard(hazard_id: str | None, version: int = 0) -> str:
    """The draft of a new hazard, or of a correction of the record as it was at that journal entry: a draft that has
    been overtaken by another change isn't offered any more."""
    return f"draft.hazard.{hazard_id}.{version}" if hazard_id else NEW_HAZARD


def of_step(hazard_ids: list[str], kind: str) -> str:
    """The draft of a step; of several hazards together none is kept."""
    return f"draft.step.{hazard_ids[0]}.{kind}" if len(hazard_ids) == 1 else ""
