"""Who asks, at this request: looked up anew each time, so that what was taken away is gone at once."""

from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.records.actors import actor_facts


def actor_for(
    *, user_id: UUID, today: date, real_at: datetime, request_id: str, acting_for: UUID | None = None
) -> Actor:
    """Return the actor of a request.

    Args:
        acting_for: the worker on leave whom this one says they act for; passed over unless they cover them today.

    Raises:
        User.DoesNotExist: there is no such account, or it may not sign in.
    """
    facts = actor_facts(user_id, today)
    return Actor(
        user_id=facts.user.id,
        worker_id=facts.worker.id if facts.worker else None,
        authority_id=facts.user.authority_id,
        name=facts.worker.person.name if facts.worker else facts.user.username,
        held=facts.roles,
        teams=facts.teams,
        inboxes=facts.inboxes,
        acting_for=acting_for if acting_for in facts.acting_for else None,
        real_at=real_at,
        request_id=request_id,
    )


def covered_by(*, user_id: UUID, today: date) -> dict[UUID, str]:
    """Return the workers on leave today for whom this account's worker may act, by id, with their names."""
    return actor_facts(user_id, today).acting_for
