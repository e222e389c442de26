"""Answering a request: completed, declined or withdrawn, never by whoever sent it (R84, R85, R173)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from permanence.kernel.actors import Actor
from permanence.kernel.covering import covered_sections
from permanence.kernel.definitions import RequestType
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.reasons import Reason, Stale
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
from permanence.operations.voiding import withdraw
from permanence.operations.writing import FORBIDDEN, clock_words, event, refuse_or_stale, show_move, swap
from permanence.records.forms import Revision
from permanence.records.gathered import alter
from permanence.records.requests import Request


@practice_act("complete_request", locks="step")
def complete_request(
    *, request_id: UUID, version: int, covered: str | None = None, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Mark a request Completed. An authorisation freezes the answers it covers, with their hash (architecture 3.6).

    Args:
        version: of the workstep as it was shown.
        covered: hash of what it covers, as the page carried it: what is authorised is what was shown (P10). None where
            no page was read, as in a demonstration; the version is compared all the same.

    Raises:
        Refused: the actor may not, sent it themselves, or it cannot be completed now. Stale: the form was changed.
    """
    loaded = load_step("complete_request", step_id=step_of_request(request_id, actor=actor), actor=actor, at=at)
    facts = loaded.facts
    reasons = tuple(reasons_against_completing(facts, actor, request_id))
    _refuse_another_text(facts, request_id, reasons, covered=covered, at=at)
    refuse_or_stale(facts, reasons, version=version, at=at)
    sent = _one(facts, request_id)
    frozen = _frozen(facts, facts.step.request(sent.key))
    _answer(facts, sent, actor=actor, at=at, state="completed", **frozen)
    version_said = f": version {frozen['form_version']}" if frozen else ""
    said = f'{actor.name} completed "{sent.title}"{version_said}.'
    _after(facts, sent, act="complete_request", said=said, actor=actor, at=at)
    done = Done(says=f"Completed. {sent.sent_by.name} is told.", step_id=facts.id, request_id=request_id)
    return acted(loaded, done, sent.key)


def _refuse_another_text(
    facts: StepFacts, request_id: UUID, reasons: Iterable[Reason], *, covered: str | None, at: datetime
) -> None:
    """Refuse to complete a request on a text that is not the one that was read; whom it is not for learns no more.

    Raises:
        Stale: it names who saved what of it.
    """
    if covered is None or any(reason.status in FORBIDDEN for reason in reasons):
        return
    sent = _one(facts, request_id)
    if covered == facts.covered_hashes.get(sent.key, ""):
        return
    sections = covered_sections(facts.step, facts.form, facts.step.request(sent.key))
    saves = Revision.objects.filter(step_id=facts.id, section__in=sections).select_related("saved_by__person")
    last = saves.order_by("-number").first()
    if last is None:
        raise Stale("What this page showed is not what stands there. Read the form as it is now, then answer again.")
    who, when = last.saved_by.person.name if last.saved_by else "Somebody", clock_words(last.saved_at, now=at)
    number = facts.form.section(last.section).number
    raise Stale(
        f"What you read is not what stands there now: {who} saved section {number} at {when}. "
        "Read what changed, then answer again.",
        by=who,
        at=when,
    )


def _frozen(facts: StepFacts, request: RequestType) -> dict[str, object]:
    """Return what an authorisation freezes: the answers of the sections it covers, and their hash."""
    sections = covered_sections(facts.step, facts.form, request) if request.kind == "authorisation" else ()
    if not sections:
        return {}
    answers = {key: dict(facts.answers.get(key, {})) for key in sections}
    return {
        "covered": {"sections": list(sections), "answers": answers},
        "covered_hash": facts.covered_hashes.get(request.key, ""),
        "form_version": facts.form_version,
    }


@practice_act("decline_request", locks="step")
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
    read = {"form_version": facts.form_version, "reason": reason.strip()}
    _answer(facts, sent, actor=actor, at=at, state="declined", **read)
    said = f'{actor.name} declined "{sent.title}".'
    _after(facts, sent, act="decline_request", said=said, actor=actor, at=at)
    done = Done(says=f"Declined. It is back with {sent.sent_by.name}.", step_id=facts.id, request_id=request_id)
    return acted(loaded, done, sent.key)


@practice_act("withdraw_request", locks="step")
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
    show_move(facts, at=at)
    return acted(loaded, Done(says="Withdrawn.", step_id=facts.id, request_id=request_id), sent.key)


def _one(facts: StepFacts, request_id: UUID) -> RequestFacts:
    return next(request for request in facts.requests if request.id == request_id)


def _answer(facts: StepFacts, sent: RequestFacts, *, actor: Actor, at: datetime, state: str, **written: Any) -> None:
    """Close the request as answered by the actor, who has picked it up by answering it."""
    swap(facts, at=at)
    answered: dict[str, Any] = {
        "completed_by_id": actor.worker_id,
        "completed_at": at,
        "completed_for_id": actor.acting_for,
    }
    if sent.to_inbox and sent.picked_up_by is None:
        answered |= {"picked_up_by_id": actor.worker_id, "picked_up_at": at}
    alter(Request, sent.id, state=state, closed_at=at, version=F("version") + 1, **answered, **written)
    taken_from_inbox(child_id=facts.child.id, item_id=sent.id, at=at)


def _after(facts: StepFacts, sent: RequestFacts, *, act: str, said: str, actor: Actor, at: datetime) -> None:
    event(facts.id, act=act, said=said, actor=actor, at=at, detail={"request": str(sent.id)})
    holder = facts.assigned_worker.id if facts.assigned_worker else None
    tell_of(facts, [sent.sent_by.id, holder], says=said.rstrip("."), actor=actor, at=at)
    show_move(facts, at=at)
