"""What a benchmark found: ratios with their bounds, printed, and kept for the page of them all (bench/report.py)."""

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

KEPT = "PERMANENCE_BENCH"
"""Set to the file that figures are added to, a JSON line each; unset, they are only printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure.

    Args:
        part: what was measured, such as "Worklist".
        what: which of it. ratio, to: how often something else goes into it, and what that is; None of what is no ratio.
        n: how many turns it is the middle of, or how many were counted.
        found: the same in its own measure, such as "12 ms, 9 statements"; time differs from machine to machine.
        bound: what it is to be, such as "at most 1.5"; "" for information.
        met: whether it is.
    """

    part: str
    what: str
    ratio: float | None = None
    to: str = ""
    n: int
    found: str = ""
    bound: str = ""
    met: bool = True

    def __str__(self) -> str:
        said = self.found if self.ratio is None else f"{self.ratio:.2f} times {self.to} ({self.found})"
        return f"{self.part}: {self.what}: {said}{self.verdict}, n = {self.n:,}"

    @property
    def verdict(self) -> str:
        """Return what it was to be, and whether it is."""
        return f"; {self.bound}: {'met' if self.met else 'NOT MET'}" if self.bound else ""


def found(figures: Iterable[Figure]) -> None:
    """Print the figures, keep them, and leave with 1 where a bound is not met."""
    all_of_them = list(figures)
    print()
    for figure in all_of_them:
        print(figure)
    if KEPT in os.environ:
        _keep(all_of_them, Path(os.environ[KEPT]))
    sys.exit(0 if all(figure.met for figure in all_of_them) else 1)


def _keep(figures: Iterable[Figure], file: Path) -> None:
    with file.open("a", encoding="utf-8") as kept:
        for figure in figures:
            row = {**asdict(figure), "on": f"{datetime.now(UTC):%Y-%m-%d}"}
            kept.write(json.dumps(row, ensure_ascii=False) + "\n")
