"""Which next actions the actor is offered, which not and why, and what the procedure asks now (pages, section 10.5)."""

from dataclasses import dataclass, replace
from datetime import date

from permanence.kernel.actors import Actor
from permanence.kernel.adding import links_to, reasons_against_offering
from permanence.kernel.agreement import wanted
from permanence.kernel.completeness import known
from permanence.kernel.definitions import NextActionType
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.passing import destination, likely
from permanence.kernel.reasons import Reason
from permanence.kernel.recurrence import Recurring, added, default_purpose, recurring, why_two


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A next action the actor may add, filled in as far as it can be.

    Args:
        to: the likely worker or inbox. goes_to: where such go, in words.
        purpose: key of what the step it creates is used for, where it recurs; purpose_title: as people read it.
        due_on: the review date a review stands for; else the planned day of the next meeting.
        links_to: title of the open step it links to instead of creating one, or "".
    """

    action: NextActionType
    to: PassedTo | None
    goes_to: str
    purpose: str | None = None
    purpose_title: str = ""
    due_on: date | None = None
    links_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOffered:
    """A next action that is not offered here, with why."""

    action: NextActionType
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNow:
    """What the procedure asks to be added now: one or more next actions, and why, with the arithmetic."""

    says: str
    offers: tuple[Offer, ...]


def offered(facts: StepFacts, actor: Actor) -> tuple[Offer, ...]:
    """Return the next actions the actor may add now, in the order of the process."""
    return tuple(_offer(facts, actor, action) for action in _offered_types(facts, actor))


def _offered_types(facts: StepFacts, actor: Actor) -> list[NextActionType]:
    return [action for action in facts.step.next_actions if not any(reasons_against_offering(facts, actor, action))]


def not_offered(facts: StepFacts, actor: Actor) -> tuple[NotOffered, ...]:
    """Return the other next actions of the step, each with why it is not offered."""
    found = ((action, tuple(reasons_against_offering(facts, actor, action))) for action in facts.step.next_actions)
    return tuple(NotOffered(action=action, reasons=reasons) for action, reasons in found if reasons)


def _offer(facts: StepFacts, actor: Actor, action: NextActionType) -> Offer:
    linked = links_to(facts, action)
    offer = Offer(
        action=action,
        to=likely(facts, action.pass_to, actor),
        goes_to=destination(facts, action.pass_to) if action.pass_to else "",
        links_to=next((step.title for step in facts.pathway.steps if step.id == linked), ""),
    )
    found = recurring(facts)
    if found is None or found.rule.next_action != action.key:
        return offer
    return _with_purpose(facts, offer, found, default_purpose(facts, action.key) or found.rule.meeting_value)


def _with_purpose(facts: StepFacts, offer: Offer, found: Recurring, purpose: str) -> Offer:
    is_review = purpose == found.rule.review_value
    return replace(
        offer,
        purpose=purpose,
        purpose_title=_purpose_title(facts, found, purpose),
        due_on=found.due if is_review else found.planned,
    )


def _purpose_title(facts: StepFacts, found: Recurring, purpose: str) -> str:
    asked = (question for _, question in facts.form.questions() if question.key == found.rule.purpose_field)
    labels = {option.key: option.label for question in asked for option in question.options}
    return labels.get(purpose, purpose.replace("_", " "))


def asked_now(facts: StepFacts, actor: Actor) -> AskedNow | None:
    """Return what the procedure asks the actor to add now, or None.

    At three months these are two of one kind, what is missing of them, never a third (Q12).
    """
    types = {action.key: action for action in _offered_types(facts, actor)}
    found = recurring(facts)
    if found and found.rule.next_action in types:
        return _asked_again(facts, actor, types[found.rule.next_action], found)
    for action, sentence in wanted(facts):
        if action.key in types:
            return AskedNow(says=sentence, offers=(_offer(facts, actor, action),))
    main = addable_with(facts, actor)
    if main is None:
        return None
    offer = _offer(facts, actor, types[main])
    return AskedNow(says=f"The procedure adds {offer.action.title} here. It goes to {offer.goes_to}.", offers=(offer,))


def _asked_again(facts: StepFacts, actor: Actor, action: NextActionType, found: Recurring) -> AskedNow | None:
    taken = [proposal.purpose for proposal in added(facts, found.rule)]
    left = [purpose for purpose in found.purposes if purpose not in taken]
    if not left:
        return None
    offer = _offer(facts, actor, action)
    return AskedNow(
        says=why_two(facts, found, title=action.title, goes_to=offer.goes_to),
        offers=tuple(_with_purpose(facts, offer, found, purpose) for purpose in left),
    )


def addable_with(facts: StepFacts, actor: Actor) -> str | None:
    """Return the one next action that leads on and that nothing speaks against, or None where there are several."""
    if facts.proposals:
        return None
    context = known(facts)
    leads_on = [
        action.key
        for action in _offered_types(facts, actor)
        if (action.creates or (action.ends_pathway and not action.reason_text_required))
        and (action.only_if is None or action.only_if.holds(context))
    ]
    return leads_on[0] if len(leads_on) == 1 else None
