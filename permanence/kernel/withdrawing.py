"""Taking a next action back that was sent at once, while nobody has begun its work (ADR 30; R127, R135)."""

from collections.abc import Iterator
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.adding import HERE, found_proposal
from permanence.kernel.facts import StepFacts
from permanence.kernel.mending import DoneSince, mends_as_manager, reasons_work_has_begun
from permanence.kernel.reasons import Reason
from permanence.kernel.taking_part import (
    reasons_against_acting_as,
    reasons_against_the_reason,
    reasons_it_is_not_started,
)


def reasons_against_taking_back(
    facts: StepFacts, actor: Actor, proposal_id: UUID, *, reason: str, since: tuple[DoneSince, ...] = ()
) -> Iterator[Reason]:
    """Yield why the actor cannot take back a next action that was sent.

    Args:
        since: what was done with the workstep it created.
    """
    found = found_proposal(facts, proposal_id)
    if found is None:
        yield Reason(sentence="This next action is not added here, or was removed already.", where=HERE)
        return
    proposal, action = found
    yield from reasons_it_is_not_started(facts)
    if not mends_as_manager(facts, actor):
        yield from reasons_against_acting_as(facts, actor, action.added_by, does=f"takes {action.title} back")
    if not proposal.is_sent:
        yield Reason(sentence=f"{action.title} is not sent yet. Remove it instead.", where=HERE)
    elif proposal.created_step_id is None:
        yield Reason(sentence=f"{action.title} created no workstep, so there is nothing to take back.", where=HERE)
    yield from reasons_work_has_begun(since, today=facts.today, so="so it is not taken back here")
    yield from reasons_against_the_reason(reason)
