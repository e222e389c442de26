"""Finishing a workstep: one transaction carries the finish, what follows, the dues and who is told (P03, P09, P40)."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.canonical import digest
from permanence.kernel.facts import StepFacts
from permanence.kernel.worksteps import reasons_against_finishing
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import worker_of
from permanence.operations.answering import complete_request
from permanence.operations.carrying_out import Went, carry_out
from permanence.operations.done import Done
from permanence.operations.drafts import OWN_DRAFTS, drop_saved_drafts
from permanence.operations.loading import LoadedStep, load_step, lock_pathway, step_of_request
from permanence.operations.reviews import record_review
from permanence.operations.step_timescales import at_moment, meet_review, stop_reviews
from permanence.operations.writing import event, refuse_or_stale, show_move, swap
from permanence.records.bundled import Bundle
from permanence.records.kept_steps import head_of
from permanence.records.ledger import TOUCHED, begin_ledger
from permanence.records.prefill import prefilled_of
from permanence.records.worksteps import Workstep

_BEFORE = Bundle(**TOUCHED, drafts=OWN_DRAFTS)
"""What a finish looks at before it changes anything."""


@practice_act("finish_step", locks="pathway")
def finish_step(*, step_id: UUID, version: int, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Finish a workstep: its form is locked, and every proposal that was not sent yet becomes exactly one workstep.

    Raises:
        Refused: with every reason of "Why can't I finish?". Stale: somebody finished or changed it first (words 15).
    Source: R78, R84, R86, Q17, Q18, Q28; architecture.md section 3, points 4 and 5.
    """
    loaded = load_step("finish_step", step_id=step_id, actor=actor, at=at, pathway_first=True)
    refuse_or_stale(loaded.facts, reasons_against_finishing(loaded.facts, actor), version=version, at=at)
    return _finished(loaded, actor=actor, at=at)


@practice_act("complete_and_finish")
def complete_and_finish(
    *, request_id: UUID, version: int, covered: str | None = None, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Mark a request Completed and finish its workstep in one act, where that request is the last thing in the way.

    Args:
        covered: as in `answering.complete_request`.

    Raises:
        Refused: either part would be refused alone; then neither is done. Stale: the workstep was changed.
    """
    step_id = step_of_request(request_id, actor=actor)
    lock_pathway(Workstep.objects.values_list("pathway_id", flat=True).get(id=step_id))
    complete_request(request_id=request_id, version=version, covered=covered, actor=actor, at=at)
    loaded = load_step("finish_step", step_id=step_id, actor=actor, at=at)
    refuse_or_stale(loaded.facts, reasons_against_finishing(loaded.facts, actor), version=None, at=at)
    return _finished(loaded, actor=actor, at=at)


def _finished(loaded: LoadedStep, *, actor: Actor, at: datetime) -> Acted[Done]:
    facts = loaded.facts
    earlier_head = head_of(facts.id)
    head = {**{name: value for name, value in earlier_head.items() if name != "before"}, "copied": _copied(facts)}
    here = {"child": facts.child.id, "pathway": facts.pathway.id, "own": facts.id}
    before = _BEFORE.rows(**here, step=facts.id, worker=worker_of(actor))
    ledger = begin_ledger(before, child_id=facts.child.id, pathway_id=facts.pathway.id, own_id=facts.id)
    swap(
        facts,
        at=at,
        state="finished",
        finished_at=at,
        finished_by_id=actor.worker_id,
        finished_hash=digest({"answers": {key: dict(value) for key, value in facts.answers.items()}, "head": head}),
        head=head,
        closed_at=at,
    )
    _settle_dues(facts, at=at)
    went = carry_out(facts, actor=actor, at=at)
    detail = {"ledger": ledger.closed().to_plain(), "head": earlier_head}
    event(facts.id, act="finish_step", said=f"{actor.name} finished the workstep.", actor=actor, at=at, detail=detail)
    drop_saved_drafts(facts, before["drafts"])
    show_move(facts, at=at)
    return _acted(loaded, went)


def _settle_dues(facts: StepFacts, *, at: datetime) -> None:
    """Meet and start the time limits that the finish settles; a review that was held comes on the record (B1.3)."""
    record_review(facts, at=at)
    meet_review(facts)
    rule = facts.step.recurrence
    if rule and rule.stops_if and rule.stops_if.holds(facts.flat()):
        stop_reviews(facts, reason=rule.cancels_review_reason, at=at)
    at_moment(facts, "finished", at=at)


def _copied(facts: StepFacts) -> dict[str, object]:
    """Return what the form took from elsewhere, as it was shown at the finish (R176)."""
    return prefilled_of(facts).to_plain()


def _acted(loaded: LoadedStep, went: Went) -> Acted[Done]:
    facts = loaded.facts
    return Acted(
        done=Done(says=" ".join(("Finished.", *went.says)), step_id=facts.id, child_id=facts.child.id),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=facts.id,
        why=loaded.why,
        said={"step": facts.step.key, "outcome": went.outcome, "onward": list(went.kinds)},
        ids=went.ids,
    )
