"""A refused act, as its page shows it again: the reasons on top, focus on their heading."""

from typing import Any
from uuid import UUID

from permanence.web.acting import Refusal
from permanence.web.reasons_panel import reasons_panel


def refusal_parts(refusal: Refusal | None, *, step_id: UUID | None = None) -> dict[str, Any]:
    """Return what a template needs to show why an act was not done; nothing where none was refused."""
    if refusal is None:
        return {}
    return {
        "refusal": refusal,
        "refused": reasons_panel(refusal.reasons, step_id=step_id, written=refusal.written),
        "has_errors": True,
    }
