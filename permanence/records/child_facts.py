"""Children as rules see them today: who they are, who works with them, how they came to be in care."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery

from permanence.kernel.facts import AllocatedFacts, ChildFacts, WorkerFacts
from permanence.records.base import holding
from permanence.records.children import Allocation, CarePeriod, Child, LegalStatus, Review
from permanence.records.worker_facts import worker_facts

IRO, SOCIAL_WORKER = "independent_reviewing_officer", "social_worker"
COLUMNS = (
    *("id", "authority_id", "access_class", "team_id"),
    *("person__name", "person__known_as", "person__number", "person__date_of_birth"),
)


def child_facts(child_ids: Iterable[UUID], today: date, *, but_review_of: UUID | None = None) -> dict[UUID, ChildFacts]:
    """Return these children by id, as they are today. Three queries, however many children.

    Args:
        but_review_of: the step whose own review is not counted among those held.
    """
    now = Q(holding(today), child=OuterRef("pk"))
    held = Review.objects.filter(child=OuterRef("pk"), withdrawn_at=None).order_by("held_on")
    if but_review_of:
        held = held.exclude(step=but_review_of, step__isnull=False)
    rows = list(
        Child.objects.filter(id__in=list(child_ids)).values(
            *COLUMNS,
            status=Subquery(LegalStatus.objects.filter(now).values("code")[:1]),
            since=Subquery(CarePeriod.objects.filter(now).values("from_on")[:1]),
            reviewed=ArraySubquery(held.values("held_on")),
        )
    )
    allocated = _allocated([row["id"] for row in rows], today)
    return {row["id"]: _facts(row, allocated.get(row["id"], {})) for row in rows}


def _facts(row: Mapping[str, Any], allocated: Mapping[str, WorkerFacts]) -> ChildFacts:
    if row["person__date_of_birth"] is None:
        raise LookupError(f"The person of child {row['id']} has no date of birth.")
    return ChildFacts(
        id=row["id"],
        authority_id=row["authority_id"],
        name=row["person__name"],
        known_as=row["person__known_as"] or row["person__name"].split()[0],
        person_number=row["person__number"] or "",
        date_of_birth=row["person__date_of_birth"],
        access_class=row["access_class"],
        team_id=row["team_id"],
        allocated=allocated,
        legal_status=row["status"],
        looked_after_from=row["since"],
        reviews_held=tuple(day for day in row["reviewed"] if row["since"] and day >= row["since"]),
    )


def ever_allocated(child_id: UUID, *, roles: Iterable[str]) -> tuple[AllocatedFacts, ...]:
    """Return everybody who works or worked with the child in one of these roles, first to last. One query."""
    rows = Allocation.objects.filter(child=child_id, role__in=list(roles)).order_by("from_on", "id")
    named = rows.values_list("worker_id", "worker__person__name", "role", "from_on", "to_on")
    return tuple(
        AllocatedFacts(worker_id=worker_id, name=name, role=role, from_on=from_on, to_on=to_on)
        for worker_id, name, role, from_on, to_on in named
    )


def iro_on(ever: Iterable[AllocatedFacts], days: Iterable[date]) -> dict[date, UUID]:
    """Return the child's Independent Reviewing Officer on each of these days on which there was one.

    Args:
        ever: who works or worked with the child, first to last.
    """
    officers = [each for each in ever if each.role == IRO]
    return {
        day: each.worker_id
        for day in days
        for each in officers
        if each.from_on <= day and (each.to_on is None or day < each.to_on)
    }


def _allocated(ids: list[UUID], today: date) -> Mapping[UUID, Mapping[str, WorkerFacts]]:
    """Return each child's workers by role; of two in one role, the one who came first."""
    rows = list(
        Allocation.objects.filter(holding(today), child__in=ids)
        .order_by("from_on", "id")
        .values_list("child_id", "role", "worker_id")
    )
    workers = worker_facts((worker_id for _, _, worker_id in rows), today)
    found: dict[UUID, dict[str, WorkerFacts]] = {}
    for child_id, role, worker_id in rows:
        found.setdefault(child_id, {}).setdefault(role, workers[worker_id])
    return found
