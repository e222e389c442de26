"""Who acts, looked up anew each time, so that what was taken away is gone at once: the one maker of an Actor.

But for the operator at the command line, who holds nothing that could be taken away (`kernel.actors.operator`).
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.records.actors import ActorFacts, facts_of_account, facts_of_worker


def actor_for(
    *, user_id: UUID, today: date, real_at: datetime, request_id: str, acting_for: UUID | None = None
) -> Actor:
    """Return the actor of a request.

    Args:
        acting_for: the worker on leave whom this one says they act for; passed over unless they cover them today.

    Raises:
        User.DoesNotExist: there is no such account, or it may not sign in.
    """
    facts = facts_of_account(user_id, today)
    return _actor(facts, real_at=real_at, request_id=request_id, acting_for=acting_for)


def worker_acting(*, worker_id: UUID, today: date, real_at: datetime, request_id: str) -> Actor:
    """Return a worker as they may act today, where no account signs in: in a story told by operations.

    Raises:
        Worker.DoesNotExist: there is no such worker.
    """
    return _actor(facts_of_worker(worker_id, today), real_at=real_at, request_id=request_id, acting_for=None)


def covered_by(*, user_id: UUID, today: date) -> Mapping[UUID, str]:
    """Return the workers on leave today for whom this account's worker may act, by id, with their names."""
    return facts_of_account(user_id, today).acting_for


def _actor(facts: ActorFacts, *, real_at: datetime, request_id: str, acting_for: UUID | None) -> Actor:
    return Actor(
        user_id=facts.user_id,
        worker_id=facts.worker_id,
        authority_id=facts.authority_id,
        name=facts.name,
        held=facts.roles,
        teams=facts.teams,
        inboxes=facts.inboxes,
        acting_for=acting_for if acting_for in facts.acting_for else None,
        real_at=real_at,
        request_id=request_id,
    )
