"""The form that adds a next action: what is offered, to whom it passes, why, and what is not offered here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import NextActionType
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.next_actions import not_offered, offered
from permanence.kernel.offers import Offer
from permanence.queries.passing_choices import (
    Candidate,
    filled_in,
    found_workers,
    likely_candidate,
    value_of,
    words_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferShown:
    """A next action that may be added.

    Args:
        to: whom it passes to, as the form sends it; "" where it passes to nobody. hint: that, and its reason, in words.
        reason: key of its one reason, which is filled in; "" where there is none or a choice.
        asks_words: it asks for a reason in words.
    """

    key: str
    title: str
    hint: str
    to: str
    reason: str
    asks_words: bool
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOfferedShown:
    """A next action that is not offered here, and why, in sentences."""

    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """The reasons of one next action that has several to choose from."""

    key: str
    title: str
    choices: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the form held when it was sent, so that nothing is lost."""

    action: str = ""
    to: str = ""
    reason: str = ""
    reason_text: str = ""
    searched: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """The form as it is shown: offers, whom a search found, reasons, and whether words are asked for."""

    offers: tuple[OfferShown, ...]
    found: tuple[Candidate, ...]
    says: str
    searchable: bool
    reasons: tuple[Reasons, ...]
    asks_words: bool
    not_offered: tuple[NotOfferedShown, ...]
    typed: Typed


def adding(facts: StepFacts, actor: Actor, *, typed: Typed) -> Adding:
    """Return the form that adds a next action."""
    offers = offered(facts, actor)
    found = _found(facts, offers, typed)
    return Adding(
        offers=tuple(offer_shown(offer, typed) for offer in offers),
        found=found,
        says=_says(typed.searched, len(found)),
        searchable=any(_passes_to_people(offer.action) for offer in offers),
        reasons=reasons_shown(offers, typed),
        asks_words=any(offer.action.reason_text_required for offer in offers),
        not_offered=tuple(
            NotOfferedShown(title=each.action.title, why=" ".join(map(str, each.reasons)))
            for each in not_offered(facts, actor)
        ),
        typed=typed,
    )


def offer_shown(offer: Offer, typed: Typed) -> OfferShown:
    """Return a next action that may be added, as a form shows it."""
    action = offer.action
    return OfferShown(
        key=action.key,
        title=action.title,
        hint=_hint(offer, action.reasons[0].label if offer.only_reason else ""),
        to=filled_in(offer.to),
        reason=offer.only_reason,
        asks_words=action.reason_text_required,
        checked=typed.action == action.key,
    )


def _hint(offer: Offer, reason: str) -> str:
    parts = []
    if offer.links_to:
        parts.append(f"Goes on in {offer.links_to}, which is open already.")
    elif offer.to:
        choose = " Choose below whom it goes to." if offer.to.is_away else ""
        parts.append(f"Passes to {words_of(offer.to.worker) if offer.to.worker else offer.to.inbox_name}.{choose}")
    elif offer.goes_to:
        parts.append(f"Passes to {offer.goes_to}. Find one below.")
    if offer.purpose_title:
        parts.append(f"Used for: {offer.purpose_title}.")
    if reason:
        parts.append(f"Reason: {reason}.")
    if offer.action.reason_text_required:
        parts.append("A reason in your own words is asked for.")
    if offer.action.immediate:
        parts.append("Can be sent immediately.")
    return " ".join(parts)


def _passes_to_people(action: NextActionType) -> bool:
    return action.pass_to is not None and bool(action.pass_to.roles)


def _found(facts: StepFacts, offers: tuple[Offer, ...], typed: Typed) -> tuple[Candidate, ...]:
    people = [offer.action.pass_to for offer in offers if _passes_to_people(offer.action) and offer.action.pass_to]
    workers = {each.id: each for pass_to in people for each in found_workers(facts, pass_to, typed.searched)}
    found = [(value_of(PassedTo(worker=each)), words_of(each)) for each in workers.values()]
    values = {**dict(_away(facts, offers)), **dict(found)}
    return tuple(Candidate(value=value, text=text, checked=value == typed.to) for value, text in values.items())


def _away(facts: StepFacts, offers: tuple[Offer, ...]) -> Iterator[tuple[str, str]]:
    """Yield the likely ones who are on leave, and whoever acts for them: one is chosen, nobody is filled in."""
    for offer in offers:
        if offer.action.pass_to and offer.to and offer.to.is_away:
            for one in likely_candidate(facts, offer.action.pass_to, offer.to, chosen=""):
                yield one.value, one.text


def _says(searched: str, found: int) -> str:
    if not searched:
        return ""
    return f"{found} found." if found else f"Nobody whom these pass to matches “{searched}”."


def reasons_shown(offers: Iterable[Offer], typed: Typed) -> tuple[Reasons, ...]:
    """Return the reasons of each next action that has several to choose from."""
    return tuple(_reasons(offer.action, typed) for offer in offers if len(offer.action.reasons) > 1)


def _reasons(action: NextActionType, typed: Typed) -> Reasons:
    choices = tuple(
        Candidate(value=option.key, text=option.label, checked=option.key == typed.reason) for option in action.reasons
    )
    return Reasons(key=action.key, title=action.title, choices=choices)
