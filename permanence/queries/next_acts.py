"""The next act, on the Workstep summary itself: what waits for the reader, or what the procedure asks of them now."""

from dataclasses import dataclass

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.queries.adding import Typed
from permanence.queries.asks import AskedShown, Asks, asked_shown, asks
from permanence.queries.request_cards import Card, cards_for, waiting_for
from permanence.queries.step_sections import has_more_to_write
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep


@dataclass(frozen=True, slots=True, kw_only=True)
class NextActs:
    """What the reader may do next without leaving the page (pages, section 8).

    Args:
        cards: requests that wait for them. asks: the request to send next. asked: the next action to add.
    """

    cards: tuple[Card, ...] = ()
    asks: Asks | None = None
    asked: AskedShown | None = None

    @property
    def leads(self) -> bool:
        """Return whether one of these has the page's main button."""
        answered = any(not card.reasons for card in self.cards)
        added = self.asked is not None and (self.asked.choose or self.asked.complete)
        return answered or added or bool(self.asks and self.asks.to)


def next_acts(facts: StepFacts, actor: Actor, *, typed: Typed) -> NextActs:
    """Return the next act of the reader: what waits for an answer, else what is asked once the form is written."""
    if facts.state in {"incoming", "cancelled"}:
        return NextActs()
    if waiting_for(facts, actor):
        return NextActs(cards=_cards(facts, actor))
    if facts.state == "finished" or has_more_to_write(facts, actor):
        return NextActs()
    sending = asks(facts, actor, typed=typed)
    asked = None if sending and sending.offers else asked_shown(facts, actor, typed=typed)
    return NextActs(asks=sending, asked=asked)


def _cards(facts: StepFacts, actor: Actor) -> tuple[Card, ...]:
    rows = {row.id: row for row in Request.objects.filter(step_id=facts.id)}
    form_version = Workstep.objects.values_list("form_version", flat=True).get(id=facts.id)
    return cards_for(facts, actor, rows, form_version=form_version)
