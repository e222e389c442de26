"""Whether the audit is as it was written: every row's hash, every link to the row before, every month's end (P37)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.db import connection, transaction

from permanence.records.audit import BEFORE_THE_FIRST, CANONICAL, AuditHead

if TYPE_CHECKING:
    from django.db.backends.postgresql.base import DatabaseWrapper

AT_A_TIME = 5_000
ROWS = f"""
    SELECT seq, previous_hash, hash, {CANONICAL} FROM records_auditrow
    WHERE authority_id = %s AND month = %s ORDER BY seq
"""  # noqa: S608  # names only
# The months in which there are rows, each found by one look into the index.
MONTHS = """
    WITH RECURSIVE found (month) AS (
        SELECT min(month) FROM records_auditrow WHERE authority_id = %(authority)s
        UNION ALL
        SELECT (SELECT min(month) FROM records_auditrow WHERE authority_id = %(authority)s AND month > found.month)
        FROM found WHERE found.month IS NOT NULL)
    SELECT month FROM found WHERE month IS NOT NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstBad:
    """The first row that is not as it was written, or is not there. `why` is a whole sentence."""

    month: date
    seq: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How many rows were read, and the first bad one among them, if any: nothing after it was read."""

    rows: int
    first_bad: FirstBad | None


@dataclass(slots=True)
class _Chain:
    """How far the chain has been followed: rows read so far, and the hash of the last."""

    last: str
    rows: int = 0


def verify(authority_id: UUID, months: Sequence[date] | None = None) -> Verified:
    """Follow an authority's chain, as it is at this moment, from its first row to its end.

    Finds a row that was altered, removed, inserted, swapped or dated back. Rows removed from the very end together with
    the heads that name them, or a chain written anew from some row on, show only against an exported checkpoint.

    Args:
        months: first days of the months to follow; None for all. The first of them is checked against the head before.
    """
    with _one_snapshot():
        heads = {head.month: head for head in AuditHead.objects.filter(authority_id=authority_id)}
        wanted = sorted(set(heads) | set(_months_with_rows(authority_id)))
        chosen = [month for month in wanted if months is None or month in months]
        before = [month for month in wanted if chosen and month < chosen[0] and month in heads]
        chain = _Chain(last=heads[before[-1]].hash if before else BEFORE_THE_FIRST)
        for month in chosen:
            bad = _first_bad(authority_id, month, chain, head=heads.get(month))
            if bad is not None:
                return Verified(rows=chain.rows, first_bad=bad)
        return Verified(rows=chain.rows, first_bad=None)


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """Read rows and heads as of one moment, whatever is written meanwhile; not where a transaction is open already."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _months_with_rows(authority_id: UUID) -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute(MONTHS, {"authority": authority_id})
        return [month for (month,) in cursor.fetchall()]


def _rows(authority_id: UUID, month: date) -> Iterator[list[tuple[int, str, str, str]]]:
    with cast("DatabaseWrapper", connection).chunked_cursor() as cursor:
        cursor.execute(ROWS, [authority_id, month])
        while rows := cursor.fetchmany(AT_A_TIME):
            yield rows


def _first_bad(authority_id: UUID, month: date, chain: _Chain, *, head: AuditHead | None) -> FirstBad | None:
    expected, last = 1, chain.last
    for rows in _rows(authority_id, month):
        for seq, previous, digest, text in rows:
            if seq != expected or previous != last or sha256(text.encode()).hexdigest() != digest:
                chain.rows += expected
                return _named(month, seq, expected=expected, follows=previous == last)
            expected, last = expected + 1, digest
    chain.rows, chain.last = chain.rows + expected - 1, last
    return _wrong_end(month, expected - 1, last, head)


def _named(month: date, seq: int, *, expected: int, follows: bool) -> FirstBad:
    if seq != expected:
        return FirstBad(month=month, seq=expected, why=f"Row {expected} is missing: row {seq} comes in its place.")
    if not follows:
        why = f"Row {seq} does not follow the row before it: one was altered, put in or taken out."
        return FirstBad(month=month, seq=seq, why=why)
    return FirstBad(month=month, seq=seq, why=f"Row {seq} was altered: it is not what its hash was made from.")


def _wrong_end(month: date, seq: int, last: str, head: AuditHead | None) -> FirstBad | None:
    if head is None:
        return FirstBad(month=month, seq=seq, why="The month has rows, but its end is not on record.")
    if seq < head.seq:
        why = f"Row {seq + 1} is missing: the month ends with row {head.seq}."
        return FirstBad(month=month, seq=seq + 1, why=why)
    if seq > head.seq or last != head.hash:
        first = min(seq, head.seq + 1)
        return FirstBad(month=month, seq=first, why=f"Row {first} is not the one that the month was ended with.")
    return None
