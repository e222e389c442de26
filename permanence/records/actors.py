"""Who acts: what the records say today of an account and its worker."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from permanence.kernel.actors import Held
from permanence.records.accounts import User
from permanence.records.authorities import InboxMember
from permanence.records.base import holding
from permanence.records.people import Leave, Membership, RoleHeld, Worker


class ActorFacts(NamedTuple):
    """An account and its worker, and what the worker holds and covers today.

    Args:
        user_id: None for a worker who cannot sign in.
        worker: None for an account without a worker, or whose worker is disabled: neither acts on a child.
        acting_for: workers on leave today whom this one covers, by id, with their names.
    """

    user_id: UUID | None
    authority_id: UUID
    name: str
    worker: Worker | None
    roles: tuple[Held, ...] = ()
    teams: frozenset[UUID] = frozenset()
    inboxes: Mapping[UUID, str] = MappingProxyType({})
    acting_for: Mapping[UUID, str] = MappingProxyType({})


def facts_of_account(user_id: UUID, today: date) -> ActorFacts:
    """Return what an account may act with today; whoever is disabled holds nothing. Five queries.

    Raises:
        User.DoesNotExist: there is no such account, or it may not sign in.
    """
    user = User.objects.select_related("worker__person").get(id=user_id, is_active=True)
    return _facts(user_id=user.id, authority_id=user.authority_id, name=user.username, worker=user.worker, today=today)


def facts_of_worker(worker_id: UUID, today: date) -> ActorFacts:
    """Return what a worker may act with today, with an account or without one. Raises Worker.DoesNotExist."""
    worker = Worker.objects.select_related("person", "user").get(id=worker_id)
    user: User | None = getattr(worker, "user", None)
    given: dict[str, Any] = {"authority_id": worker.authority_id, "name": worker.person.name}
    return _facts(user_id=user.id if user else None, worker=worker, today=today, **given)


def _facts(*, user_id: UUID | None, authority_id: UUID, name: str, worker: Worker | None, today: date) -> ActorFacts:
    if worker is None or worker.disabled_at is not None:
        return ActorFacts(user_id=user_id, authority_id=authority_id, name=name, worker=None)
    held, mine = holding(today), {"worker_id": worker.id, "authority_id": authority_id}
    roles = RoleHeld.objects.filter(held, **mine).order_by("role", "team_id").values_list("role", "team_id")
    inboxes = InboxMember.objects.filter(held, **mine).order_by("inbox__title").values_list("inbox_id", "inbox__title")
    covered = Leave.objects.filter(held, covered_by=worker.id, authority_id=authority_id)
    return ActorFacts(
        user_id=user_id,
        authority_id=authority_id,
        name=worker.person.name,
        worker=worker,
        roles=tuple(Held(role=role, team_id=team_id) for role, team_id in roles),
        teams=frozenset(Membership.objects.filter(held, **mine).values_list("team_id", flat=True)),
        inboxes=dict(inboxes),
        acting_for=dict(covered.values_list("worker_id", "worker__person__name")),
    )
