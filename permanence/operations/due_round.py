"""The round that a scheduler makes: who must know that a day is near or past, or that nobody picks something up (P39).

A round does what its instant asks for, however long ago the last one was: days missed are caught up exactly, and what
was told once is not told again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from permanence.kernel.dates import short_date
from permanence.kernel.london import london_date
from permanence.kernel.timescales import is_overdue, is_soon, status_of
from permanence.kernel.working_days import add_working_days
from permanence.operations.due_batch import ONCE_PAST, DueBatch, batch_of, item_of
from permanence.operations.step_timescales import INBOX
from permanence.operations.telling import MANAGERS
from permanence.outside.bank_holidays import england
from permanence.records.authorities import Authority, Inbox
from permanence.records.base import holding
from permanence.records.people import RoleHeld
from permanence.records.timescales import Due

WORKING_DAYS_TO_THE_MANAGER = 2
AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round did: how many notices it gave, by kind."""

    told: dict[str, int]

    @property
    def total(self) -> int:
        """Return how many notices were given."""
        return sum(self.told.values())


def run_due(*, authority_id: UUID, at: datetime) -> Round:
    """Tell everybody what has come near, fallen due or waited too long by this practice time.

    Two rounds at once are one after the other. The same instant again tells nobody anything.
    """
    told: dict[str, int] = {}
    for batch in _batches(authority_id, london_date(at)):
        with transaction.atomic():
            _one_at_a_time(authority_id)
            for kind, count in _tell_of(batch_of(batch, authority_id=authority_id, at=at)):
                told[kind] = told.get(kind, 0) + count
    return Round(told=told)


def run_due_everywhere(*, at: datetime) -> dict[str, Round]:
    """Make the round in every authority at one practice time, by its short name."""
    return {each.key: run_due(authority_id=each.id, at=at) for each in Authority.objects.order_by("key")}


def _one_at_a_time(authority_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"run_due {authority_id}"])


def _batches(authority_id: UUID, today: date) -> Iterator[list[UUID]]:
    """Yield the ids of the open due dates that are near or past, some at a time."""
    horizon = add_working_days(today, 5, holidays=england())
    standing = Due.objects.filter(authority_id=authority_id, superseded_by=None, met_on=None, stopped_at=None)
    ids = list(standing.filter(due_on__lte=horizon).order_by("due_on", "id").values_list("id", flat=True))
    yield from (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))


def _tell_of(batch: DueBatch) -> Iterator[tuple[str, int]]:
    for due in batch.dues:
        yield from _inbox_item(due, batch) if due.rule_id == INBOX else _due_date(due, batch)


def _due_date(due: Due, batch: DueBatch) -> Iterator[tuple[str, int]]:
    """Tell those whom the register names and whoever has the workstep; once past, managers and IRO as well."""
    if is_overdue(due.due_on, today=batch.today):
        yield "overdue", batch.say(due, "overdue", _says(due, batch), batch.people_of(due, more=ONCE_PAST))
    elif is_soon(due.due_on, today=batch.today, holidays=england()):
        yield "due_soon", batch.say(due, "due_soon", _says(due, batch), batch.people_of(due))


def _says(due: Due, batch: DueBatch) -> str:
    status = status_of(due.due_on, today=batch.today, holidays=england())
    return f"{batch.children[due.child_id].name}: {due.title}. {status}. {due.arithmetic}"


def _inbox_item(due: Due, batch: DueBatch) -> Iterator[tuple[str, int]]:
    """Tell the inbox's owner and deputy that nobody has picked something up; two working days later their manager."""
    found = batch.waiting.get(item_of(due))
    if found is None or not is_overdue(due.due_on, today=batch.today):
        return
    title, inbox = found
    name = batch.children[due.child_id].name
    says = f"Nobody has picked up {title} for {name} from {inbox.title} since {short_date(due.start_on)}."
    watchers = [inbox.owner_id, inbox.deputy_id]
    to_manager = add_working_days(due.due_on, WORKING_DAYS_TO_THE_MANAGER, holidays=england())
    if any(watchers):
        yield "not_picked_up", batch.say(due, "not_picked_up", says, watchers)
    if not any(watchers) or is_overdue(to_manager, today=batch.today):
        yield "nobody", batch.say(due, "nobody", says, _managers_of(inbox, batch.today))


def _managers_of(inbox: Inbox, today: date) -> list[UUID]:
    """Return the managers of the inbox's team: those who hold any manager's role in it."""
    held = RoleHeld.objects.filter(holding(today), team_id=inbox.team_id, worker__disabled_at=None)
    managers = held.filter(role__in=MANAGERS) | held.filter(role__endswith="_manager")
    return list(managers.order_by("worker_id").values_list("worker_id", flat=True).distinct())
