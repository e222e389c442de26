"""Which version of a form somebody last saw when it was answered: what a returned report is compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from permanence.kernel.actors import Actor
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.taking_part import is_me

DID: Final = {"declined": "sent back"}
AUTHORISED: Final = "authorised"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSeen:
    """A version of the form, and what was done with it when.

    Args:
        who: "you", or the name of whoever answered. did: "sent back" or "authorised".
    """

    version: int
    at: datetime
    who: str
    did: str


def last_seen(facts: StepFacts, actor: Actor) -> LastSeen | None:
    """Return the version that the actor answered last; for whoever asked, or has the workstep, the one answered them.

    None for anybody else, and while nothing was answered: then nothing was returned.
    """
    own = _latest(facts, lambda asked: _answered_by(actor, asked))
    if own and own.completed_at:
        return LastSeen(version=own.form_version, at=own.completed_at, who="you", did=DID.get(own.state, AUTHORISED))
    has_it = is_me(actor, facts.assigned_worker)
    theirs = _latest(facts, lambda asked: has_it or is_me(actor, asked.sent_by) or asked.sent_for == actor.worker_id)
    if theirs and theirs.completed_at and theirs.completed_by:
        who, did = theirs.completed_by.name, DID.get(theirs.state, AUTHORISED)
        return LastSeen(version=theirs.form_version, at=theirs.completed_at, who=who, did=did)
    return None


def _answered_by(actor: Actor, asked: RequestFacts) -> bool:
    return is_me(actor, asked.completed_by) or (
        asked.completed_for is not None and asked.completed_for == actor.worker_id
    )


def _latest(facts: StepFacts, which: Callable[[RequestFacts], bool]) -> RequestFacts | None:
    authorisations = {request.key for request in facts.step.requests if request.kind == "authorisation"}
    answered = [
        asked
        for asked in facts.requests
        if asked.key in authorisations and asked.completed_at and asked.form_version and which(asked)
    ]
    return max(answered, key=lambda asked: (asked.completed_at or asked.sent_at, asked.sent_at), default=None)
