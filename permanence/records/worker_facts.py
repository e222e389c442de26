"""Workers as rules and pages name them: name, roles, teams, whether away, as of today."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from permanence.kernel.facts import WorkerFacts
from permanence.records.base import holding
from permanence.records.people import Leave, Membership, RoleHeld, Worker

T = TypeVar("T")


def worker_facts(worker_ids: Iterable[UUID | None], today: date) -> dict[UUID, WorkerFacts]:
    """Return these workers by id; None among the ids is passed over. Four queries, however many workers.

    `away_until` is the first day back. Whoever is disabled holds no role and is in no team.
    """
    ids = [worker_id for worker_id in set(worker_ids) if worker_id]
    workers = list(Worker.objects.filter(id__in=ids).values_list("id", "person__name", "person_id", "disabled_at"))
    here = [worker_id for worker_id, *_, disabled_at in workers if disabled_at is None]
    roles = _held(RoleHeld.objects.filter(holding(today), worker__in=here).values_list("worker_id", "role"))
    teams = _held(Membership.objects.filter(holding(today), worker__in=here).values_list("worker_id", "team_id"))
    away = dict(Leave.objects.filter(holding(today), worker__in=ids).values_list("worker_id", "to_on"))
    return {
        worker_id: WorkerFacts(
            id=worker_id,
            name=name,
            person_id=person_id,
            roles=roles.get(worker_id, frozenset()),
            teams=teams.get(worker_id, frozenset()),
            away_until=away.get(worker_id),
            disabled=disabled_at is not None,
        )
        for worker_id, name, person_id, disabled_at in workers
    }


def holders_of(roles: Iterable[str], *, authority_id: UUID, today: date) -> dict[str, list[UUID]]:
    """Return who holds each of these roles today, in whichever team, by name. One query."""
    held = RoleHeld.objects.filter(holding(today), authority_id=authority_id, role__in=set(roles))
    held = held.filter(worker__disabled_at__isnull=True).order_by("worker__person__name", "worker_id")
    found: dict[str, list[UUID]] = {}
    for role, worker_id in held.values_list("role", "worker_id"):
        if worker_id not in found.setdefault(role, []):
            found[role].append(worker_id)
    return found


def _held(pairs: Iterable[tuple[UUID, T]]) -> Mapping[UUID, frozenset[T]]:
    found: dict[UUID, set[T]] = {}
    for worker_id, value in pairs:
        found.setdefault(worker_id, set()).add(value)
    return {worker_id: frozenset(values) for worker_id, values in found.items()}
