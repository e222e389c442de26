"""Who acts: what the records say today of an account and its worker."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from permanence.kernel.actors import Held
from permanence.records.accounts import User
from permanence.records.authorities import InboxMember
from permanence.records.base import holding
from permanence.records.people import Leave, Membership, RoleHeld, Worker


class ActorFacts(NamedTuple):
    """An account's worker, and what they hold and cover today.

    Args:
        worker: None for an account without a worker, or whose worker is disabled: neither acts on a child.
        acting_for: workers on leave today whom this one covers, by id, with their names.
    """

    user: User
    worker: Worker | None
    roles: tuple[Held, ...]
    teams: frozenset[UUID]
    inboxes: dict[UUID, str]
    acting_for: dict[UUID, str]


def actor_facts(user_id: UUID, today: date) -> ActorFacts:
    """Return what an account may act with today; whoever is disabled holds nothing. Five queries.

    Raises:
        User.DoesNotExist: there is no such account, or it may not sign in.
    """
    user = User.objects.select_related("worker__person").get(id=user_id, is_active=True)
    worker = user.worker
    if worker is None or worker.disabled_at is not None:
        return ActorFacts(user, None, (), frozenset(), {}, {})
    held, mine = holding(today), {"worker_id": worker.id, "authority_id": user.authority_id}
    roles = RoleHeld.objects.filter(held, **mine).order_by("role", "team_id").values_list("role", "team_id")
    inboxes = InboxMember.objects.filter(held, **mine).order_by("inbox__title").values_list("inbox_id", "inbox__title")
    covered = Leave.objects.filter(held, covered_by=worker.id, authority_id=user.authority_id)
    return ActorFacts(
        user=user,
        worker=worker,
        roles=tuple(Held(role=role, team_id=team_id) for role, team_id in roles),
        teams=frozenset(Membership.objects.filter(held, **mine).values_list("team_id", flat=True)),
        inboxes=dict(inboxes),
        acting_for=dict(covered.values_list("worker_id", "worker__person__name")),
    )
