"""Children as rules see them today: who they are, who works with them, how they came to be in care."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from permanence.kernel.facts import AllocatedFacts, ChildFacts, WorkerFacts
from permanence.records.base import holding
from permanence.records.children import Allocation, CarePeriod, Child, LegalStatus, Review
from permanence.records.prepared import TODAY, GivenIds, Prepared
from permanence.records.worker_facts import worker_facts

IRO, SOCIAL_WORKER = "independent_reviewing_officer", "social_worker"
COLUMNS = (
    *("id", "authority_id", "access_class", "team_id"),
    *("person__name", "person__known_as", "person__number", "person__date_of_birth"),
)


def child_facts(child_ids: Iterable[UUID], today: date) -> dict[UUID, ChildFacts]:
    """Return these children by id, as they are today. Two queries, however many children."""
    found = child_rows(child_ids, today)
    workers = worker_facts((worker for child in found for worker in child.workers()), today)
    return {child.id: child.facts(workers) for child in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRow:
    """A child as the tables say it today, before it is known who the workers are."""

    row: Mapping[str, Any]
    today: date

    @property
    def id(self) -> UUID:
        """Return whose row it is."""
        return UUID(str(self.row["id"]))

    def workers(self) -> Iterator[UUID]:
        """Yield the ids of those allocated today."""
        yield from self._allocated().values()

    def facts(
        self,
        workers: Mapping[UUID, WorkerFacts],
        *,
        of_step: UUID | None = None,
        days: Collection[date] = (),
    ) -> ChildFacts:
        """Return the child.

        Args:
            workers: those of `workers()` at least.
            of_step: the workstep for which the child is wanted: its own review is not counted among those held, and
                who was the child's social worker is told.
            days: days of which it is told who was the child's Independent Reviewing Officer.
        """
        row = self.row
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
            allocated={role: workers[worker] for role, worker in self._allocated().items()},
            legal_status=row["status"],
            looked_after_from=row["since"],
            reviews_held=tuple(self._reviews(of_step)),
            iro_on={day: worker for day in days if (worker := self._iro_on(day))},
            social_workers=tuple(self._ever(SOCIAL_WORKER)) if of_step else (),
        )

    def _allocated(self) -> dict[str, UUID]:
        """Return the workers of today by role; of two in one role, the one who came first."""
        found: dict[str, UUID] = {}
        for each in self.row["allocated"]:
            if _holds(each, self.today):
                found.setdefault(each["role"], UUID(each["worker"]))
        return found

    def _iro_on(self, day: date) -> UUID | None:
        held = [each for each in self.row["allocated"] if each["role"] == IRO and _holds(each, day)]
        return UUID(held[-1]["worker"]) if held else None

    def _ever(self, role: str) -> Iterator[AllocatedFacts]:
        for each in self.row["allocated"]:
            if each["role"] == role:
                until = each["until"]
                yield AllocatedFacts(
                    worker_id=UUID(each["worker"]),
                    name=each["name"],
                    role=role,
                    from_on=date.fromisoformat(each["since"]),
                    to_on=date.fromisoformat(until) if until else None,
                )

    def _reviews(self, but_of: UUID | None) -> Iterator[date]:
        since = self.row["since"]
        for each in self.row["reviewed"]:
            held_on = date.fromisoformat(each["held_on"])
            if since and held_on >= since and (but_of is None or each["step"] != str(but_of)):
                yield held_on


def child_rows(child_ids: Iterable[UUID], today: date) -> list[ChildRow]:
    """Return what the tables say of these children today. One query, however many children."""
    return [ChildRow(row=row, today=today) for row in CHILDREN.rows(children=list(child_ids), today=today)]


def _holds(allocation: Mapping[str, Any], day: date) -> bool:
    until = allocation["until"]
    return date.fromisoformat(allocation["since"]) <= day and (until is None or day < date.fromisoformat(until))


def _children() -> Any:
    its_own = Q(child=OuterRef("pk"))
    now = holding(TODAY) & its_own
    allocations = Allocation.objects.filter(its_own & (holding(TODAY) | Q(role__in=(IRO, SOCIAL_WORKER)))).order_by(
        "from_on", "id"
    )
    held = Review.objects.filter(its_own, withdrawn_at=None).order_by("held_on")
    of_allocation = JSONObject(
        role="role", worker="worker_id", name="worker__person__name", since="from_on", until="to_on"
    )
    return Child.objects.filter(id__in=GivenIds("children")).values(
        *COLUMNS,
        status=Subquery(LegalStatus.objects.filter(now).values("code")[:1]),
        since=Subquery(CarePeriod.objects.filter(now).values("from_on")[:1]),
        reviewed=ArraySubquery(held.values(json=JSONObject(held_on="held_on", step="step_id"))),
        allocated=ArraySubquery(allocations.values(json=of_allocation)),
    )


CHILDREN = Prepared(_children)
