"""The newest finish of a workstep, and what it did (records/ledger.py)."""

from dataclasses import dataclass
from typing import Any

from permanence.kernel.facts import StepFacts
from permanence.records.ledger import Ledger
from permanence.records.pathways import Pathway
from permanence.records.worksteps import StepEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """The newest finish of a workstep, as its event keeps it; `head` is that of the form before it."""

    ledger: Ledger
    head: dict[str, Any]


def finish_of(facts: StepFacts) -> Finish | None:
    """Return the newest finish of a finished workstep, or None."""
    events = StepEvent.objects.filter(step_id=facts.id, act="finish_step").order_by("-at", "-id")
    detail = events.values_list("detail", flat=True).first() if facts.state == "finished" else None
    if not detail or "ledger" not in detail:
        return None
    return Finish(ledger=Ledger.from_plain(detail["ledger"]), head=detail["head"])


def begun_anew(facts: StepFacts) -> str:
    """Return who began a new pathway for the child since this one ended, "" where nobody did."""
    if facts.pathway.is_open:
        return ""
    first = StepEvent.objects.filter(step__child_id=facts.child.id, act="begin_step", step__pathway__closed_at=None)
    began = first.select_related("by__person", "step").order_by("at", "id").first()
    if began is None:
        newer = Pathway.objects.filter(child_id=facts.child.id, closed_at=None).exists()
        return "A new pathway has begun" if newer else ""
    return f"{began.by.person.name if began.by else 'Somebody'} began {began.step.title}"
