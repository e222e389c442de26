"""Making the demo: the authorities are founded, and every story is told in the order in which its acts happened.

Everything is done by the operations that pages use, each act by whoever does it and at its practice time, so that the
audit is whole and every page has a past. Same seed, same rows (C04, P29).
"""

import sys
from dataclasses import replace
from datetime import date, datetime, time
from itertools import groupby
from random import Random

from django.db import transaction

from permanence.demo.authority import FOUNDED_AT, absences, found, read_people, tell_absence
from permanence.demo.case import Case
from permanence.demo.house import House, real_now
from permanence.demo.ids import seeded_ids
from permanence.demo.kinship import relate_groups, relate_workers
from permanence.demo.schedule import Event, events_of
from permanence.kernel.definitions import Process
from permanence.kernel.london import LONDON, london_date
from permanence.operations.children import add_child
from permanence.operations.clock import set_clock
from permanence.operations.due_round import run_due
from permanence.outside.definitions import PROCESSES, load_process
from permanence.outside.unable import Unable

CLOCK = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
PROCESS = "long_term_fostering"
SMALL = "small"
"""The size that this release makes."""
WATCHED_FROM = date(2026, 10, 1)
"""From this day on the round of due dates is made each day on which something happens; nobody reads older notices."""
ROUND_AT = time(6)


def make_demo(*, seed: int, size: str = SMALL, clock: datetime | None = None) -> None:
    """Make the demo in the database that Django is set up for, which holds no authority yet.

    Args:
        seed: number that names, texts, ids and days that are not fixed grow from.
        clock: the demo's now; no act lies after it. None: Monday 16 November 2026, 09:00.

    Raises:
        Unable: that size is not made yet.
    """
    if size != SMALL:
        raise Unable(
            f'A demo of size "{size}" comes with a later release. Make a small one: leave out --size, or say small.'
        )
    now = clock or CLOCK
    with seeded_ids(seed):
        process = load_process(PROCESSES / PROCESS)
        with transaction.atomic():
            westmere = found("westmere", process=process)
        _tell(westmere, seed=seed, now=now)
        with transaction.atomic():
            for house in (westmere, _neighbour(process)):
                set_clock(practice_at=now, actor=replace(house.operator, real_at=real_now()), at=now)


def _tell(house: House, *, seed: int, now: datetime) -> None:
    """Tell every story up to now, a day at a time: each day is one transaction, its acts in their order."""
    cases = [
        Case(number=number, entry=entry, house=house, rng=Random(f"{seed} {number}"), at=FOUNDED_AT)
        for number, entry in enumerate(read_people("children")["children"], start=1)
    ]
    events = sorted((event for case in cases for event in events_of(case)), key=lambda event: (event.at, event.order))
    told = [event for event in events if event.at <= now]
    left = {case.number: sum(event.case is case for event in told) for case in cases}
    waiting = sorted(absences("westmere"), key=lambda absence: absence[0])
    for day, of_day in groupby(told, key=lambda event: london_date(event.at)):
        with transaction.atomic():
            while waiting and waiting[0][0] <= day:
                tell_absence(house, waiting.pop(0)[1], at=datetime.combine(day, ROUND_AT, LONDON))
            for event in of_day:
                _happen(event, left)
            if day == london_date(FOUNDED_AT):
                relate_groups(cases)
                relate_workers(house, cases)
        if day >= WATCHED_FROM:
            run_due(authority_id=house.authority_id, at=datetime.combine(day, time(18), LONDON))


def _happen(event: Event, left: dict[int, int]) -> None:
    event.case.at = event.at
    event.act(event.case)
    left[event.case.number] -= 1
    if left[event.case.number] == 0:
        told = sum(count == 0 for count in left.values())
        _say(f"{told} of {len(left)} children")


def _neighbour(process: Process) -> House:
    """Found the other authority, with a worker and two children of its own."""
    house = found("eastholm", process=process)
    for entry in read_people("children")["eastholm"]:
        add_child(
            name=entry["name"],
            date_of_birth=entry["born"],
            sex=entry["sex"],
            team_id=house.teams["children"],
            actor=house.acting("anne.fairley"),
            at=FOUNDED_AT,
        )
    return house


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201  # progress, to whoever waits for the demo
