"""What pages cost a worker of the server: processor time a page, and statements, for short lists and long ones.

    python -m bench.pages [--steps 400]

At most 25 ms of processor time a page, and as many statements whatever the length of its list (P35). Measured in this
process by Django's own test client, from the request to the last byte, as the process's own time: PostgreSQL's is not
in it, and others who use the machine do not count. A millisecond differs from machine to machine: the ratio to a bare
statement (`SELECT 1` through Django), measured just before, stays.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.figures import Figure, found
from bench.lengthening import lengthen
from bench.many import bare_statement, demo, processor_time, statements

MOST, TURNS, WARM = 25.0, 31, 4
PART, LONG = "Pages", "3900033"
"""The child whose way goes furthest, on whose worksteps most stands."""


class Desk:
    """A worker's browser, and what its pages cost."""

    def __init__(self, username: str) -> None:
        from django.test import Client

        from permanence.records.accounts import User

        self.browser = Client(headers={"user-agent": "Bench"}, SERVER_NAME="localhost")
        self.browser.force_login(User.objects.get(username=username))

    def get(self, path: str) -> Any:
        """Open a page. It is there, whole."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer


class Cost(NamedTuple):
    """What a page cost: milliseconds of processor time, the same in bare statements, statements, and bytes."""

    milliseconds: float
    bare: float
    statements: int
    size: int


def main() -> None:
    """Make a demo, open its pages with short lists and with long ones, and throw it away."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=400, help="how long the long lists are (400)")
    steps = parser.parse_args().steps
    with demo(1, 33) as data:
        figures = list(measured(data, steps=steps))
    found(figures)


def measured(data: Path, *, steps: int) -> Iterator[Figure]:
    """Yield the figures."""
    pages = _pages()
    short = {what: _cost(username, path) for what, username, path in pages}
    lengthen(data, number=LONG, steps=steps)
    long = {what: _cost(username, path) for what, username, path in pages}
    for what, cost in short.items():
        yield _processor(what, "short lists", cost)
        yield _processor(what, f"lists of {steps}", long[what])
        yield _asked(what, cost.statements, long[what].statements, steps)


def _pages() -> list[tuple[str, str, str]]:
    from permanence.records.children import Child
    from permanence.records.worksteps import Workstep

    child = Child.objects.get(person__number=LONG)
    step = Workstep.objects.filter(child=child, step_type="permanency_planning").latest("passed_at")
    return [
        ("Current work", "priya.nair", "/work/incoming/"),
        ("Person summary", "joan.ellery", f"/children/{child.id}/"),
        ("Workstep", "joan.ellery", f"/steps/{step.id}/"),
        ("Section", "joan.ellery", f"/steps/{step.id}/sections/family_members/"),
        ("Find a child", "joan.ellery", "/children/?q=Thornberry"),
    ]


def _cost(username: str, path: str) -> Cost:
    desk, bare = Desk(username), bare_statement()
    spent = processor_time(lambda: desk.get(path), turns=TURNS, warm=WARM)
    asked = len(statements(lambda: desk.get(path)))
    return Cost(milliseconds=spent * 1000, bare=spent / bare, statements=asked, size=len(desk.get(path).content))


def _processor(what: str, how: str, cost: Cost) -> Figure:
    return Figure(
        part=PART,
        what=f"{what}, {how}: processor time",
        ratio=cost.bare,
        to="a bare statement",
        n=TURNS,
        found=f"{cost.milliseconds:.1f} ms, {cost.size // 1000} kB",
        bound=f"at most {MOST:.0f} ms",
        met=cost.milliseconds <= MOST,
    )


def _asked(what: str, short: int, long: int, steps: int) -> Figure:
    said = f"{short}, and {long} with lists of {steps}"
    return Figure(part=PART, what=f"{what}: statements", n=2, found=said, bound="as many", met=short == long)


if __name__ == "__main__":
    main()
