"""What every mending of a mistake asks: who may mend it, and what others have done since (R177)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import short_date
from permanence.kernel.facts import StepFacts
from permanence.kernel.london import london_date, london_time
from permanence.kernel.reasons import Reason
from permanence.kernel.wording import role_titles

TEAM_MANAGERS: Final = ("practice_supervisor", "team_manager")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneSince:
    """What somebody has done with work that a mending would take back.

    Args:
        did: "started", "picked up" or "sent a request on", before the title.
    """

    who: str
    did: str
    title: str
    at: datetime

    def words(self, *, today: date) -> str:
        """Return it as the beginning of a sentence: "Dee Marlow started Search at 09:04"."""
        return f"{self.who} {self.did} {self.title} {at_words(self.at, today=today)}"


def at_words(instant: datetime, *, today: date) -> str:
    """Return when something was done: the time alone, where it was today."""
    day = london_date(instant)
    return f"at {london_time(instant)}" + ("" if day == today else f" on {short_date(day)}")


def mends_as_manager(facts: StepFacts, actor: Actor) -> bool:
    """Return whether the actor may mend somebody else's work: they cancel such steps, or manage the child's team."""
    return actor.holds(*facts.step.cancelled_by) or manages_team(actor, facts.child.team_id)


def manages_team(actor: Actor, team_id: UUID | None) -> bool:
    """Return whether the actor is Practice Supervisor or Team Manager of the team (A8: PS/TM)."""
    return actor.holds_in(team_id, *TEAM_MANAGERS)


def manager_words(facts: StepFacts) -> str:
    """Return who mends as a manager, in words."""
    return role_titles(facts.process, facts.step.cancelled_by or TEAM_MANAGERS)


def reasons_work_has_begun(since: tuple[DoneSince, ...], *, today: date, so: str) -> Iterator[Reason]:
    """Yield who has begun what since.

    Args:
        so: what follows from that, to end the sentence: "so this finish stands".
    """
    for each in since:
        yield Reason(sentence=f"{each.words(today=today)}, {so}.", whose="others")
