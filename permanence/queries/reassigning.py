"""Passing a workstep to somebody else, and cancelling it: who may have it, and that a reason stays visible."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.reasons import refuse_if
from permanence.kernel.worksteps import reasons_against_cancelling, reasons_against_reassigning
from permanence.queries.access import see_facts
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.passing_choices import Candidate, value_of, words_of
from permanence.queries.workers import workers_matching
from permanence.records.step_facts import step_facts

SOME_REASON = "a reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingPage:
    """A workstep about to be passed on or cancelled.

    Args:
        has_it: who has it now, in words. choices: whom it may go to. says: what the search found.
    """

    id: UUID
    version: int
    title: str
    bar: ChildBar
    why: str
    has_it: str
    choices: tuple[Candidate, ...]
    searched: str
    says: str


def reassign_page(*, step_id: UUID, searched: str, chosen: str, actor: Actor, at: datetime) -> HandingPage:
    """Return the page that passes a workstep to somebody else.

    Raises:
        Refused: it is not the actor's to pass on, or it has ended; and what `step_page` raises.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    why = see_facts(facts, actor=actor).why
    refuse_if(each for each in reasons_against_reassigning(facts, actor, None, SOME_REASON) if each.whose == "others")
    return _page(facts, why, choices=_choices(facts, searched, chosen), searched=searched)


def cancel_page(*, step_id: UUID, actor: Actor, at: datetime) -> HandingPage:
    """Return the page that cancels a workstep. Raises what `reassign_page` raises."""
    facts = step_facts(step_id, actor=actor, at=at)
    why = see_facts(facts, actor=actor).why
    refuse_if(reasons_against_cancelling(facts, actor, SOME_REASON))
    return _page(facts, why, choices=(), searched="")


def _page(facts: StepFacts, why: str, *, choices: tuple[Candidate, ...], searched: str) -> HandingPage:
    inbox = facts.inboxes.get(facts.assigned_inbox_key or "")
    found = [each for each in choices if each.value.startswith("worker:")]
    says = f"{len(found)} found." if found else f"Nobody who may have it matches “{searched}”."
    return HandingPage(
        id=facts.id,
        version=facts.version,
        title=facts.step.title,
        bar=child_bar(facts.child, today=facts.today),
        why=why,
        has_it=facts.assigned_worker.name if facts.assigned_worker else (inbox.inbox_name if inbox else "nobody"),
        choices=choices,
        searched=searched,
        says=says if searched else "",
    )


def _choices(facts: StepFacts, searched: str, chosen: str) -> tuple[Candidate, ...]:
    roles, authority_id = facts.step.worked_by, facts.child.authority_id
    found = workers_matching(searched, roles=roles, authority_id=authority_id, today=facts.today)
    own = facts.assigned_worker.id if facts.assigned_worker else None
    people = [(value_of(PassedTo(worker=each)), words_of(each)) for each in found if each.id != own]
    inbox = facts.inboxes.get(facts.step.passed_to.inbox or "")
    places = [(value_of(inbox), inbox.inbox_name)] if inbox and inbox.inbox_id != facts.assigned_inbox else []
    return tuple(Candidate(value=value, text=text, checked=value == chosen) for value, text in (*people, *places))
