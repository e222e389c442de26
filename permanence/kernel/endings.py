"""Ending a child's pathway by one act: on which ground, by whom, and why it is refused (ADR 30; Q18, R177).

What comes with the record of care itself (a nominated officer's approval, the reason code of the return: B1.8) is not
asked here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import age_on, birthday, plain_date
from permanence.kernel.facts import ChildFacts, WorkerFacts
from permanence.kernel.mending import manages_team
from permanence.kernel.reasons import Reason
from permanence.kernel.taking_part import is_me, reasons_against_the_reason

ADULT: Final = 18
CHOOSES_NO_LONGER: Final = ("social_worker", "qaag_worker")
LONGEST: Final = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why a pathway may end.

    Args:
        outcome: what the pathway says from then on.
        evidence: what shows it, in the words of the hint.
        needs_second: somebody else authorises it (Q18). leaves_care: the dates of care itself stop, too.
    """

    key: str
    outcome: str
    evidence: str
    needs_second: bool = False
    leaves_care: bool = True


_ALL: Final = (
    Ground(
        key="ceased",
        outcome="Ceased to be looked after",
        evidence="The order, the review or the decision, with its date.",
    ),
    Ground(key="turned_18", outcome="Turned 18", evidence="Where the date of birth was checked."),
    Ground(key="died", outcome="Died", evidence="The certificate or the notification, with its date."),
    Ground(
        key="moved",
        outcome="Moved to another authority",
        evidence="The authority that has taken over, and its letter with the date.",
    ),
    Ground(
        key="no_longer_required",
        outcome="No longer required",
        evidence="The review or decision after which permanence planning does not go on, with its date.",
        needs_second=True,
        leaves_care=False,
    ),
)
GROUNDS: Final[Mapping[str, Ground]] = MappingProxyType({ground.key: ground for ground in _ALL})


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftCare:
    """The last end of a pathway of the child's with which care itself ended: on which ground, from which day."""

    ground: str
    on: date


def reasons_care_has_ended(child: ChildFacts, left: LeftCare | None) -> Iterator[Reason]:
    """Yield why nothing is begun on a child whose care has ended; a new period of care, on record, begins anew.

    Args:
        left: None where care never ended with a pathway.
    """
    if left is None:
        return
    adult_on = birthday(child.date_of_birth, age=ADULT)
    if left.ground == "turned_18" and adult_on <= left.on:
        day = plain_date(adult_on)
        yield Reason(sentence=f"{child.known_as} turned {ADULT} on {day}, so nothing is begun any more.")
    elif child.looked_after_from is None or child.looked_after_from < left.on:
        said = f"{GROUNDS[left.ground].outcome}, {plain_date(left.on)}"
        sentence = (
            f"{child.known_as}'s pathway ended: {said}. "
            "A new one begins once a new period of care from that day or later is on record."
        )
        yield Reason(sentence=sentence, whose="others")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFacts:
    """A child's pathway as whoever would end it finds it.

    Args:
        pathway_id: None where none is open; its version, and its first day, `opened_on`.
        asked: the end that somebody has asked for and nobody has answered.
        chosen_in: title of an open workstep in which that outcome is chosen as a next action, by outcome (Q18).
    """

    child: ChildFacts
    pathway_id: UUID | None
    version: int
    opened_on: date | None
    today: date
    asked: "AskedEnd | None" = None
    chosen_in: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedEnd:
    """An end that somebody asked for, and a manager other than them authorises or declines."""

    id: UUID
    ground: str
    on: date
    reason: str
    evidence: str
    asked_by: WorkerFacts
    asked_on: date


def reasons_against_ending(
    facts: EndFacts, actor: Actor, *, ground: str, on: date | None, reason: str, evidence: str
) -> Iterator[Reason]:
    """Yield why the actor cannot end the pathway on that ground, or ask for it where somebody else authorises it."""
    yield from reasons_it_is_not_theirs_to_end(facts, actor)
    if facts.pathway_id is None:
        return
    chosen = GROUNDS.get(ground)
    if chosen is None:
        yield Reason(sentence="Choose why the pathway ends.")
    else:
        yield from _reasons_against_the_ground(facts, actor, chosen)
        yield from _reasons_against_the_day(facts, chosen, on)
    yield from reasons_against_the_reason(reason)
    if not evidence.strip():
        yield Reason(sentence="Write what shows it: the document and its date.")


