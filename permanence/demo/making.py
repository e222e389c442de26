"""Making the demo: the authorities are founded, and every story is told in the order in which its acts happened.

Everything is done by the operations that pages use, each act by whoever does it and at its practice time, so that the
audit is whole and every page has a past. Same seed, same rows (C04, P29).
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from permanence.demo.authority import FOUNDED_AT, found, read_people
from permanence.demo.house import House, real_now
from permanence.demo.ids import seeded_ids
from permanence.demo.size import CHILDREN, make_likes
from permanence.demo.size_entries import told_entries
from permanence.demo.telling import tell_stories
from permanence.kernel.london import LONDON, london_date
from permanence.operations.children import add_child
from permanence.operations.clock import set_clock
from permanence.outside.unable import Unable

CLOCK = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
SMALL, AUTHORITY = "small", "authority"
"""The sizes that this release makes: the children of people/children.yaml, and 15,000 more beside them."""


def make_demo(
    *,
    seed: int,
    size: str = SMALL,
    children: int | None = None,
    clock: datetime | None = None,
    only: Collection[int] | None = None,
) -> None:
    """Make the demo in the database that Django is set up for, which holds no authority yet.

    Args:
        seed: number that names, texts, ids and days that are not fixed grow from.
        children: how many a large authority has beside those of a small one; None: 15,000.
        clock: the demo's now; no act lies after it. None: Monday 16 November 2026, 09:00.
        only: numbers of the children whose stories are told, 1 being that of 3900001; None for all of them.

    Raises:
        Unable: that size is not made yet.
    """
    many = _many(size, children)
    now = clock or CLOCK
    with seeded_ids(seed):
        with transaction.atomic():
            westmere = found("westmere")
        told = told_entries(many, seed=seed, today=london_date(now)) if many else {}
        tell_stories(westmere, seed=seed, now=now, only=only, more=[entry for each in told.values() for entry in each])
        if many:
            make_likes(westmere, told=told, children=many, seed=seed)
        with transaction.atomic():
            for house in (westmere, _neighbour()):
                set_clock(practice_at=now, actor=replace(house.operator, real_at=real_now()), at=now)


def _many(size: str, children: int | None) -> int:
    """Return how many children there are beside those of a small demo."""
    if size not in {SMALL, AUTHORITY}:
        raise Unable(
            f'A demo of size "{size}" comes with a later release. Leave out --size, or say small or authority.'
        )
    return 0 if size == SMALL else CHILDREN if children is None else children


def _neighbour() -> House:
    """Found the other authority, with a worker and two children of its own."""
    house = found("eastholm")
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
