"""Seen: when whoever work was passed to first opened it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from permanence.kernel.actors import Actor
from permanence.records.requests import Request
from permanence.records.worksteps import StepViewed, Workstep


def mark_seen(*, step_id: UUID, actor: Actor, at: datetime) -> None:
    """Write down that the actor opened a workstep or its requests, where these were passed to them. No version changes.

    Call it when the page is read: the read itself has its audit row from `reading.read`.
    """
    if actor.worker_id is None:
        return
    with transaction.atomic():
        viewed = StepViewed(authority_id=actor.authority_id, step_id=step_id, worker_id=actor.worker_id, first_at=at)
        StepViewed.objects.bulk_create([viewed], ignore_conflicts=True)
        mine = Workstep.objects.filter(id=step_id, assigned_worker_id=actor.worker_id, seen_at=None)
        mine.update(seen_at=at, seen_by_id=actor.worker_id)
        asked = Request.objects.incoming_for(actor).filter(step_id=step_id, seen_at=None)
        asked.update(seen_at=at, seen_by_id=actor.worker_id)
