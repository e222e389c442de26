"""Due dates: one standing row for each child, rule and start event; superseded, never overwritten (B12)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.db.models import QuerySet

from permanence.kernel.holidays import HolidaysNotKnown
from permanence.kernel.timescale_rules import TimescaleRule
from permanence.kernel.timescales import DueDate, due_date
from permanence.operations.allowed import refuse
from permanence.outside.bank_holidays import england
from permanence.records.base import new_id
from permanence.records.gathered import alter, change, insert, looking_at
from permanence.records.timescales import Due

WHOLE_CHILD = frozenset({"child", "placement", "pathway"})
"""Subjects of which a child has one at a time; of the others the start event names which it is."""

Standing = Mapping[str, Due]
"""Due dates that stand, by start event."""

NONE_STANDS: Standing = MappingProxyType({})
"""For what was made in this very act: nothing was kept for it yet."""


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
    among: Standing | None = None,
) -> Due:
    """Work out a due date and write it down, superseding the one that stood for the same child, rule and start event.

    The same start again changes nothing: the standing row is returned.

    Args:
        start_on: day of the start event.
        step_id: the workstep it is for.
        subject_id: what it is kept for, where a child may have several (a workstep, a panel item, an inbox item).
        occurrence: which time, of a rule that repeats.
        again: what was met may have to be met anew: a new row, even for the same start.
        among: the due dates that stand, by start event, where they were asked for before (`standing`).

    Raises:
        Refused: the date lies beyond the known bank holidays.
    """
    event = start_event(rule, subject_id=subject_id, occurrence=occurrence)
    reckoned = due_of(rule, start_on=start_on, occurrence=occurrence)
    stands = (standing(rule, child_id=child_id, events=[event]) if among is None else among).get(event)
    if stands and _says_the_same(stands, reckoned) and not (again and stands.met_on):
        return stands
    new = new_id()
    if stands:
        # The constraint that there is one standing row looks at once, the foreign key at the end: so this comes first.
        alter(Due, stands.id, among=[rule.rule_id], superseded_by_id=new)
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
    due = Due(
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
    insert(due, among=[rule.rule_id])
    return due


def standing(rule: TimescaleRule, *, child_id: UUID, events: Iterable[str]) -> Standing:
    """Lock and return the due dates that stand for a child and a rule, by start event. One query."""
    with looking_at(Due, among=[rule.rule_id]):
        rows = _standing(child_id).select_for_update().filter(rule_id=rule.rule_id, start_event__in=list(events))
        return {row.start_event: row for row in rows.order_by("id")}


def meet(*, child_id: UUID, rule_ids: Iterable[str], on: date, event: str | None = None) -> None:
    """Write down that due dates of these rules that stand open were met on a day."""
    rules = list(rule_ids)
    waiting = open_dues(child_id).filter(rule_id__in=rules)
    change(waiting if event is None else waiting.filter(start_event=event), among=rules, met_on=on)


def stop(*, child_id: UUID, rule_ids: Iterable[str], reason: str, at: datetime, event: str | None = None) -> None:
    """Stop the open due dates of these rules, whose ground has gone."""
    rules = list(rule_ids)
    waiting = open_dues(child_id).filter(rule_id__in=rules)
    waiting = waiting if event is None else waiting.filter(start_event=event)
    change(waiting, among=rules, stopped_at=at, stop_reason=reason)


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
