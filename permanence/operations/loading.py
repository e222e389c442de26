"""What every act does first: lock, load, and see whether the actor may do it at all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.access import permissions
from permanence.kernel.actors import Actor
from permanence.kernel.facts import ChildFacts, StepFacts
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Hidden, Refused, Stale
from permanence.operations.allowed import HIDES, why
from permanence.operations.writing import ENDED_BY, beaten
from permanence.records.child_facts import child_facts
from permanence.records.children import Child
from permanence.records.gathered import memory
from permanence.records.pathways import Pathway
from permanence.records.relations import relations_of
from permanence.records.requests import Request
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import Workstep


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedChild:
    """A child as the act found it. `why` says why the actor was allowed, for the audit."""

    row: Child
    facts: ChildFacts
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedStep:
    """A workstep as the act found it, locked. `why` says why the actor was allowed, for the audit."""

    facts: StepFacts
    why: str


def load_child(act: str, *, child_id: UUID, actor: Actor, at: datetime) -> LoadedChild:
    """Return the child, where the actor may do the act on it.

    Raises:
        Refused: they may not (403), or there is no such child for them (404).
    """
    today = london_date(at)
    row = Child.objects.filter(id=child_id, authority_id=actor.authority_id).first()
    if row is None:
        raise Hidden
    facts = child_facts([child_id], today)[child_id]
    return LoadedChild(row=row, facts=facts, why=_why(act, facts, actor=actor, at=at))


def load_step(act: str, *, step_id: UUID, actor: Actor, at: datetime, pathway_first: bool = False) -> LoadedStep:
    """Lock the workstep and return what stands on it, where the actor may do the act on it.

    Args:
        pathway_first: work is born, passed on or ended: the pathway's row is locked before the step's.

    Raises:
        Refused: they may not (403), or there is no such workstep for them (404).
        Stale: they might have a moment ago, before somebody took it from their inbox, or ended it (words 14, 15).
    """
    if pathway_first and not _held_with_pathway(step_id):
        lock_pathway_of(step_id, actor=actor)
    facts = step_facts(step_id, actor=actor, at=at, lock=True)
    try:
        return LoadedStep(facts=facts, why=why(act, actor=actor, child=facts.child, relations=facts.relations))
    except Refused as refused:
        raise _quicker(facts, refused, actor=actor, at=at) or refused from None


def _quicker(facts: StepFacts, refused: Refused, *, actor: Actor, at: datetime) -> Stale | None:
    """Return who was quicker; nobody on a record that is not open, of which nothing may be told (P15)."""
    is_open = facts.child.access_class in permissions().states("granted")
    may_be_beaten = refused.status == HIDES or facts.state in ENDED_BY
    return beaten(facts, actor=actor, at=at) if is_open and may_be_beaten else None


def step_of_request(request_id: UUID, *, actor: Actor) -> UUID:
    """Return the workstep on which the request was sent. Raises Hidden."""
    here = memory()
    if here and request_id in here.asked:
        return here.asked[request_id]
    found = Request.objects.filter(id=request_id, authority_id=actor.authority_id).values_list("step_id").first()
    if found is None:
        raise Hidden
    return UUID(str(found[0]))


def _held_with_pathway(step_id: UUID) -> bool:
    """Return whether the act under way locked the step as it began, and its pathway before it."""
    here = memory()
    held = here.held.get(step_id) if here else None
    return held is not None and held.with_pathway


def lock_pathway_of(step_id: UUID, *, actor: Actor) -> None:
    """Lock the pathway of a workstep. Raises Hidden."""
    found = Workstep.objects.filter(id=step_id, authority_id=actor.authority_id).values_list("pathway_id").first()
    if found is None:
        raise Hidden
    lock_pathway(found[0])


def lock_pathway(pathway_id: UUID) -> Pathway:
    """Lock the one row that all work on a child's way goes past: taken before any workstep's own.

    Its key is left free: an act that changes a workstep without this lock, such as picking up, looks at that when it
    ends, and would wait for whoever waits for the workstep.
    """
    return Pathway.objects.select_for_update(no_key=True).get(id=pathway_id)


def _why(act: str, child: ChildFacts, *, actor: Actor, at: datetime) -> str:
    relations = relations_of(actor, [child.id], london_date(at)).get(child.id, frozenset())
    return why(act, actor=actor, child=child, relations=relations)
