"""Which next actions the actor is offered, which not and why, and the step as it would stand with one added."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.adding import links_to, reasons_against_offering
from permanence.kernel.definitions import NextActionType
from permanence.kernel.facts import PassedTo, ProposalFacts, StepFacts
from permanence.kernel.passing import destination, likely
from permanence.kernel.reasons import Reason
from permanence.kernel.recurrence import Recurring, default_purpose, recurring
from permanence.kernel.taking_part import as_worker

NOT_YET = UUID(int=0)


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

    @property
    def only_reason(self) -> str:
        """Return the key of its reason where it has one alone: then it is filled in (R129); "" otherwise."""
        return self.action.reasons[0].key if len(self.action.reasons) == 1 else ""

    @property
    def is_filled_in(self) -> bool:
        """Return whether it can be added as it is: it has somewhere to go, and asks for no reason of one's own.

        Whether it goes to somebody on leave is for whoever adds it to choose.
        """
        goes = (self.to and not self.to.is_away) or self.action.pass_to is None or bool(self.links_to)
        return bool(goes) and not self.action.reason_text_required and len(self.action.reasons) < 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOffered:
    """A next action that is not offered here, with why."""

    action: NextActionType
    reasons: tuple[Reason, ...]


def offered(facts: StepFacts, actor: Actor) -> tuple[Offer, ...]:
    """Return the next actions the actor may add now, in the order of the process."""
    return tuple(offer_of(facts, actor, action) for action in offered_types(facts, actor))


def offered_types(facts: StepFacts, actor: Actor) -> list[NextActionType]:
    """Return the kinds of next action the actor may add now."""
    return [action for action in facts.step.next_actions if not any(reasons_against_offering(facts, actor, action))]


def not_offered(facts: StepFacts, actor: Actor) -> tuple[NotOffered, ...]:
    """Return the other next actions of the step, each with why it is not offered."""
    found = ((action, tuple(reasons_against_offering(facts, actor, action))) for action in facts.step.next_actions)
    return tuple(NotOffered(action=action, reasons=reasons) for action, reasons in found if reasons)


def offer_of(facts: StepFacts, actor: Actor, action: NextActionType) -> Offer:
    """Return a next action filled in as far as it can be."""
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
    return with_purpose(facts, offer, found, default_purpose(facts, action.key) or found.rule.meeting_value)


def with_purpose(facts: StepFacts, offer: Offer, found: Recurring, purpose: str) -> Offer:
    """Return the offer of what recurs, for that purpose (Q13)."""
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


def as_if_added(facts: StepFacts, actor: Actor, offer: Offer) -> StepFacts:
    """Return the step as it would stand once the actor had added what is offered."""
    me = as_worker(actor)
    if me is None:
        return facts
    to = offer.to or PassedTo()
    proposal = ProposalFacts(
        id=NOT_YET,
        key=offer.action.key,
        title=offer.action.title,
        added_by=me,
        to_worker=to.worker,
        to_inbox=to.inbox_id,
        to_inbox_key=to.inbox_key,
        to_name=to.name,
        reason=offer.only_reason,
        purpose=offer.purpose,
        due_on=offer.due_on,
    )
    return replace(facts, proposals=(*facts.proposals, proposal))
