"""Requests on a workstep: what waits for the reader, what is asked next, every request in order (R83 to R97)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.asking import standing
from permanence.kernel.facts import StepFacts
from permanence.kernel.reasons import Reason
from permanence.kernel.worksteps import reasons_against_finishing
from permanence.queries.access import see_facts
from permanence.queries.adding import Typed
from permanence.queries.asks import Asks, asks
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.listings import Heading
from permanence.queries.request_cards import Card, cards_for
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
class RequestsPage:
    """The requests of a workstep as the reader sees them. `finish`: they may, and nothing stands in the way."""

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
    finish: bool
    head: tuple[Heading, ...] = HEAD


def requests_page(
    *, step_id: UUID, send: str, searched: str, chosen: str, typed: Typed | None = None, actor: Actor, at: datetime
) -> RequestsPage:
    """Return the requests of a workstep.

    Args:
        send: key of the request whose form is open, "" for none. searched: words of a search for another person.
        chosen: whom the form goes to, as `value_of` says it. typed: what the form of what is asked next held.

    Raises what `step_page` raises.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    rows = {row.id: row for row in Request.objects.filter(step_id=step_id)}
    form_version = Workstep.objects.values_list("form_version", flat=True).get(id=step_id)
    is_open = facts.state in {"incoming", "started"}
    reasons = tuple(reasons_against_finishing(facts, actor)) if is_open else ()
    return RequestsPage(
        id=step_id,
        version=facts.version,
        title=facts.step.title,
        bar=child_bar(facts.child, today=facts.today),
        why=seen.why,
        cards=cards_for(facts, actor, rows, form_version=form_version),
        asks=asks(facts, actor, typed=typed or Typed()) if is_open else None,
        rows=request_rows(facts, actor, rows),
        sending=_sending(facts, actor, send, searched=searched, chosen=chosen),
        reasons=reasons,
        is_open=is_open,
        finish=is_open and not reasons,
    )


def _sending(facts: StepFacts, actor: Actor, key: str, *, searched: str, chosen: str) -> Sending | None:
    found = next((each for each in standing(facts, actor) if each.request.key == key and each.may_send), None)
    return sending(facts, actor, found, searched=searched, chosen=chosen) if found else None
