"""When each act of each story happens: counted back from the day a story ends, on working days, in office hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from permanence.demo import acts_care as care
from permanence.demo.authority import FOUNDED_AT, FOUNDED_ON
from permanence.demo.case import Case
from permanence.demo.situations import SITUATIONS, Act
from permanence.kernel.london import LONDON
from permanence.kernel.working_days import last_working_day_on_or_before
from permanence.outside.bank_holidays import england

OPENS = time(9, 15)
BETWEEN = timedelta(minutes=35)
FORCED = {care.come_into_care: "care", care.review_without_plan: "reviews"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An act that is to happen. `order` settles which comes first of two at one instant."""

    at: datetime
    order: tuple[int, int]
    case: Case
    act: Act


def events_of(case: Case) -> Iterator[Event]:
    """Yield everything that happens to a child, in order."""
    known = FOUNDED_AT + timedelta(hours=2, seconds=case.number)
    acts: list[tuple[datetime, Act]] = [(known, care.become_known)]
    dated = _dated(case) if case.is_told else []
    for place, (day, act) in enumerate(dated):
        same_day = sum(1 for other, _ in dated[:place] if other == day)
        acts.append((_at(case, day, same_day, is_last=place == len(dated) - 1), act))
    for place, (at, act) in enumerate(acts):
        yield Event(at=at, order=(case.number, place), case=case, act=act)


def _at(case: Case, day: date, nth: int, *, is_last: bool) -> datetime:
    if is_last and "time" in case.entry:
        return datetime.combine(day, time.fromisoformat(case.entry["time"]), LONDON)
    spread = timedelta(minutes=case.number * 7 % 180)
    return datetime.combine(day, OPENS, LONDON) + spread + nth * BETWEEN


def _dated(case: Case) -> list[tuple[date, Act]]:
    """Return the acts of the child's story with their days; what the entry dates itself stands on its own days."""
    day: date = case.entry["on"]
    back: list[tuple[date, Act]] = []
    for gap, act in reversed(SITUATIONS[case.entry["so"]]):
        back.append((day, act))
        day = _working(day - timedelta(days=gap))
    dated = back[::-1]
    if "reviews" in case.entry:
        dated = [(on, act) for on, act in dated if act not in FORCED]
        dated = [*_entered(case), *dated]
    return dated


def _entered(case: Case) -> Iterator[tuple[date, Act]]:
    """Yield the coming into care and the reviews that the entry dates; earlier ones are entered on day two."""
    first = FOUNDED_ON + timedelta(days=1)
    yield max(case.entry["care"], first), care.come_into_care
    for held_on in case.entry["reviews"]:
        yield max(held_on, first), partial(care.review_without_plan, held_on=held_on)


def _working(day: date) -> date:
    return last_working_day_on_or_before(day, holidays=england())
