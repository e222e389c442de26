"""Worksteps: begun, started, resumed, seen; how they are passed on and end stands in files of its own (R78 to R80)."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import Process
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.london import london_date
from permanence.kernel.privileged import place_of
from permanence.kernel.reasons import Hidden, refuse_if
from permanence.kernel.worksteps import (
    reasons_against_beginning,
    reasons_against_picking_up,
    reasons_against_resuming,
    reasons_against_starting,
)
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import worker_of
from permanence.operations.assigning import pick_up, pick_up_step, put_back_step, reassign_step
from permanence.operations.cancelling import cancel_step
from permanence.operations.done import Done
from permanence.operations.loading import LoadedStep, load_child, load_step, lock_pathway
from permanence.operations.passing import NewStep, create_step
from permanence.operations.passing_over import pass_over_rule
from permanence.operations.pathways import anchor, move_to, open_pathway
from permanence.operations.published import published_keys
from permanence.operations.seeing import mark_seen
from permanence.operations.step_timescales import at_moment, keep_reviews_ahead
from permanence.operations.writing import event, refuse_or_stale, show_move, swap
from permanence.records import catalogue
from permanence.records.end_facts import left_care
from permanence.records.pathways import Pathway
from permanence.records.requests import Request
from permanence.records.standing_steps import pathway_facts
from permanence.records.worker_facts import worker_facts

__all__ = [
    "begin_step",
    "cancel_step",
    "mark_seen",
    "pass_over_rule",
    "pick_up",
    "put_back_step",
    "reassign_step",
    "resume_step",
    "start_step",
]


@practice_act("begin_step")
def begin_step(
    *,
    child_id: UUID,
    step_type: str,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Begin a workstep from the child's page; it opens a pathway where none is open, and is started at once (R91).

    Raises:
        Refused: such a step is not begun by the actor, or not now. Stale: somebody else began at the same moment.
    """
    child = load_child("begin_step", child_id=child_id, actor=actor, at=at)
    standing = Pathway.objects.select_for_update(no_key=True).filter(child_id=child_id, closed_at=None).first()
    process = _process_that_begins(step_type, standing, actor=actor)
    step = process.step(step_type)
    facts = pathway_facts(standing) if standing else None
    against = reasons_against_beginning(step, child=child.facts, pathway=facts, actor=actor, left=left_care(child_id))
    refuse_if(against)
    pathway = open_pathway(child_id=child_id, authority_id=actor.authority_id, process_key=process.key, at=at)
    new = NewStep(process=process, step=step, child=child.facts, pathway_id=pathway.id, to=_myself(actor, at=at))
    row = create_step(new, actor=actor, at=at)
    event(row.id, act="begin_step", said=f"{actor.name} began {step.title}.", actor=actor, at=at)
    begun = load_step("begin_step", step_id=row.id, actor=actor, at=at)
    _start(begun.facts, pathway, actor=actor, at=at)
    return _acted(begun, Done(says=f"{step.title} is started.", step_id=row.id, child_id=child_id))


def _process_that_begins(step_type: str, pathway: Pathway | None, *, actor: Actor) -> Process:
    """Return the process of the child's pathway, else the published one that has such a step to begin."""
    keys = [pathway.process_key] if pathway else published_keys(actor.authority_id)
    for key in keys:
        process = catalogue.process(actor.authority_id, key)[1]
        if any(step.key == step_type and step.begun_by for step in process.steps):
            return process
    raise Hidden


def _myself(actor: Actor, *, at: datetime) -> PassedTo:
    me = worker_of(actor)
    return PassedTo(worker=worker_facts([me], london_date(at))[me])


@practice_act("start_step", locks="pathway")
def start_step(*, step_id: UUID, version: int, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Start a workstep: it follows the newest published process from then on; from an inbox it is picked up as well.

    Raises:
        Refused: the actor may not start it, or it is started. Stale: somebody picked it up or changed it (words 14).
    """
    loaded = load_step("start_step", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_starting(facts, actor), version=version, at=at)
    pathway = lock_pathway(facts.pathway.id)
    if facts.assigned_inbox:
        refuse_if(reasons_against_picking_up(facts, actor))
        facts = pick_up_step(facts, actor=actor, at=at)
    _start(facts, pathway, actor=actor, at=at)
    return _acted(loaded, Done(says=f"{facts.step.title} is started.", step_id=step_id))


def _start(facts: StepFacts, pathway: Pathway, *, actor: Actor, at: datetime) -> None:
    """Start a workstep. `pathway`: its own, locked."""
    version_id, process = catalogue.process(facts.child.authority_id, facts.process.key)
    pinned = {"process_version_id": version_id, "privileged": _group(process, facts.step.key)}
    swap(facts, at=at, state="started", started_at=at, started_by_id=actor.worker_id, **pinned)
    said = f"{actor.name} started the workstep."
    event(facts.id, act="start_step", said=said, actor=actor, at=at, detail={"process": process.version})
    if not pathway.position:
        move_to(pathway.id, facts.step)
    after = show_move(facts, at=at)
    if facts.step.anchors:
        began_on = anchor(pathway, facts.step.anchors, on=facts.today)
        keep_reviews_ahead(after, anchor_on=began_on, at=at)
    at_moment(after, "started", at=at)


def _group(process: Process, step_type: str) -> str:
    found = [step.privileged for step in process.steps if step.key == step_type]
    return place_of(process.key, next(iter(found), None))


@practice_act("resume_step")
def resume_step(*, step_id: UUID, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Go on with a started workstep; whoever sent a request sees that it is being worked on. Nothing else changes.

    Raises:
        Refused: it is not the actor's to go on with.
    """
    loaded = load_step("resume_step", step_id=step_id, actor=actor, at=at)
    refuse_or_stale(loaded.facts, reasons_against_resuming(loaded.facts, actor), version=None, at=at)
    mine = Request.objects.incoming_for(actor).filter(step_id=step_id, resumed_at=None)
    mine.update(resumed_at=at)
    mark_seen(step_id=step_id, actor=actor, at=at)
    return _acted(loaded, Done(says="", step_id=step_id))


def _acted(loaded: LoadedStep, done: Done) -> Acted[Done]:
    return Acted(
        done=done,
        child_id=loaded.facts.child.id,
        object_type="workstep",
        object_id=loaded.facts.id,
        why=loaded.why,
        said={"step": loaded.facts.step.key},
    )
