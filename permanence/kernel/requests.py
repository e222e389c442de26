"""Requests: which may be sent, completed, declined and withdrawn, by whom, and what is asked next."""

from collections.abc import Iterator
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.reasons import Reason


def reasons_against_sending(facts: StepFacts, actor: Actor, key: str, to: PassedTo) -> Iterator[Reason]:
    """Yield why the actor cannot send the request of that key to that worker or inbox."""
    raise NotImplementedError


def reasons_against_completing(facts: StepFacts, actor: Actor, request_id: UUID) -> Iterator[Reason]:
    """Yield why the actor cannot mark the request Completed."""
    raise NotImplementedError


def reasons_against_declining(facts: StepFacts, actor: Actor, request_id: UUID, reason: str) -> Iterator[Reason]:
    """Yield why the actor cannot decline the request."""
    raise NotImplementedError


def reasons_against_withdrawing(facts: StepFacts, actor: Actor, request_id: UUID) -> Iterator[Reason]:
    """Yield why the actor cannot withdraw the request."""
    raise NotImplementedError