def reasons_it_is_not_theirs_to_end(facts: EndFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor ends no pathway of this child, on whichever ground."""
    if not (is_manager(facts, actor) or chooses(facts, actor)):
        sentence = f"Only a Practice Supervisor or Team Manager of {facts.child.known_as}'s team ends the pathway."
        yield Reason(sentence=sentence, whose="others", status=403)
    if facts.pathway_id is None:
        yield Reason(sentence=f"{facts.child.known_as} has no open pathway, so there is nothing to end.")


def is_manager(facts: EndFacts, actor: Actor) -> bool:
    """Return whether the actor is PS/TM of the child: of its team, or allocated to it."""
    allocated = (facts.child.allocated.get(role) for role in ("practice_supervisor", "team_manager"))
    return manages_team(actor, facts.child.team_id) or any(is_me(actor, worker) for worker in allocated)


def chooses(facts: EndFacts, actor: Actor) -> bool:
    """Return whether the actor may choose that permanence is no longer required: SW, PS/TM or QAAG (Q18)."""
    own = is_me(actor, facts.child.allocated.get("social_worker"))
    return own or actor.holds("qaag_worker") or is_manager(facts, actor)


def _reasons_against_the_ground(facts: EndFacts, actor: Actor, ground: Ground) -> Iterator[Reason]:
    if not ground.needs_second:
        if not is_manager(facts, actor):
            sentence = (
                f"Only a Practice Supervisor or Team Manager of {facts.child.known_as}'s team "
                f'ends the pathway as "{ground.outcome}".'
            )
            yield Reason(sentence=sentence, whose="others", status=403)
        return
    if title := facts.chosen_in.get(ground.outcome):
        sentence = f'{title} is open, so "{ground.outcome}" is chosen there, as its next action.'
        yield Reason(sentence=sentence)
    if facts.asked:
        name, day = facts.asked.asked_by.name, plain_date(facts.asked.asked_on)
        yield Reason(sentence=f"{name} asked for this on {day} already. A manager answers it first.", whose="others")


def _reasons_against_the_day(facts: EndFacts, ground: Ground, on: date | None) -> Iterator[Reason]:
    born = facts.child.date_of_birth
    if on is None:
        yield Reason(sentence="Enter the day from which it is so.")
    elif on > facts.today:
        yield Reason(sentence=f"{plain_date(on)} has not come yet. Enter the day from which it is so.")
    elif facts.opened_on and on < facts.opened_on:
        yield Reason(sentence=f"The pathway began on {plain_date(facts.opened_on)}, so it did not end before that.")
    if ground.key == "turned_18" and age_on(born, on=on or facts.today) < ADULT:
        day = plain_date(birthday(born, age=ADULT))
        yield Reason(sentence=f"{facts.child.known_as} is {ADULT} on {day}, and not before.")


def reasons_against_answering_the_end(facts: EndFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot authorise or decline the end that was asked for (Q18, R173)."""
    if facts.asked is None:
        yield Reason(sentence="Nobody asks for the end of this pathway now.", whose="others")
    elif is_me(actor, facts.asked.asked_by):
        yield Reason(sentence="You asked for this, so someone else authorises it.", whose="others", status=403)
    if not is_manager(facts, actor):
        sentence = f"Only a Practice Supervisor or Team Manager of {facts.child.known_as}'s team authorises this."
        yield Reason(sentence=sentence, whose="others", status=403)


def reasons_against_declining_the_end(facts: EndFacts, actor: Actor, reason: str) -> Iterator[Reason]:
    """Yield why the actor cannot decline the end that was asked for, or, having asked for it, withdraw it."""
    mine = facts.asked is not None and is_me(actor, facts.asked.asked_by)
    if not mine:
        yield from reasons_against_answering_the_end(facts, actor)
    yield from reasons_against_the_reason(reason)
