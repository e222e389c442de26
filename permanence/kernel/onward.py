"""What finishing a workstep will do, as plain data: operations carry it out, the page shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from permanence.kernel.facts import PassedTo, StepFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """One thing that finishing does.

    Args:
        kind: what it is; the fields after it are filled as that kind needs.
        sentence: what it is, as "What finishing will do" says it.
        proposal_id: the next action it comes from; None where the step itself does it.
        step_type, title, to, purpose, review_due_on, in_pair: of the step created; those of one pair share a pair id.
        step_id: the open step linked to (`link_step`) or cancelled (`cancel_step`). request_id: the request waived.
        outcome: of the pathway closed. reason: of what is cancelled, waived or closed.
        roles: who is told, as roles allocated to the child. text: what an alert says.
    """

    kind: Literal["create_step", "link_step", "cancel_step", "waive_request", "close_pathway", "tell", "alert"]
    sentence: str
    proposal_id: UUID | None = None
    step_type: str | None = None
    title: str = ""
    to: PassedTo | None = None
    purpose: str | None = None
    review_due_on: date | None = None
    in_pair: bool = False
    step_id: UUID | None = None
    request_id: UUID | None = None
    outcome: str = ""
    reason: str = ""
    roles: tuple[str, ...] = ()
    text: str = ""


def onward(facts: StepFacts) -> tuple[Onward, ...]:
    """Return what finishing the workstep as it stands will do, in the order in which it is done."""
    raise NotImplementedError
