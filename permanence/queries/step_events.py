"""What happened on a workstep, newest first."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import short_date
from permanence.kernel.london import london_date, london_time
from permanence.queries.access import see_facts
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import StepEvent

MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class EventShown:
    """One act: when, and what was said of it. `acted_for` names whom the worker acted for, "" for nobody."""

    when: str
    said: str
    acted_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage:
    """Everything that happened on a workstep."""

    id: UUID
    title: str
    bar: ChildBar
    why: str
    events: tuple[EventShown, ...]


def events_page(*, step_id: UUID, actor: Actor, at: datetime) -> EventsPage:
    """Return everything that happened on a workstep. Raises what `step_page` raises."""
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    return EventsPage(
        id=step_id,
        title=facts.step.title,
        bar=child_bar(facts.child, today=facts.today),
        why=seen.why,
        events=events_of(step_id, today=facts.today),
    )


def events_of(step_id: UUID, *, today: date, most: int = MOST) -> tuple[EventShown, ...]:
    """Return the acts on a workstep, newest first, and at most so many. One query."""
    rows = StepEvent.objects.filter(step_id=step_id).select_related("acting_for__person").order_by("-at", "-id")
    return tuple(
        EventShown(
            when=_when(row.at, today=today),
            said=row.said,
            acted_for=row.acting_for.person.name if row.acting_for else "",
        )
        for row in rows[:most]
    )


def _when(instant: datetime, *, today: date) -> str:
    day = london_date(instant)
    return f"{'Today' if day == today else short_date(day)} {london_time(instant)}"
