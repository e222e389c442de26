"""What was begun of work since it was passed on: what a mending must not take back from under somebody."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from permanence.kernel.mending import DoneSince
from permanence.records.requests import Request
from permanence.records.worksteps import StepEvent, Workstep


def with_those_in_their_place(step_ids: Iterable[UUID | str], *, lock: bool = False) -> list[Workstep]:
    """Return these worksteps and those that were put in their place since, locked in the order of their ids."""
    found: dict[UUID, Workstep] = {}
    wanted = {UUID(str(each)) for each in step_ids}
    while wanted:
        rows = Workstep.objects.filter(id__in=wanted).order_by("id")
        found |= {row.id: row for row in (rows.select_for_update(no_key=True) if lock else rows)}
        later = Workstep.objects.filter(replaces__in=wanted).values_list("id", flat=True)
        wanted = set(later) - found.keys()
    return list(found.values())


def done_since(steps: Sequence[Workstep]) -> tuple[DoneSince, ...]:
    """Return what was begun of these worksteps: started, picked up, or a request sent on it; the first of each."""
    return tuple(found for step in steps if (found := _begun(step)))


def _begun(step: Workstep) -> DoneSince | None:
    if step.started_at:
        return _by_event(step, "start_step", "started", step.started_at)
    if step.picked_up_at and step.closed_at is None:
        return _by_event(step, "pick_up", "picked up", step.picked_up_at)
    sent = Request.objects.filter(step=step).select_related("sent_by__person").order_by("sent_at", "id").first()
    if sent is None:
        return None
    return DoneSince(who=sent.sent_by.person.name, did="sent a request on", title=step.title, at=sent.sent_at)


def _by_event(step: Workstep, act: str, did: str, at: datetime) -> DoneSince:
    events = StepEvent.objects.filter(step=step, act=act).select_related("by__person").order_by("-at", "-id")
    last = events.first()
    who = last.by.person.name if last and last.by else "Somebody"
    return DoneSince(who=who, did=did, title=step.title, at=at)
