"""Children as rules see them today: who they are, who works with them, how they came to be in care."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from permanence.kernel.facts import ChildFacts, WorkerFacts
from permanence.records.base import holding
from permanence.records.children import Allocation, CarePeriod, Child, LegalStatus, Review
from permanence.records.worker_facts import worker_facts

IRO = "independent_reviewing_officer"


def child_facts(child_ids: Iterable[UUID], today: date, *, but_review_of: UUID | None = None) -> dict[UUID, ChildFacts]:
    """Return these children by id, as they are today. Nine queries, however many children.

    Args:
        but_review_of: the step whose own review is not counted among those held.
    """
    children = list(Child.objects.filter(id__in=list(child_ids)).select_related("person"))
    ids = [child.id for child in children]
    allocated = _allocated(ids, today)
    statuses = dict(LegalStatus.objects.filter(holding(today), child__in=ids).values_list("child_id", "code"))
    since = dict(CarePeriod.objects.filter(holding(today), child__in=ids).values_list("child_id", "from_on"))
    reviews = _reviews(ids, since, but_of=but_review_of)
    return {
        child.id: ChildFacts(
            id=child.id,
            authority_id=child.authority_id,
            name=child.person.name,
            known_as=child.person.known_as or child.person.name.split()[0],
            person_number=child.person.number or "",
            date_of_birth=_born(child),
            access_class=child.access_class,  # type: ignore[arg-type]  # the table checks that it is one of the three
            team_id=child.team_id,
            allocated=allocated.get(child.id, {}),
            legal_status=statuses.get(child.id),
            looked_after_from=since.get(child.id),
            reviews_held=tuple(reviews.get(child.id, ())),
        )
        for child in children
    }


def iro_on(child_id: UUID, days: Iterable[date]) -> dict[date, UUID]:
    """Return the child's Independent Reviewing Officer on each of these days on which there was one. One query."""
    rows = list(
        Allocation.objects.filter(child=child_id, role=IRO)
        .order_by("from_on")
        .values_list("from_on", "to_on", "worker_id")
    )
    return {
        day: worker_id
        for day in days
        for from_on, to_on, worker_id in rows
        if from_on <= day and (to_on is None or day < to_on)
    }


def _born(child: Child) -> date:
    if child.person.date_of_birth is None:
        raise LookupError(f"The person of child {child.id} has no date of birth.")
    return child.person.date_of_birth


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


def _reviews(ids: list[UUID], since: Mapping[UUID, date], *, but_of: UUID | None) -> Mapping[UUID, list[date]]:
    """Return the days of the reviews held in the present time in care, first to last."""
    held = Review.objects.filter(child__in=ids).order_by("held_on")
    if but_of:
        held = held.exclude(step=but_of, step__isnull=False)
    found: dict[UUID, list[date]] = {}
    for child_id, held_on in held.values_list("child_id", "held_on"):
        if child_id in since and held_on >= since[child_id]:
            found.setdefault(child_id, []).append(held_on)
    return found
