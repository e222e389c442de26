"""Who has a workstep: done, now and next; and whose move it is, in words for a worklist (pages, section 3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from permanence.kernel.dates import short_date
from permanence.kernel.definitions import RequestType
from permanence.kernel.facts import StepFacts
from permanence.kernel.finishing import who_finishes
from permanence.kernel.gates import gates, is_met
from permanence.kernel.london import london_date
from permanence.kernel.passing import destination
from permanence.kernel.wording import role_titles, since, upper_first

LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """One stretch of a workstep: who has it, and how it stands.

    Args:
        who: who acts. does: what they do. state: done, now or next. when: the day in words, or what it waits for.
    """

    who: str
    does: str
    state: Literal["done", "now", "next"]
    when: str


def whose_move(facts: StepFacts) -> str:
    """Return whose move it is and what it is, at most 200 characters: "Joan Ellery: Required CS Manager: ..."."""
    return _move(facts)[:LONGEST]


def _move(facts: StepFacts) -> str:
    if facts.state == "finished":
        return "Nobody: it is finished"
    if facts.state == "cancelled":
        return "Nobody: it is cancelled"
    if facts.state == "incoming":
        return f"{_has_it(facts)}: start it"
    for request in gates(facts):
        sent = facts.latest(request.key)
        if is_met(facts, request):
            continue
        if sent and sent.state == "sent":
            return f"{_asked(facts, request)}: {request.title}"
        return f"{_sender(facts, request)}: {'write and ' if _is_first(facts, request) else ''}send {request.title}"
    return f"{upper_first(_finisher(facts))}: finish it"


def _is_first(facts: StepFacts, request: RequestType) -> bool:
    return facts.step.requests[0].key == request.key


def _has_it(facts: StepFacts) -> str:
    if facts.assigned_worker:
        return facts.assigned_worker.name
    inbox = facts.inboxes.get(facts.assigned_inbox_key or "")
    return f"Nobody, in {inbox.inbox_name}" if inbox else "Nobody"


def _asked(facts: StepFacts, request: RequestType) -> str:
    sent = facts.latest(request.key)
    if sent is None:
        return upper_first(destination(facts, request.to))
    if sent.to_worker:
        return sent.to_worker.name
    return sent.picked_up_by.name if sent.picked_up_by else sent.to_name or destination(facts, request.to)


def _sender(facts: StepFacts, request: RequestType) -> str:
    if facts.assigned_worker and set(request.sent_by) & set(facts.step.worked_by):
        return facts.assigned_worker.name
    asked = [facts.latest(earlier) for earlier in request.after]
    before = next((one.completed_by for one in asked if one and one.completed_by), None)
    return before.name if before else upper_first(role_titles(facts.process, request.sent_by))


def _finisher(facts: StepFacts) -> str:
    finishers = who_finishes(facts)
    asked = [request.to_worker or request.picked_up_by for request in facts.requests if request.state == "completed"]
    named = next((one for one in asked if one and not one.roles.isdisjoint(finishers.roles)), None)
    worker = named or next(iter(finishers.workers), None)
    if worker is None and facts.assigned_worker and set(finishers.roles) & set(facts.step.worked_by):
        worker = facts.assigned_worker
    return worker.name if worker else finishers.words


def handoffs(facts: StepFacts) -> tuple[Handoff, ...]:
    """Return the stretches of the workstep in order: its own work, each gate, the finish."""
    parts = list(_stretches(facts))
    current = next((number for number, part in enumerate(parts) if part.state != "done"), len(parts))
    return tuple(
        Handoff(who=part.who, does=part.does, when=part.when, state=_state(number, current))
        for number, part in enumerate(parts)
    )


def _state(number: int, current: int) -> Literal["done", "now", "next"]:
    return "done" if number < current else "now" if number == current else "next"


def _stretches(facts: StepFacts) -> Iterator[Handoff]:
    gating = gates(facts)
    sent_on = bool(gating and facts.latest(gating[0].key))
    begun = facts.state == "started" and not gating
    written = facts.state == "finished" or sent_on
    since_words = f"since {since(facts.assigned_since, today=facts.today)}" if facts.assigned_since else ""
    yield Handoff(
        who=_has_it(facts),
        does="completes the form" if facts.state != "incoming" else "starts it",
        state="done" if written else "now",
        when="" if written or begun else since_words,
    )
    for request in gating:
        yield _of_gate(facts, request)
    done = facts.state == "finished"
    who = facts.finished_by.name if done and facts.finished_by else upper_first(_finisher(facts))
    when = short_date(london_date(facts.finished_at)) if done and facts.finished_at else ""
    yield Handoff(who=who, does="finishes", state="done" if done else "next", when=when)


def _of_gate(facts: StepFacts, request: RequestType) -> Handoff:
    sent = facts.latest(request.key)
    met = is_met(facts, request)
    does = {"authorisation": "authorises", "notification": "is told", "plain": "acts"}[request.kind]
    when = "Request not sent"
    if sent and met and sent.completed_at:
        when = short_date(london_date(sent.completed_at))
    elif sent and sent.state == "sent":
        when = f"since {since(sent.sent_at, today=facts.today)}"
    elif sent:
        when = sent.state.capitalize()
    return Handoff(who=_asked(facts, request), does=does, state="done" if met else "next", when=when)
