"""Who acts, as the records say it today: a worker's roles, teams and inboxes, or the operator at the command line."""

from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor, Held
from permanence.kernel.permissions import ADMINISTRATOR
from permanence.records.accounts import User
from permanence.records.authorities import InboxMember
from permanence.records.base import holding
from permanence.records.people import Membership, RoleHeld, Worker

COMMAND = "command"


def operator(*, authority_id: UUID, real_at: datetime) -> Actor:
    """Return the operator at the command line, who founds an authority and sees to its workers, and reads nothing."""
    return Actor(
        user_id=None,
        worker_id=None,
        authority_id=authority_id,
        name="The command line",
        held=(Held(role=ADMINISTRATOR),),
        real_at=real_at,
        request_id=COMMAND,
    )


def actor_for(*, worker_id: UUID, today: date, real_at: datetime, request_id: str) -> Actor:
    """Return a worker as they may act today: roles, teams and inbox memberships that hold today.

    A disabled worker holds none of them. Raises Worker.DoesNotExist.
    """
    worker = Worker.objects.select_related("person", "user").get(id=worker_id)
    today_only = holding(today)
    here = {"worker_id": worker_id, "worker__disabled_at": None}
    roles = RoleHeld.objects.filter(today_only, **here).order_by("role").values_list("role", "team_id")
    account: User | None = getattr(worker, "user", None)
    return Actor(
        user_id=account.id if account else None,
        worker_id=worker.id,
        authority_id=worker.authority_id,
        name=worker.person.name,
        held=tuple(Held(role=role, team_id=team_id) for role, team_id in roles),
        teams=frozenset(Membership.objects.filter(today_only, **here).values_list("team_id", flat=True)),
        inboxes=dict(InboxMember.objects.filter(today_only, **here).values_list("inbox_id", "inbox__title")),
        real_at=real_at,
        request_id=request_id,
    )
