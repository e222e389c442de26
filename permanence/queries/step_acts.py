"""What the reader may do with a workstep: each act only where its POST would be allowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.reasons import Reason
from permanence.kernel.worksteps import (
    reasons_against_cancelling,
    reasons_against_picking_up,
    reasons_against_putting_back,
    reasons_against_reassigning,
    reasons_against_resuming,
    reasons_against_starting,
)
from permanence.queries.statuses import when
from permanence.queries.step_sections import goes_on_at, summary_href
from permanence.records.forms import Revision
from permanence.records.step_facts import step_facts

SOME_REASON = "a reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepActs:
    """What may be done here. `goes` is the line beside Start or Resume: where it leads.

    Args:
        resume: it leads on to a section; where the next act is on the summary itself, nothing is to be resumed.
        why_not: why the reader neither starts nor resumes it, a sentence.
    """

    start: bool
    resume: bool
    finish: bool
    put_back: bool
    pick_up: bool
    reassign: bool
    cancel: bool
    goes: str
    why_not: str


def step_acts(facts: StepFacts, actor: Actor, *, reasons_against_finishing: tuple[Reason, ...]) -> StepActs:
    """Return what the actor may do with the workstep now."""
    against_start = tuple(reasons_against_starting(facts, actor))
    against_resume = tuple(reasons_against_resuming(facts, actor))
    href, goes = _goes(facts, actor)
    start, resume = not against_start, not against_resume and href != summary_href(facts.id)
    stands = against_start if facts.state == "incoming" else against_resume
    return StepActs(
        start=start,
        resume=resume,
        finish=facts.state == "started" and not reasons_against_finishing,
        put_back=_none(reasons_against_putting_back(facts, actor)),
        pick_up=facts.assigned_inbox is not None and _none(reasons_against_picking_up(facts, actor)),
        reassign=_none(each for each in reasons_against_reassigning(facts, actor, None, SOME_REASON) if _of_role(each)),
        cancel=_none(reasons_against_cancelling(facts, actor, SOME_REASON)),
        goes=goes if start or resume else "",
        why_not=stands[0].sentence if stands and facts.state in {"incoming", "started"} else "",
    )


def where_to_go_on(*, step_id: UUID, actor: Actor, at: datetime) -> str:
    """Return the address that Start and Resume lead to."""
    facts = step_facts(step_id, actor=actor, at=at)
    return goes_on_at(facts, actor, stopped_at=_stopped(facts, actor)[0])[0]


def _goes(facts: StepFacts, actor: Actor) -> tuple[str, str]:
    stopped_at, stopped = _stopped(facts, actor)
    href, place = goes_on_at(facts, actor, stopped_at=stopped_at)
    if facts.state == "incoming":
        return href, f"Goes to {place} of {facts.form.title}."
    return href, f"Goes to {place}. {stopped}".rstrip()


def _stopped(facts: StepFacts, actor: Actor) -> tuple[str, str]:
    mine = Revision.objects.filter(step_id=facts.id, saved_by__in=[actor.worker_id]).order_by("-number")
    last = mine.values_list("section", "saved_at").first()
    return (last[0], f"You stopped {when(last[1])}. Everything is saved.") if last else ("", "")


def _none(reasons: Iterable[Reason]) -> bool:
    return not any(True for _ in reasons)


def _of_role(reason: Reason) -> bool:
    """Return whether a reason stands whoever it would go to: those about the choice itself come with the form."""
    return reason.status in {403, 404} or reason.whose == "others"
