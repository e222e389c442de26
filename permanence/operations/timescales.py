"""Due dates: one standing row for each child, rule and start event; superseded, never overwritten (B12)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from permanence.kernel.holidays import HolidaysNotKnown
from permanence.kernel.timescale_rules import TimescaleRule
from permanence.kernel.timescales import DueDate, due_date
from permanence.operations.allowed import refuse
from permanence.outside.bank_holidays import england
from permanence.records.base import new_id
from permanence.records.timescales import Due

WHOLE_CHILD = frozenset({"child", "placement", "pathway"})
"""Subjects of which a child has one at a time; of the others the start event names which it is."""


def start_event(rule: TimescaleRule, *, subject_id: UUID | None, occurrence: int = 1) -> str:
    """Return the start event as the row keeps it: of which thing it is, and which time it comes, where that matters."""
    which = "" if rule.subject in WHOLE_CHILD or subject_id is None else f":{subject_id}"
    return f"{rule.start_event}{which}{f':{occurrence}' if rule.repeats else ''}"


def reckon(
    rule: TimescaleRule,
    *,
    authority_id: UUID,
    child_id: UUID,
    start_on: date,
    at: datetime,
    step_id: UUID | None = None,
    subject_id: UUID | None = None,
    occurrence: int = 1,
    again: bool = False,
) -> Due:
    """Work out a due date and write it down, superseding the one that stood for the same child, rule and start event.

    The same start again changes nothing: the standing row is returned.

    Args:
        start_on: day of the start event.
        step_id: the workstep it is for.
        subject_id: what it is kept for, where a child may have several (a workstep, a panel item, an inbox item).
        occurrence: which time, of a rule that repeats.
        again: what was met may have to be met anew: a new row, even for the same start.

    Raises:
        Refused: the date lies beyond the known bank holidays.
    """
    event = start_event(rule, subject_id=subject_id, occurrence=occurrence)
    reckoned = due_of(rule, start_on=start_on, occurrence=occurrence)
    standing = _standing(child_id).select_for_update().filter(rule_id=rule.rule_id, start_event=event).first()
    if standing and _says_the_same(standing, reckoned) and not (again and standing.met_on):
        return standing
    new = new_id()
    if standing:
        # The constraint that there is one standing row looks at once, the foreign key at the end: so this comes first.
        Due.objects.filter(id=standing.id).update(superseded_by_id=new)
    return _write(
        new, rule, reckoned, event=event, authority_id=authority_id, child_id=child_id, step_id=step_id, at=at
    )


def _write(
    new: UUID,
    rule: TimescaleRule,
    reckoned: DueDate,
    *,
    event: str,
    authority_id: UUID,
    child_id: UUID,
    step_id: UUID | None,
    at: datetime,
) -> Due:
    return Due.objects.create(
        id=new,
        authority_id=authority_id,
        child_id=child_id,
        step_id=step_id,
        rule_id=rule.rule_id,
        title=rule.title,
        start_event=event,
        start_on=reckoned.start_on,
        due_on=reckoned.due_on,
        raw_on=reckoned.raw_on,
        inputs=dict(reckoned.inputs),
        arithmetic=reckoned.arithmetic,
        told=list(rule.told),
        made_at=at,
    )


def meet(*, child_id: UUID, rule_ids: Iterable[str], on: date, event: str | None = None) -> int:
    """Write down that due dates of these rules were met on a day; return how many stood open."""
    waiting = open_dues(child_id).filter(rule_id__in=list(rule_ids))
    return (waiting if event is None else waiting.filter(start_event=event)).update(met_on=on)


def stop(*, child_id: UUID, rule_ids: Iterable[str], reason: str, at: datetime, event: str | None = None) -> int:
    """Stop the open due dates of these rules, whose ground has gone; return how many stood open."""
    waiting = open_dues(child_id).filter(rule_id__in=list(rule_ids))
    waiting = waiting if event is None else waiting.filter(start_event=event)
    return waiting.update(stopped_at=at, stop_reason=reason)


def open_dues(child_id: UUID) -> QuerySet[Due]:
    """Return the child's due dates that stand, neither met nor stopped."""
    return _standing(child_id).filter(met_on=None, stopped_at=None)


def _standing(child_id: UUID) -> QuerySet[Due]:
    return Due.objects.filter(child_id=child_id, superseded_by=None)


def _says_the_same(standing: Due, reckoned: DueDate) -> bool:
    same = (standing.start_on, standing.due_on) == (reckoned.start_on, reckoned.due_on)
    return same and standing.stopped_at is None


def due_of(rule: TimescaleRule, *, start_on: date, occurrence: int = 1) -> DueDate:
    """Return a due date. Raises Refused where it lies beyond the known bank holidays."""
    try:
        return due_date(rule, start_on=start_on, holidays=england(), occurrence=occurrence)
    except HolidaysNotKnown as reason:
        raise refuse(str(reason)) from reason
