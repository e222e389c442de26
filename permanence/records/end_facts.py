"""A child's open pathway as whoever would end it finds it (kernel/endings.py)."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.definitions import Process
from permanence.kernel.endings import GROUNDS, AskedEnd, EndFacts, LeftCare
from permanence.kernel.facts import ChildFacts
from permanence.kernel.london import london_date
from permanence.records.catalogue import process, process_version
from permanence.records.pathways import Pathway, PathwayEnding
from permanence.records.worker_facts import worker_facts
from permanence.records.worksteps import Workstep


def end_facts(child: ChildFacts, *, at: datetime) -> EndFacts:
    """Return what bears on ending the child's open pathway, if there is one. At most four queries."""
    today = london_date(at)
    pathway = Pathway.objects.filter(child_id=child.id, closed_at=None).first()
    if pathway is None:
        return EndFacts(child=child, pathway_id=None, version=0, opened_on=None, today=today)
    return EndFacts(
        child=child,
        pathway_id=pathway.id,
        version=pathway.version,
        opened_on=london_date(pathway.opened_at),
        today=today,
        asked=_asked(pathway, at=at),
        chosen_in=_chosen_in(pathway),
    )


def left_care(child_id: UUID) -> LeftCare | None:
    """Return how the child's care ended with a pathway last, None where it never did. One query."""
    grounds = [ground.key for ground in GROUNDS.values() if ground.leaves_care]
    ended = PathwayEnding.objects.filter(pathway__child_id=child_id, state="ended", ground__in=grounds)
    row = ended.order_by("-on", "-id").first()
    return LeftCare(ground=row.ground, on=row.on) if row else None


def _asked(pathway: Pathway, *, at: datetime) -> AskedEnd | None:
    row = PathwayEnding.objects.filter(pathway=pathway, state="asked").first()
    if row is None:
        return None
    return AskedEnd(
        id=row.id,
        ground=row.ground,
        on=row.on,
        reason=row.reason,
        evidence=row.evidence,
        asked_by=worker_facts([row.asked_by_id], london_date(at))[row.asked_by_id],
        asked_on=london_date(row.asked_at),
    )


def _chosen_in(pathway: Pathway) -> dict[str, str]:
    """Return the outcomes that an open workstep offers as a next action, each with that workstep's title (Q18)."""
    found: dict[str, str] = {}
    newest_id, newest = process(pathway.authority_id, pathway.process_key)
    definitions = {newest_id: newest}
    for step in Workstep.objects.filter(pathway=pathway, closed_at=None).order_by("id"):
        version_id = step.process_version_id or newest_id
        if version_id not in definitions:
            definitions[version_id] = process_version(version_id)
        for outcome in _outcomes(definitions[version_id], step.step_type):
            found.setdefault(outcome, step.title)
    return found


def _outcomes(definition: Process, step_type: str) -> list[str]:
    found = next((step for step in definition.steps if step.key == step_type), None)
    return [action.ends_pathway for action in found.next_actions if action.ends_pathway] if found else []
