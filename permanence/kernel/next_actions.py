"""Next actions: which may be added, to whom, and whether the set agrees with the answers."""

from collections.abc import Iterator
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.reasons import Reason


def reasons_against_adding(
    facts: StepFacts,
    actor: Actor,
    key: str,
    to: PassedTo | None,
    *,
    reason: str = "",
    reason_text: str = "",
    purpose: str | None = None,
) -> Iterator[Reason]:
    """Yield why the actor cannot add the next action of that key."""
    raise NotImplementedError


def reasons_against_removing(facts: StepFacts, actor: Actor, proposal_id: UUID) -> Iterator[Reason]:
    """Yield why the actor cannot remove the next action."""
    raise NotImplementedError


def reasons_against_sending_now(facts: StepFacts, actor: Actor, proposal_id: UUID) -> Iterator[Reason]:
    """Yield why the actor cannot send the next action at once (R127, R135)."""
    raise NotImplementedError


def reasons_against_the_set(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield what does not agree among the next actions, and between them and the answers (Q10)."""
    raise NotImplementedError
