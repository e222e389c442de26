"""What the procedure asks the actor to add now: one next action, both of two, or one that they choose (pages, 10.5)."""

from dataclasses import dataclass

from permanence.kernel.actors import Actor
from permanence.kernel.agreement import wanted
from permanence.kernel.completeness import known
from permanence.kernel.definitions import NextActionType
from permanence.kernel.facts import StepFacts
from permanence.kernel.offers import Offer, as_if_added, offer_of, offered_types, with_purpose
from permanence.kernel.recurrence import Recurring, added, recurring, why_two
from permanence.kernel.rule_help import proposed
from permanence.kernel.rules import broken
from permanence.kernel.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNow:
    """What the procedure asks to be added now, and why, with the arithmetic.

    Args:
        offers: each of them is added; of those to `choose` from, one.
    """

    says: str
    offers: tuple[Offer, ...]
    choose: bool = False


def asked_now(facts: StepFacts, actor: Actor) -> AskedNow | None:
    """Return what the procedure asks the actor to add now, or None.

    At three months these are two of one kind, what is missing of them, never a third (Q12). What the answers call for
    comes before what usually follows; where several may follow, or one of several must stand beside what is added
    (Q17), the actor chooses.
    """
    types = {action.key: action for action in offered_types(facts, actor)}
    found = recurring(facts)
    if found and found.rule.next_action in types:
        return _asked_again(facts, actor, types[found.rule.next_action], found)
    for action, sentence in wanted(facts):
        if action.key in types:
            return AskedNow(says=sentence, offers=(offer_of(facts, actor, action),))
    return _beside_what_is_added(facts, actor, types) or _what_follows(facts, actor, types)


def _asked_again(facts: StepFacts, actor: Actor, action: NextActionType, found: Recurring) -> AskedNow | None:
    taken = [proposal.purpose for proposal in added(facts, found.rule)]
    left = [purpose for purpose in found.purposes if purpose not in taken]
    if not left:
        return None
    offer = offer_of(facts, actor, action)
    return AskedNow(
        says=why_two(facts, found, title=action.title, goes_to=offer.goes_to),
        offers=tuple(with_purpose(facts, offer, found, purpose) for purpose in left),
    )


def _beside_what_is_added(facts: StepFacts, actor: Actor, types: dict[str, NextActionType]) -> AskedNow | None:
    there = {proposal.key for proposal in facts.proposals}
    for _, action in proposed(facts):
        open_to = [types[key] for key in action.requires_one_of if key in types]
        if open_to and there.isdisjoint(action.requires_one_of):
            titles = listed((each.title for each in open_to), last="or")
            offers = tuple(offer_of(facts, actor, each) for each in open_to)
            says = f"{action.title} needs exactly one beside it: {titles}."
            return AskedNow(says=says, offers=offers, choose=len(offers) > 1)
    return None


def _what_follows(facts: StepFacts, actor: Actor, types: dict[str, NextActionType]) -> AskedNow | None:
    """Return the one that leads on; of several, what there is to choose from; None once anything is added."""
    if facts.proposals or not _is_called_for(facts):
        return None
    leads_on = [action for action in types.values() if _leads_on(facts, action)]
    if len(leads_on) == 1:
        offer = offer_of(facts, actor, leads_on[0])
        goes = f" It goes to {offer.goes_to}." if offer.goes_to else ""
        return AskedNow(says=f"The procedure adds {offer.action.title} here.{goes}", offers=(offer,))
    choices = _choices(facts, types)
    if len(choices) < 2:
        return None
    says = "What follows is your choice. Choose one."
    return AskedNow(says=says, offers=tuple(offer_of(facts, actor, each) for each in choices), choose=True)


def _is_called_for(facts: StepFacts) -> bool:
    """Return whether the step needs a next action as it stands: each does, or one of its own rules says so (R91)."""
    return facts.step.needs_next_action or any(not reason.rule for reason in broken(facts, facts.step.rules))


def _leads_on(facts: StepFacts, action: NextActionType) -> bool:
    """Return whether it is what usually follows: the answers allow it, and it is no exception that asks for words."""
    allowed = action.only_if is None or action.only_if.holds(known(facts))
    return allowed and not action.reason_text_required and bool(action.creates or action.ends_pathway)


def _choices(facts: StepFacts, types: dict[str, NextActionType]) -> list[NextActionType]:
    """Return what the answers leave open, for whoever adds the step's main next action; companions come after it."""
    main = next(iter(facts.step.next_actions), None)
    if main is None or main.key not in types:
        return []
    context = known(facts)
    companions = {key for action in types.values() for key in action.requires_one_of}
    return [
        action
        for action in types.values()
        if action.key not in companions
        and (action.only_if is None or context.get(action.only_if.field) is None or action.only_if.holds(context))
    ]


def completes(facts: StepFacts, actor: Actor, asked: AskedNow) -> bool:
    """Return whether nothing more is asked of the actor once they add what is asked: one act then does it.

    Both of two are an act of their own; what is not filled in is added where it can be.
    """
    if len(asked.offers) > 1 and not asked.choose:
        return False
    filled_in = asked.choose or asked.offers[0].is_filled_in
    return filled_in and all(asked_now(as_if_added(facts, actor, each), actor) is None for each in asked.offers)
