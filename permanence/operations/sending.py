"""Sending a request: the form is saved and the request sent in one act, by and to the right role, in order (R83)."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answers import Typed
from permanence.kernel.definitions import RequestType
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.reasons import Hidden
from permanence.kernel.requests import (
    reasons_against_sending,
)
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import worker_of
from permanence.operations.done import Done
from permanence.operations.loading import load_step
from permanence.operations.passing import passed_to
from permanence.operations.request_writing import acted, tell_of
from permanence.operations.saving_first import keeping_what_was_typed, save_first
from permanence.operations.step_timescales import INBOX, at_moment, put_in_inbox
from permanence.operations.writing import event, refuse_or_stale, show_move, swap
from permanence.records.gathered import insert
from permanence.records.requests import Request


def send_request(
    *,
    step_id: UUID,
    version: int,
    request_key: str,
    to_worker: UUID | None = None,
    to_inbox: UUID | None = None,
    note: str = "",
    section: str | None = None,
    section_version: int = 0,
    typed: Typed | None = None,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Done:
    """Send a request to a worker or a team inbox; what was typed into the section is saved in the same act (R83).

    Args:
        version: of the workstep as it was shown.
        section, section_version, typed: of the page it is sent from, as in `forms.save_section`; none from elsewhere.

    Raises:
        Refused: it cannot be sent now; nothing is sent, and what was typed stands in the actor's draft.
        Stale: the workstep, or the section, was changed meanwhile.
    """
    with keeping_what_was_typed(step_id, section, section_version, typed, actor=actor, at=at):
        return _send(
            step_id=step_id,
            version=version,
            request_key=request_key,
            to_worker=to_worker,
            to_inbox=to_inbox,
            note=note,
            section=section,
            section_version=section_version,
            typed=typed,
            actor=actor,
            at=at,
            key=key,
        )


@practice_act("send_request", locks="step")
def _send(
    *,
    step_id: UUID,
    version: int,
    request_key: str,
    to_worker: UUID | None,
    to_inbox: UUID | None,
    note: str,
    section: str | None,
    section_version: int,
    typed: Typed | None,
    actor: Actor,
    at: datetime,
    key: str | None,
) -> Acted[Done]:
    loaded = load_step("send_request", step_id=step_id, actor=actor, at=at)
    refuse_or_stale(loaded.facts, (), version=version, at=at)
    loaded = save_first(loaded, section=section, version=section_version, typed=typed, actor=actor, at=at)
    facts = loaded.facts
    to = passed_to(to_worker=to_worker, to_inbox=to_inbox, authority_id=actor.authority_id, today=facts.today)
    refuse_or_stale(facts, reasons_against_sending(facts, actor, request_key, to), version=None, at=at)
    if to is None:
        raise Hidden
    sent = _write(facts, facts.step.request(request_key), to=to, note=note, actor=actor, at=at)
    _deliver(facts, sent, to=to, actor=actor, at=at)
    done = Done(
        says=f"Sent to {to.name}. You will see here when {'it is picked up' if to.inbox_id else 'they have seen it'}.",
        step_id=facts.id,
        request_id=sent.id,
    )
    return acted(loaded, done, sent.key)


def _write(facts: StepFacts, request: RequestType, *, to: PassedTo, note: str, actor: Actor, at: datetime) -> Request:
    swap(facts, at=at)
    sent = Request(
        authority_id=actor.authority_id,
        step_id=facts.id,
        child_id=facts.child.id,
        key=request.key,
        title=request.title,
        kind=request.kind,
        sent_by_id=worker_of(actor),
        sent_for_id=actor.acting_for,
        sent_at=at,
        form_version=facts.form_version,
        to_worker_id=to.worker.id if to.worker else None,
        to_inbox_id=to.inbox_id,
        note=note,
    )
    insert(sent)
    return sent


def _deliver(facts: StepFacts, sent: Request, *, to: PassedTo, actor: Actor, at: datetime) -> None:
    said = f'{actor.name} sent "{sent.title}" to {to.name}.'
    event(facts.id, act="send_request", said=said, actor=actor, at=at, detail={"request": str(sent.id)})
    if to.inbox_id:
        rule = facts.process.timescale(INBOX)
        put_in_inbox(rule, child=facts.child, item_id=sent.id, step_id=facts.id, at=at, is_new=True)
    tell_of(
        facts, [to.worker.id if to.worker else None], says=f'{actor.name} sent you "{sent.title}"', actor=actor, at=at
    )
    after = show_move(facts, at=at)
    at_moment(after, f"sent:{sent.key}", at=at)
