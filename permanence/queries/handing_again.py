"""Reopening a workstep for somebody, and putting another in its place: whom it may go to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import StepType
from permanence.kernel.facts import PassedTo, StepFacts, WorkerFacts
from permanence.kernel.reasons import refuse_if
from permanence.kernel.reopening import reasons_it_stays_closed
from permanence.kernel.replacing import may_take_its_place, reasons_it_is_not_theirs_to_replace
from permanence.queries.access import see_facts
from permanence.queries.mends import MendPage, mend_page, reopening_does
from permanence.queries.passing_choices import Candidate, value_of, words_of
from permanence.queries.workers import workers_matching
from permanence.records.step_facts import step_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingAgainPage:
    """A workstep about to go on with somebody.

    Args:
        mend: what every mending shows. choices: whom it may go to. kinds: which workstep takes its place.
        says: what the search found.
    """

    mend: MendPage
    choices: tuple[Candidate, ...]
    kinds: tuple[Candidate, ...] = ()
    searched: str = ""
    says: str = ""


def reopen_page(*, step_id: UUID, searched: str, chosen: str, actor: Actor, at: datetime) -> HandingAgainPage:
    """Return the page that reopens a workstep, with whoever had it chosen beforehand.

    Raises:
        Refused: it is not the actor's to reopen, or the pathway has ended; and what `step_page` raises.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    why = see_facts(facts, actor=actor).why
    refuse_if(reasons_it_stays_closed(facts, actor))
    own = facts.assigned_worker
    had_it = [own] if own and not own.disabled and not own.roles.isdisjoint(facts.step.worked_by) else []
    found = [each for each in _found(facts, facts.step, searched) if each not in had_it]
    people = [PassedTo(worker=each) for each in (*had_it, *found)]
    default = chosen or (value_of(people[0]) if had_it else "")
    mend = mend_page(facts, why, will_do=reopening_does(facts))
    says = _says(searched, len(found))
    return HandingAgainPage(mend=mend, choices=_choices(people, default), searched=searched, says=says)


def replace_page(
    *, step_id: UUID, searched: str, chosen: str, kind: str, actor: Actor, at: datetime
) -> HandingAgainPage:
    """Return the page that cancels a workstep and puts another in its place. Raises what `reopen_page` raises."""
    facts = step_facts(step_id, actor=actor, at=at)
    why = see_facts(facts, actor=actor).why
    refuse_if(reasons_it_is_not_theirs_to_replace(facts, actor))
    kinds = may_take_its_place(facts)
    wanted = next((step for step in kinds if step.key == kind), kinds[0])
    found = list(_places(facts, wanted, searched))
    default = chosen or (value_of(found[0]) if len(found) == 1 else "")
    return HandingAgainPage(
        mend=mend_page(facts, why),
        choices=_choices(found, default),
        kinds=tuple(Candidate(value=step.key, text=step.title, checked=step.key == wanted.key) for step in kinds),
        searched=searched,
        says=_says(searched, sum(1 for each in found if each.worker)),
    )


def _places(facts: StepFacts, step: StepType, searched: str) -> Iterator[PassedTo]:
    """Yield where a workstep of that kind goes: its inbox; else who has this one, the child's own, and those found."""
    if step.passed_to.inbox:
        if inbox := facts.inboxes.get(step.passed_to.inbox):
            yield inbox
        return
    likely = [facts.assigned_worker, *facts.child.allocated.values()]
    found = [each for each in likely if each and not each.disabled and not each.roles.isdisjoint(step.passed_to.roles)]
    by_id = {each.id: each for each in (*found, *_found(facts, step, searched))}
    yield from (PassedTo(worker=each) for each in by_id.values())


def _found(facts: StepFacts, step: StepType, searched: str) -> tuple[WorkerFacts, ...]:
    roles = step.passed_to.roles or step.worked_by
    return workers_matching(searched, roles=roles, authority_id=facts.child.authority_id, today=facts.today)


def _choices(found: Iterable[PassedTo], chosen: str) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            value=value_of(each),
            text=words_of(each.worker) if each.worker else each.inbox_name,
            checked=value_of(each) == chosen,
        )
        for each in found
    )


def _says(searched: str, found: int) -> str:
    if not searched:
        return ""
    return f"{found} found." if found else f"Nobody who may have it matches “{searched}”."
