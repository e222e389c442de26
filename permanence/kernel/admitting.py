"""Admitting somebody to the privileged worksteps of a child: their coordinator does, with a reason that is kept."""

from collections.abc import Collection, Iterator
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts, WorkerFacts
from permanence.kernel.privileged import PrivilegedGroup
from permanence.kernel.reasons import Reason
from permanence.kernel.wording import role_titles

NONE = "Everybody who works with the child opens this workstep: nobody is admitted to it."


def group_of(facts: StepFacts) -> PrivilegedGroup | None:
    """Return the group whose people open the workstep, or None where all do who may see the child."""
    key = facts.privileged.rpartition(".")[2]
    return next((group for group in facts.process.privileged_groups if group.key == key), None)


def reasons_it_is_not_theirs(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor admits nobody here, and ends nobody's admission."""
    group = group_of(facts)
    if group is None:
        yield Reason(sentence=NONE)
    elif not actor.holds(group.coordinator):
        who = role_titles(facts.process, (group.coordinator,))
        said = f"Only the coordinator of {group.title}, {who}, says who is admitted."
        yield Reason(sentence=said, whose="others", status=403)


def reasons_against_admitting(
    facts: StepFacts, actor: Actor, who: WorkerFacts | None, reason: str, *, admitted: Collection[UUID]
) -> Iterator[Reason]:
    """Yield why somebody is not admitted.

    Args:
        admitted: the ids of those who are.
    """
    yield from reasons_it_is_not_theirs(facts, actor)
    if who is None:
        yield Reason(sentence="Choose who is admitted.")
    elif who.disabled:
        yield Reason(sentence=f"{who.name} no longer works here. Choose somebody else.")
    elif who.id in admitted:
        yield Reason(sentence=f"{who.name} is admitted already.")
    if not reason.strip():
        yield Reason(sentence="Say why they are admitted. The reason stays visible.")


def reasons_against_ending(
    facts: StepFacts, actor: Actor, worker_id: UUID, *, admitted: Collection[UUID]
) -> Iterator[Reason]:
    """Yield why an admission is not ended."""
    yield from reasons_it_is_not_theirs(facts, actor)
    if worker_id not in admitted:
        yield Reason(sentence="They are not admitted, or are no longer. Open the page again.")
