"""What both of two changes make of ticked boxes or of the rows of a table, where neither stands in the other's way."""

from collections.abc import Mapping
from typing import TypeVar

V = TypeVar("V")


def joined(base: Mapping[str, V], theirs: Mapping[str, V], mine: Mapping[str, V]) -> dict[str, V] | None:
    """Return the parts with both changes; None where a part was changed in two ways, or only one changed anything.

    Args:
        base, theirs, mine: part to what it says, such as row id to cells: before, and in the two versions.

    >>> joined({"a": 1}, {"a": 1, "b": 2}, {"a": 1, "c": 3})
    {'a': 1, 'b': 2, 'c': 3}
    >>> joined({"a": 1}, {"a": 2}, {"a": 3}) is None
    True
    >>> joined({"a": 1, "b": 2}, {"b": 2}, {"a": 1, "b": 5})
    {'b': 5}
    """
    both: dict[str, V] = {}
    for part in {**theirs, **mine}:
        was, here, there = base.get(part), theirs.get(part), mine.get(part)
        if here != there and was not in (here, there):
            return None
        stands = there if here == was else here
        if stands is not None:
            both[part] = stands
    return None if both in (theirs, mine) else both
