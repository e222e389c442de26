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


def filled_in(to: PassedTo | None) -> str:
    """Return what the field starts with: nobody, where it would be somebody on leave. That is for people to choose."""
    return "" if to is None or to.is_away else value_of(to)


def value_of(to: PassedTo | None) -> str:
    """Return a worker or inbox as a form sends it: `worker:<id>` or `inbox:<id>`.

    >>> value_of(None)
    ''
    """
    if to is None:
        return ""
    return f"worker:{to.worker.id}" if to.worker else f"inbox:{to.inbox_id}"


def words_of(worker: WorkerFacts) -> str:
    """Return a worker with the leave they are on, and who acts for them meanwhile."""
    if worker.away_until is None:
        return worker.name
    cover = f"; {worker.cover_name} acts for them" if worker.cover_name else ""
    return f"{worker.name}, on leave, back {short_date(worker.away_until)}{cover}"


def likely_candidate(facts: StepFacts, pass_to: PassTo, to: PassedTo | None, *, chosen: str) -> list[Candidate]:
    """Return the likely worker or inbox, chosen unless another was; after somebody on leave, whoever acts for them.

    Nobody who is away is chosen beforehand.
    """
    if to is None:
        return []
    text = words_of(to.worker) if to.worker else to.inbox_name
    is_chosen = chosen == value_of(to) or (not chosen and not to.is_away)
    first = Candidate(value=value_of(to), text=text, checked=is_chosen)
    cover = holder_of(facts, pass_to, to.worker.cover_id) if to.worker and to.worker.cover_id else None
    if cover is None:
        return [first]
    value = value_of(PassedTo(worker=cover))
    return [first, Candidate(value=value, text=words_of(cover), checked=chosen == value)]


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
