"""What a search for a child costs in a large authority, for information: time, statements, and the names read for it.

    python -m bench.finding [--children 15000]

The searcher oversees the whole authority, so that every child may be found: the access rule spares nothing. Each search
is told by its ratio to the first, which looks for one whole number; none reads every name.
"""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from bench.figures import Figure, found
from bench.many import add_children, demo, in_turns, owning, statements
from tests.support.plans import read_whole

PART, TURNS = "Finding", 15
NAMES = "records_personname"
SEARCHES = (
    "3900001",
    "4 May 2018",
    "Maya Thornberry",
    "Olamyde Stanwik",
    "bury",
    "Lee",
    "Maya Rose Thornbury 4/5/2018",
)


def main() -> None:
    """Fill a demo with children and look for some."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--children", type=int, default=15_000, help="how many there are (15000)")
    count = parser.parse_args().children
    with demo(1) as data:
        figures = list(measured(data, count=count))
    found(figures)


def measured(data: Path, *, count: int) -> Iterator[Figure]:
    """Yield the figures."""
    acts = searches(data, count=count)
    taken = {typed: median(seconds) for typed, seconds in in_turns(acts, turns=TURNS).items()}
    for typed, act in acts.items():
        asked = statements(act)
        whole = NAMES in read_whole(sql for sql in asked if sql.startswith("SELECT"))
        yield Figure(
            part=PART,
            what=f'"{typed}" among {count:,} children',
            ratio=taken[typed] / taken[SEARCHES[0]],
            to="a search for a whole number",
            n=TURNS,
            found=f"{taken[typed] * 1000:.1f} ms, {len(asked)} statements{', every name read' if whole else ''}",
            bound="every name read by none",
            met=not whole,
        )


def searches(data: Path, *, count: int) -> dict[str, Callable[[], object]]:
    """Add the children, and return each search as somebody who oversees all of them does it."""
    from permanence.demo.making import CLOCK
    from permanence.queries.actors import worker_acting
    from permanence.queries.finding_children import found_page
    from permanence.records.people import RoleHeld

    overseer = RoleHeld.objects.get(role="service_manager", team=None, authority__key="westmere")
    with owning(data) as owner:
        add_children(owner, count=count, after=0, authority_id=overseer.authority_id, at=CLOCK)
    actor = worker_acting(worker_id=overseer.worker_id, today=CLOCK.date(), real_at=CLOCK, request_id="bench")
    return {typed: partial(found_page, typed=typed, actor=actor, at=CLOCK) for typed in SEARCHES}


if __name__ == "__main__":
    main()
