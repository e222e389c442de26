"""How a worklist grows: its first page and its counts at 1,000 and 100,000 open worksteps, and 100,000 finished.

    python -m bench.worklist [--small 1000] [--large 100000]

Somebody holds 500 of the open worksteps at either size, the others are other people's. All sizes stand side by side,
each in a database of its own, and are asked in turns, through the queries of the page, its counts and the frame around
it. The ratio of the largest to the smallest is to be at most 1.5, and no query reads a growing table from end to end.
For information: the same for whoever holds a tenth of all.
"""

import argparse
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import psycopg

from bench.copies import Copies
from bench.figures import Figure, found
from bench.many import add_children, demo, in_turns, owning, statements
from tests.support.plans import read_whole

MOST, TURNS, HELD, SHOWN = 1.5, 41, 500, 25
PART = "Worklist"
READER, HEAVY = "Grace Bello", "Isla Fraser"
SMALL, LARGE, FINISHED = "bench_small", "bench_large", "bench_finished"
STEPS = """
    INSERT INTO records_workstep SELECT (jsonb_populate_record(told, jsonb_build_object(
        'id', uuidv7(), 'child_id', c.id, 'pathway_id', w.id, 'child_name', p.name, 'child_number', p.number,
        'child_born_on', p.date_of_birth, 'passed_at', told.passed_at - (r.place %% 200) * interval '1 hour',
        'due_on', CASE WHEN r.place %% 3 > 0 THEN date '2026-11-16' + (r.place %% 60)::int END) || %(also)s::jsonb
        || jsonb_build_object('assigned_worker_id',
            CASE WHEN r.place <= %(held)s THEN %(reader)s::uuid ELSE %(other)s::uuid END)
    )).*
    FROM (SELECT child.*, row_number() OVER (ORDER BY person.number DESC) AS place
        FROM records_child child JOIN records_person person ON person.id = child.person_id
        WHERE person.number::bigint BETWEEN 5000001 + %(after)s AND 5000000 + %(after)s + %(count)s) r
    JOIN records_child c ON c.id = r.id JOIN records_person p ON p.id = c.person_id
    JOIN records_pathway w ON w.child_id = c.id JOIN records_workstep told ON told.id = %(told)s
"""


def fill(data: Path, *, count: int, after: int, held: int, told: Any, reader: UUID, also: str = "{}") -> None:
    """Add children with a workstep each, like the one told; the reader holds so many of them."""
    with owning(data) as owner:
        at: datetime = told.passed_at
        add_children(owner, count=count, after=after, authority_id=told.authority_id, at=at)
        add_steps(owner, count=count, after=after, held=held, told=told, reader=reader, also=also)


def add_steps(owner: "psycopg.Connection[Any]", *, told: Any, reader: UUID, **given: Any) -> None:
    """Add a workstep for each of these children."""
    from permanence.records.people import Worker

    other = Worker.objects.values_list("id", flat=True).get(person__name="Marek Dvorak")
    owner.execute(STEPS.encode(), {"told": told.id, "reader": reader, "other": other, **given})


def finished(told: Any) -> str:
    """Return, as JSON, what a finished workstep has besides."""
    from permanence.records.catalogue import newest_version

    version = newest_version(authority_id=told.authority_id, process_key=told.process_key)
    assert version
    at, by = told.passed_at.isoformat(), str(told.assigned_worker_id)
    ends = {"started_at": at, "started_by_id": by, "finished_at": at, "finished_by_id": by, "closed_at": at}
    return json.dumps({"state": "finished", "process_version_id": str(version.id), **ends})


def grown(data: Path, *, small: int, large: int) -> Copies:
    """Let the worklists grow, and keep a copy at each size."""
    from permanence.records.people import Worker
    from permanence.records.worksteps import Workstep

    copies, workers = Copies(data), dict(Worker.objects.values_list("person__name", "id"))
    told = Workstep.objects.get(child__person__number="3900001", state="incoming")
    reader: dict[str, Any] = {"told": told, "reader": workers[READER]}
    heavy: dict[str, Any] = {"told": told, "reader": workers[HEAVY]}
    fill(data, count=small, after=0, held=HELD, **reader)
    copies.keep(SMALL)
    fill(data, count=large // 10, after=small, held=large // 10, **heavy)
    more = large - small - large // 10
    fill(data, count=more, after=small + large // 10, held=0, **reader)
    copies.keep(LARGE)
    fill(data, count=large, after=large, held=HELD, also=finished(told), **reader)
    copies.keep(FINISHED)
    return copies


class Reader:
    """Somebody who opens their incoming work."""

    def __init__(self, name: str) -> None:
        from permanence.demo.making import CLOCK
        from permanence.queries.actors import worker_acting
        from permanence.records.people import Worker

        worker = Worker.objects.values_list("id", flat=True).get(person__name=name)
        self.at = CLOCK
        self.actor = worker_acting(worker_id=worker, today=CLOCK.date(), real_at=CLOCK, request_id="bench")

    def page(self) -> None:
        """Ask for the first page, its counts, and what the frame around it counts."""
        from permanence.queries.listings import Asked
        from permanence.queries.navigation import surroundings
        from permanence.queries.worklists import folder

        shown = folder(key="incoming", asked=Asked(), actor=self.actor, at=self.at)
        assert len(shown.rows) == SHOWN
        surroundings(actor=self.actor)


def main() -> None:
    """Fill a demo in steps and ask each step in turns."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=1_000, help="open worksteps at first (1000)")
    parser.add_argument("--large", type=int, default=100_000, help="open at last, and finished (100000)")
    args = parser.parse_args()
    with demo(1) as data:
        figures = measured(data, small=args.small, large=args.large)
    found(figures)


def measured(data: Path, *, small: int, large: int) -> list[Figure]:
    """Return the figures."""
    copies = grown(data, small=small, large=large)
    reader, heavy = Reader(READER), Reader(HEAVY)
    acts = {name: copies.on(name, reader.page) for name in (SMALL, LARGE, FINISHED)}
    acts["heavy"] = copies.on(FINISHED, heavy.page)
    taken = {name: median(seconds) for name, seconds in in_turns(acts, turns=TURNS).items()}
    asked = {name: statements(act) for name, act in acts.items()}
    whole = copies.on(FINISHED, lambda: read_whole([*asked[FINISHED], *asked["heavy"]]))()
    copies.close()
    words = {
        LARGE: f"{large:,} open",
        FINISHED: f"{large:,} open and {large:,} finished",
        "heavy": f"the same for whoever holds {large // 10:,} of them",
    }
    figures = [_figure(name, said, taken, asked, small) for name, said in words.items()]
    return [*figures, _plan(whole, n=len(asked[FINISHED]))]


def _figure(name: str, said: str, taken: Mapping[str, float], asked: Mapping[str, list[str]], small: int) -> Figure:
    bound = "" if name == "heavy" else f"at most {MOST}"
    ratio = taken[name] / taken[SMALL]
    return Figure(
        part=PART,
        what=f"first page and counts, {said}",
        ratio=ratio,
        to=f"the same at {small:,} open",
        n=TURNS,
        found=f"{taken[name] * 1000:.1f} ms, {len(asked[name])} statements",
        bound=bound,
        met=not bound or ratio <= MOST,
    )


def _plan(whole: Any, *, n: int) -> Figure:
    read = ", ".join(sorted(whole)) or "none"
    return Figure(part=PART, what="growing tables read from end to end", n=n, found=read, bound="none", met=not whole)


if __name__ == "__main__":
    main()
