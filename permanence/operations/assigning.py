"""Who has a workstep: picked up from an inbox, put back, passed to somebody else with a reason (R88)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of
from permanence.kernel.facts import StepFacts
from permanence.kernel.reasons import Hidden, Reason, Refused, Stale, refuse_if
from permanence.kernel.worksteps import (
    reasons_against_picking_up,
    reasons_against_putting_back,
    reasons_against_reassigning,
)
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse
from permanence.operations.done import Done
from permanence.operations.loading import LoadedStep, load_step, step_of_request
from permanence.operations.passing import arrive, passed_to
from permanence.operations.step_timescales import INBOX, put_in_inbox, taken_from_inbox
from permanence.operations.writing import beaten, clock_words, event, refuse_or_stale, show_move, swap
from permanence.records.authorities import Inbox
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep


@practice_act("pick_up")
def pick_up(
    *,
    inbox_id: UUID,
    steps: Sequence[UUID] = (),
    requests: Sequence[UUID] = (),
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Pick up worksteps and requests from a team inbox: all that are chosen, or none.

    Raises:
        Refused: nothing is chosen, or the actor may not pick up from this inbox.
        Stale: somebody picked one of them up a moment before (words 14).
    """
    if (
        inbox_id not in actor.inboxes
        and not Inbox.objects.filter(id=inbox_id, authority_id=actor.authority_id).exists()
    ):
        raise Hidden
    if not steps and not requests:
        raise refuse("Choose what you pick up.")
    reached = [_pick_up_step(step_id, inbox_id, actor=actor, at=at) for step_id in sorted(set(steps))]
    reached += [_pick_up_request(request_id, inbox_id, actor=actor, at=at) for request_id in sorted(set(requests))]
    one = reached[0].facts if len(reached) == 1 else None
    says = (
        f"{one.step.title} is with you." if one else f"{count_of(len(reached), 'item')} picked up: they are with you."
    )
    done = Done(says=says, step_id=one.id if one else None, next_where="" if one else f"/inboxes/{inbox_id}/")
    return Acted(
        done=done,
        child_id=one.child.id if one else None,
        object_type="inbox",
        object_id=inbox_id,
        why=reached[0].why,
        ids=(*(each.facts.id for each in reached), *(each.facts.child.id for each in reached), *requests),
    )


def _pick_up_step(step_id: UUID, inbox_id: UUID, *, actor: Actor, at: datetime) -> LoadedStep:
    loaded = load_step("pick_up", step_id=step_id, actor=actor, at=at)
    facts = loaded.facts
    if facts.assigned_inbox != inbox_id:
        raise beaten(facts, actor=actor, at=at) or Stale(f"{facts.step.title} no longer waits in this inbox.")
    refuse_if(reasons_against_picking_up(facts, actor))
    pick_up_step(facts, actor=actor, at=at)
    return loaded


def pick_up_step(facts: StepFacts, *, actor: Actor, at: datetime) -> StepFacts:
    """Take a workstep out of its inbox, and return it as it stands then.

    Raises:
        Stale: somebody else took it (words 14).
    """
    swap(
        facts,
        at=at,
        assigned_worker_id=actor.worker_id,
        assigned_inbox_id=None,
        came_from_inbox_id=facts.assigned_inbox,
        picked_up_at=at,
        seen_at=at,
        seen_by_id=actor.worker_id,
    )
    event(facts.id, act="pick_up", said=f"{actor.name} picked this up.", actor=actor, at=at)
    taken_from_inbox(child_id=facts.child.id, item_id=facts.id, at=at)
    return show_move(facts, at=at)


