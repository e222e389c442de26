"""A proof: a test that runs small with all the others, and at the promise's own size by `make prove`.

By `make prove` each proof also writes down what it found, with its size, seed and day; docs/proof.md is made of that.
"""

import json
import os
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom

import pytest

WHOLE = "PERMANENCE_PROVE"
"""Set to the file that results are added to, a JSON line each; unset, the tests run small and write nothing."""
SEED = "PERMANENCE_SEED"
MINUTES = "PERMANENCE_MINUTES"
"""For how long a proof that is made of many like things goes on at most; what it made by then is its n."""
SMALL_SEED = 20261122
"""Beside the other tests everybody draws the same, so that a change is what turns one red; `make prove` draws anew."""


@dataclass(frozen=True)
class Proof:
    """One proof under way.

    Attributes:
        seed: what everything random in it follows from; shown when it fails, and given again by PERMANENCE_SEED.
    """

    seed: int
    began: float = field(default_factory=time.monotonic)

    @property
    def whole(self) -> bool:
        """Return whether it runs at the promise's size."""
        return WHOLE in os.environ

    @property
    def random(self) -> Random:
        """Return a source of randomness at its start."""
        return Random(self.seed)  # noqa: S311  # a proof is to be repeated

    def size(self, small: int, whole: int) -> int:
        """Return how many: `small` beside the other tests, `whole` by `make prove`."""
        return whole if self.whole else small

    def goes_on(self) -> bool:
        """Return whether there is time for more: always, unless PERMANENCE_MINUTES says how long."""
        return time.monotonic() - self.began < float(os.environ.get(MINUTES, "inf")) * 60

    def found(self, promise: str, *, what: str, n: int, result: str) -> None:
        """Write down what was found.

        Args:
            promise: its number, such as "P09".
            what: what was done, as a reader would say it.
            n: how many times.
            result: what came of it, such as "0 lost".
        """
        if not self.whole:
            return
        seconds = round(time.monotonic() - self.began, 1)
        row = {"promise": promise, "what": what, "n": n, "result": result, "seed": self.seed, "seconds": seconds}
        row |= {"on": f"{datetime.now(UTC):%Y-%m-%d}", "test": os.environ["PYTEST_CURRENT_TEST"].split(" (")[0]}
        with Path(os.environ[WHOLE]).open("a", encoding="utf-8") as results:
            results.write(json.dumps(row, ensure_ascii=False) + "\n")


@pytest.fixture
def proof() -> Proof:
    """A proof with its seed: PERMANENCE_SEED, or by `make prove` another one each time."""
    drawn = SystemRandom().randrange(2**32) if WHOLE in os.environ else SMALL_SEED
    seed = int(os.environ.get(SEED) or drawn)
    print(f"seed {seed}: repeat it with {SEED}={seed}")  # noqa: T201  # pytest shows it where the test fails
    return Proof(seed=seed)
