"""Whether somebody may see a child, and why: asked once by every page about one child."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.access import permissions
from permanence.kernel.actors import Actor
from permanence.kernel.facts import ChildFacts, StepFacts
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Hidden, Refused, refuse_if
from permanence.records.child_facts import child_facts
from permanence.records.children import Child
from permanence.records.privileged import refuse_unless_opened
from permanence.records.relations import relations_of
from permanence.records.worksteps import Workstep

SEE = "see_child"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenChild:
    """A child whom the actor may see: who they are, what the actor is to them, and why, for the audit."""

    facts: ChildFacts
    relations: frozenset[str]
    why: str


def see_child(child_id: UUID, *, actor: Actor, at: datetime) -> SeenChild:
    """Return the child, where the actor may see it.

    Raises:
        Hidden: there is no such child, or the actor may not know of it: one and the same answer.
        Refused: the record is restricted (403).
    """
    if not Child.objects.filter(id=child_id, authority_id=actor.authority_id).exists():
        raise Hidden
    today = london_date(at)
    relations = relations_of(actor, [child_id], today).get(child_id, frozenset())
    return _seen(child_facts([child_id], today)[child_id], relations, actor=actor)


def see_facts(facts: StepFacts, *, actor: Actor) -> SeenChild:
    """Return the child of a workstep that was loaded for the actor, where they may see it. No query.

    Raises what `see_child` raises.
    """
    return _seen(facts.child, facts.relations, actor=actor)


def _seen(child: ChildFacts, relations: frozenset[str], *, actor: Actor) -> SeenChild:
    refuse_if(permissions().reasons_against(SEE, actor, child, relations))
    return SeenChild(facts=child, relations=relations, why=permissions().why_allowed(SEE, actor, child, relations))


def see_step(step_id: UUID, *, actor: Actor, at: datetime) -> SeenChild:
    """Return the child of a workstep, where the actor may see it and opens the workstep.

    Raises what `see_child` raises, and Refused where it is of a privileged kind (403).
    """
    step = Workstep.objects.filter(id=step_id, authority_id=actor.authority_id).first()
    if step is None:
        raise Hidden
    seen = see_child(step.child_id, actor=actor, at=at)
    refuse_unless_opened(step, actor=actor, today=london_date(at))
    return seen


def may_see_child(child_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """Return whether the actor may see the child: after an act on it they may be nothing to it any more."""
    try:
        see_child(child_id, actor=actor, at=at)
    except Refused:
        return False
    return True


def may_see_step(step_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """Return whether the actor may see the child of a workstep: after an act on it they may be nothing to the child."""
    try:
        see_step(step_id, actor=actor, at=at)
    except Refused:
        return False
    return True
