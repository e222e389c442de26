"""A checkpoint: where an authority's audit ended at a moment, to be kept where nobody who could change it can reach.

A chain whose rows were hashed again from some row on, or cut off at its end with the heads that named it, is whole in
itself: only what was written down elsewhere before shows it (P37).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from permanence.records.audit import AuditHead

HASH = 64
Marks = Mapping[date, Mapping[int, str]]
"""What checkpoints say stood there: month -> number of a row -> its hash."""

NOT_ONE = "This is not a checkpoint of the audit. Give a file that `permanence audit checkpoint` wrote."


class NotACheckpoint(ValueError):
    """It cannot be read as a checkpoint; the sentence says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The last row of one month: number and hash."""

    month: date
    seq: int
    hash: str

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return {"month": f"{self.month:%Y-%m}", "seq": self.seq, "hash": self.hash}


def ends(authority_id: UUID) -> tuple[End, ...]:
    """Return the last row of every month of an authority's audit, oldest first."""
    heads = AuditHead.objects.filter(authority_id=authority_id, seq__gt=0).order_by("month")
    return tuple(End(month=head.month, seq=head.seq, hash=head.hash) for head in heads)


def read_ends(plain: Any) -> tuple[End, ...]:
    """Return what `End.to_plain` wrote of one authority.

    Raises:
        NotACheckpoint: it is something else.
    """
    try:
        return tuple(_end(each) for each in plain)
    except (TypeError, ValueError, KeyError):
        raise NotACheckpoint(NOT_ONE) from None


def _end(plain: Mapping[str, Any]) -> End:
    seq, digest = plain["seq"], plain["hash"]
    if not isinstance(seq, int) or seq < 1 or len(bytes.fromhex(digest)) * 2 != HASH:
        raise ValueError
    return End(month=date.fromisoformat(f"{plain['month']}-01"), seq=seq, hash=digest)


def marks_of(found: Iterable[End]) -> Marks:
    """Return the same by month and number, of any number of checkpoints."""
    marks: dict[date, dict[int, str]] = {}
    for end in found:
        marks.setdefault(end.month, {})[end.seq] = end.hash
    return marks
