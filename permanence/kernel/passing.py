"""To whom a workstep, request or next action may go, and who is likely (R86, R88)."""

from collections.abc import Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.covering import belongs_to_the_worker
from permanence.kernel.definitions import PassTo
from permanence.kernel.facts import PassedTo, StepFacts, WorkerFacts
from permanence.kernel.reasons import Reason
from permanence.kernel.routing import inbox_key
from permanence.kernel.separation import conflicts_of
from permanence.kernel.taking_part import is_me
from permanence.kernel.wording import MANAGERS, role_titles


def reasons_against_passing(facts: StepFacts, pass_to: PassTo, to: PassedTo | None, *, what: str) -> Iterator[Reason]:
    """Yield why something cannot go there. Where an answer is to name the inbox, `routing` says that it is not given.

    Args:
        what: the title of what is passed on.
    """
    if to is None or not (to.worker or to.inbox_id):
        yield Reason(sentence=f"Choose whom {what} goes to.")
    elif wanted := inbox_key(facts, pass_to):
        if to.inbox_key != wanted:
            yield Reason(sentence=f"{what} goes to {inbox_name(facts, wanted)}, so it cannot go to {to.name}.")
    elif to.worker is None:
        wanted = role_titles(facts.process, pass_to.roles)
        yield Reason(sentence=f"{what} goes to {wanted}, so it cannot go to {to.name}.")
    else:
        yield from _reasons_against_worker(facts, pass_to, to.worker, what)


def _reasons_against_worker(facts: StepFacts, pass_to: PassTo, worker: WorkerFacts, what: str) -> Iterator[Reason]:
    if worker.roles.isdisjoint(pass_to.roles):
        wanted = role_titles(facts.process, pass_to.roles)
        yield Reason(sentence=f"{what} goes to {wanted}. {worker.name} is none.")
    if worker.disabled:
        yield Reason(sentence=f"{worker.name} no longer works here. Choose somebody else for {what}.")


def inbox_name(facts: StepFacts, key: str) -> str:
    """Return an inbox as people read it: "CS QAAG – Inbox"."""
    titles = {inbox.key: inbox.title for inbox in facts.process.inboxes}
    known = facts.inboxes.get(key)
    return known.inbox_name if known and known.inbox_name else titles.get(key, key)


def destination(facts: StepFacts, pass_to: PassTo | None) -> str:
    """Return where something goes, in words: the inbox, or whoever holds the role."""
    if pass_to is None:
        return "nobody"
    if wanted := inbox_key(facts, pass_to):
        return inbox_name(facts, wanted)
    return "the team inbox of the answer" if pass_to.inbox_by else role_titles(facts.process, pass_to.roles)


def likely(facts: StepFacts, pass_to: PassTo | None, actor: Actor) -> PassedTo | None:
    """Return whom the field starts with: the inbox; else the child's own worker, the manager, whoever holds the role.

    Somebody who would be refused, has left, or is the actor where another must act, is never offered. Somebody on leave
    is offered last.
    """
    if pass_to is None:
        return None
    if pass_to.inbox or pass_to.inbox_by:
        return facts.inboxes.get(inbox_key(facts, pass_to) or "")
    kind, _, role = (pass_to.likely or "").partition(":")
    found = [worker for worker in _candidates(facts, pass_to, kind, role, actor) if not worker.disabled]
    fit = [worker for worker in found if not worker.roles.isdisjoint(pass_to.roles)]
    chosen = next(iter(sorted(fit, key=lambda worker: worker.away_until is not None)), None)
    return PassedTo(worker=chosen) if chosen else None


def _candidates(facts: StepFacts, pass_to: PassTo, kind: str, role: str, actor: Actor) -> Iterator[WorkerFacts]:
    if kind == "allocated" and role in facts.child.allocated:
        yield facts.child.allocated[role]
    elif kind == "step_worker" and facts.assigned_worker:
        yield facts.assigned_worker
    elif kind == "manager":
        yield from (worker for worker in _managers(facts, pass_to, actor) if not is_me(actor, worker)
                    and not _wrote(facts, worker))  # fmt: skip
    elif kind == "role":
        holders = facts.holders.get(role, ())
        yield from (worker for worker in holders if not is_me(actor, worker) and not any(conflicts_of(facts, worker)))


def _wrote(facts: StepFacts, worker: WorkerFacts) -> bool:
    """Return whether the worker has the workstep, or wrote in it what a manager is asked to judge (A8)."""
    own = [section.key for section in facts.form.sections if belongs_to_the_worker(facts.step, section)]
    wrote = any(worker.id in facts.saved_by.get(key, frozenset()) for key in own)
    return wrote or (facts.assigned_worker is not None and facts.assigned_worker.id == worker.id)


def _managers(facts: StepFacts, pass_to: PassTo, actor: Actor) -> Iterator[WorkerFacts]:
    """Yield the child's own managers, then those of the actor's teams."""
    roles = [role for role in pass_to.roles if role in MANAGERS]
    yield from (facts.child.allocated[role] for role in roles if role in facts.child.allocated)
    for role in roles:
        yield from (worker for worker in facts.holders.get(role, ()) if not worker.teams.isdisjoint(actor.teams))
