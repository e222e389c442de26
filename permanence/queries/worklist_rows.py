"""Rows of worklists: what a workstep or request says of itself in a list."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.dates import age_in_words, count_of
from permanence.kernel.holidays import Holidays
from permanence.kernel.london import london_date
from permanence.kernel.timescales import is_overdue
from permanence.kernel.working_days import working_days_between
from permanence.queries.statuses import (
    RESTRICTED,
    WAITING_FOR_YOU,
    Status,
    due_status,
    nobody,
    request_status,
    step_status,
    waiting,
)
from permanence.records.people import Worker
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep

OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a worklist.

    Args:
        restricted: it keeps its place, and says nothing of the child.
        detail: a second line under the title, such as a note's first line.
        person: who passed it, sent it or has it. moment: when; waited: working days since, in words.
        verb: the act on the row, "Start", "Resume" or "".
        needs_version: version of the workstep as shown.
    """

    step_id: UUID
    child_id: UUID
    restricted: bool
    child: str
    number: str
    age: str
    title: str
    href: str
    detail: str = ""
    person: str = ""
    moment: datetime
    waited: str = ""
    due_on: date | None = None
    due: Status | None = None
    overdue: bool = False
    status: Status
    verb: str = ""
    can_put_back: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Makes rows as of today."""

    today: date
    holidays: Holidays

    def step(self, step: Workstep, *, person: str, moment: datetime, verb: str = "", detail: str = "") -> Row:
        """Return the row of a workstep; `person` and `moment` are what the list is about."""
        hides = step.access_class != OPEN
        return Row(
            step_id=step.id,
            child_id=step.child_id,
            restricted=hides,
            child="" if hides else step.child_name,
            number="" if hides else step.child_number,
            age="" if hides else age_in_words(step.child_born_on, on=self.today),
            title=step.title,
            href=f"/steps/{step.id}/",
            detail=detail or purpose_words(step.purpose),
            person=person,
            moment=moment,
            waited=self.working_days_since(moment),
            due_on=step.due_on,
            due=self.due(step.due_on) if step.closed_at is None else None,
            overdue=self._overdue(step.due_on) and step.closed_at is None,
            status=RESTRICTED if hides else step_status(step.state, sent_early=step.sent_early),
            verb="" if hides else verb,
            can_put_back=step.state == "incoming" and step.came_from_inbox_id is not None and not hides,
            version=step.version,
        )

    def request(self, request: Request, *, person: str, status: Status, moment: datetime, verb: str = "") -> Row:
        """Return the row of a request: it leads to the requests of its workstep."""
        step, hides = request.step, request.step.access_class != OPEN
        note = request.reason if request.state == "declined" else request.note
        return Row(
            step_id=step.id,
            child_id=request.child_id,
            restricted=hides,
            child="" if hides else step.child_name,
            number="" if hides else step.child_number,
            age="" if hides else age_in_words(step.child_born_on, on=self.today),
            title=request.title,
            href=f"/steps/{step.id}/requests/",
            detail=f"on {step.title}" + ("" if hides or not note else f". “{first_line(note)}”"),
            person=person,
            moment=moment,
            waited=self.working_days_since(moment),
            due_on=request.due_on,
            due=self.due(request.due_on),
            overdue=self._overdue(request.due_on),
            status=RESTRICTED if hides else status,
            verb="" if hides else verb,
            version=step.version,
        )

    def asked_of_you(self, request: Request) -> Row:
        """Return a request that waits for the reader, or one of theirs that was declined."""
        sender = name_of(request.sent_by)
        if request.state == "declined":
            moment = request.closed_at or request.sent_at
            by = name_of(request.completed_by)
            return self.request(request, person=by, status=request_status("declined"), moment=moment, verb="Resume")
        return self.request(request, person=sender, status=WAITING_FOR_YOU, moment=request.sent_at, verb="Resume")

    def with_others(self, step: Workstep) -> Row:
        """Return a workstep that the reader passed on and somebody else has."""
        row = self.step(step, person=step_holder(step), moment=step.passed_at)
        status = self._waiting(
            in_inbox=step.assigned_worker_id is None,
            since=step.passed_at,
            seen_at=step.seen_at,
            started_at=step.started_at,
        )
        return row if row.restricted else replace(row, status=status)

    def sent_to_others(self, request: Request) -> Row:
        """Return a request that the reader sent and somebody else has."""
        has_it = request.picked_up_by or request.to_worker
        inbox = request.to_inbox.title if request.to_inbox else ""
        status = self._waiting(
            in_inbox=has_it is None, since=request.sent_at, seen_at=request.seen_at, started_at=request.resumed_at
        )
        return self.request(request, person=name_of(has_it) or inbox, status=status, moment=request.sent_at)

    def working_days_since(self, moment: datetime) -> str:
        """Return how long something has waited: "9 working days"."""
        days = working_days_between(london_date(moment), self.today, holidays=self.holidays)
        return count_of(max(days, 0), "working day")

    def due(self, due_on: date | None) -> Status | None:
        """Return the tag of a due date; a date that is neither near nor past has none."""
        status = due_status(due_on, today=self.today, holidays=self.holidays)
        return status if status and status.tag else None

    def _overdue(self, due_on: date | None) -> bool:
        return due_on is not None and is_overdue(due_on, today=self.today)

    def _waiting(
        self, *, in_inbox: bool, since: datetime, seen_at: datetime | None, started_at: datetime | None
    ) -> Status:
        if in_inbox:
            return nobody(since, today=self.today, holidays=self.holidays)
        return waiting(seen_at=seen_at, started_at=started_at, delivered_at=since)


def name_of(worker: Worker | None) -> str:
    """Return a worker's name, "" for nobody."""
    return worker.person.name if worker else ""


def step_holder(step: Workstep) -> str:
    """Return who has a workstep: a worker, or the inbox it waits in."""
    return name_of(step.assigned_worker) or (step.assigned_inbox.title if step.assigned_inbox else "")


def first_line(note: str) -> str:
    r"""Return the first line of a note, at most 100 characters of it.

    >>> first_line("Ready for you.\nSection 13 by letter.")
    'Ready for you.'
    """
    line = note.strip().splitlines()[0] if note.strip() else ""
    return line if len(line) <= 100 else f"{line[:97].rstrip()}..."


def purpose_words(purpose: str) -> str:
    """Return what a recurring workstep is for, so that each of two takes the right one (R117).

    >>> purpose_words("3_month_review")
    '3 month review'
    """
    return purpose.replace("_", " ").capitalize()
