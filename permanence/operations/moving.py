"""Moving started work to a later version of its process: an act of its own, that loses no answer (ADR 41)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.mending import mends_as_manager
from permanence.kernel.moving import Moving, Target, moving, reasons_against_moving, what_moving_does
from permanence.kernel.privileged import place_of
from permanence.kernel.reasons import Hidden
from permanence.operations.acting import Acted, practice_act
from permanence.operations.done import Done
from permanence.operations.loading import LoadedStep, load_step
from permanence.operations.mending import tell_concerned
from permanence.operations.step_timescales import taken_from_inbox
from permanence.operations.voiding import void
from permanence.operations.writing import event, refuse_or_stale, swap, write_move
from permanence.records.catalogue import numbered_version, process_version
from permanence.records.forms import Revision, SectionAnswers
from permanence.records.requests import NextAction, Request
from permanence.records.standing_work import pinned_version
from permanence.records.step_facts import step_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A workstep about to be moved: as it was loaded, where to, and what that does."""

    loaded: LoadedStep
    from_id: UUID | None
    version_id: UUID
    target: Target
    moving: Moving

    @property
    def facts(self) -> StepFacts:
        return self.loaded.facts


@practice_act("move_step")
def move_step(
    *, step_id: UUID, version: int | None, to: int, reason: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Move started work to a later version of its process. Answers with equal keys and meaning stay in the form.

    The rest stays in the history, readable as answers of the version it was written under. An authorisation is voided,
    and asked for again, only where what it covers is asked otherwise.

    Args:
        to: number of the version. version: of the workstep as its page showed it; None: nobody looked at it.

    Raises:
        Refused: with every reason. Stale: the workstep was changed meanwhile. Hidden: there is no such version.
    """
    loaded = load_step("move_step", step_id=step_id, actor=actor, at=at)
    facts = loaded.facts
    version_id = numbered_version(facts.process.key, to, authority_id=actor.authority_id)
    if version_id is None:
        raise Hidden
    from_id, number = pinned_version(step_id)
    target = Target(process=process_version(version_id), now=number, to=to)
    refuse_or_stale(facts, reasons_against_moving(facts, actor, target, reason), version=version, at=at)
    does = moving(facts, target)
    found = _Found(loaded=loaded, from_id=from_id, version_id=version_id, target=target, moving=does)
    return _acted(found, voided=_move(found, reason=reason.strip(), actor=actor, at=at))


def _move(found: _Found, *, reason: str, actor: Actor, at: datetime) -> str:
    """Move it; return what became of its authorisations, in sentences."""
    facts, step = found.facts, found.target.process.step(found.facts.step.key)
    written = _write_sections(found, actor=actor, at=at)
    form_version = facts.form_version + written
    group = place_of(found.target.process.key, step.privileged)
    named = {"title": step.title, "privileged": group}
    swap(facts, at=at, process_version_id=found.version_id, form_version=form_version, **named)
    _take_off(found, actor=actor, at=at)
    _drop(found, at=at)
    said = (
        f"{actor.name} moved it from version {found.target.now} of the process to version {found.target.to}: {reason}"
    )
    teller = _teller(facts, actor)
    event(facts.id, act="move_step", said=said, actor=teller, at=at, detail=_detail(found, reason, by=actor.name))
    after = step_facts(facts.id, actor=actor, at=at, from_elsewhere=True)
    voided = " ".join(_void(found, after, sent, actor=teller, at=at) for sent in found.moving.voided)
    _tell(found, actor=actor, at=at)
    write_move(step_facts(facts.id, actor=actor, at=at, from_elsewhere=True), at=at)
    return voided


def _void(found: _Found, after: StepFacts, sent: RequestFacts, *, actor: Actor, at: datetime) -> str:
    name = sent.completed_by.name if sent.completed_by else sent.to_name
    why = f"Version {found.target.to} of the process asks otherwise what {name} authorised"
    return void(after, sent, said=f"{why}. The authorisation no longer stands.", actor=actor, at=at)


def _teller(facts: StepFacts, actor: Actor) -> Actor:
    """Return who the events are by: an administrator took no part in the child's pathway, and is let see none of it.

    Whoever did something on a workstep may see its child (records/relations.py); the sentence names them all the same.
    """
    return actor if mends_as_manager(facts, actor) else replace(actor, worker_id=None, acting_for=None)


def _detail(found: _Found, reason: str, *, by: str) -> dict[str, Any]:
    """Return what the history keeps: both versions, the form's own then, and which answers stayed behind."""
    left = [{"section": each.section, "question": each.question, "why": each.why} for each in found.moving.carried.left]
    numbers = {"from": found.target.now, "to": found.target.to, "form_version": found.facts.form_version}
    pinned = {"from_id": str(found.from_id), "to_id": str(found.version_id)}
    return {**numbers, **pinned, "left": left, "reason": reason, "by": by}


def _write_sections(found: _Found, *, actor: Actor, at: datetime) -> int:
    """Save each section that is not as it was; return how many were. The form itself saves them, and no worker."""
    facts, written = found.facts, 0
    rows = {row.section: row for row in SectionAnswers.objects.select_for_update().filter(step_id=facts.id)}
    for section, answers in found.moving.carried.answers.items():
        if answers == dict(facts.answers.get(section, {})):
            continue
        written += 1
        version = _store(rows.get(section), facts, section, answers, actor=actor, at=at)
        Revision.objects.create(
            authority_id=actor.authority_id,
            step_id=facts.id,
            number=facts.form_version + written,
            section=section,
            section_version=version,
            answers=answers,
            saved_at=at,
        )
    return written


def _store(
    row: SectionAnswers | None, facts: StepFacts, section: str, answers: dict[str, Any], *, actor: Actor, at: datetime
) -> int:
    if row is None:
        SectionAnswers.objects.create(
            authority_id=actor.authority_id, step_id=facts.id, section=section, answers=answers, saved_at=at
        )
        return 1
    SectionAnswers.objects.filter(id=row.id).update(answers=answers, version=row.version + 1)
    return row.version + 1


def _take_off(found: _Found, *, actor: Actor, at: datetime) -> None:
    """Take off the next actions that the later version does not have."""
    gone = [each.id for each in found.moving.removed]
    NextAction.objects.filter(id__in=gone).update(state="removed", removed_at=at, removed_by_id=actor.worker_id)


def _drop(found: _Found, *, at: datetime) -> None:
    """Close the requests that the later version does not ask for, though they were answered."""
    reason = f"Version {found.target.to} of the process does not ask for it."
    for sent in found.moving.dropped:
        Request.objects.filter(id=sent.id).update(state="withdrawn", reason=reason, closed_at=at)
        taken_from_inbox(child_id=found.facts.child.id, item_id=sent.id, at=at)


def _tell(found: _Found, *, actor: Actor, at: datetime) -> None:
    """Tell whoever has the workstep."""
    facts, target = found.facts, found.target
    holder = facts.assigned_worker.id if facts.assigned_worker else None
    says = f"{actor.name} moved {facts.step.title} for {facts.child.name} to version {target.to} of the process. "
    says += " ".join(what_moving_does(facts, target, found.moving))
    tell_concerned(facts, [holder], kind="moved_on", says=says, actor=actor, at=at)


def _acted(found: _Found, *, voided: str) -> Acted[Done]:
    facts, target, carried = found.facts, found.target, found.moving.carried
    left = f" {len(carried.left)} of its answers stay behind, readable as answers of version {target.now}."
    says = f"{facts.step.title} is under version {target.to} now.{left if carried.left else ''} {voided}".rstrip()
    return Acted(
        done=Done(says=says, step_id=facts.id, next_where=f"/steps/{facts.id}/{'moved/' if carried.left else ''}"),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=facts.id,
        why=found.loaded.why,
        said={
            "step": facts.step.key,
            "from": target.now,
            "to": target.to,
            "left": [f"{each.section}.{each.question}" for each in carried.left],
            "voided": [sent.key for sent in found.moving.voided],
        },
    )
