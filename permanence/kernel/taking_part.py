"""Who the actor is to a workstep: has it, was asked, holds a role that acts on it; and whether it is open to acts."""

from collections.abc import Iterable, Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.facts import RequestFacts, StepFacts, WorkerFacts
from permanence.kernel.london import london_date, london_time
from permanence.kernel.reasons import Reason
from permanence.kernel.wording import role_titles, since

STANDS = ("sent", "completed")


def is_me(actor: Actor, worker: WorkerFacts | None) -> bool:
    """Return whether this worker is the actor, or the one the actor acts for."""
    return worker is not None and worker.id in {actor.worker_id, actor.acting_for}


def has_step(facts: StepFacts, actor: Actor) -> bool:
    """Return whether the workstep is with the actor."""
    return is_me(actor, facts.assigned_worker)


def is_addressed(request: RequestFacts, actor: Actor) -> bool:
    """Return whether the request is for the actor: in person, or in an inbox of theirs."""
    return is_me(actor, request.to_worker) or (request.to_inbox is not None and request.to_inbox in actor.inboxes)


def was_asked(facts: StepFacts, actor: Actor, keys: Iterable[str] | None = None) -> bool:
    """Return whether a request that stands here, of one of these keys if given, is or was for the actor."""
    wanted = None if keys is None else set(keys)
    return any(
        is_addressed(request, actor)
        for request in facts.requests
        if request.state in STANDS and (wanted is None or request.key in wanted)
    )


def acts_as(facts: StepFacts, actor: Actor, roles: Iterable[str]) -> bool:
    """Return whether the actor acts here in one of these roles.

    Whoever works such steps acts on those they have; another role acts on any step it is let near (permissions).
    """
    held = actor.roles.intersection(roles)
    return bool(held.difference(facts.step.worked_by)) or (bool(held) and has_step(facts, actor))


def holder_words(facts: StepFacts) -> str:
    """Return where the workstep is, in a sentence such as "It is with Ruth Calloway"."""
    if facts.assigned_worker:
        return f"It is with {facts.assigned_worker.name}."
    inbox = facts.inboxes.get(facts.assigned_inbox_key or "")
    return f"It is in {inbox.inbox_name}." if inbox else "Nobody has it."


def reasons_against_acting_as(facts: StepFacts, actor: Actor, roles: tuple[str, ...], *, does: str) -> Iterator[Reason]:
    """Yield why the actor does not act here in one of these roles.

    Args:
        does: what only they do, to follow their name: "sends this request".
    """
    if acts_as(facts, actor, roles):
        return
    if actor.holds(*roles):
        yield Reason(sentence=f"This workstep is not with you. {holder_words(facts)}", whose="others", status=403)
    else:
        yield Reason(sentence=f"Only {role_titles(facts.process, roles)} {does}.", whose="others", status=403)


def reasons_it_is_not_started(facts: StepFacts) -> Iterator[Reason]:
    """Yield why nothing may be done in the workstep: it is not started, or it has ended."""
    if facts.state == "incoming":
        yield Reason(sentence="This workstep has not been started. Start it first.")
    yield from reasons_it_has_ended(facts)


def reasons_it_has_ended(facts: StepFacts) -> Iterator[Reason]:
    """Yield who finished or cancelled the workstep, and when (pages, words 15)."""
    if facts.state == "finished":
        who = facts.finished_by.name if facts.finished_by else "Somebody"
        yield Reason(sentence=f"{who} finished this workstep{_when(facts)}.", whose="others")
    if facts.state == "cancelled":
        who = facts.cancelled_by.name if facts.cancelled_by else "Somebody"
        why = f": {facts.cancel_reason.rstrip('.')}" if facts.cancel_reason.strip() else ""
        yield Reason(sentence=f"{who} cancelled this workstep{why}.", whose="others")


def _when(facts: StepFacts) -> str:
    if facts.finished_at is None:
        return ""
    at = f" at {london_time(facts.finished_at)}"
    return (
        at
        if london_date(facts.finished_at) == facts.today
        else f" on {since(facts.finished_at, today=facts.today)}{at}"
    )


def as_worker(actor: Actor) -> WorkerFacts | None:
    """Return the actor as rules about workers see one."""
    if actor.worker_id is None:
        return None
    return WorkerFacts(id=actor.worker_id, name=actor.name, roles=actor.roles, teams=actor.teams)


def reasons_against_the_reason(reason: str) -> Iterator[Reason]:
    """Yield why a reason in words is none (R174, R177; pages, words 8)."""
    if not reason:
        yield Reason(sentence="Write the reason.")
    elif not reason.strip():
        yield Reason(sentence="Write the reason. Spaces alone are not kept.")
