"""What falls due for a child: each date with how it was worked out, and whose move it is (C21)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from permanence.kernel.facts import ChildFacts, WorkerFacts
from permanence.kernel.holidays import Holidays
from permanence.queries.code_words import role_words
from permanence.queries.role_names import own_role_names
from permanence.queries.statuses import Status, due_status
from permanence.records.timescales import Due


@dataclass(frozen=True, slots=True, kw_only=True)
class DueShown:
    """A date that binds: what, by when, its arithmetic, the rule, and whose move it is."""

    title: str
    due_on: date
    status: Status | None
    arithmetic: str
    rule_id: str
    step_id: UUID | None
    whose_move: str
    overdue: bool


def dues_of(child: ChildFacts, *, today: date, holidays: Holidays) -> tuple[DueShown, ...]:
    """Return what falls due for a child, soonest first: neither met, stopped nor superseded. Two queries."""
    standing = Due.objects.filter(
        authority_id=child.authority_id,
        child_id=child.id,
        superseded_by__isnull=True,
        met_on__isnull=True,
        stopped_at__isnull=True,
    )
    found = standing.select_related("step").order_by("due_on", "id")
    own = own_role_names(child.authority_id)
    return tuple(_shown(due, child.allocated, own, today=today, holidays=holidays) for due in found)


def _shown(
    due: Due, allocated: Mapping[str, WorkerFacts], own: Mapping[str, str], *, today: date, holidays: Holidays
) -> DueShown:
    status = due_status(due.due_on, today=today, holidays=holidays)
    return DueShown(
        title=due.title,
        due_on=due.due_on,
        status=status if status and status.tag else None,
        arithmetic=due.arithmetic,
        rule_id=due.rule_id,
        step_id=due.step_id,
        whose_move=_whose_move(due, allocated, own),
        overdue=due.due_on < today,
    )


def _whose_move(due: Due, allocated: Mapping[str, WorkerFacts], own: Mapping[str, str]) -> str:
    if due.step is not None and due.step.closed_at is None and due.step.move:
        return due.step.move
    named = [allocated[role].name for role in due.told if role in allocated]
    return ", ".join(dict.fromkeys(named)) or ", ".join(role_words(role, own) for role in due.told)
