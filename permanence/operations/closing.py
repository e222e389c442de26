"""Closing all that stands open on a pathway which ends: worksteps, requests, next actions, due dates (C2, R177)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from permanence.kernel.actors import Actor
from permanence.kernel.endings import Ground
from permanence.kernel.facts import ChildFacts
from permanence.operations.cancelling import end_step
from permanence.operations.pathways import pathway_rules
from permanence.operations.step_timescales import taken_from_inbox
from permanence.operations.timescales import open_dues
from permanence.records.authorities import Inbox
from permanence.records.catalogue import process
from permanence.records.children import CarePeriod
from permanence.records.pathways import Pathway
from permanence.records.requests import NextAction, Request
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import Workstep


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """How much ended with a pathway, and whom that concerns: who had, sent or was asked for any of it."""

    steps: int
    requests: int
    actions: int
    dues: int
    concerned: frozenset[UUID]
    ids: tuple[UUID, ...]


def close_all(
    *,
    child: ChildFacts,
    pathway_id: UUID,
    ground: Ground,
    words: str,
    on: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Closed:
    """Close everything open on a pathway that is locked, then the pathway. What was written stays, to be read.

    Args:
        words: why each of them ends, and the dates stop. on: the day from which care itself has ended, where it has.
    """
    open_ones = Workstep.objects.select_for_update(no_key=True).filter(pathway_id=pathway_id, closed_at=None)
    steps = list(open_ones.order_by("id"))
    requests = list(Request.objects.filter(step__pathway_id=pathway_id, closed_at=None).order_by("id"))
    actions = NextAction.objects.filter(step__pathway_id=pathway_id, state="proposal").count()
    concerned = frozenset(_concerned(steps, requests))
    dues = open_dues(child.id).count()
    for step in steps:
        facts = step_facts(step.id, actor=actor, at=at, lock=True, from_elsewhere=True)
        end_step(facts, reason=words, actor=actor, at=at, stops=words, tells=False)
    _withdraw_left(pathway_id, child, words=words, at=at)
    Pathway.objects.filter(id=pathway_id).update(
        closed_at=at, outcome=ground.outcome, outcome_reason=reason, version=F("version") + 1
    )
    _stop_dues(pathway_id, child, ground, words=words, at=at)
    if ground.leaves_care:
        CarePeriod.objects.filter(child_id=child.id, to_on=None, from_on__lt=on).update(to_on=on)
    return Closed(
        steps=len(steps),
        requests=len(requests),
        actions=actions,
        dues=dues - open_dues(child.id).count(),
        concerned=concerned,
        ids=(*(step.id for step in steps), *(request.id for request in requests)),
    )


def _concerned(steps: list[Workstep], requests: list[Request]) -> Iterator[UUID]:
    inboxes = [each for step in steps if (each := step.assigned_inbox_id)]
    inboxes += [each for request in requests if (each := request.to_inbox_id)]
    for step in steps:
        yield from (each for each in (step.assigned_worker_id, step.passed_by_id, step.started_by_id) if each)
    for request in requests:
        yield from (each for each in (request.to_worker_id, request.picked_up_by_id, request.sent_by_id) if each)
    for inbox in Inbox.objects.filter(id__in=inboxes):
        yield from (each for each in (inbox.owner_id, inbox.deputy_id) if each)


def _withdraw_left(pathway_id: UUID, child: ChildFacts, *, words: str, at: datetime) -> None:
    """Withdraw what is still asked on worksteps that were finished before, such as a notification nobody has read."""
    for request in Request.objects.filter(step__pathway_id=pathway_id, closed_at=None).order_by("id"):
        Request.objects.filter(id=request.id).update(
            state="withdrawn", reason=words, closed_at=at, version=F("version") + 1
        )
        taken_from_inbox(child_id=child.id, item_id=request.id, at=at)


def _stop_dues(pathway_id: UUID, child: ChildFacts, ground: Ground, *, words: str, at: datetime) -> None:
    """Stop the dates that run: all of them where care itself has ended, else those of the pathway and its worksteps."""
    running = open_dues(child.id)
    if not ground.leaves_care:
        key = Pathway.objects.values_list("process_key", flat=True).get(id=pathway_id)
        rules = pathway_rules(process(child.authority_id, key)[1])
        running = running.filter(Q(rule_id__in=rules) | Q(step__pathway_id=pathway_id))
    running.update(stopped_at=at, stop_reason=words)
