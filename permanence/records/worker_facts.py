"""Workers as rules and pages name them: name, roles, teams, whether away, as of today."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from permanence.kernel.facts import WorkerFacts
from permanence.records.base import holding
from permanence.records.gathered import looking_at, memory
from permanence.records.people import Leave, Membership, Person, RoleHeld, Worker
from permanence.records.prepared import TODAY, GivenIds, GivenNames, Prepared, given_id


def worker_facts(worker_ids: Iterable[UUID | None], today: date) -> dict[UUID, WorkerFacts]:
    """Return these workers by id; None among the ids is passed over. One query, however many workers.

    Whoever is disabled holds no role and is in no team. An act asks about nobody twice.
    """
    return {worker_id: worker for worker_id, (_, worker) in _known(worker_ids, today).items()}


def workers_of(worker_ids: Iterable[UUID | None], today: date, *, authority_id: UUID) -> dict[UUID, WorkerFacts]:
    """Return those of these workers who are of an authority, as `worker_facts`."""
    known = _known(worker_ids, today)
    return {worker_id: worker for worker_id, (whose, worker) in known.items() if whose == authority_id}


Known = dict[UUID, tuple[UUID, WorkerFacts]]


def _known(worker_ids: Iterable[UUID | None], today: date) -> Known:
    ids = {worker_id for worker_id in worker_ids if worker_id}
    here = memory()
    before = {each: here.workers[each, today] for each in ids if (each, today) in here.workers} if here else {}
    if asked := ids - before.keys():
        with looking_at(*PEOPLE):
            rows = WORKERS.rows(workers=asked, today=today)
        before |= keep_workers(rows, today)
    return before


def keep_workers(rows: Iterable[Mapping[str, Any]], today: date) -> Known:
    """Return workers from rows of `WORKERS`, by id, with their authority; the act under way knows them from now on."""
    found = {row["id"]: (row["authority_id"], _worker(row)) for row in rows}
    here = memory()
    if here:
        here.workers |= {(worker_id, today): known for worker_id, known in found.items()}
    return found


def _worker(row: Mapping[str, Any]) -> WorkerFacts:
    is_here = row["disabled_at"] is None
    return WorkerFacts(
        id=row["id"],
        name=row["person__name"],
        person_id=row["person_id"],
        roles=frozenset(row["held"] if is_here else ()),
        teams=frozenset(row["in_teams"] if is_here else ()),
        away_until=next(iter(row["away"]), None),
        cover_id=next(iter(row["cover_ids"]), None),
        cover_name=next(iter(row["cover_names"]), None) or "",
        disabled=not is_here,
    )


def holders_of(roles: Iterable[str], *, authority_id: UUID, today: date) -> dict[str, list[UUID]]:
    """Return who holds each of these roles today, in whichever team, by name. One query."""
    found: dict[str, list[UUID]] = {}
    for role, worker_id in _HOLDERS.tuples(roles=set(roles), authority=authority_id, today=today):
        if worker_id not in found.setdefault(role, []):
            found[role].append(worker_id)
    return found


def workers_among(ids: Any) -> Any:
    """Return the query of these workers, of which `keep_workers` makes them.

    Args:
        ids: what stands to the right of `id IN`.
    """
    now = Q(holding(TODAY), worker=OuterRef("pk"))
    leave = Leave.objects.filter(now).order_by("-to_on")
    return Worker.objects.filter(id__in=ids).values(
        *("id", "authority_id", "person__name", "person_id", "disabled_at"),
        held=ArraySubquery(RoleHeld.objects.filter(now).values("role")),
        in_teams=ArraySubquery(Membership.objects.filter(now).values("team_id")),
        away=ArraySubquery(leave.values("to_on")),
        cover_ids=ArraySubquery(leave.values("covered_by_id")),
        cover_names=ArraySubquery(leave.values("covered_by__person__name")),
    )


def _holders() -> Any:
    held = RoleHeld.objects.filter(holding(TODAY), authority=given_id("authority"), role__in=GivenNames("roles"))
    held = held.filter(worker__disabled_at__isnull=True).order_by("worker__person__name", "worker_id")
    return held.values_list("role", "worker_id")


PEOPLE = (Worker, Person, RoleHeld, Membership, Leave)
WORKERS, _HOLDERS = Prepared(lambda: workers_among(GivenIds("workers"))), Prepared(_holders)
