"""An edit of what was authorised voids the authorisation, says so, and asks again (pages, words 13)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.form_definitions import Section
from permanence.operations.notices import tell
from permanence.operations.step_timescales import taken_from_inbox
from permanence.operations.writing import event, show_move
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep


def void_what_changed(facts: StepFacts, *, section: Section, actor: Actor, at: datetime) -> None:
    """Void each completed authorisation whose frozen answers are no longer the form's, and send it again.

    Requests that followed from it are withdrawn. Next actions and the sections of later roles are covered by none.

    Args:
        facts: as they stand after the save of `section`.
    """
    voided = [request for request in facts.requests if _is_broken(request, facts)]
    for request in voided:
        _void(facts, request, section=section, actor=actor, at=at)
    if voided:
        show_move(facts.id, actor=actor, at=at)


def _is_broken(request: RequestFacts, facts: StepFacts) -> bool:
    frozen = request.state == "completed" and bool(request.covered_hash)
    return frozen and facts.covered_hashes.get(request.key) != request.covered_hash


def _void(facts: StepFacts, request: RequestFacts, *, section: Section, actor: Actor, at: datetime) -> None:
    row = Request.objects.get(id=request.id)
    authoriser = request.completed_by
    name = authoriser.name if authoriser else request.to_name
    said = (
        f"Section {section.number} was changed after {name} authorised version {row.form_version}. "
        "The authorisation no longer stands."
    )
    Request.objects.filter(id=request.id).update(state="voided", reason=said, closed_at=at, version=row.version + 1)
    withdraw_followers(facts, request.key, reason=said, at=at)
    _ask_again(row, facts, actor=actor, at=at)
    event(facts.id, act="void_request", said=f"{said} {name} was asked again.", actor=actor, at=at)
    tell(
        [request.sent_by.id, row.completed_by_id],
        authority_id=actor.authority_id,
        kind="voided",
        says=f"{facts.child.name}, {facts.step.title}: {said} {name} has been asked again.",
        at=at,
        child_id=facts.child.id,
        step_id=facts.id,
    )


def _ask_again(row: Request, facts: StepFacts, *, actor: Actor, at: datetime) -> None:
    Request.objects.create(
        authority_id=row.authority_id,
        step_id=row.step_id,
        child_id=row.child_id,
        key=row.key,
        title=row.title,
        kind=row.kind,
        sent_by_id=row.sent_by_id,
        sent_at=at,
        form_version=form_version(facts.id),
        to_worker_id=row.completed_by_id,
        note=row.note,
    )


def withdraw_followers(facts: StepFacts, key: str, *, reason: str, at: datetime) -> None:
    """Withdraw the requests that were sent after this one was completed, and those that followed from them."""
    for following in [each.key for each in facts.step.requests if key in each.after]:
        standing = [each for each in facts.requests if each.key == following and each.state in {"sent", "completed"}]
        for request in standing:
            withdraw(facts, request, reason=reason, at=at)
        if standing:
            withdraw_followers(facts, following, reason=reason, at=at)


def withdraw(facts: StepFacts, request: RequestFacts, *, reason: str, at: datetime, by: UUID | None = None) -> None:
    """Withdraw a request and tell whoever had it."""
    Request.objects.filter(id=request.id).update(state="withdrawn", reason=reason, closed_at=at)
    taken_from_inbox(child_id=facts.child.id, item_id=request.id, at=at)
    tell(
        holders_of(request),
        authority_id=facts.child.authority_id,
        kind="withdrawn",
        says=f"{facts.child.name}, {facts.step.title}: {request.title} was withdrawn. {reason}".strip(),
        at=at,
        child_id=facts.child.id,
        step_id=facts.id,
        but_not=by,
    )


def holders_of(request: RequestFacts) -> Iterable[UUID]:
    """Return whoever a request was sent to, picked up by or completed by."""
    people = (request.to_worker, request.picked_up_by, request.completed_by)
    return [worker.id for worker in people if worker]


def form_version(step_id: UUID) -> int:
    """Return how many saves the form has had: what "version 14" counts."""
    return Workstep.objects.values_list("form_version", flat=True).get(id=step_id)
