"""Every request of a step with its state in words, and what the procedure asks next (pages, section 10.5)."""

from dataclasses import dataclass

from permanence.kernel.actors import Actor
from permanence.kernel.asked_now import asked_now, completes
from permanence.kernel.covering import is_outdated
from permanence.kernel.definitions import RequestType
from permanence.kernel.facts import PassedTo, RequestFacts, StepFacts
from permanence.kernel.gates import gates, is_met, stands_completed, waived
from permanence.kernel.offers import Offer, as_if_added
from permanence.kernel.passing import likely
from permanence.kernel.reasons import Reason
from permanence.kernel.requests import reasons_against_sending
from permanence.kernel.taking_part import is_addressed, is_me


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A request of the step and how it stands.

    Args:
        order: number among those that gate the finish; None for one that may be sent at any time.
        status: words of pages section 4.
        sent: the newest that counts, or None. everything_sent: each one sent, withdrawn ones too, oldest first.
        may_send: whether the actor may send it now, to the likely person or another.
        why_not: why the actor may not, whom to send it to left aside.
    """

    request: RequestType
    order: int | None
    status: str
    sent: RequestFacts | None
    everything_sent: tuple[RequestFacts, ...]
    to: PassedTo | None
    may_send: bool
    why_not: tuple[Reason, ...]


def standing(facts: StepFacts, actor: Actor) -> tuple[Standing, ...]:
    """Return every request type of the step as the actor sees it, in the order of the procedure."""
    gating = [request.key for request in facts.step.requests if request.must_be_sent or request.must_be_completed]
    found = []
    for request in facts.step.requests:
        to = likely(facts, request.to, actor)
        why_not = tuple(_reasons_whoever_it_goes_to(facts, actor, request, to))
        found.append(
            Standing(
                request=request,
                order=gating.index(request.key) + 1 if request.key in gating else None,
                status=status_of(facts, request, actor),
                sent=facts.latest(request.key),
                everything_sent=tuple(sent for sent in facts.requests if sent.key == request.key),
                to=to,
                may_send=not why_not,
                why_not=why_not,
            )
        )
    return tuple(found)


def _reasons_whoever_it_goes_to(
    facts: StepFacts, actor: Actor, request: RequestType, to: PassedTo | None
) -> list[Reason]:
    nowhere = f"Choose whom {request.title} goes to."
    reasons = reasons_against_sending(facts, actor, request.key, to)
    return [reason for reason in reasons if to is not None or reason.sentence != nowhere]


def status_of(facts: StepFacts, request: RequestType, actor: Actor) -> str:
    """Return the state of a request in the words of pages section 4."""
    sent = facts.latest(request.key)
    if sent is None and request.key in waived(facts):
        return "Waived"
    if sent is None:
        order = [other.key for other in facts.step.requests]
        before = [key for key in request.after if not stands_completed(facts, facts.step.request(key))]
        return f"After request {order.index(before[0]) + 1}" if before else "Not sent"
    if sent.state == "sent":
        return "Waiting for you" if is_addressed(sent, actor) and not is_me(actor, sent.sent_by) else "Sent"
    if sent.state == "voided" or (sent.state == "completed" and is_outdated(facts, sent)):
        return "Voided by an edit"
    return sent.state.capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNext:
    """The request that the procedure asks the actor to send next, filled in.

    Args:
        to: the likely person or inbox.
        offers: the next action that goes with it ("Send request and Add"), filled in; of several, one is chosen.
    """

    request: RequestType
    to: PassedTo | None
    offers: tuple[Offer, ...] = ()


def asked_next(facts: StepFacts, actor: Actor) -> AskedNext | None:
    """Return the first gate the actor may open by sending, or None; also one that opens once the next action is added.

    The next action goes with it where it is all that is asked, and the request may be sent with any that is chosen.
    """
    beside = asked_now(facts, actor)
    offers = beside.offers if beside and completes(facts, actor, beside) else ()
    for request in gates(facts):
        sent = facts.latest(request.key)
        if is_met(facts, request) or (sent and sent.state == "sent"):
            continue
        to = likely(facts, request.to, actor)
        added = [as_if_added(facts, actor, offer) for offer in offers]
        with_it = bool(added) and not any(_reasons_whoever_it_goes_to(one, actor, request, to) for one in added)
        if with_it or not _reasons_whoever_it_goes_to(facts, actor, request, to):
            return AskedNext(request=request, to=to, offers=offers if with_it else ())
    return None
