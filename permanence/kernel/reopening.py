"""Why a finished workstep cannot be reopened now (ADR 30; C2: an ended pathway needs a new review)."""

from collections.abc import Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import PassTo
from permanence.kernel.facts import PassedTo, RequestFacts, StepFacts
from permanence.kernel.mending import manager_words, mends_as_manager
from permanence.kernel.passing import reasons_against_passing
from permanence.kernel.reasons import Reason
from permanence.kernel.taking_part import reasons_against_the_reason


def reasons_against_reopening(facts: StepFacts, actor: Actor, to: PassedTo | None, reason: str) -> Iterator[Reason]:
    """Yield why the actor cannot reopen the workstep for that worker, with a reason."""
    yield from reasons_it_stays_closed(facts, actor)
    yield from reasons_against_passing(facts, PassTo(roles=facts.step.worked_by), to, what=facts.step.title)
    yield from reasons_against_the_reason(reason)


def reasons_it_stays_closed(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the workstep is not reopened by the actor, whoever it would be for."""
    if not mends_as_manager(facts, actor):
        sentence = f"Only {manager_words(facts)} reopens this workstep."
        yield Reason(sentence=sentence, whose="others", status=403)
    if facts.state == "cancelled":
        yield Reason(sentence="This workstep is cancelled, so it is not reopened. Its text can be read.")
    elif facts.state != "finished":
        yield Reason(sentence="This workstep is not finished, so there is nothing to reopen.")
    if not facts.pathway.is_open:
        sentence = "The pathway has ended, so nothing on it is reopened. What goes on begins with a new review."
        yield Reason(sentence=sentence)


def asked_anew(facts: StepFacts) -> tuple[RequestFacts, ...]:
    """Return the authorisations that no longer stand once the workstep is reopened: each is asked for again."""
    kinds = {request.key: request.kind for request in facts.step.requests}
    return tuple(
        request
        for request in facts.requests
        if kinds.get(request.key) == "authorisation" and request.state in {"completed", "waived"}
    )
