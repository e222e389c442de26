"""A workstep and all that stands on it, as every rule about it sees it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.covering import covered_hashes
from permanence.kernel.definitions import Process, StepType
from permanence.kernel.facts import ChildFacts, PassedTo, StepFacts, WorkerFacts
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Hidden
from permanence.outside.bank_holidays import england
from permanence.records import catalogue
from permanence.records.authorities import Inbox
from permanence.records.child_facts import IRO, SOCIAL_WORKER, child_facts, ever_allocated, iro_on
from permanence.records.forms import SectionAnswers
from permanence.records.prefill import prefilled
from permanence.records.standing_requests import standing
from permanence.records.standing_steps import pathway_facts, saved_by
from permanence.records.step_readers import refuse_if_withheld
from permanence.records.worker_facts import holders_of, worker_facts
from permanence.records.worksteps import Workstep

RELATED = ("pathway", "assigned_inbox", "came_from_inbox", "passed_by__person")
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def step_facts(step_id: UUID, *, actor: Actor, at: datetime, lock: bool = False) -> StepFacts:
    """Return a workstep as it stands at a practice time. The number of queries does not grow with what stands on it.

    Args:
        lock: lock the workstep's own row. Where work is born, passed on or ended, lock the pathway's row before it.

    Raises:
        Hidden: there is no such workstep in the actor's authority.
        Withheld: it was begun on the wrong child, and its text is closed.
    """
    step = _step(step_id, authority_id=actor.authority_id, lock=lock)
    today = london_date(at)
    refuse_if_withheld(step, actor=actor, today=today)
    process = _process(step)
    step_type = process.step(step.step_type)
    form = process.form(step_type.form)
    answers = dict(SectionAnswers.objects.filter(step=step).values_list("section", "answers"))
    child = _child(step, answers, today)
    copied = prefilled(step, process=process, form=form, child=child, answers=answers, today=today)
    inboxes = _inboxes(step.authority_id)
    on_it = standing(step, inboxes=inboxes)
    holders = holders_of(_roles_passed_to(step_type), authority_id=step.authority_id, today=today)
    workers = worker_facts([*_workers(step), *on_it.workers(), *_all(holders)], today)
    return StepFacts(
        **_as_is(step),
        **_people(step, workers),
        **on_it.facts(workers),
        process=process,
        step=step_type,
        form=form,
        child=child,
        pathway=pathway_facts(step.pathway),
        answers=answers,
        covered_hashes=covered_hashes(step_type, form, answers),
        saved_by=saved_by(step.id),
        at=at,
        today=today,
        holidays=england(),
        names=copied.names,
        copied=copied.values(),
        holders={role: tuple(workers[each] for each in ids) for role, ids in holders.items()},
        inboxes={inbox.inbox_key: inbox for inbox in inboxes.values() if inbox.inbox_key},
    )


def _step(step_id: UUID, *, authority_id: UUID, lock: bool) -> Workstep:
    rows = Workstep.objects.filter(id=step_id, authority_id=authority_id).select_related(*RELATED)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Hidden
    return found


def _process(step: Workstep) -> Process:
    """Return the version that Start pinned; before it, the newest one published."""
    if step.process_version_id:
        return catalogue.process_version(step.process_version_id)
    return catalogue.process(step.authority_id, step.process_key)[1]


def _child(step: Workstep, answers: Mapping[str, Any], today: date) -> ChildFacts:
    child = child_facts([step.child_id], today, but_review_of=step.id)[step.child_id]
    ever = ever_allocated(step.child_id, roles=(IRO, SOCIAL_WORKER))
    had = tuple(each for each in ever if each.role == SOCIAL_WORKER)
    return replace(child, iro_on=iro_on(ever, set(_days(answers))), social_workers=had)


def _days(value: Any) -> Iterator[date]:
    """Yield every date that stands anywhere in the answers."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _days(each)
    elif isinstance(value, list):
        for each in value:
            yield from _days(each)
    elif isinstance(value, str) and A_DAY.fullmatch(value):
        try:
            yield date.fromisoformat(value)
        except ValueError:
            return


def _inboxes(authority_id: UUID) -> dict[UUID, PassedTo]:
    rows = Inbox.objects.filter(authority_id=authority_id).values_list("id", "key", "title")
    return {inbox_id: PassedTo(inbox_id=inbox_id, inbox_key=key, inbox_name=title) for inbox_id, key, title in rows}


def _roles_passed_to(step: StepType) -> set[str]:
    """Return the roles of which a request or next action may go to any holder."""
    to = [request.to for request in step.requests] + [action.pass_to for action in step.next_actions]
    return {role for each in to if each for role in each.roles}


def _workers(step: Workstep) -> list[UUID | None]:
    return [step.assigned_worker_id, step.started_by_id, step.finished_by_id, step.cancelled_by_id]


def _all(holders: Mapping[str, list[UUID]]) -> Iterator[UUID]:
    for ids in holders.values():
        yield from ids


def _as_is(step: Workstep) -> dict[str, Any]:
    """Return what stands on the row itself."""
    came_from = step.came_from_inbox
    return {
        "id": step.id,
        "version": step.version,
        "state": step.state,
        "assigned_inbox": step.assigned_inbox_id,
        "assigned_inbox_key": step.assigned_inbox.key if step.assigned_inbox else None,
        "assigned_since": step.picked_up_at or step.passed_at,
        "purpose": step.purpose or None,
        "review_due_on": step.review_due_on,
        "pair_id": step.pair,
        "passed_over": step.passed_over,
        "finished_at": step.finished_at,
        "finished_hash": step.finished_hash,
        "form_version": step.form_version,
        "cancel_reason": step.cancel_reason,
        "picked_up_at": step.picked_up_at,
        "came_from_inbox": step.came_from_inbox_id,
        "came_from_inbox_name": came_from.title if came_from else "",
    }


def _people(step: Workstep, workers: Mapping[UUID, WorkerFacts]) -> dict[str, Any]:
    def known(worker_id: UUID | None) -> WorkerFacts | None:
        return workers[worker_id] if worker_id else None

    return {
        "assigned_worker": known(step.assigned_worker_id),
        "started_by": known(step.started_by_id),
        "finished_by": known(step.finished_by_id),
        "cancelled_by": known(step.cancelled_by_id),
        "picked_up_by": known(step.assigned_worker_id) if step.picked_up_at else None,
    }
