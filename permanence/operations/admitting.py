"""Admitting somebody to the privileged worksteps of a child, and ending that (docs/adr/0045)."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.admitting import group_of, reasons_against_admitting, reasons_against_ending
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import worker_of
from permanence.operations.done import Done
from permanence.operations.loading import LoadedStep, load_step
from permanence.operations.notices import tell
from permanence.operations.passing import passed_to
from permanence.operations.writing import event, refuse_or_stale
from permanence.records.admissions import Admission
from permanence.records.people import Worker
from permanence.records.privileged import admitted_to


@practice_act("admit_worker")
def admit_worker(
    *, step_id: UUID, worker_id: UUID | None, reason: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Let somebody who may see the child open the privileged worksteps of this one's group; they are told.

    Raises:
        Refused: the actor does not coordinate the group, nobody is chosen, no reason is given, or they are admitted.
        Hidden: there is no such workstep or worker.
    """
    loaded = load_step("admit_worker", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts, authority_id = loaded.facts, actor.authority_id
    chosen = passed_to(to_worker=worker_id, to_inbox=None, authority_id=authority_id, today=facts.today)
    who = chosen.worker if chosen else None
    refuse_or_stale(
        facts, reasons_against_admitting(facts, actor, who, reason, admitted=_ids(loaded)), version=None, at=at
    )
    group = group_of(facts)
    if who is None or group is None:
        raise LookupError("Somebody is admitted to a group, once no reason stands against it.")
    Admission.objects.create(
        authority_id=authority_id,
        child_id=facts.child.id,
        place=facts.privileged,
        worker_id=who.id,
        admitted_by_id=worker_of(actor),
        at=at,
        reason=reason.strip(),
    )
    says = f"{actor.name} admitted you to {group.title} of {facts.child.name}."
    tell(
        [who.id],
        authority_id=authority_id,
        kind="admitted",
        says=says,
        at=at,
        child_id=facts.child.id,
        step_id=step_id,
        but_not=actor.worker_id,
    )
    event(step_id, act="admit_worker", said=f"{actor.name} admitted {who.name}.", actor=actor, at=at)
    return _acted(loaded, f"{who.name} opens the worksteps of {group.title} of this child from now on.", who.id)


@practice_act("end_admission")
def end_admission(*, step_id: UUID, worker_id: UUID, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """End that somebody is admitted; the row stays.

    Raises:
        Refused: the actor does not coordinate the group, or they are not admitted. Hidden: there is no such workstep.
    """
    loaded = load_step("end_admission", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    reasons = reasons_against_ending(facts, actor, worker_id, admitted=_ids(loaded))
    refuse_or_stale(facts, reasons, version=None, at=at)
    ended = admitted_to(facts.child.id, facts.privileged).filter(worker_id=worker_id)
    ended.update(ended_at=at, ended_by_id=worker_of(actor))
    name = Worker.objects.values_list("person__name", flat=True).get(id=worker_id)
    event(step_id, act="end_admission", said=f"{actor.name} ended the admission of {name}.", actor=actor, at=at)
    return _acted(loaded, f"{name} is no longer admitted.", worker_id)


def _ids(loaded: LoadedStep) -> frozenset[UUID]:
    facts = loaded.facts
    return frozenset(admitted_to(facts.child.id, facts.privileged).values_list("worker_id", flat=True))


def _acted(loaded: LoadedStep, says: str, worker_id: UUID) -> Acted[Done]:
    facts = loaded.facts
    return Acted(
        done=Done(says=says, step_id=facts.id, next_where=f"/steps/{facts.id}/admit/"),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=facts.id,
        why=loaded.why,
        said={"worker": str(worker_id), "group": facts.privileged},
    )
