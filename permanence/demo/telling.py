"""Telling the stories: every act of every child in the order of its time, a day at a time."""

import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random
from typing import Any

from django.db import transaction

from permanence.demo.authority import FOUNDED_AT, FOUNDED_ON, absences, read_people, tell_absence
from permanence.demo.case import Case
from permanence.demo.house import House
from permanence.demo.kinship import relate_groups, relate_workers
from permanence.demo.schedule import Event, events_of
from permanence.kernel.dates import plain_date
from permanence.kernel.london import LONDON, london_date
from permanence.operations.due_round import run_due
from permanence.operations.mailing import mail_read_before
from permanence.operations.marking import mark_read

WATCHED_FROM = date(2026, 10, 1)
"""From this day on the round of due dates is made each evening: nobody reads notices that are older."""
MORNING, EVENING = time(6), time(18)
UNREAD = timedelta(days=4)
"""Mail and notices of the last days wait when the demo is served first; what is older was read in its time."""
STEPS_OF_PROGRESS = 20


def tell_stories(
    house: House,
    *,
    seed: int,
    now: datetime,
    only: Collection[int] | None = None,
    more: Collection[Mapping[str, Any]] = (),
) -> None:
    """Tell what happened to the children up to now. Each day is one transaction, its acts in their order.

    Args:
        only: numbers of the children whose stories are told, 1 being that of 3900001; None for all of them.
        more: entries of further children, whose stories are told in any case.
    """
    known = read_people("children")["children"]
    cases = [
        Case(
            number=number,
            entry=entry,
            house=house,
            rng=Random(f"{seed} {number}"),
            at=FOUNDED_AT,
            is_told=only is None or number in only or number > len(known),
        )
        for number, entry in enumerate([*known, *more], start=1)
    ]
    events = sorted((event for case in cases for event in events_of(case)), key=lambda event: (event.at, event.order))
    told = [event for event in events if event.at <= now]
    away = sorted(absences(house.name), key=lambda absence: absence[0])
    progress = _Progress(acts=len(told), children=len(cases))
    read_on, is_read = london_date(now - UNREAD), False
    with mail_read_before(now - UNREAD):
        for day, of_day in groupby(told, key=lambda event: london_date(event.at)):
            if day > read_on and not is_read:
                is_read = True
                _notices_are_read(house, at=datetime.combine(read_on, EVENING, LONDON))
            with transaction.atomic():
                while away and away[0][0] <= day:
                    tell_absence(house, away.pop(0)[1], at=datetime.combine(day, MORNING, LONDON))
                progress.count(_happened(of_day), day=day)
                if day == FOUNDED_ON:
                    relate_groups(cases)
                    relate_workers(house, cases)
            if day >= WATCHED_FROM:
                run_due(authority_id=house.authority_id, at=min(now, datetime.combine(day, EVENING, LONDON)))


def _notices_are_read(house: House, *, at: datetime) -> None:
    """Let everybody who is never away read what they were told so far."""
    away = {worker["login"] for _, worker in absences(house.name)}
    for login in sorted(house.actors.keys() - away):
        mark_read(notice_id=None, actor=house.acting(login), at=at)


def _happened(events: Iterator[Event]) -> int:
    """Let each of these happen, and return how many there were."""
    count = 0
    for event in events:
        event.case.at = event.at
        event.act(event.case)
        count += 1
    return count


class _Progress:
    """How far the telling is, said now and then to whoever waits."""

    def __init__(self, *, acts: int, children: int) -> None:
        self._acts, self._children = acts, children
        self._told = self._said = 0

    def count(self, acts: int, *, day: date) -> None:
        """Count acts that were told, up to a day."""
        self._told += acts
        if self._told * STEPS_OF_PROGRESS // self._acts > self._said:
            self._said = self._told * STEPS_OF_PROGRESS // self._acts
            done = round(100 * self._told / self._acts)
            words = f"{self._children} children, told up to {plain_date(day)}: {done} in 100."
            print(words, file=sys.stderr, flush=True)  # noqa: T201  # to whoever waits for the demo
