"""The unit of work: seven acts by our operations, beside the same rows written by hand, and two other engines.

    python -m bench.unit [--turns 60] [--peers var/bench]

A workstep lies in a team's inbox: it is picked up, started, a form of 40 answers saved (6.6 kB), its authorisation sent
and completed, a next action added, and finished, which passes the next workstep into the inbox. Every side is a process
of its own on one PostgreSQL, does a unit in its turn, and is measured by the act; the database of the rows written by
hand is a copy of ours. Ours takes at most 3 times the rows by hand, and less than django-viewflow; rows by table are
counted on both.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.figures import Figure, found
from bench.many import server
from bench.turns import Side, Took
from bench.unit_sides import BARE_VIEWFLOW, BASES, HAND, OURS, SPIFF, VIEWFLOW, at, sides
from bench.written import Written, written
from permanence.outside.postgres import DATABASE, owner_url

PART, TURNS, WARM, COUNTED = "Unit of work", 60, 10, 10
MOST = 3.0
ACTS = ("pick up", "start", "save 40 answers", "send", "complete", "add", "finish")
Turns = dict[str, list[list[Took]]]


def main() -> None:
    """Make a world, let every side do its units in turn, and throw all of it away."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=TURNS, help=f"units of each side ({TURNS})")
    parser.add_argument("--peers", type=Path, default=Path("var/bench"), help="where the engines' environments are")
    args = parser.parse_args()
    with server() as data, sides(data, args.peers) as all_of_them:
        taken = in_turns(all_of_them, turns=args.turns)
        rows = {name: counted(data, all_of_them[name], base) for name, base in ((OURS, DATABASE), (HAND, BASES[HAND]))}
    say(taken, rows)
    found([*figures(taken), rows_alike(rows)])


def in_turns(all_of_them: dict[str, Side], *, turns: int) -> Turns:
    """Return what each act took, each side doing a unit a turn, another one first each time."""
    names = list(all_of_them)
    taken: Turns = {name: [] for name in names}
    for turn in range(-WARM, turns):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            took = all_of_them[name].turn()
            if turn >= 0:
                taken[name].append(took)
    return taken


def counted(data: Path, side: Side, base: str) -> dict[str, Written]:
    """Return what a unit of a side writes, by table: the mean of some units."""
    address = at(owner_url(data), base)
    side.settle()
    before = written(address)
    for _ in range(COUNTED):
        side.turn()
    side.settle()
    after = written(address)
    grown = {table: Written(*(n / COUNTED for n in after[table].since(before[table]))) for table in after}
    return {table: each for table, each in grown.items() if any(each)}


def whole(turns: list[list[Took]]) -> tuple[float, float, int]:
    """Return the middle unit's milliseconds, its processor time, and the statements of the last unit."""
    seconds = median(sum(act.seconds for act in unit) for unit in turns)
    processor = median(sum(act.processor for act in unit) for unit in turns)
    return seconds * 1000, processor * 1000, sum(act.statements for act in turns[-1])


def say(taken: Turns, rows: dict[str, dict[str, Written]]) -> None:
    """Print what each side took, act by act, and what ours and the rows by hand wrote."""
    print(f"\n{'ms (statements)':18}" + "".join(f"{name:>28}" for name in taken))
    for number, act in enumerate(ACTS):
        cells = [
            (median(unit[number].seconds for unit in units), units[-1][number].statements) for units in taken.values()
        ]
        print(f"{act:18}" + "".join(f"{seconds * 1000:22.1f} ({asked:3})" for seconds, asked in cells))
    print(f"{'the unit':18}" + "".join(f"{each[0]:22.1f} ({each[2]:3})" for each in map(whole, taken.values())))
    print(f"\n{'rows a unit: inserted, updated, deleted':48}{OURS:>20}{HAND:>20}")
    for table in sorted(rows[OURS].keys() | rows[HAND].keys()):
        print(f"{table:48}" + "".join(f"{rows[name].get(table, Written())!s:>20}" for name in (OURS, HAND)))


def figures(taken: Turns) -> Iterator[Figure]:
    """Yield ours beside each other side."""
    ours = whole(taken[OURS])
    n = len(taken[OURS])
    bounds = {HAND: (f"at most {MOST:.0f}", MOST), VIEWFLOW: ("less than 1", 1.0)}
    for name in (HAND, VIEWFLOW, BARE_VIEWFLOW, SPIFF):
        theirs, (bound, most) = whole(taken[name]), bounds.get(name, ("", float("inf")))
        ratio = ours[0] / theirs[0]
        took = " to ".join(
            f"{ms:.1f} ms, {cpu:.1f} ms of processor time, {asked} statements" for ms, cpu, asked in (ours, theirs)
        )
        yield Figure(
            part=PART,
            what=f"ours to {name}",
            ratio=ratio,
            to=f"the unit {name}",
            n=n,
            found=took,
            bound=bound,
            met=ratio <= most,
        )


def rows_alike(rows: dict[str, dict[str, Written]]) -> Figure:
    """Return whether both wrote as many rows in every table."""
    tables = sorted(rows[OURS].keys() | rows[HAND].keys())
    other = [
        each for each in tables if rows[OURS].get(each, Written()).inserted != rows[HAND].get(each, Written()).inserted
    ]
    said = f"{len(tables)} tables written, {', '.join(other) or 'none'} by another number"
    return Figure(
        part=PART,
        what="rows written by hand as by ours",
        n=COUNTED,
        found=said,
        bound="as many in every table",
        met=not other,
    )


if __name__ == "__main__":
    main()
