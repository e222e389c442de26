"""Taking back a next action that was sent at once, while nobody has begun its work (ADR 30; R127, R135)."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.withdrawing import reasons_against_taking_back
from permanence.operations.acting import Acted, practice_act
from permanence.operations.cancelling import end_step
from permanence.operations.done import Done
from permanence.operations.loading import load_step
from permanence.operations.pathways import move_to
from permanence.operations.writing import event, refuse_or_stale, show_move, swap
from permanence.records.done_since import done_since, with_those_in_their_place
from permanence.records.pathways import Pathway
from permanence.records.requests import NextAction
from permanence.records.step_facts import step_facts


@practice_act("take_back_next_action")
def take_back_next_action(
    *,
    step_id: UUID,
    version: int,
    proposal_id: UUID,
    reason: str,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Take back a next action that was sent before the finish: its workstep leaves the receiver's list.

    Both rows stay, the next action as withdrawn and the workstep as cancelled, linked as before.

    Raises:
        Refused: its work has begun, it was not sent, or it is not the actor's to take back. Stale: it was changed.
    """
    loaded = load_step("take_back_next_action", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    created = next((each.created_step_id for each in facts.proposals if each.id == proposal_id), None)
    made = with_those_in_their_place([created] if created else (), lock=True)
    since = done_since(made)
    reasons = reasons_against_taking_back(facts, actor, proposal_id, reason=reason, since=since)
    refuse_or_stale(facts, reasons, version=version, at=at)
    swap(facts, at=at)
    row = NextAction.objects.get(id=proposal_id)
    row.state, row.removed_at, row.removed_by_id = "withdrawn", at, actor.worker_id
    row.save(update_fields=["state", "removed_at", "removed_by"])
    said = f"{actor.name} took {row.title} back: {reason.strip()}"
    event(step_id, act="take_back_next_action", said=said, actor=actor, at=at, detail={"action": row.key})
    for step in made:
        if step.closed_at is None:
            end_step(
                step_facts(step.id, actor=actor, at=at, lock=True, from_elsewhere=True),
                reason=reason.strip(),
                actor=actor,
                at=at,
            )
            _step_back(facts, step.step_type)
    show_move(facts, at=at)
    return Acted(
        done=Done(says=f"{row.title} is taken back.", step_id=step_id),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=step_id,
        why=loaded.why,
        said={"action": row.key},
        ids=(row.id, *(step.id for step in made)),
    )


def _step_back(facts: StepFacts, step_type: str) -> None:
    """Let the child stand again where the workstep itself is on the way, unless others have gone further."""
    if Pathway.objects.filter(id=facts.pathway.id, position=step_type).exists():
        move_to(facts.pathway.id, facts.step)
