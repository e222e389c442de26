"""The child's way to permanence: opened by the first action, its anchors and position, and how it ends."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from permanence.kernel.definitions import Process, StepType
from permanence.kernel.facts import StepFacts
from permanence.kernel.reasons import Stale
from permanence.operations.timescales import stop
from permanence.operations.writing import clock_words
from permanence.records.gathered import alter, change
from permanence.records.pathways import Pathway
from permanence.records.worksteps import StepEvent


def open_pathway(*, child_id: UUID, authority_id: UUID, process_key: str, at: datetime) -> Pathway:
    """Return the child's open pathway, locked; open one where there is none. A child has one open at a time.

    Raises:
        Stale: somebody else opened it at the same moment; it says who.
    """
    standing = Pathway.objects.select_for_update(no_key=True).filter(child_id=child_id, closed_at=None).first()
    if standing:
        return standing
    try:
        with transaction.atomic():
            return Pathway.objects.create(
                authority_id=authority_id, child_id=child_id, process_key=process_key, opened_at=at
            )
    except IntegrityError:
        raise _beaten_to_it(child_id, at=at) from None


def _beaten_to_it(child_id: UUID, *, at: datetime) -> Stale:
    began = StepEvent.objects.filter(step__child_id=child_id, act="begin_step").select_related("by__person", "step")
    first = began.order_by("-at", "-id").first()
    if first is None or first.by is None:
        return Stale("Somebody began work on this child a moment before you. Look at the child's page as it is now.")
    who, when = first.by.person.name, clock_words(first.at, now=at)
    return Stale(f"{who} began {first.step.title} at {when}, a moment before you.", by=who, at=when)


def move_to(pathway_id: UUID, step: StepType) -> None:
    """Write down how far the child has come, unless the step stands beside the way."""
    if step.stage:
        alter(Pathway, pathway_id, position=step.key, version=F("version") + 1)


def anchor(pathway: Pathway, name: str, *, on: date) -> date:
    """Return the day of an anchor, which is the first there was (Q11); write it down where this is the first."""
    if name not in pathway.anchors:
        pathway.anchors[name] = on.isoformat()
        alter(Pathway, pathway.id, anchors=pathway.anchors, version=F("version") + 1)
    return date.fromisoformat(pathway.anchors[name])


def close_pathway(facts: StepFacts, *, outcome: str, reason: str, at: datetime) -> None:
    """End the child's pathway and stop the time limits that run for it alone."""
    open_one = Pathway.objects.filter(id=facts.pathway.id, closed_at=None)
    ended: dict[str, Any] = {"closed_at": at, "outcome": outcome, "outcome_reason": reason, "version": F("version") + 1}
    change(open_one, among=[facts.pathway.id], **ended)
    stop(child_id=facts.child.id, rule_ids=pathway_rules(facts.process), reason=outcome, at=at)


def pathway_rules(process: Process) -> list[str]:
    """Return the ids of the timescales that are kept for the pathway itself."""
    return [rule.rule_id for rule in process.timescales if rule.subject == "pathway"]
