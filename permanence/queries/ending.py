"""Ending a child's pathway: what it would close, by count and by name, before anybody does it (ADR 30)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of, plain_date, short_date
from permanence.kernel.endings import (
    GROUNDS,
    EndFacts,
    chooses,
    is_manager,
    reasons_against_answering_the_end,
    reasons_it_is_not_theirs_to_end,
)
from permanence.kernel.london import london_date
from permanence.kernel.reasons import refuse_if
from permanence.kernel.taking_part import is_me
from permanence.queries.access import see_child
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.worklist_rows import name_of, step_holder
from permanence.records.end_facts import end_facts
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import Workstep


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One kind of thing that ends with the pathway: how many in words, and each by name."""

    count: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """A ground on which the reader may end the pathway, or ask for its end; `hint` says what shows it."""

    value: str
    text: str
    hint: str
    checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedShown:
    """An end that somebody has asked for."""

    says: str
    reason: str
    evidence: str
    may_authorise: bool
    may_decline: bool
    decline_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPage:
    """A pathway about to end.

    Args:
        id: of the child. version: of the pathway. endings: what ends with it. grounds: what the reader may choose.
        asked: the end that waits for an answer, if any.
    """

    id: UUID
    version: int
    known_as: str
    bar: ChildBar
    why: str
    endings: tuple[Ending, ...]
    grounds: tuple[Grounding, ...]
    asked: AskedShown | None


def end_page(*, child_id: UUID, chosen: str, actor: Actor, at: datetime) -> EndPage:
    """Return the page that ends a child's pathway.

    Raises:
        Refused: it is not the actor's to end, or none is open; and what `see_child` raises.
    """
    seen, today = see_child(child_id, actor=actor, at=at), london_date(at)
    facts = end_facts(seen.facts, at=at)
    refuse_if(reasons_it_is_not_theirs_to_end(facts, actor))
    return EndPage(
        id=child_id,
        version=facts.version,
        known_as=facts.child.known_as,
        bar=child_bar(seen.facts, today=today),
        why=seen.why,
        endings=tuple(_endings(facts)),
        grounds=tuple(_grounds(facts, actor, chosen)),
        asked=_asked(facts, actor),
    )


def _grounds(facts: EndFacts, actor: Actor, chosen: str) -> Iterator[Grounding]:
    for ground in GROUNDS.values():
        if ground.needs_second:
            if not chooses(facts, actor) or facts.asked:
                continue
            says = "A manager who did not ask for it authorises it; until then the pathway goes on."
            if title := facts.chosen_in.get(ground.outcome):
                says = f"{title} is open: choose it there, as its next action."
            yield Grounding(value=ground.key, text=ground.outcome, hint=says, checked=ground.key == chosen)
        elif is_manager(facts, actor):
            yield Grounding(value=ground.key, text=ground.outcome, hint=ground.evidence, checked=ground.key == chosen)


def _endings(facts: EndFacts) -> Iterator[Ending]:
    here = {"step__pathway_id": facts.pathway_id}
    steps = Workstep.objects.filter(pathway_id=facts.pathway_id or "", closed_at=None).order_by("passed_at", "id")
    lines = [f"{step.title}, {step.state}, with {step_holder(step)}" for step in steps.select_related(*HOLDERS)]
    yield _ending(lines, "workstep")
    requests = Request.objects.filter(closed_at=None, **here).order_by("sent_at", "id").select_related(*ASKED_OF)
    yield _ending([f"{each.title}, with {_asked_of(each)}" for each in requests], "request")
    actions = NextAction.objects.filter(state="proposal", **here).order_by("added_at", "id")
    yield _ending([f"{title}, never passed on" for title in actions.values_list("title", flat=True)], "next action")
    dues = Due.objects.filter(child_id=facts.child.id, superseded_by=None, met_on=None, stopped_at=None)
    yield _ending([f"{due.title}, {short_date(due.due_on)}" for due in dues.order_by("due_on", "id")], "date")


HOLDERS = ("assigned_worker__person", "assigned_inbox")
ASKED_OF = ("to_worker__person", "picked_up_by__person", "to_inbox")


def _ending(lines: list[str], noun: str) -> Ending:
    return Ending(count=count_of(len(lines), noun) if lines else f"No {noun}", lines=tuple(lines))


def _asked_of(request: Request) -> str:
    inbox = request.to_inbox.title if request.to_inbox else "nobody"
    return name_of(request.picked_up_by or request.to_worker) or inbox


def _asked(facts: EndFacts, actor: Actor) -> AskedShown | None:
    asked = facts.asked
    if asked is None:
        return None
    mine = is_me(actor, asked.asked_by)
    may_answer = not any(reasons_against_answering_the_end(facts, actor))
    outcome = GROUNDS[asked.ground].outcome
    says = (
        f"{asked.asked_by.name} asked on {plain_date(asked.asked_on)} to end the pathway as “{outcome}”, "
        f"from {plain_date(asked.on)}."
    )
    return AskedShown(
        says=says,
        reason=asked.reason,
        evidence=asked.evidence,
        may_authorise=may_answer,
        may_decline=may_answer or mine,
        decline_text="Withdraw" if mine else "Declined",
    )
