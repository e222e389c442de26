"""What the mendings share: what was done with work since it was passed on, and telling whoever is concerned."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.mending import DoneSince
from permanence.operations.notices import tell
from permanence.records.requests import NextAction, Request
from permanence.records.worksteps import StepEvent, Workstep


def locked_with_those_in_their_place(step_ids: Iterable[UUID | str]) -> list[Workstep]:
    """Lock these worksteps and those that were put in their place since, and return them all."""
    found: dict[UUID, Workstep] = {}
    wanted = {UUID(str(each)) for each in step_ids}
    while wanted:
        rows = Workstep.objects.select_for_update().filter(id__in=wanted).order_by("id")
        found |= {row.id: row for row in rows}
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


def propose_again(action: NextAction, *, actor: Actor, at: datetime) -> NextAction:
    """Put a next action that was sent back among the proposals: the sent row stays as withdrawn, a new one replaces it.

    Whoever added it is still named as the one who did.
    """
    NextAction.objects.filter(id=action.id).update(state="withdrawn", removed_at=at, removed_by_id=actor.worker_id)
    return NextAction.objects.create(
        authority_id=action.authority_id,
        step_id=action.step_id,
        key=action.key,
        title=action.title,
        position=action.position,
        to_worker_id=action.to_worker_id,
        to_inbox_id=action.to_inbox_id,
        reason=action.reason,
        reason_text=action.reason_text,
        note=action.note,
        purpose=action.purpose,
        due_on=action.due_on,
        added_by_id=action.added_by_id,
        added_at=action.added_at,
        replaces_id=action.id,
    )


def tell_concerned(
    facts: StepFacts, workers: Iterable[UUID | str | None], *, kind: str, says: str, actor: Actor, at: datetime
) -> None:
    """Tell these workers, each once, what was mended on the workstep, and never whoever did it."""
    tell(
        [UUID(str(each)) for each in workers if each],
        authority_id=facts.child.authority_id,
        kind=kind,
        says=says,
        at=at,
        child_id=facts.child.id,
        step_id=facts.id,
        but_not=actor.worker_id,
    )
