"""What a worklist holds: each page of one touches one partial index, of rows that are not closed.

The conditions on `closed_at` (and `picked_up_by`) are the indexes' own, written without a parameter so that a prepared
statement keeps to them. Whose rows they are is all that differs from worker to worker.
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from permanence.kernel.actors import Actor

if TYPE_CHECKING:
    from permanence.records.requests import Request  # noqa: F401  # named in a type that is text
    from permanence.records.worksteps import Workstep  # noqa: F401  # named in a type that is text

SOONEST = (F("due_on").asc(nulls_last=True), "passed_at")
"""Due soonest first, then the longest waiting; those without a date last."""


class WorkstepQuerySet(models.QuerySet["Workstep"]):
    """Worksteps as the folders of Current work show them."""

    def incoming_for(self, actor: Actor) -> "WorkstepQuerySet":
        """Return what was passed to the actor and is not started (Incoming work)."""
        return self._open(actor, assigned_worker=actor.worker_id, state="incoming").order_by(*SOONEST)

    def in_progress_for(self, actor: Actor) -> "WorkstepQuerySet":
        """Return what the actor has and has started (In progress)."""
        return self._open(actor, assigned_worker=actor.worker_id, state="started").order_by(*SOONEST)

    def open_for(self, actor: Actor) -> "WorkstepQuerySet":
        """Return everything open that the actor has, started or not."""
        return self._open(actor, assigned_worker=actor.worker_id)

    def passed_on_by(self, actor: Actor) -> "WorkstepQuerySet":
        """Return what the actor passed to somebody else and is still open, longest first (Waiting on others)."""
        mine = self._open(actor, passed_by=actor.worker_id)
        return mine.exclude(assigned_worker=actor.worker_id, assigned_worker__isnull=False).order_by("passed_at")

    def in_inbox(self, inbox_id: UUID, *, authority_id: UUID) -> "WorkstepQuerySet":
        """Return what waits in a team inbox for somebody to pick it up, longest first."""
        found = self.filter(authority_id=authority_id, assigned_inbox_id=inbox_id, closed_at__isnull=True)
        return found.order_by("passed_at")

    def finished_by_actor(self, actor: Actor) -> "WorkstepQuerySet":
        """Return what the actor finished, newest first (Finished)."""
        mine = self.filter(authority_id=actor.authority_id, finished_by=actor.worker_id, finished_at__isnull=False)
        return mine.order_by("-finished_at")

    def _open(self, actor: Actor, **whose: Any) -> "WorkstepQuerySet":
        return self.filter(authority_id=actor.authority_id, closed_at__isnull=True, **whose)


HOLDER = Coalesce("picked_up_by", "to_worker")
"""Who has a request: whoever picked it up, else whom it was sent to."""


class RequestQuerySet(models.QuerySet["Request"]):
    """Requests as the folders of Current work show them."""

    def incoming_for(self, actor: Actor) -> "RequestQuerySet":
        """Return the open requests that wait for the actor, longest first (Incoming requests)."""
        held = self.alias(holder=HOLDER).filter(holder=actor.worker_id)
        return held.filter(authority_id=actor.authority_id, closed_at__isnull=True).order_by("sent_at")

    def sent_by_actor(self, actor: Actor) -> "RequestQuerySet":
        """Return the open requests that the actor waits for, longest first (Waiting on others)."""
        mine = self.filter(authority_id=actor.authority_id, sent_by=actor.worker_id, closed_at__isnull=True)
        return mine.order_by("sent_at")

    def declined_to(self, actor: Actor) -> "RequestQuerySet":
        """Return what was declined to the actor and still keeps a step's gate shut, newest first."""
        mine = self.filter(authority_id=actor.authority_id, sent_by=actor.worker_id, state="declined")
        asked_again = models.Exists(
            self.model.objects.filter(
                step=models.OuterRef("step"), key=models.OuterRef("key"), sent_at__gt=models.OuterRef("sent_at")
            )
        )
        return mine.filter(~asked_again, step__closed_at__isnull=True).order_by("-closed_at")

    def in_inbox(self, inbox_id: UUID, *, authority_id: UUID) -> "RequestQuerySet":
        """Return the requests that wait in a team inbox for somebody to pick them up, longest first."""
        waiting = self.filter(authority_id=authority_id, to_inbox_id=inbox_id)
        return waiting.filter(closed_at__isnull=True, picked_up_by__isnull=True).order_by("sent_at")
