"""What a worker holds, and handing all of it to somebody else: no work is ever nobody's (P39)."""

from datetime import date, datetime

from django.db.models import QuerySet

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of
from permanence.kernel.london import london_date
from permanence.operations.allowed import refuse
from permanence.operations.notices import tell
from permanence.operations.writing import event
from permanence.records.authorities import Inbox
from permanence.records.base import holding
from permanence.records.children import Allocation
from permanence.records.people import RoleHeld, Worker
from permanence.records.requests import NextAction, Request
from permanence.records.worklists import HOLDER
from permanence.records.worksteps import Workstep


def refuse_while_held(worker: Worker, *, today: date) -> None:
    """Refuse while the worker holds worksteps, requests, children or an inbox, each named.

    Raises:
        Refused: with what they hold, and what to do.
    """
    counts = {
        "workstep": Workstep.objects.filter(assigned_worker=worker, closed_at=None).count(),
        "request": Request.objects.alias(holder=HOLDER).filter(holder=worker.id, closed_at=None).count(),
        "allocated child": _allocations(worker, today).values("child").distinct().count(),
        "next action to come": NextAction.objects.filter(to_worker=worker, state="proposal").count(),
        "inbox": Inbox.objects.filter(owner=worker).count(),
    }
    held = [_counted(number, noun) for noun, number in counts.items() if number]
    if held:
        name = worker.person.name
        raise refuse(f"{name} still holds {', '.join(held)}. Say who takes it, then disable {name}.")


def _counted(number: int, noun: str) -> str:
    plurals = {
        "allocated child": "allocated children",
        "next action to come": "next actions to come",
        "inbox": "inboxes",
    }
    return f"{number:,} {plurals[noun]}" if noun in plurals and number != 1 else count_of(number, noun)


def hand_over(worker: Worker, *, to: Worker, actor: Actor, at: datetime) -> None:
    """Pass everything a worker holds to somebody else, each workstep with an event, and tell them once.

    Raises:
        Refused: the other does not hold a role in which a child is allocated.
    """
    _hand_over_steps(worker, to=to, actor=actor, at=at)
    Request.objects.filter(to_worker=worker, closed_at=None).update(to_worker=to)
    Request.objects.filter(picked_up_by=worker, closed_at=None).update(picked_up_by=to)
    NextAction.objects.filter(to_worker=worker, state="proposal").update(to_worker=to)
    Inbox.objects.filter(owner=worker).update(owner=to)
    Inbox.objects.filter(deputy=worker).update(deputy=to)
    _hand_over_children(worker, to=to, today=london_date(at))
    says = f"The work of {worker.person.name}, who leaves, is now yours."
    tell([to.id], authority_id=actor.authority_id, kind="handed_over", says=says, at=at)


def _hand_over_steps(worker: Worker, *, to: Worker, actor: Actor, at: datetime) -> None:
    said = f"{worker.person.name} leaves: the workstep is now with {to.person.name}."
    for step in Workstep.objects.select_for_update().filter(assigned_worker=worker, closed_at=None).order_by("id"):
        step.assigned_worker, step.passed_at, step.seen_at, step.seen_by = to, at, None, None
        step.version += 1
        step.save(update_fields=["assigned_worker", "passed_at", "seen_at", "seen_by", "version"])
        event(step.id, act="reassign_step", said=said, actor=actor, at=at, detail={"from": str(worker.id)})


def _hand_over_children(worker: Worker, *, to: Worker, today: date) -> None:
    roles = set(RoleHeld.objects.filter(holding(today), worker=to).values_list("role", flat=True))
    for held in _allocations(worker, today).order_by("id"):
        if held.role not in roles:
            raise refuse(
                f"{to.person.name} does not hold a role that {worker.person.name} has with a child. Choose another."
            )
        Allocation.objects.filter(id=held.id).update(to_on=max(today, held.from_on))
        Allocation.objects.create(
            authority_id=held.authority_id, child_id=held.child_id, worker=to, role=held.role, from_on=today
        )


def _allocations(worker: Worker, today: date) -> QuerySet[Allocation]:
    return Allocation.objects.filter(holding(today), worker=worker)
