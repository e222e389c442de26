"""What the mendings share: a next action proposed again, and telling whoever is concerned."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.operations.notices import tell
from permanence.records.requests import NextAction


def propose_again(action: NextAction, *, actor: Actor, at: datetime) -> NextAction:
    """Put a next action that was sent back among the proposals: the sent row stays as withdrawn, a new one replaces it.

    Whoever added it is still named as the one who did.
    """
    NextAction.objects.filter(id=action.id).update(state="withdrawn", removed_at=at, removed_by_id=actor.worker_id)
    return NextAction.objects.create(
        authority_id=action.authority_id,
        step_id=action.step_id,
        key=action.key,
        title=action.title,
        position=action.position,
        to_worker_id=action.to_worker_id,
        to_inbox_id=action.to_inbox_id,
        reason=action.reason,
        reason_text=action.reason_text,
        note=action.note,
        purpose=action.purpose,
        due_on=action.due_on,
        added_by_id=action.added_by_id,
        added_at=action.added_at,
        replaces_id=action.id,
    )


def tell_concerned(
    facts: StepFacts, workers: Iterable[UUID | str | None], *, kind: str, says: str, actor: Actor, at: datetime
) -> None:
    """Tell these workers, each once, what was mended on the workstep, and never whoever did it."""
    tell(
        [UUID(str(each)) for each in workers if each],
        authority_id=facts.child.authority_id,
        kind=kind,
        says=says,
        at=at,
        child_id=facts.child.id,
        step_id=facts.id,
        but_not=actor.worker_id,
    )
