"""An edit of what was authorised voids the authorisation, says so, and asks again (pages, words 13)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.covering import broken_authorisations
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.london import london_time
from permanence.kernel.reasons import Reason, refuse_if
from permanence.kernel.taking_part import is_me
from permanence.kernel.wording import quoted
from permanence.operations.notices import tell
from permanence.operations.step_timescales import taken_from_inbox
from permanence.operations.writing import event, show_move
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep


@dataclass(frozen=True, slots=True, kw_only=True)
class Voided:
    """What a save voided: the requests' keys for the audit, and sentences for the page that follows."""

    says: str = ""
    keys: tuple[str, ...] = ()


def void_what_changed(
    facts: StepFacts, *, section: Section, actor: Actor, at: datetime, known: Collection[UUID] | None = None
) -> Voided:
    """Void each completed authorisation whose frozen answers are no longer the form's, and send it again.

    Requests that followed from it are withdrawn. Next actions and the sections of later roles are covered by none.

    Args:
        facts: as they stand after the save of `section`.
        known: ids of the authorisations that the page named, of which the writer so knew; None: no page was read.

    Raises:
        Refused: one was completed after the page was opened, so that the writer knows nothing of it.
    """
    broken = broken_authorisations(facts)
    if known is not None:
        refuse_if(_unknown(each, section=section) for each in broken if each.id not in known)
    said = [_void(facts, request, section=section, actor=actor, at=at) for request in broken]
    if broken:
        show_move(facts, at=at)
    return Voided(says=" ".join(said), keys=tuple(request.key for request in broken))


def _unknown(request: RequestFacts, *, section: Section) -> Reason:
    who = request.completed_by.name if request.completed_by else request.to_name
    on = f" at {london_time(request.completed_at)}" if request.completed_at else ""
    return Reason(
        sentence=f"{who} authorised version {request.form_version}{on}, while you were writing. Your text is kept as a "
        f"draft. If section {section.number} must still change, save it again: the authorisation then no longer stands."
    )


def _void(facts: StepFacts, request: RequestFacts, *, section: Section, actor: Actor, at: datetime) -> str:
    name = request.completed_by.name if request.completed_by else request.to_name
    said = (
        f"Section {section.number} was changed after {name} authorised version {request.form_version}. "
        "The authorisation no longer stands."
    )
    return void(facts, request, said=said, actor=actor, at=at)


def void(facts: StepFacts, request: RequestFacts, *, said: str, actor: Actor, at: datetime) -> str:
    """Void a completed authorisation, send it again, and withdraw what followed from it; return that in sentences.

    Args:
        said: why it no longer stands.
    """
    row = Request.objects.get(id=request.id)
    Request.objects.filter(id=request.id).update(state="voided", reason=said, closed_at=at, version=row.version + 1)
    withdrawn = [
        f"{quoted(title)} was withdrawn." for title in withdraw_followers(facts, request.key, reason=said, at=at)
    ]
    again = _ask_again(row, request, facts, actor=actor, at=at)
    whole = " ".join((said, again, *withdrawn))
    event(facts.id, act="void_request", said=f"{said} {again}", actor=actor, at=at, detail={"request": str(request.id)})
    tell(
        [request.sent_by.id, row.completed_by_id],
        authority_id=actor.authority_id,
        kind="voided",
        says=f"{facts.child.name}, {facts.step.title}: {whole}",
        at=at,
        child_id=facts.child.id,
        step_id=facts.id,
    )
    return whole


def _ask_again(row: Request, request: RequestFacts, facts: StepFacts, *, actor: Actor, at: datetime) -> str:
    """Send it again to whoever authorised it, and say so; or say why nobody is asked."""
    who = request.completed_by
    if who is None or who.disabled:
        gone = f"{who.name} no longer works here" if who else "Nobody is named on it"
        return f"{gone}, so send it to somebody else."
    if is_me(actor, who):
        return f"{who.name} changed it, so send it to somebody else."
    Request.objects.create(
        authority_id=row.authority_id,
        step_id=row.step_id,
        child_id=row.child_id,
        key=row.key,
        title=row.title,
        kind=row.kind,
        sent_by_id=row.sent_by_id,
        sent_for_id=row.sent_for_id,
        sent_at=at,
        form_version=form_version(facts.id),
        to_worker_id=who.id,
        note=row.note,
    )
    return f"{who.name} has been asked again."


def withdraw_what_went_with(facts: StepFacts, action_key: str, *, at: datetime) -> None:
    """Withdraw the requests that went with a next action which is removed: what they authorised is gone (Q18)."""
    for request in facts.step.requests:
        if action_key in request.only_with:
            title = facts.step.next_action(action_key).title
            for asked in _standing(facts, request.key):
                withdraw(facts, asked, reason=f"{title} was removed.", at=at)


def withdraw_followers(facts: StepFacts, key: str, *, reason: str, at: datetime) -> list[str]:
    """Withdraw the requests that were sent after this one was completed, and those that followed from them.

    Returns:
        Their titles.
    """
    titles = []
    for following in [each.key for each in facts.step.requests if key in each.after]:
        standing = _standing(facts, following)
        for request in standing:
            withdraw(facts, request, reason=reason, at=at)
            titles.append(request.title)
        if standing:
            titles += withdraw_followers(facts, following, reason=reason, at=at)
    return titles


def _standing(facts: StepFacts, key: str) -> list[RequestFacts]:
    return [each for each in facts.requests if each.key == key and each.state in {"sent", "completed"}]


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
