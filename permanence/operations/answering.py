"""Answering a request: completed, declined or withdrawn, never by whoever sent it (R84, R85, R173)."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.covering import covered_sections
from permanence.kernel.definitions import RequestType
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.requests import (
    reasons_against_completing,
    reasons_against_declining,
    reasons_against_withdrawing,
)
from permanence.operations.acting import Acted, practice_act
from permanence.operations.done import Done
from permanence.operations.loading import load_step, step_of_request
from permanence.operations.request_writing import acted, tell_of
from permanence.operations.step_timescales import taken_from_inbox
from permanence.operations.voiding import form_version, withdraw
from permanence.operations.writing import event, refuse_or_stale, show_move, swap
from permanence.records.requests import Request


@practice_act("complete_request")
def complete_request(
    *, request_id: UUID, version: int, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Mark a request Completed. An authorisation freezes the answers it covers, with their hash (architecture 3.6).

    Args:
        version: of the workstep as it was shown: what is authorised is what was read.

    Raises:
        Refused: the actor may not, sent it themselves, or it cannot be completed now. Stale: the form was changed.
    """
    loaded = load_step("complete_request", step_id=step_of_request(request_id, actor=actor), actor=actor, at=at)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_completing(facts, actor, request_id), version=version, at=at)
    sent = _one(facts, request_id)
    frozen = _frozen(facts, facts.step.request(sent.key))
    _answer(facts, sent, actor=actor, at=at, state="completed", **frozen)
    said = f'{actor.name} completed "{sent.title}".'
    _after(facts, sent, act="complete_request", said=said, actor=actor, at=at)
    done = Done(says=f"Completed. {sent.sent_by.name} is told.", step_id=facts.id, request_id=request_id)
    return acted(loaded, done, sent.key)


def _frozen(facts: StepFacts, request: RequestType) -> dict[str, object]:
    """Return what an authorisation freezes: the answers of the sections it covers, and their hash."""
    sections = covered_sections(facts.step, facts.form, request) if request.kind == "authorisation" else ()
    if not sections:
        return {}
    answers = {key: dict(facts.answers.get(key, {})) for key in sections}
    return {
        "covered": {"sections": list(sections), "answers": answers},
        "covered_hash": facts.covered_hashes.get(request.key, ""),
        "form_version": form_version(facts.id),
    }


@practice_act("decline_request")
def decline_request(
    *, request_id: UUID, version: int, reason: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Decline a request with a reason. Its gate stays shut until it is sent again.

    Raises:
        Refused: the actor may not, or there is no reason. Stale: the workstep was changed.
    """
    loaded = load_step("decline_request", step_id=step_of_request(request_id, actor=actor), actor=actor, at=at)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_declining(facts, actor, request_id, reason), version=version, at=at)
    sent = _one(facts, request_id)
    _answer(facts, sent, actor=actor, at=at, state="declined", reason=reason.strip())
    said = f'{actor.name} declined "{sent.title}".'
    _after(facts, sent, act="decline_request", said=said, actor=actor, at=at)
    done = Done(says=f"Declined. It is back with {sent.sent_by.name}.", step_id=facts.id, request_id=request_id)
    return acted(loaded, done, sent.key)


@practice_act("withdraw_request")
def withdraw_request(
    *, request_id: UUID, version: int, reason: str = "", actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Withdraw a request that is not answered yet.

    Raises:
        Refused: the actor may not, or it is answered. Stale: the workstep was changed.
    """
    loaded = load_step("withdraw_request", step_id=step_of_request(request_id, actor=actor), actor=actor, at=at)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_withdrawing(facts, actor, request_id), version=version, at=at)
    sent = _one(facts, request_id)
    swap(facts, at=at)
    withdraw(facts, sent, reason=reason.strip(), at=at, by=actor.worker_id)
    said = f'{actor.name} withdrew "{sent.title}".'
    event(facts.id, act="withdraw_request", said=said, actor=actor, at=at, detail={"request": str(request_id)})
    show_move(facts.id, actor=actor, at=at)
    return acted(loaded, Done(says="Withdrawn.", step_id=facts.id, request_id=request_id), sent.key)


def _one(facts: StepFacts, request_id: UUID) -> RequestFacts:
    return next(request for request in facts.requests if request.id == request_id)


def _answer(facts: StepFacts, sent: RequestFacts, *, actor: Actor, at: datetime, state: str, **written: object) -> None:
    """Close the request as answered by the actor, who has picked it up by answering it."""
    swap(facts, at=at)
    row = Request.objects.get(id=sent.id)
    if row.to_inbox_id and row.picked_up_by_id is None:
        row.picked_up_by_id, row.picked_up_at = actor.worker_id, at
    row.state, row.completed_by_id, row.completed_at, row.closed_at = state, actor.worker_id, at, at
    row.version += 1
    for name, value in written.items():
        setattr(row, name, value)
    row.save()
    taken_from_inbox(child_id=facts.child.id, item_id=sent.id, at=at)


def _after(facts: StepFacts, sent: RequestFacts, *, act: str, said: str, actor: Actor, at: datetime) -> None:
    event(facts.id, act=act, said=said, actor=actor, at=at, detail={"request": str(sent.id)})
    holder = facts.assigned_worker.id if facts.assigned_worker else None
    tell_of(facts, [sent.sent_by.id, holder], says=said.rstrip("."), actor=actor, at=at)
    show_move(facts.id, actor=actor, at=at)
