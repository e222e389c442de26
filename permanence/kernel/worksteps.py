"""Why a workstep cannot be begun, started, written, passed on, cancelled or finished now."""

from collections.abc import Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import StepType
from permanence.kernel.facts import ChildFacts, PassedTo, PathwayFacts, StepFacts
from permanence.kernel.reasons import Reason


def reasons_against_beginning(
    step: StepType, *, child: ChildFacts, pathway: PathwayFacts | None, actor: Actor
) -> Iterator[Reason]:
    """Yield why the actor cannot begin such a step from the child's page."""
    raise NotImplementedError


def reasons_against_starting(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot start the workstep."""
    raise NotImplementedError


def reasons_against_resuming(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot resume the workstep."""
    raise NotImplementedError


def reasons_against_writing(facts: StepFacts, actor: Actor, section: str) -> Iterator[Reason]:
    """Yield why the actor cannot write the section of that key."""
    raise NotImplementedError


def reasons_against_picking_up(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot pick the workstep up from its inbox."""
    raise NotImplementedError


def reasons_against_putting_back(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot put the workstep back into its inbox."""
    raise NotImplementedError


def reasons_against_reassigning(facts: StepFacts, actor: Actor, to: PassedTo, reason: str) -> Iterator[Reason]:
    """Yield why the actor cannot pass the workstep to somebody else."""
    raise NotImplementedError


def reasons_against_cancelling(facts: StepFacts, actor: Actor, reason: str) -> Iterator[Reason]:
    """Yield why the actor cannot cancel the workstep."""
    raise NotImplementedError


def reasons_against_finishing(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot finish the workstep, in the order in which it is mended."""
    raise NotImplementedError


def whose_move(facts: StepFacts) -> str:
    """Return whose move it is, in words for a worklist (at most 200 characters)."""
    raise NotImplementedError
