"""What somebody may begin from a child's page: worksteps that no other workstep creates."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import StepType
from permanence.kernel.facts import ChildFacts, PathwayFacts
from permanence.kernel.worksteps import reasons_against_beginning
from permanence.records.catalogue import process
from permanence.records.definitions import ProcessVersion
from permanence.records.end_facts import left_care
from permanence.records.pathways import Pathway
from permanence.records.standing_steps import pathway_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class MayBegin:
    """A workstep that the reader may begin: its key, and the words of the button."""

    step_type: str
    text: str


def may_begin(child: ChildFacts, *, actor: Actor) -> tuple[MayBegin, ...]:
    """Return what the actor may begin on this child now."""
    offered = [step for step in _begun_from_a_page(child.authority_id) if actor.holds(*step.begun_by)]
    if not offered:
        return ()
    pathway, left = _open_pathway(child.id), left_care(child.id)
    allowed = [
        step
        for step in offered
        if not any(reasons_against_beginning(step, child=child, pathway=pathway, actor=actor, left=left))
    ]
    return tuple(MayBegin(step_type=step.key, text=f"Begin {step.title}") for step in allowed)


def _begun_from_a_page(authority_id: UUID) -> Iterator[StepType]:
    published = ProcessVersion.objects.filter(authority_id=authority_id)
    for key in published.order_by("process_key").values_list("process_key", flat=True).distinct():
        yield from (step for step in process(authority_id, key)[1].steps if step.begun_by)


def _open_pathway(child_id: UUID) -> PathwayFacts | None:
    pathway = Pathway.objects.filter(child_id=child_id, closed_at__isnull=True).first()
    return pathway_facts(pathway) if pathway else None
