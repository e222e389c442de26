"""Statuses: the words people read and the tag that shows them, never a colour alone (pages, section 4)."""

from dataclasses import dataclass
from datetime import date, datetime

from permanence.kernel.dates import short_date
from permanence.kernel.holidays import Holidays
from permanence.kernel.london import london_date, london_time
from permanence.kernel.timescales import is_overdue, is_soon, status_of
from permanence.kernel.working_days import working_days_between

STEP_TAGS = {
    "incoming": "",
    "started": "govuk-tag--teal",
    "finished": "govuk-tag--green",
    "cancelled": "govuk-tag--grey",
}
REQUEST_TAGS = {
    "sent": "",
    "completed": "govuk-tag--green",
    "declined": "govuk-tag--orange",
    "withdrawn": "govuk-tag--grey",
    "waived": "govuk-tag--grey",
    "voided": "govuk-tag--grey",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Words and the class of their tag; "" is the blue one, None is words without a tag."""

    text: str
    tag: str | None = None
    is_done: bool = False


RESTRICTED = Status(text="Restricted", tag="govuk-tag--grey")
WAITING_FOR_YOU = Status(text="Waiting for you", tag="govuk-tag--red")


def step_status(state: str, *, sent_early: bool = False) -> Status:
    """Return the status of a workstep."""
    if state == "incoming" and sent_early:
        return Status(text="Incoming, sent early", tag="govuk-tag--purple")
    return Status(text=state.capitalize(), tag=STEP_TAGS[state])


def request_status(state: str) -> Status:
    """Return the status of a request that was sent."""
    words = "Voided by an edit" if state == "voided" else state.capitalize()
    return Status(text=words, tag=REQUEST_TAGS[state])


def due_status(due_on: date | None, *, today: date, holidays: Holidays) -> Status | None:
    """Return how a due date stands: orange from 5 working days before, red once it has passed; None without one."""
    if due_on is None:
        return None
    words = status_of(due_on, today=today, holidays=holidays)
    if is_overdue(due_on, today=today):
        return Status(text=words, tag="govuk-tag--red")
    soon = is_soon(due_on, today=today, holidays=holidays)
    return Status(text=words, tag="govuk-tag--orange" if soon else None)


def nobody(since: datetime, *, today: date, holidays: Holidays) -> Status:
    """Return "Nobody" for what waits in an inbox: yellow on its first day, red after it."""
    first_day = working_days_between(london_date(since), today, holidays=holidays) < 1
    return Status(text="Nobody", tag="govuk-tag--yellow" if first_day else "govuk-tag--red")


def waiting(*, seen_at: datetime | None, started_at: datetime | None, delivered_at: datetime) -> Status:
    """Return how far something has come that somebody else has: Delivered, Seen or Started, with the time."""
    for word, instant in (("Started", started_at), ("Seen", seen_at)):
        if instant is not None:
            return Status(text=f"{word} {when(instant)}")
    return Status(text=f"Delivered {when(delivered_at)}")


def when(instant: datetime) -> str:
    """Return an instant as tables say it: "Thu 14 Jan 2027 15:32"."""
    return f"{short_date(london_date(instant))} {london_time(instant)}"
