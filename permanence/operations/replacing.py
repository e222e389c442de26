"""Cancelling a workstep and putting another in its place, in one act; both rows stay, each linked to the other."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import StepType
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.reasons import Hidden
from permanence.kernel.replacing import reasons_against_replacing
from permanence.operations.acting import Acted, practice_act
from permanence.operations.cancelling import end_step
from permanence.operations.done import Done
from permanence.operations.loading import load_step
from permanence.operations.passing import NewStep, create_step, passed_to, where_it_is
from permanence.operations.pathways import move_to
from permanence.operations.writing import event, refuse_or_stale
from permanence.records.pathways import Pathway
from permanence.records.worksteps import Workstep


@practice_act("replace_step")
def replace_step(
    *,
    step_id: UUID,
    version: int,
    step_type: str,
    to_worker: UUID | None = None,
    to_inbox: UUID | None = None,
    reason: str,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Cancel a workstep and begin another of the same kind, or of one that comes before it, in its place.

    Raises:
        Refused: the actor may not cancel it, that kind cannot take its place, or it cannot go there. Stale: changed.
    Source: ADR 30; architecture.md 3.14; R177.
    """
    loaded = load_step("replace_step", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    to = passed_to(to_worker=to_worker, to_inbox=to_inbox, authority_id=actor.authority_id, today=facts.today)
    refuse_or_stale(facts, reasons_against_replacing(facts, actor, step_type, to, reason), version=version, at=at)
    if to is None:
        raise Hidden
    chosen = facts.process.step(step_type)
    end_step(facts, reason=reason.strip(), actor=actor, at=at)
    row = put_in_its_place(facts, chosen, to, reason=reason.strip(), actor=actor, at=at)
    return Acted(
        done=Done(
            says=f"{facts.step.title} is cancelled. {chosen.title} {where_it_is(to, authority_id=actor.authority_id)}.",
            step_id=row.id,
        ),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=step_id,
        why=loaded.why,
        said={"step": facts.step.key, "by": chosen.key},
        ids=(row.id,),
    )


def put_in_its_place(
    facts: StepFacts, step: StepType, to: PassedTo, *, reason: str, actor: Actor, at: datetime
) -> Workstep:
    """Pass a new workstep on in the place of one that was just cancelled, and link the two.

    One of the same kind stands for the same: its purpose, its review date, its pair, the day it is due (Q12, Q13).
    """
    old = Workstep.objects.get(id=facts.id)
    same = step.key == facts.step.key
    new = NewStep(
        process=facts.process,
        step=step,
        child=facts.child,
        pathway_id=facts.pathway.id,
        to=to,
        sent_early=old.sent_early and same,
        reason=reason[:400],
        purpose=old.purpose or None if same else None,
        review_due_on=old.review_due_on if same else None,
        due_on=old.due_on if same else None,
        pair=old.pair if same else None,
    )
    row = create_step(new, actor=actor, at=at)
    Workstep.objects.filter(id=row.id).update(replaces_id=facts.id)
    said = f"{actor.name} put {step.title} in its place."
    event(facts.id, act="replace_step", said=said, actor=actor, at=at, detail={"by": str(row.id)})
    said = f"It takes the place of {facts.step.title}, which {actor.name} cancelled: {reason}"
    event(row.id, act="take_place", said=said, actor=actor, at=at, detail={"of": str(facts.id)})
    if Pathway.objects.filter(id=facts.pathway.id, position=facts.step.key).exists():
        move_to(facts.pathway.id, step)
    return row
