"""Who opens a workstep of a privileged kind: one rule behind what lists tell and what a single look answers (P13)."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from permanence.kernel.actors import Actor
from permanence.kernel.privileged import CLOSED_REASON, place_of
from permanence.kernel.reasons import Hidden, Refused
from permanence.records import catalogue
from permanence.records.admissions import Admission
from permanence.records.definitions import ProcessVersion
from permanence.records.relations import relations_of
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep

GIVEN_BACK = ("withdrawn", "declined")


def opened_by(actor: Actor, *, step: str = "") -> Q:
    """Return the condition that the actor opens a workstep, given that they may see its child.

    It holds of every workstep that is of no privileged kind; of one that is, for whoever holds a role of its group, or
    has it, began or finished it, finds it in their inbox, was asked on it and has not given that back, or is admitted.
    Whoever acts for a worker on leave opens what that worker does.

    Args:
        step: how a row leads to its workstep: "" or "step__".
    """
    workers = [worker for worker in (actor.worker_id, actor.acting_for) if worker]
    theirs = Q(**{f"{step}assigned_worker__in": workers}) | Q(**{f"{step}started_by__in": workers})
    theirs |= Q(**{f"{step}finished_by__in": workers}) | Q(**{f"{step}assigned_inbox__in": list(actor.inboxes)})
    by_role = Q(**{f"{step}privileged__in": ["", *open_places(actor)]})
    asked = Exists(_asked(actor, workers).filter(step=OuterRef(f"{step}pk")))
    admitted = _admitted(workers).filter(child=OuterRef(f"{step}child"), place=OuterRef(f"{step}privileged"))
    return by_role | theirs | Q(asked) | Q(Exists(admitted))


def opens(step_id: UUID, *, actor: Actor) -> bool:
    """Return whether the actor opens the workstep, given that they may see its child."""
    return Workstep.objects.filter(opened_by(actor), id=step_id, authority_id=actor.authority_id).exists()


def refuse_unless_opened(step: Workstep, *, actor: Actor, today: date) -> None:
    """Let nobody open a privileged workstep who only may see the child.

    An account without a worker, such as the command line's, is shown no child's work anyway; what it does to many
    worksteps at once goes by.

    Raises:
        Refused: there is such a workstep (403). Hidden: the actor may not know of the child (404).
    """
    if not step.privileged or actor.worker_id is None or opens(step.id, actor=actor):
        return
    if relations_of(actor, [step.child_id], today):
        raise Refused([CLOSED_REASON])
    raise Hidden


def open_places(actor: Actor) -> list[str]:
    """Return the groups whose worksteps the actor opens by a role, as the newest published processes say."""
    published = ProcessVersion.objects.filter(authority_id=actor.authority_id).values_list("process_key", flat=True)
    return [
        place_of(key, group.key)
        for key in published.order_by("process_key").distinct()
        for group in catalogue.process(actor.authority_id, key)[1].privileged_groups
        if group.is_opened_by(actor)
    ]


def admitted_to(child_id: UUID, place: str) -> "QuerySet[Admission]":
    """Return who is admitted to the worksteps of a group of one child."""
    return Admission.objects.filter(child_id=child_id, place=place, ended_at=None)


def _admitted(workers: list[UUID]) -> "QuerySet[Admission]":
    return Admission.objects.filter(worker__in=workers, ended_at=None)


def _asked(actor: Actor, workers: list[UUID]) -> "QuerySet[Request]":
    waiting = Q(to_inbox__in=list(actor.inboxes), picked_up_by__isnull=True, closed_at__isnull=True)
    mine = Q(to_worker__in=workers, picked_up_by__isnull=True) | Q(picked_up_by__in=workers)
    mine |= Q(completed_by__in=workers)
    return Request.objects.filter(waiting | mine).exclude(state__in=GIVEN_BACK)
