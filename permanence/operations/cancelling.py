"""Cancelling a workstep, with a reason that stays."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.worksteps import reasons_against_cancelling
from permanence.operations.acting import Acted, practice_act
from permanence.operations.done import Done
from permanence.operations.loading import load_step
from permanence.operations.notices import tell
from permanence.operations.step_timescales import taken_from_inbox
from permanence.operations.timescales import open_dues
from permanence.operations.voiding import withdraw
from permanence.operations.writing import event, refuse_or_stale, show_move, swap
from permanence.records.requests import NextAction


@practice_act("cancel_step")
def cancel_step(
    *, step_id: UUID, version: int, reason: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Cancel an open workstep; its requests are withdrawn and its proposals never become work.

    Raises:
        Refused: the actor may not, or there is no reason. Stale: it was changed.
    """
    loaded = load_step("cancel_step", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_cancelling(facts, actor, reason), version=version, at=at)
    end_step(facts, reason=reason.strip(), actor=actor, at=at)
    return Acted(
        done=Done(says=f"{facts.step.title} is cancelled.", step_id=step_id),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=step_id,
        why=loaded.why,
        said={"step": facts.step.key},
    )


def end_step(facts: StepFacts, *, reason: str, actor: Actor, at: datetime, stops: str = "Workstep cancelled") -> None:
    """Cancel a workstep that is loaded and locked, and tell whoever has it.

    Args:
        stops: why its due dates stop.
    """
    swap(
        facts,
        at=at,
        state="cancelled",
        cancelled_at=at,
        cancelled_by_id=actor.worker_id,
        cancel_reason=reason,
        closed_at=at,
    )
    for request in (each for each in facts.requests if each.state == "sent"):
        withdraw(facts, request, reason=reason, at=at, by=actor.worker_id)
    NextAction.objects.filter(step_id=facts.id, state="proposal").update(state="withdrawn")
    taken_from_inbox(child_id=facts.child.id, item_id=facts.id, at=at)
    open_dues(facts.child.id).filter(step_id=facts.id).update(stopped_at=at, stop_reason=stops)
    event(facts.id, act="cancel_step", said=f"{actor.name} cancelled the workstep: {reason}", actor=actor, at=at)
    tell(
        [facts.assigned_worker.id if facts.assigned_worker else None],
        authority_id=actor.authority_id,
        kind="cancelled",
        says=f"{actor.name} cancelled {facts.step.title} for {facts.child.name}: {reason}",
        at=at,
        child_id=facts.child.id,
        step_id=facts.id,
        but_not=actor.worker_id,
    )
    show_move(facts.id, actor=actor, at=at)
