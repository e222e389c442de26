"""Whom something may be passed to: the likely one, and whoever a search among those of the right role finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from permanence.kernel.dates import short_date
from permanence.kernel.definitions import PassTo
from permanence.kernel.facts import PassedTo, StepFacts, WorkerFacts

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be chosen: `value` as the form sends it, `why_not` where the choice would be refused."""

    value: str
    text: str
    checked: bool = False
    why_not: str = ""


def value_of(to: PassedTo | None) -> str:
    """Return a worker or inbox as a form sends it: `worker:<id>` or `inbox:<id>`.

    >>> value_of(None)
    ''
    """
    if to is None:
        return ""
    return f"worker:{to.worker.id}" if to.worker else f"inbox:{to.inbox_id}"


def words_of(worker: WorkerFacts) -> str:
    """Return a worker with the leave they are on."""
    return f"{worker.name}, on leave, back {short_date(worker.away_until)}" if worker.away_until else worker.name


def likely_candidate(to: PassedTo | None, *, chosen: str) -> list[Candidate]:
    """Return the likely worker or inbox, chosen unless another was."""
    if to is None:
        return []
    text = words_of(to.worker) if to.worker else to.inbox_name
    return [Candidate(value=value_of(to), text=text, checked=chosen in {"", value_of(to)})]


def found_workers(facts: StepFacts, pass_to: PassTo, words: str) -> list[WorkerFacts]:
    """Return the holders of the right roles whose name has every word; none where nothing was asked."""
    wanted = words.casefold().split()
    holders: Iterable[WorkerFacts] = (each for role in pass_to.roles for each in facts.holders.get(role, ()))
    named = {each.id: each for each in holders if all(word in each.name.casefold() for word in wanted)}
    return sorted(named.values(), key=lambda each: each.name)[:MOST] if wanted else []


def holder_of(facts: StepFacts, pass_to: PassTo, worker_id: UUID) -> WorkerFacts | None:
    """Return the holder of the right roles of that id, or None."""
    holders = (each for role in pass_to.roles for each in facts.holders.get(role, ()))
    return next((each for each in holders if each.id == worker_id), None)
