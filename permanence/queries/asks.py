"""What the procedure asks of the reader next, filled in, with its one button: the request, the next action, or both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from permanence.kernel.actors import Actor
from permanence.kernel.asked_now import AskedNow, asked_now
from permanence.kernel.asking import AskedNext, asked_next
from permanence.kernel.dates import short_date
from permanence.kernel.facts import StepFacts
from permanence.kernel.offers import Offer
from permanence.queries.adding import OfferShown, Reasons, Typed, offer_shown, reasons_shown
from permanence.queries.passing_choices import filled_in, words_of
from permanence.queries.request_cards import as_if_completed, waiting_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of what is asked: what is done, to what, and where it is changed first."""

    act: str
    what: str
    change_href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """The request that the procedure asks next, and the next action that goes with it.

    Args:
        is_preview: it is asked once the request that waits is completed; nothing can be pressed yet.
        to: whom it goes to, filled in; "" where nobody is likely.
        offers: the next action that is filled in; of several, one is chosen. reasons, asks_words: of those.
    """

    title: str
    says: str
    parts: tuple[Part, ...]
    is_preview: bool
    request_key: str
    to: str
    offers: tuple[OfferShown, ...]
    reasons: tuple[Reasons, ...]
    asks_words: bool
    typed: Typed

    @property
    def button(self) -> str:
        """Return the words of its one button."""
        return "Send request and Add" if self.offers else "Send request"

    @property
    def choose(self) -> bool:
        """Return whether the next action is chosen here."""
        return len(self.offers) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedShown:
    """The next action that the procedure asks now; `lines` say what is added.

    Args:
        both: two are added by one act. choose: one of the offers is chosen.
        complete: it can be added as it is.
    """

    title: str
    says: str
    lines: tuple[str, ...]
    both: bool
    choose: bool
    complete: bool
    offers: tuple[OfferShown, ...]
    reasons: tuple[Reasons, ...]
    asks_words: bool
    typed: Typed


def asks(facts: StepFacts, actor: Actor, *, typed: Typed) -> Asks | None:
    """Return the request that is asked now; or, while one waits for the reader, what is asked once that is done."""
    waiting = waiting_for(facts, actor)
    asked = asked_next(as_if_completed(facts, actor, waiting) if waiting else facts, actor)
    return _filled_in(facts, asked, is_preview=waiting is not None, typed=typed) if asked else None


def _filled_in(facts: StepFacts, asked: AskedNext, *, is_preview: bool, typed: Typed) -> Asks:
    two = "two things" if asked.offers else "one thing"
    button = "Send request and Add" if asked.offers else "Send request"
    return Asks(
        title=f"After Completed, the procedure asks {two} of you" if is_preview else f"The procedure asks {two} of you",
        says=f"Filled in here, with one button: {button}." if is_preview else _says(asked),
        parts=(_request_part(facts, asked), *_action_part(facts, asked.offers)),
        is_preview=is_preview,
        request_key=asked.request.key,
        to=filled_in(asked.to),
        offers=tuple(offer_shown(offer, typed) for offer in asked.offers),
        reasons=reasons_shown(asked.offers, typed),
        asks_words=_asks_words(asked.offers),
        typed=typed,
    )


def _says(asked: AskedNext) -> str:
    if len(asked.offers) > 1 and filled_in(asked.to):
        return "Choose the next action. The rest is filled in, and you can change it first."
    return "Filled in. You can change it first." if filled_in(asked.to) else "Choose whom it goes to."


def _request_part(facts: StepFacts, asked: AskedNext) -> Part:
    to = asked.to and (words_of(asked.to.worker) if asked.to.worker else asked.to.inbox_name)
    return Part(
        act="Send request",
        what=f"{asked.request.title}, to {to or 'whom you choose'}",
        change_href=f"/steps/{facts.id}/requests/?send={asked.request.key}#send",
    )


def _action_part(facts: StepFacts, offers: tuple[Offer, ...]) -> Iterable[Part]:
    if len(offers) != 1:
        return
    (offer,) = offers
    goes = offer.to.name if offer.to else offer.goes_to
    yield Part(
        act="Add next action",
        what=f"{offer.action.title}{f', Pass to Worker: {goes}' if goes else ''}",
        change_href=f"/steps/{facts.id}/next-actions/?action={offer.action.key}#add",
    )


def asked_shown(facts: StepFacts, actor: Actor, *, typed: Typed) -> AskedShown | None:
    """Return the next action that the procedure asks the reader to add now, or None."""
    asked = asked_now(facts, actor)
    if asked is None:
        return None
    both = len(asked.offers) > 1 and not asked.choose
    return AskedShown(
        title=_title(asked, both=both),
        says=asked.says,
        lines=() if asked.choose else tuple(_line(offer) for offer in asked.offers),
        both=both,
        choose=asked.choose,
        complete=all(offer.is_filled_in for offer in asked.offers),
        offers=tuple(offer_shown(offer, typed) for offer in asked.offers),
        reasons=reasons_shown(asked.offers, typed) if asked.choose else (),
        asks_words=asked.choose and _asks_words(asked.offers),
        typed=typed,
    )


def _title(asked: AskedNow, *, both: bool) -> str:
    if both:
        return "Two are due from this meeting"
    return "The procedure asks you to choose" if asked.choose else "The procedure asks this now"


def _asks_words(offers: tuple[Offer, ...]) -> bool:
    return any(offer.action.reason_text_required for offer in offers)


def _line(offer: Offer) -> str:
    marked = f", marked {offer.purpose_title}" if offer.purpose_title else ""
    return f"{offer.action.title}{marked}{_by(offer.due_on)}"


def _by(day: date | None) -> str:
    return f", by {short_date(day)}" if day else ""