def _pick_up_request(request_id: UUID, inbox_id: UUID, *, actor: Actor, at: datetime) -> LoadedStep:
    try:
        loaded = load_step("pick_up", step_id=step_of_request(request_id, actor=actor), actor=actor, at=at)
    except Stale:
        raise _request_taken(request_id, at=at) from None
    if inbox_id not in actor.inboxes:
        raise Refused([Reason(sentence="You do not work from this inbox.", whose="others", status=403)])
    waiting = Request.objects.filter(id=request_id, to_inbox_id=inbox_id, picked_up_by=None, closed_at=None)
    taken = waiting.update(picked_up_by_id=actor.worker_id, picked_up_at=at, version=F("version") + 1)
    if not taken:
        raise _request_taken(request_id, at=at)
    swap(loaded.facts, at=at)
    title = Request.objects.values_list("title", flat=True).get(id=request_id)
    event(loaded.facts.id, act="pick_up_request", said=f'{actor.name} picked up "{title}".', actor=actor, at=at)
    taken_from_inbox(child_id=loaded.facts.child.id, item_id=request_id, at=at)
    show_move(loaded.facts, at=at)
    return loaded


def _request_taken(request_id: UUID, *, at: datetime) -> Stale:
    row = Request.objects.select_related("picked_up_by__person").get(id=request_id)
    if row.picked_up_by is None or row.picked_up_at is None:
        return Stale("This request no longer waits in this inbox.")
    who, when = row.picked_up_by.person.name, clock_words(row.picked_up_at, now=at)
    return Stale(f"{who} picked this up at {when}, a moment before you.", by=who, at=when)


@practice_act("put_back_step")
def put_back_step(*, step_id: UUID, version: int, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Put a workstep that is not started back into the inbox it was picked up from.

    Raises:
        Refused: it is not the actor's, is started, or came from no inbox. Stale: it was changed.
    """
    loaded = load_step("put_back_step", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_putting_back(facts, actor), version=version, at=at)
    swap(
        facts,
        at=at,
        assigned_worker_id=None,
        assigned_inbox_id=facts.came_from_inbox,
        picked_up_at=None,
        seen_at=None,
        seen_by_id=None,
        passed_at=at,
    )
    where = facts.came_from_inbox_name
    event(step_id, act="put_back_step", said=f"{actor.name} put it back into {where}.", actor=actor, at=at)
    put_in_inbox(facts.process.timescale(INBOX), child=facts.child, item_id=step_id, step_id=step_id, at=at)
    show_move(facts, at=at)
    done = Done(says=f"{facts.step.title} is back in {where}.", next_where="/work/incoming/")
    return _acted(loaded, done, {"step": facts.step.key})


@practice_act("reassign_step")
def reassign_step(
    *,
    step_id: UUID,
    version: int,
    to_worker: UUID | None = None,
    to_inbox: UUID | None = None,
    reason: str,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Pass a workstep to another worker or back to a team inbox, with a reason that stays visible.

    Raises:
        Refused: the actor may not, there is no reason, or it cannot go there. Stale: it was changed.
    """
    loaded = load_step("reassign_step", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    to = passed_to(to_worker=to_worker, to_inbox=to_inbox, authority_id=actor.authority_id, today=facts.today)
    if to is None:
        raise refuse("Choose whom the workstep goes to.")
    refuse_or_stale(facts, reasons_against_reassigning(facts, actor, to, reason), version=version, at=at)
    swap(
        facts,
        at=at,
        assigned_worker_id=to.worker.id if to.worker else None,
        assigned_inbox_id=to.inbox_id,
        passed_by_id=actor.worker_id,
        passed_at=at,
        picked_up_at=None,
        seen_at=None,
        seen_by_id=None,
    )
    said = f"{actor.name} passed it to {to.name}: {reason.strip()}"
    event(step_id, act="reassign_step", said=said, actor=actor, at=at)
    taken_from_inbox(child_id=facts.child.id, item_id=step_id, at=at)
    row = Workstep.objects.get(id=step_id)
    arrive(row, to=to, process=facts.process, child=facts.child, actor=actor, at=at)
    show_move(facts, at=at)
    done = Done(says=f"{facts.step.title} is with {to.name}.", step_id=step_id)
    return _acted(loaded, done, {"to_worker": str(to_worker or ""), "to_inbox": str(to_inbox or ""), "reason": "given"})


def _acted(loaded: LoadedStep, done: Done, said: dict[str, str]) -> Acted[Done]:
    return Acted(
        done=done,
        child_id=loaded.facts.child.id,
        object_type="workstep",
        object_id=loaded.facts.id,
        why=loaded.why,
        said=said,
    )
