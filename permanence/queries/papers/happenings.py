"""What happened to a child, by the tables of the record: a line each, first to last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from permanence.kernel.actors import Actor
from permanence.kernel.london import london_date
from permanence.kernel.wrong_child import WRONG_CHILD
from permanence.queries.code_words import home_words, legal_words, role_words
from permanence.queries.worklist_rows import name_of
from permanence.records.children import Allocation, CarePeriod, LegalStatus, Placement, Review
from permanence.records.pathways import Pathway
from permanence.records.privileged import opened_by
from permanence.records.requests import NextAction, Request
from permanence.records.worksteps import Workstep

FIRST_OF_THE_DAY = -1.0
BEGUN, COMPLETED, FINISHED, DECIDED, PASSED_ON, STARTED, SENT, ENDED = range(8)
"""What one act does at one instant is told in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened: on which day, what, and who did it. `order` is its place within the day."""

    on: date
    order: tuple[float, int]
    what: str
    who: str = ""


def happenings(child_id: UUID, *, actor: Actor, today: date) -> list[Happening]:
    """Return what happened until today, first to last; nothing of what was begun on the wrong child.

    Nor anything of a workstep that the actor does not open. Nine queries, and those of who opens what.
    """
    step, on_step = opened_by(actor), opened_by(actor, step="step__")
    work = (*_steps(child_id, step), *_requests(child_id, on_step), *_passed_on(child_id, on_step))
    told = (*_dated(child_id), *_ways(child_id), *work)
    return sorted((each for each in told if each.on <= today), key=lambda each: (each.on, each.order))


def _dated(child_id: UUID) -> Iterator[Happening]:
    for care in CarePeriod.objects.filter(child_id=child_id).order_by("id"):
        yield from _from_to(care, "Came into the authority’s care.", "Left the authority’s care.")
    for status in LegalStatus.objects.filter(child_id=child_id).order_by("id"):
        words = legal_words(status.code)
        yield from _from_to(status, f"Legal status: {words}.", f"Legal status ended: {words}.")
    for home in Placement.objects.filter(child_id=child_id).order_by("id"):
        words = home_words(home.code)
        yield from _from_to(home, f"Moved to a home: {words}.", f"Left this home: {words}.")
    for held in Allocation.objects.filter(child_id=child_id).select_related("worker__person").order_by("id"):
        role, name = role_words(held.role), held.worker.person.name
        yield from _from_to(held, f"{name} became the {role}.", f"{name} was the {role} no longer.")
    reviews = Review.objects.filter(child_id=child_id, withdrawn_at=None).select_related("iro__person")
    for review in reviews.order_by("id"):
        yield Happening(
            on=review.held_on, order=(FIRST_OF_THE_DAY, BEGUN), what="Review held.", who=name_of(review.iro)
        )


def _from_to(row: Any, begun: str, ended: str) -> Iterator[Happening]:
    yield Happening(on=row.from_on, order=(FIRST_OF_THE_DAY, BEGUN), what=begun)
    if row.to_on:
        yield Happening(on=row.to_on, order=(FIRST_OF_THE_DAY - 1, ENDED), what=ended)


def _ways(child_id: UUID) -> Iterator[Happening]:
    for way in Pathway.objects.filter(child_id=child_id).exclude(outcome=WRONG_CHILD).order_by("id"):
        yield _at(way.opened_at, BEGUN, "The way to permanence was begun.")
        if way.closed_at:
            said = f" {way.outcome_reason}" if way.outcome_reason else ""
            yield _at(way.closed_at, ENDED, f"The way to permanence ended: {way.outcome}.{said}")


def _steps(child_id: UUID, opened: Q) -> Iterator[Happening]:
    people = ("passed_by__person", "started_by__person", "finished_by__person", "cancelled_by__person")
    steps = Workstep.objects.filter(opened, child_id=child_id, withheld_at=None).select_related(*people)
    for step in steps.order_by("id"):
        yield _at(step.passed_at, PASSED_ON, f"{step.title}: passed on.", name_of(step.passed_by))
        if step.started_at:
            yield _at(step.started_at, STARTED, f"{step.title}: started.", name_of(step.started_by))
        if step.finished_at:
            yield _at(step.finished_at, FINISHED, f"{step.title}: finished.", name_of(step.finished_by))
        if step.cancelled_at:
            why = f"{step.title}: cancelled. {step.cancel_reason}".strip()
            yield _at(step.cancelled_at, FINISHED, why, name_of(step.cancelled_by))


def _requests(child_id: UUID, opened: Q) -> Iterator[Happening]:
    people = ("sent_by__person", "completed_by__person", "step")
    requests = Request.objects.filter(opened, child_id=child_id, step__withheld_at=None).select_related(*people)
    for asked in requests.order_by("id"):
        yield _at(asked.sent_at, SENT, f"{asked.step.title}: {asked.title}, sent.", name_of(asked.sent_by))
        if asked.completed_at:
            did = {"declined": "declined", "withdrawn": "withdrawn"}.get(asked.state, "completed")
            yield _at(
                asked.completed_at, COMPLETED, f"{asked.step.title}: {asked.title}, {did}.", name_of(asked.completed_by)
            )


def _passed_on(child_id: UUID, opened: Q) -> Iterator[Happening]:
    """Yield what was decided at the end of a workstep: the next actions that were sent."""
    sent = NextAction.objects.filter(opened, step__child_id=child_id, step__withheld_at=None, sent_at__isnull=False)
    for action in sent.select_related("added_by__person", "step").order_by("id"):
        said = f" {action.reason_text}" if action.reason_text else ""
        yield _at(action.sent_at, DECIDED, f"Decided: {action.title}.{said}", name_of(action.added_by))


def _at(instant: datetime | None, rank: int, what: str, who: str = "") -> Happening:
    if instant is None:
        raise ValueError("What happened has no time.")
    return Happening(on=london_date(instant), order=(instant.timestamp(), rank), what=what, who=who)
