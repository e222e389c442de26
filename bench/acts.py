"""What each kind of act costs: statements and time, told by the stories of some children, as many as are asked for.

    python bench/acts.py [--children 2,33]

The time is processor time of this process; PostgreSQL's is not in it. A millisecond differs from machine to machine:
the last column says the time in bare statements (`SELECT 1` through Django), the ratio that stays. Read it beside that
of an earlier commit.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from itertools import chain
from pathlib import Path
from time import process_time
from typing import Any

from permanence.cli.data import database, name_data
from permanence.outside.postgres import running_or_started

BARE = 2_000
WHOLE_WAY = "33"
"""The child whose story goes from coming into care to a home."""


@dataclass
class Meter:
    """What was counted, by the name of the outer act."""

    statements: dict[str, list[int]] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    total: int = 0
    depth: int = 0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        """Count a statement: an execute wrapper of Django's."""
        self.total += 1
        return execute(*given)

    @contextmanager
    def act(self, name: str) -> Iterator[None]:
        """Count one act, unless it is part of another."""
        self.depth += 1
        before, began = self.total, process_time()
        try:
            yield
        finally:
            self.depth -= 1
            if not self.depth:
                self.statements.setdefault(name, []).append(self.total - before)
                self.seconds.setdefault(name, []).append(process_time() - began)


def metered(meter: Meter) -> None:
    """Have every act counted: to be called before the acts are imported."""
    from permanence.operations import acting

    plain = acting.practice_act

    def practice_act(name: str, **more: Any) -> Callable[..., Any]:
        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            done = plain(name, **more)(function)

            @wraps(done)
            def act(*args: Any, **kwargs: Any) -> Any:
                with meter.act(name):
                    return done(*args, **kwargs)

            return act

        return decorate

    acting.practice_act = practice_act


def tell(children: list[int]) -> None:
    """Tell the stories and print what they cost."""
    meter = Meter()
    metered(meter)
    from django.db import connection

    from permanence.demo import make_demo

    with connection.execute_wrapper(meter):
        began = process_time()
        make_demo(seed=1, only=children)
        whole = process_time() - began
    bare = _bare()
    acts = sorted(meter.statements, key=lambda name: -sum(meter.seconds[name]))
    print(f"{'act':26} {'times':>6} {'statements':>11} {'ms':>8} {'in bare statements':>19}")
    for name in acts:
        _row(name, meter.statements[name], meter.seconds[name], bare)
    _row("all acts", [*chain(*meter.statements.values())], [*chain(*meter.seconds.values())], bare)
    print(f"\n{whole:.1f} s for the whole, {meter.total:,} statements; a bare statement {bare * 1000:.2f} ms.")


def _row(name: str, statements: list[Any], seconds: list[Any], bare: float) -> None:
    times = len(seconds)
    each, mean = sum(seconds) / times, sum(statements) / times
    print(f"{name:26} {times:6} {mean:11.1f} {each * 1000:8.1f} {each / bare:19.0f}")


def _bare() -> float:
    """Return the seconds that a statement takes which does nothing."""
    from django.db import connection

    began = process_time()
    for _ in range(BARE):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    return (process_time() - began) / BARE


def main() -> None:
    """Make a database, tell the stories in it, and throw it away."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--children", default=WHOLE_WAY, help=f"numbers of the children, 1 to 62 ({WHOLE_WAY})")
    children = [int(number) for number in parser.parse_args().children.split(",")]
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as kept:
        data = name_data(Path(kept))
        os.environ["PERMANENCE_DEMO"] = "1"
        with running_or_started(data):
            subprocess.run([sys.executable, "-m", "permanence", "migrate", "--data", str(data)], check=True)
            with database(data):
                tell(children)


if __name__ == "__main__":
    main()
