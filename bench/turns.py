"""The sides of a comparison: each a process of its own that does its unit when it is told to, and says what that took.

What stands here needs Python's own library alone, so that each side may have an environment of its own.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

HERE = Path(__file__).resolve().parent.parent
DO, SETTLE = "do", "settle"
Act = Callable[[], object]


class Took(NamedTuple):
    """What an act took: seconds on the wall, seconds of the side's own processor time, and statements."""

    seconds: float
    processor: float
    statements: int


def answer(unit: Callable[[], Iterator[Act]], *, count: Callable[[], int], settle: Callable[[], object]) -> None:
    """Do a unit for each line that comes, until none does.

    Args:
        unit: yields its acts; what it does between two of them, as a page does that is opened, is not measured.
        count: returns how many statements were asked until now, BEGIN, COMMIT and savepoints left out.
        settle: has the database count what was written until now.
    """
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == SETTLE:
            settle()
            print("[]", flush=True)
        else:
            print(json.dumps([_took(act, count) for act in unit()]), flush=True)


def _took(act: Act, count: Callable[[], int]) -> Took:
    asked, began, spent = count(), perf_counter(), process_time()
    act()
    return Took(perf_counter() - began, process_time() - spent, count() - asked)


@dataclass
class Side:
    """A side under way."""

    name: str
    process: subprocess.Popen[str]

    @classmethod
    def start(cls, name: str, command: Sequence[str]) -> "Side":
        """Start a side, and wait until it is ready."""
        pipes = subprocess.PIPE
        side = cls(name, subprocess.Popen(command, cwd=HERE, text=True, stdin=pipes, stdout=pipes))
        if side.line() != "ready":
            raise RuntimeError(f"{name} did not become ready.")
        return side

    def line(self) -> str:
        """Return what it says next."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def turn(self) -> list[Took]:
        """Have it do a unit; return what each act took."""
        return [Took(seconds, processor, int(asked)) for seconds, processor, asked in self._said(DO)]

    def settle(self) -> None:
        """Have its database count what was written until now."""
        self._said(SETTLE)

    def _said(self, what: str) -> list[list[float]]:
        assert self.process.stdin
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        said = self.line()
        if not said:
            raise RuntimeError(f"{self.name} ended amid its unit.")
        answered: list[list[float]] = json.loads(said)
        return answered

    def end(self) -> None:
        """Let it end."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)
