"""Two texts side by side: which words are only in one of them (pages, section 10.4b)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Literal

from permanence.kernel.aligning import changes

WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of words: in both texts, only in this one, or left out of it (only in the other)."""

    text: str
    mark: Literal["same", "only", "left_out"] = "same"


def words_of(text: str) -> list[str]:
    """Return words, spaces and punctuation marks, which joined are the text again.

    >>> words_of("She asked, twice.")
    ['She', ' ', 'asked', ',', ' ', 'twice', '.']
    """
    return WORD.findall(text)


def compare_texts(this: str, other: str) -> tuple[Passage, ...]:
    """Return this text in passages, with what only the other has struck through where it would stand.

    Joined without the passages marked `left_out`, it is `this` again; nothing is lost or reordered.

    >>> [(p.text, p.mark) for p in compare_texts("to stay at Hazel Road", "to stay at home")]
    [('to stay at ', 'same'), ('home', 'left_out'), ('Hazel Road', 'only')]
    """
    mine, theirs = words_of(this), words_of(other)
    passages = []
    for is_same, in_theirs, in_mine in _runs(theirs, mine):
        left_out, only = "".join(theirs[in_theirs]), "".join(mine[in_mine])
        if is_same:
            passages.append(Passage(text=only))
            continue
        if left_out:
            passages.append(Passage(text=left_out, mark="left_out"))
        if only:
            passages.append(Passage(text=only, mark="only"))
    return tuple(passages)


def _runs(theirs: list[str], mine: list[str]) -> Iterator[tuple[bool, slice, slice]]:
    """Yield runs of both lists, same or changed; a lone space between two changes is part of one change."""
    marks = changes(theirs, mine)
    marks = [
        (is_same and not (0 < place < len(marks) - 1 and "".join(mine[there]).isspace()), here, there)
        for place, (is_same, here, there) in enumerate(marks)
    ]
    for is_same, group in groupby(marks, key=itemgetter(0)):
        run = list(group)
        yield is_same, slice(run[0][1].start, run[-1][1].stop), slice(run[0][2].start, run[-1][2].stop)


def merged(base: str, theirs: str, mine: str) -> str:
    """Return a text with both changes where no passage overlaps, else mine (pages, section 10.4b).

    >>> merged("She sees Nan.", "She sees Nan on Sundays.", "Maya sees Nan.")
    'Maya sees Nan on Sundays.'
    >>> merged("one", "two", "three")
    'three'
    """
    words = words_of(base)
    edits = sorted([*_edits(words, words_of(theirs)), *_edits(words, words_of(mine))])
    if any(one[1] > other[0] or one[:2] == other[:2] for one, other in pairwise(edits)):
        return theirs if mine == base else mine
    for from_, to, instead in reversed(edits):
        words[from_:to] = instead
    return "".join(words)


def _edits(base: list[str], changed: list[str]) -> list[tuple[int, int, list[str]]]:
    found = changes(base, changed)
    return [(here.start, here.stop, changed[there]) for is_same, here, there in found if not is_same]
