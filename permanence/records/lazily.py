"""What is made only when somebody looks at it."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any


class Lazily(Mapping[str, Any]):
    """A mapping that is made once, when it is first looked at.

    Args:
        make: returns what it holds.
    """

    def __init__(self, make: Callable[[], Mapping[str, Any]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, Any]:
        return self._make()

    def __getitem__(self, key: str) -> Any:
        """Return one value."""
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        """Return every key."""
        return iter(self._made)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._made)
