"""What the acts on requests share: who is told, and the audit's words."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.operations.acting import Acted
from permanence.operations.done import Done
from permanence.operations.loading import LoadedStep
from permanence.operations.notices import tell


def tell_of(facts: StepFacts, workers: list[UUID | None], *, says: str, actor: Actor, at: datetime) -> None:
    """Tell these workers what was done with a request on the workstep."""
    tell(
        workers,
        authority_id=actor.authority_id,
        kind="request",
        says=f"{says} on {facts.step.title} for {facts.child.name}.",
        at=at,
        child_id=facts.child.id,
        step_id=facts.id,
        but_not=actor.worker_id,
    )


def acted(loaded: LoadedStep, done: Done, request: str) -> Acted[Done]:
    """Return what was done with a request, for its audit row."""
    return Acted(
        done=done,
        child_id=loaded.facts.child.id,
        object_type="request",
        object_id=done.request_id,
        why=loaded.why,
        said={"request": request},
        ids=(loaded.facts.id,),
    )
