"""Workers as rules and pages name them: name, roles, teams, whether away, as of today."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from permanence.kernel.facts import WorkerFacts
from permanence.records.base import holding
from permanence.records.people import Leave, Membership, RoleHeld, Worker
from permanence.records.prepared import TODAY, GivenIds, GivenNames, Prepared, given_id


def worker_facts(worker_ids: Iterable[UUID | None], today: date) -> dict[UUID, WorkerFacts]:
    """Return these workers by id; None among the ids is passed over. One query, however many workers.

    Whoever is disabled holds no role and is in no team.
    """
    ids = {worker_id for worker_id in worker_ids if worker_id}
    rows = _WORKERS.tuples(workers=ids, today=today) if ids else ()
    return {
        worker_id: WorkerFacts(
            id=worker_id,
            name=name,
            person_id=person_id,
            roles=frozenset(roles if disabled_at is None else ()),
            teams=frozenset(teams if disabled_at is None else ()),
            away_until=next(iter(away), None),
            cover_id=next(iter(cover_ids), None),
            cover_name=next(iter(cover_names), None) or "",
            disabled=disabled_at is not None,
        )
        for worker_id, name, person_id, disabled_at, roles, teams, away, cover_ids, cover_names in rows
    }


def holders_of(roles: Iterable[str], *, authority_id: UUID, today: date) -> dict[str, list[UUID]]:
    """Return who holds each of these roles today, in whichever team, by name. One query."""
    found: dict[str, list[UUID]] = {}
    for role, worker_id in _HOLDERS.tuples(roles=set(roles), authority=authority_id, today=today):
        if worker_id not in found.setdefault(role, []):
            found[role].append(worker_id)
    return found


def _workers() -> Any:
    now = Q(holding(TODAY), worker=OuterRef("pk"))
    leave = Leave.objects.filter(now).order_by("-to_on")
    return Worker.objects.filter(id__in=GivenIds("workers")).values_list(
        "id",
        "person__name",
        "person_id",
        "disabled_at",
        ArraySubquery(RoleHeld.objects.filter(now).values("role")),
        ArraySubquery(Membership.objects.filter(now).values("team_id")),
        ArraySubquery(leave.values("to_on")),
        ArraySubquery(leave.values("covered_by_id")),
        ArraySubquery(leave.values("covered_by__person__name")),
    )


def _holders() -> Any:
    held = RoleHeld.objects.filter(holding(TODAY), authority=given_id("authority"), role__in=GivenNames("roles"))
    held = held.filter(worker__disabled_at__isnull=True).order_by("worker__person__name", "worker_id")
    return held.values_list("role", "worker_id")


_WORKERS, _HOLDERS = Prepared(_workers), Prepared(_holders)
