"""Public ids that come again: UUIDv7s that follow from a seed, each later than the one before (C04, C07)."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from uuid import UUID

from permanence.records.base import id_source

BEGINNING = 1_735_689_600_000
"""Milliseconds to 1 January 2025: earlier than any id that work on the demo makes, so that these sort first."""


class SeededIds:
    """A source of ids. Two with one seed give the same ids in the same order."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"ids {seed}")
        self._given = 0

    def __call__(self) -> UUID:
        """Return the next id."""
        self._given += 1
        value = (BEGINNING + self._given) << 80
        value |= 0x7 << 76 | self._random.getrandbits(12) << 64
        return UUID(int=value | 0b10 << 62 | self._random.getrandbits(62))


@contextmanager
def seeded_ids(seed: int) -> Iterator[None]:
    """Have every new id come from the seed meanwhile."""
    token = id_source.set(SeededIds(seed))
    try:
        yield
    finally:
        id_source.reset(token)
