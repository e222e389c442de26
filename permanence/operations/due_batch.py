"""What a round of due dates asks of the record: once for many due dates, not once for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from permanence.kernel.facts import ChildFacts
from permanence.kernel.london import london_date
from permanence.operations.notices import tell
from permanence.operations.step_timescales import INBOX
from permanence.operations.telling import Staff
from permanence.records.authorities import Inbox
from permanence.records.child_facts import child_facts
from permanence.records.notices import Notice
from permanence.records.requests import Request
from permanence.records.timescales import Due
from permanence.records.worksteps import Workstep

ONCE_PAST = ("team_manager", "independent_reviewing_officer")
"""Roles that are told of every due date that is past, beside those whom the register names."""


class Waiting(NamedTuple):
    """What waits in a team inbox, and in which."""

    title: str
    inbox: Inbox


@dataclass(frozen=True, slots=True, kw_only=True)
class DueBatch:
    """Some open due dates, soonest first, with all that is asked about them.

    Args:
        with_whom: the worker who has each open workstep, by its id.
        waiting: what waits in an inbox, by the id of the workstep or request.
        told: who was told what before: due date, kind and worker.
    """

    dues: Sequence[Due]
    at: datetime
    children: Mapping[UUID, ChildFacts]
    staff: Staff
    with_whom: Mapping[UUID | None, UUID | None]
    waiting: Mapping[UUID, Waiting]
    told: frozenset[tuple[UUID | None, str, UUID]]

    @property
    def today(self) -> date:
        """Return the practice date of the round."""
        return london_date(self.at)

    def people_of(self, due: Due, *, more: Iterable[str] = ()) -> list[UUID | None]:
        """Return those whom the register names, whoever has more of these roles, and whoever has the workstep."""
        people = self.staff.people_of([*due.told, *more], child=self.children[due.child_id])
        return [*people, self.with_whom.get(due.step_id)]

    def say(self, due: Due, kind: str, says: str, workers: Iterable[UUID | None]) -> int:
        """Tell those of the workers who were not told this before; return how many were told."""
        news = [worker for worker in workers if worker and (due.id, kind, worker) not in self.told]
        if not news:
            return 0
        return tell(
            news,
            authority_id=due.authority_id,
            kind=kind,
            says=says,
            at=self.at,
            child_id=due.child_id,
            step_id=due.step_id,
            due_id=due.id,
        )


def batch_of(ids: Sequence[UUID], *, authority_id: UUID, at: datetime) -> DueBatch:
    """Return those of these due dates that are open, with all that a round asks. Eight queries, however many there are.

    Call it when no other round is under way: who was told is asked here.
    """
    standing = Due.objects.filter(id__in=ids, met_on=None, stopped_at=None, superseded_by=None)
    dues, today = list(standing.order_by("due_on", "id")), london_date(at)
    told = Notice.objects.filter(due__in=ids).values_list("due_id", "kind", "worker_id")
    steps = Workstep.objects.filter(id__in={due.step_id for due in dues if due.step_id}, closed_at=None)
    roles = {role for due in dues for role in due.told}
    return DueBatch(
        dues=dues,
        at=at,
        children=child_facts({due.child_id for due in dues}, today),
        staff=Staff.holding({*roles, *ONCE_PAST}, authority_id=authority_id, today=today),
        with_whom=dict(steps.values_list("id", "assigned_worker_id")),
        waiting=_waiting({item_of(due) for due in dues if due.rule_id == INBOX}),
        told=frozenset(told),
    )


def item_of(due: Due) -> UUID:
    """Return the workstep or request that the due date of an inbox is kept for."""
    return UUID(due.start_event.rpartition(":")[2])


def _waiting(ids: set[UUID]) -> dict[UUID, Waiting]:
    """Return what waits in an inbox, picked up by nobody, of these worksteps and requests."""
    steps = Workstep.objects.filter(id__in=ids, closed_at=None, assigned_inbox__isnull=False)
    requests = Request.objects.filter(id__in=ids, closed_at=None, picked_up_by=None, to_inbox__isnull=False)
    found = {row.id: Waiting(row.title, row.to_inbox) for row in requests.select_related("to_inbox") if row.to_inbox}
    for row in steps.select_related("assigned_inbox"):
        if row.assigned_inbox:
            found[row.id] = Waiting(row.title, row.assigned_inbox)
    return found
