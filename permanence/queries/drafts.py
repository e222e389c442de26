"""A reader's own drafts of a section: one for each page that something was typed on."""

from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.records.forms import Draft

KEYLESS = "first"


def drafts_of(actor: Actor, *, step_id: UUID, section: str, draft: str = "") -> tuple[Draft | None, tuple[Draft, ...]]:
    """Return the draft that is wanted, else the newest, and the others, newest first. One query.

    Args:
        draft: what the draft knows its page by, `first` for one without, "" for the newest.
    """
    if actor.worker_id is None:
        return None, ()
    mine = Draft.objects.filter(step_id=step_id, section=section, worker_id=actor.worker_id)
    kept = list(mine.order_by("-kept_at", "-id"))
    wanted = next((each for each in kept if draft and (each.page or KEYLESS) == draft), kept[0] if kept else None)
    return wanted, tuple(each for each in kept if each is not wanted)
