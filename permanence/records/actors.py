"""Who acts: what the records say today of an account and its worker."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F

from permanence.kernel.actors import Held
from permanence.records.accounts import User
from permanence.records.authorities import InboxMember
from permanence.records.base import holding
from permanence.records.bundled import Bundle
from permanence.records.people import Leave, Membership, RoleHeld, Worker
from permanence.records.prepared import TODAY, Prepared, given_id


class ActorFacts(NamedTuple):
    """An account and its worker, and what the worker holds and covers today.

    Args:
        user_id: None for a worker who cannot sign in.
        worker_id: None for an account without a worker, or whose worker is disabled: neither acts on a child.
        acting_for: workers on leave today whom this one covers, by id, with their names.
    """

    user_id: UUID | None
    authority_id: UUID
    name: str
    worker_id: UUID | None
    roles: tuple[Held, ...] = ()
    teams: frozenset[UUID] = frozenset()
    inboxes: Mapping[UUID, str] = MappingProxyType({})
    acting_for: Mapping[UUID, str] = MappingProxyType({})


def facts_of_account(user_id: UUID, today: date) -> ActorFacts:
    """Return what an account may act with today; whoever is disabled holds nothing. One query.

    Raises:
        User.DoesNotExist: there is no such account, or it may not sign in.
    """
    found = _OF_ACCOUNT.rows(user=user_id, today=today)
    if not found["who"]:
        raise User.DoesNotExist
    return _facts(found, name=found["who"][0]["username"])


def facts_of_worker(worker_id: UUID, today: date) -> ActorFacts:
    """Return what a worker may act with today, with an account or without one. One query.

    Raises:
        Worker.DoesNotExist: there is no such worker.
    """
    found = _OF_WORKER.rows(worker=worker_id, today=today)
    if not found["who"]:
        raise Worker.DoesNotExist
    return _facts(found, name=found["who"][0]["worker_name"])


def _facts(found: Mapping[str, list[dict[str, Any]]], *, name: str) -> ActorFacts:
    (who,) = found["who"]
    whose = {"user_id": who["account"], "authority_id": who["authority_id"]}
    if who["works_as"] is None or who["disabled"] is not None:
        return ActorFacts(**whose, name=name, worker_id=None)
    return ActorFacts(
        **whose,
        name=who["worker_name"],
        worker_id=who["works_as"],
        roles=tuple(Held(role=each["role"], team_id=each["team_id"]) for each in found["roles"]),
        teams=frozenset(each["team_id"] for each in found["teams"]),
        inboxes={each["inbox_id"]: each["inbox__title"] for each in found["inboxes"]},
        acting_for={each["worker_id"]: each["worker__person__name"] for each in found["covers"]},
    )


def _account() -> Any:
    named = {"worker_name": F("worker__person__name"), "disabled": F("worker__disabled_at")}
    found = User.objects.filter(id=given_id("user"), is_active=True)
    return found.values("authority_id", "username", account=F("id"), works_as=F("worker_id"), **named)


def _worker() -> Any:
    named = {"worker_name": F("person__name"), "disabled": F("disabled_at")}
    found = Worker.objects.filter(id=given_id("worker"))
    return found.values("authority_id", account=F("user__id"), works_as=F("id"), **named)


def _holds(**whose: Any) -> dict[str, Prepared]:
    """Return what a worker holds today, of the worker's own authority; `whose` says which worker."""
    mine = {**whose, "authority_id": F("worker__authority_id")}
    covering = {f"covered_by{name.removeprefix('worker')}": value for name, value in whose.items()}
    covers = {**covering, "authority_id": F("covered_by__authority_id")}
    held = holding(TODAY)
    return {
        "roles": Prepared(
            lambda: RoleHeld.objects.filter(held, **mine).order_by("role", "team_id").values("role", "team_id")
        ),
        "teams": Prepared(lambda: Membership.objects.filter(held, **mine).values("team_id")),
        "inboxes": Prepared(
            lambda: InboxMember.objects.filter(held, **mine).order_by("inbox__title").values("inbox_id", "inbox__title")
        ),
        "covers": Prepared(lambda: Leave.objects.filter(held, **covers).values("worker_id", "worker__person__name")),
    }


_OF_ACCOUNT = Bundle(who=Prepared(_account), **_holds(worker__user=given_id("user")))
_OF_WORKER = Bundle(who=Prepared(_worker), **_holds(worker=given_id("worker")))
