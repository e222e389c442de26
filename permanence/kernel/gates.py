"""Which requests gate the finish, and what stands between one and its completion (R84, R85, Q18, Q26)."""

from collections.abc import Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.covering import is_outdated
from permanence.kernel.definitions import RequestType
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.passing import destination
from permanence.kernel.reasons import Reason
from permanence.kernel.rule_help import proposed
from permanence.kernel.taking_part import acts_as, is_addressed, is_me
from permanence.kernel.wording import quoted, role_titles, since, upper_first


def waived(facts: StepFacts) -> frozenset[str]:
    """Return the keys of the requests that a next action added here waives (Q18)."""
    return frozenset(key for _, action in proposed(facts) for key in action.waives)


def gates(facts: StepFacts) -> list[RequestType]:
    """Return the requests that gate the finish as it stands, in order."""
    added = {proposal.key for proposal in facts.proposals}
    without = waived(facts)
    return [
        request
        for request in facts.step.requests
        if (request.must_be_sent or request.must_be_completed)
        and request.key not in without
        and (not request.only_with or not added.isdisjoint(request.only_with))
    ]


def stands_completed(facts: StepFacts, request: RequestType) -> bool:
    """Return whether it was completed and what it covers is as it was then."""
    sent = facts.latest(request.key)
    return sent is not None and sent.state == "completed" and not is_outdated(facts, sent)


def is_met(facts: StepFacts, request: RequestType) -> bool:
    """Return whether the gate is open: completed, or, where that is enough, sent (Q26)."""
    if request.must_be_completed:
        return stands_completed(facts, request)
    sent = facts.latest(request.key)
    return sent is not None and sent.state in {"sent", "completed"}


def reasons_at_the_gates(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield, for each gate that is shut, why, and whose move it is."""
    for request in gates(facts):
        if not is_met(facts, request):
            yield shut(facts, request, actor)


def shut(facts: StepFacts, request: RequestType, actor: Actor) -> Reason:
    """Return why the gate is shut, whose move it is and since when."""
    sent = facts.latest(request.key)
    if sent is None:
        return _not_sent(facts, request, actor)
    where = f"requests:{request.key}"
    if sent.state == "sent":
        mine = is_addressed(sent, actor) and not is_me(actor, sent.sent_by)
        day = since(sent.sent_at, today=facts.today)
        said = f"{quoted(request.title)} waits for you since {day}." if mine else _with_others(sent, day)
        return Reason(sentence=said, where=where, whose="you" if mine else "others")
    mine = acts_as(facts, actor, request.sent_by)
    return Reason(sentence=_gone_wrong(sent), where=where, whose="you" if mine else "others")


def _with_others(sent: RequestFacts, day: str) -> str:
    if sent.to_worker:
        return f"{sent.to_worker.name} has had {quoted(sent.title)} since {day}, and has not completed it yet."
    picked_up = f"{sent.picked_up_by.name} picked it up" if sent.picked_up_by else "nobody has picked it up yet"
    return f"{quoted(sent.title)} has been in {sent.to_name or 'the inbox'} since {day}, and {picked_up}."


def _gone_wrong(sent: RequestFacts) -> str:
    who = sent.completed_by.name if sent.completed_by else sent.to_name or "Whoever was asked"
    if sent.state == "declined":
        why = f": {sent.reason.strip().rstrip('.')}" if sent.reason.strip() else ""
        return f"{who} declined {quoted(sent.title)}{why}. Mend it and send it again."
    if sent.state == "waived":
        return f"{quoted(sent.title)} was waived, not completed. Send it again."
    return f"What {who} authorised was changed afterwards, so {quoted(sent.title)} no longer stands. Send it again."


def _not_sent(facts: StepFacts, request: RequestType, actor: Actor) -> Reason:
    where = f"requests:{request.key}"
    before = [earlier for earlier in request.after if not stands_completed(facts, facts.step.request(earlier))]
    order = [other.key for other in facts.step.requests]
    after = f" after request {order.index(before[0]) + 1}" if before else ""
    if acts_as(facts, actor, request.sent_by):
        said = f"{quoted(request.title)} has not been sent. You send it{after}."
        return Reason(sentence=said, where=where)
    who = upper_first(role_titles(facts.process, request.sent_by))
    said = f"{quoted(request.title)} has not been sent. {who} sends it to {destination(facts, request.to)}{after}."
    return Reason(sentence=said, where=where, whose="others")
