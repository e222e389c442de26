"""What every act on a workstep ends with: compare-and-swap, an event for "Latest", and what worklists show."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, F, Value, When

from permanence.kernel.actors import Actor
from permanence.kernel.dates import short_date
from permanence.kernel.facts import StepFacts
from permanence.kernel.london import london_date, london_time
from permanence.kernel.reasons import Reason, Stale, refuse_if
from permanence.kernel.worksteps import whose_move
from permanence.operations.allowed import refuse_hiding
from permanence.records.gathered import alter, insert
from permanence.records.step_facts import as_it_stands
from permanence.records.worksteps import StepEvent, Workstep

LONGEST_SAID = 400
FORBIDDEN = frozenset({403, 404})
NO_CHANGE = ("comment_on_section", "settle_comment")  # what changes nothing makes nobody's page old
ENDED_BY = {"finished": "finish_step", "cancelled": "cancel_step"}


def refuse_or_stale(facts: StepFacts, reasons: Iterable[Reason], *, version: int | None, at: datetime) -> None:
    """Refuse an act: first whom it is not for, then whoever saw an older version, then whatever else stands against it.

    Raises:
        Refused: with every reason.
        Stale: the workstep was changed after `version`; it says who did what and when.
    """
    found = tuple(reasons)
    if any(reason.status in FORBIDDEN for reason in found):
        refuse_hiding(found)
    if version is not None and version != facts.version:
        raise stale(facts.id, at=at)
    refuse_if(found)


def swap(facts: StepFacts, *, at: datetime, **changes: Any) -> None:
    """Raise the workstep's version by one with these changes, if it is still the version that was loaded.

    Raises:
        Stale: it is not; raised when that is seen, which is before the act ends.
    """
    now = {"version": facts.version + 1, **changes}
    alter(Workstep, facts.id, expected={"version": facts.version}, or_else=lambda: stale(facts.id, at=at), **now)


def event(
    step_id: UUID,
    *,
    act: str,
    said: str,
    actor: Actor,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write down for "Latest" what was done: `said` is a whole sentence that names who did it."""
    insert(
        StepEvent(
            authority_id=actor.authority_id,
            step_id=step_id,
            at=at,
            act=act,
            by_id=actor.worker_id,
            acting_for_id=actor.acting_for,
            said=said[:LONGEST_SAID],
            detail=detail or {},
        )
    )


def show_move(facts: StepFacts, *, at: datetime) -> StepFacts:
    """Write whose move it is now on the workstep's own row, and since when; return what stands on it now.

    Args:
        facts: as the act loaded them; what it has changed on the workstep since is read anew.
    """
    after = as_it_stands(facts, at=at)
    write_move(after, at=at)
    return after


def write_move(facts: StepFacts, *, at: datetime) -> None:
    """Write whose move it is by these facts; since when it is theirs stays where it was theirs before."""
    move = whose_move(facts)
    since = Case(When(move=move, then=F("waits_since")), default=Value(at), output_field=DateTimeField())
    alter(Workstep, facts.id, move=move, waits_since=since)


def stale(step_id: UUID, *, at: datetime) -> Stale:
    """Return who came first, in words (pages, words 14 to 16)."""
    last = _last(step_id)
    if last is None:
        return Stale("This workstep was changed while you had it open. Look at it as it is now.")
    return _stale(last, at=at)


def beaten(facts: StepFacts, *, actor: Actor, at: datetime) -> Stale | None:
    """Return who was quicker, for somebody who could act on the workstep until then; None for anybody else.

    That is whoever works from an inbox that it, or a request on it, came from or ended in, or took part in it before.
    """
    inboxes = {facts.came_from_inbox, facts.assigned_inbox, *(request.to_inbox for request in facts.requests)}
    took_part = StepEvent.objects.filter(step_id=facts.id, by_id__in=[actor.worker_id]).exists()
    if not took_part and inboxes.isdisjoint(actor.inboxes):
        return None
    act = ENDED_BY.get(facts.state) or ("pick_up" if facts.came_from_inbox in actor.inboxes else None)
    last = _last(facts.id, **({"act": act} if act else {}))
    return _stale(last, at=at) if last else None


def _last(step_id: UUID, **which: str) -> StepEvent | None:
    events = StepEvent.objects.filter(step_id=step_id, **which).exclude(act__in=NO_CHANGE).select_related("by__person")
    return events.order_by("-at", "-id").first()


def _stale(last: StepEvent, *, at: datetime) -> Stale:
    who = last.by.person.name if last.by else "Somebody"
    when = clock_words(last.at, now=at)
    return Stale(_quicker(last.act, who=who, when=when), by=who, at=when)


def _quicker(act: str, *, who: str, when: str) -> str:
    if act == "pick_up":
        return f"{who} picked this up at {when}, a moment before you."
    if act == "finish_step":
        return f"{who} finished this workstep at {when}."
    if act == "cancel_step":
        return f"{who} cancelled this workstep at {when}."
    return f"{who} changed this workstep at {when}, while you had it open. Look at it as it is now."


def clock_words(instant: datetime, *, now: datetime) -> str:
    """Return a time as sentences say it: with its date, unless that is today."""
    day = london_date(instant)
    return london_time(instant) if day == london_date(now) else f"{london_time(instant)} on {short_date(day)}"
