"""Requests on a workstep: what waits for the reader, what is asked next, every request in order (R83 to R97)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.asking import AskedNext, asked_next, standing
from permanence.kernel.facts import StepFacts
from permanence.kernel.next_actions import offered
from permanence.kernel.reasons import Reason
from permanence.kernel.worksteps import reasons_against_finishing
from permanence.queries.access import see_facts
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.listings import Heading
from permanence.queries.passing_choices import value_of
from permanence.queries.request_cards import Card, as_if_completed, cards_for, waiting_for
from permanence.queries.request_rows import RequestRow, request_rows
from permanence.queries.sending import Sending, sending
from permanence.records.requests import Request
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import Workstep

HEAD = (
    *(Heading(text=text) for text in ("Order", "Request", "From", "To", "Status")),
    Heading(text="What you can do", hidden=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a composite act: what is done, and to what."""

    act: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What the procedure asks next.

    Args:
        is_preview: it is asked once the request that waits is completed; nothing can be pressed yet.
        to, action_key, action_to: filled in; `action_key` is "" where no next action goes with it.
    """

    title: str
    says: str
    parts: tuple[Part, ...]
    is_preview: bool
    request_key: str
    to: str
    action_key: str
    action_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsPage:
    """The requests of a workstep as the reader sees them."""

    id: UUID
    version: int
    title: str
    bar: ChildBar
    why: str
    cards: tuple[Card, ...]
    asks: Asks | None
    rows: tuple[RequestRow, ...]
    sending: Sending | None
    reasons: tuple[Reason, ...]
    is_open: bool
    head: tuple[Heading, ...] = HEAD


def requests_page(*, step_id: UUID, send: str, searched: str, chosen: str, actor: Actor, at: datetime) -> RequestsPage:
    """Return the requests of a workstep.

    Args:
        send: key of the request whose form is open, "" for none. searched: words of a search for another person.
        chosen: whom the form goes to, as `value_of` says it.

    Raises what `step_page` raises.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts.child, actor=actor, today=facts.today)
    rows = {row.id: row for row in Request.objects.filter(step_id=step_id)}
    form_version = Workstep.objects.values_list("form_version", flat=True).get(id=step_id)
    is_open = facts.state in {"incoming", "started"}
    return RequestsPage(
        id=step_id,
        version=facts.version,
        title=facts.step.title,
        bar=child_bar(facts.child, today=facts.today),
        why=seen.why,
        cards=cards_for(facts, actor, rows, form_version=form_version),
        asks=_asks(facts, actor) if is_open else None,
        rows=request_rows(facts, actor, rows),
        sending=_sending(facts, actor, send, searched=searched, chosen=chosen),
        reasons=tuple(reasons_against_finishing(facts, actor)) if is_open else (),
        is_open=is_open,
    )


def _sending(facts: StepFacts, actor: Actor, key: str, *, searched: str, chosen: str) -> Sending | None:
    found = next((each for each in standing(facts, actor) if each.request.key == key and each.may_send), None)
    return sending(facts, actor, found, searched=searched, chosen=chosen) if found else None


def _asks(facts: StepFacts, actor: Actor) -> Asks | None:
    """Return what the procedure asks now; or, while a request waits for the reader, what it asks once that is done."""
    waiting = waiting_for(facts, actor)
    then = as_if_completed(facts, actor, waiting) if waiting else facts
    asked = asked_next(then, actor)
    return _filled_in(then, actor, asked, is_preview=waiting is not None) if asked else None


def _filled_in(facts: StepFacts, actor: Actor, asked: AskedNext, *, is_preview: bool) -> Asks:
    to = asked.to.name if asked.to else "whom you choose"
    parts = [Part(act="Send request", what=f"{asked.request.title}, to {to}")]
    offer = next((each for each in offered(facts, actor) if each.action.key == asked.with_action), None)
    if offer:
        goes = offer.to.name if offer.to else offer.goes_to
        passes = f", Pass to Worker: {goes}" if goes else ""
        parts.append(Part(act="Add next action", what=f"{offer.action.title}{passes}"))
    two = "two things" if offer else "one thing"
    button = "Send request and Add" if offer else "Send request"
    return Asks(
        title=f"After Completed, the procedure asks {two} of you" if is_preview else f"The procedure asks {two} of you",
        says=f"Filled in here, with one button: {button}." if is_preview else "Filled in. You can change it first.",
        parts=tuple(parts),
        is_preview=is_preview,
        request_key=asked.request.key,
        to=value_of(asked.to),
        action_key=offer.action.key if offer else "",
        action_to=value_of(offer.to) if offer else "",
    )
