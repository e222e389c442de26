"""A row of a team inbox: how long it has been there, and who has it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from permanence.kernel.dates import count_of, short_date_without_year
from permanence.kernel.london import london_date, london_time
from permanence.kernel.working_days import working_days_between
from permanence.queries.statuses import Status, nobody
from permanence.queries.worklist_rows import Reader, Row, name_of
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """A workstep or request that waits in an inbox, or was picked up from it today.

    Args:
        field: name of its choose box, `steps` or `requests`.
        since: since when, in words; waited_days: working days, until today: what somebody has, it waited until then.
        nobody: the tag while nobody has it; taken_by: who has it, and since when today.
        is_mine: the reader has it, and may pass it to a colleague.
        beside: that other items of the same child are here too.
    """

    id: UUID
    field: str
    row: Row
    waited_days: int
    waited: str
    since: str
    nobody: Status | None
    taken_by: str
    taken_words: str
    is_mine: bool
    beside: str = ""

    @property
    def late(self) -> bool:
        """Return whether it has waited too long for its first day."""
        return self.nobody is not None and self.nobody.tag == "govuk-tag--red"


def step_row(step: Workstep, reader: Reader, *, me: UUID | None) -> InboxRow:
    """Return the row of a workstep."""
    row = reader.step(step, person=name_of(step.passed_by), moment=step.passed_at)
    has_it = name_of(step.assigned_worker)
    found = _row(step.id, "steps", row, has_it=has_it, taken_at=step.picked_up_at, reader=reader)
    return replace(found, is_mine=me is not None and step.assigned_worker_id == me and step.closed_at is None)


def request_row(request: Request, reader: Reader) -> InboxRow:
    """Return the row of a request."""
    tag = nobody(request.sent_at, today=reader.today, holidays=reader.holidays)
    row = reader.request(request, person=name_of(request.sent_by), status=tag, moment=request.sent_at)
    has_it = name_of(request.picked_up_by)
    return _row(request.id, "requests", row, has_it=has_it, taken_at=request.picked_up_at, reader=reader)


def _row(id_: UUID, field: str, row: Row, *, has_it: str, taken_at: datetime | None, reader: Reader) -> InboxRow:
    today, since = reader.today, london_date(row.moment)
    days = max(working_days_between(since, today, holidays=reader.holidays), 0)
    said = f"today {london_time(row.moment)}" if since == today else short_date_without_year(since)
    taken = f"picked it up today at {london_time(taken_at)}" if has_it and taken_at else ""
    return InboxRow(
        id=id_,
        field=field,
        row=row,
        waited_days=days,
        waited=f"Waited {count_of(days, 'working day')}" if has_it else count_of(days, "working day"),
        since=f"since {said}",
        nobody=None if has_it else nobody(row.moment, today=today, holidays=reader.holidays),
        taken_by=has_it,
        taken_words=taken,
        is_mine=False,
    )
