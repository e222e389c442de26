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
from permanence.records.requests import NextAction, Request


@practice_act("cancel_step")
def cancel_step(
    *, step_id: UUID, version: int, reason: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Cancel an open workstep; its requests are withdrawn and its proposals never become work.

    Raises:
        Refused: the actor may not, there is no reason, or nothing else would carry the pathway on. Stale: changed.
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


def end_step(
    facts: StepFacts,
    *,
    reason: str,
    actor: Actor,
    at: datetime,
    stops: str = "Workstep cancelled",
    tells: bool = True,
) -> None:
    """Cancel a workstep that is loaded and locked: its requests are withdrawn, its proposals never become work.

    Args:
        stops: why its due dates stop.
        tells: whoever has it, or a request on it, is told; not where the act says it all at once itself.
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
    _withdraw_requests(facts, reason=reason, actor=actor, at=at, tells=tells)
    NextAction.objects.filter(step_id=facts.id, state="proposal").update(state="withdrawn")
    taken_from_inbox(child_id=facts.child.id, item_id=facts.id, at=at)
    open_dues(facts.child.id).filter(step_id=facts.id).update(stopped_at=at, stop_reason=stops)
    event(facts.id, act="cancel_step", said=f"{actor.name} cancelled the workstep: {reason}", actor=actor, at=at)
    if tells:
        _tell_holder(facts, reason=reason, actor=actor, at=at)
    show_move(facts, at=at)


def _withdraw_requests(facts: StepFacts, *, reason: str, actor: Actor, at: datetime, tells: bool) -> None:
    for request in (each for each in facts.requests if each.state == "sent"):
        if tells:
            withdraw(facts, request, reason=reason, at=at, by=actor.worker_id)
            continue
        Request.objects.filter(id=request.id).update(state="withdrawn", reason=reason, closed_at=at)
        taken_from_inbox(child_id=facts.child.id, item_id=request.id, at=at)


def _tell_holder(facts: StepFacts, *, reason: str, actor: Actor, at: datetime) -> None:
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
