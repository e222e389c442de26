"""Which words of two texts are the same, fast enough for any text that fits a form (P33).

What both have but once is found first; between such places short stretches are looked at word by word. A long stretch
that shares nothing so marked counts as changed whole: no word is lost or reordered, only fewer are told apart.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

Words = Sequence[str]
Pair = tuple[int, int]
Change = tuple[bool, slice, slice]
IN_A_ROW = 3
LOOKED_AT = 40_000
"""How many pairs of words a stretch may have that is looked at word by word."""


def changes(one: Words, other: Words) -> list[Change]:
    """Return stretches, the same in both or changed, that cover both lists in order: same?, place in one, in other.

    >>> changes(["a", "b", "c"], ["a", "x", "c"])
    [(True, slice(0, 1, None), slice(0, 1, None)), (False, slice(1, 2, None), slice(1, 2, None)), \
(True, slice(2, 3, None), slice(2, 3, None))]
    """
    found: list[Change] = []
    here = there = 0
    for start, to, length in _blocks(list(_pairs(one, other, 0, len(one), 0, len(other)))):
        if start > here or to > there:
            found.append((False, slice(here, start), slice(there, to)))
        here, there = start + length, to + length
        found.append((True, slice(start, here), slice(to, there)))
    if here < len(one) or there < len(other):
        found.append((False, slice(here, len(one)), slice(there, len(other))))
    return found


def _blocks(pairs: list[Pair]) -> Iterator[tuple[int, int, int]]:
    numbered = enumerate(pairs)
    for _, group in groupby(numbered, key=lambda each: (each[1][0] - each[0], each[1][1] - each[0])):
        run = [pair for _, pair in group]
        yield run[0][0], run[0][1], len(run)


def _pairs(one: Words, other: Words, low: int, high: int, from_: int, to: int) -> Iterator[Pair]:
    """Yield the places of equal words, ascending in both."""
    if (high - low) * (to - from_) <= LOOKED_AT:
        blocks = SequenceMatcher(a=one[low:high], b=other[from_:to], autojunk=False).get_matching_blocks()
        yield from ((low + a + step, from_ + b + step) for a, b, size in blocks for step in range(size))
        return
    while low < high and from_ < to and one[low] == other[from_]:
        yield low, from_
        low, from_ = low + 1, from_ + 1
    end = 0
    while low < high - end and from_ < to - end and one[high - end - 1] == other[to - end - 1]:
        end += 1
    for place, its_match, next_place, next_match in _stretches(one, other, low, high - end, from_, to - end):
        yield from _pairs(one, other, place, next_place, its_match, next_match)
    yield from ((high - end + step, to - end + step) for step in range(end))


def _stretches(
    one: Words, other: Words, low: int, high: int, from_: int, to: int
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches that landmarks divide this one into; a long one without any is not looked into."""
    marks = _rising(sorted(_landmarks(one, other, low, high, from_, to)))
    if marks or (high - low) * (to - from_) <= LOOKED_AT:
        yield from ((*start, *end) for start, end in zip([(low, from_), *marks], [*marks, (high, to)], strict=True))


def _landmarks(one: Words, other: Words, low: int, high: int, from_: int, to: int) -> Iterator[Pair]:
    """Yield where words in a row stand that are found once in each."""
    places, matches = _once(one, low, high), _once(other, from_, to)
    yield from ((place, matches[row]) for row, place in places.items() if row in matches)


def _once(words: Words, low: int, high: int) -> dict[tuple[str, ...], int]:
    rows = [tuple(words[place : place + IN_A_ROW]) for place in range(low, high - IN_A_ROW + 1)]
    often = Counter(rows)
    return {row: low + place for place, row in enumerate(rows) if often[row] == 1}


def _rising(pairs: list[Pair]) -> list[Pair]:
    """Return the longest run of pairs, sorted by their first, whose seconds rise too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_, second) in enumerate(pairs):
        length = bisect_left(tails, second)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [second]
        ends[length : length + 1] = [place]
    run, place = [], ends[-1] if ends else -1
    while place >= 0:
        run.append(pairs[place])
        place = before[place]
    return run[::-1]
