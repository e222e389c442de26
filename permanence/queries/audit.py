"""Whether the audit is as it was written: every row's hash, every link to the row before, every month's end (P37)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from permanence.queries.audit_checkpoints import HASH, Marks
from permanence.records.audit import BEFORE_THE_FIRST, CANONICAL, AuditHead

# One line a row: its hash, then the canonical text, which says number and previous hash itself, at its two ends.
# There is no line end within JSON, and COPY doubles each backslash.
ROWS = f"""
    COPY (SELECT hash || {CANONICAL} FROM records_auditrow
          WHERE authority_id = %s AND month = %s ORDER BY seq) TO STDOUT
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


class _NotAsWritten(Exception):
    """It ends the reading of what comes after."""

    def __init__(self, first_bad: FirstBad) -> None:
        self.first_bad = first_bad
        super().__init__(first_bad.why)


def verify(authority_id: UUID, months: Sequence[date] | None = None, *, marks: Marks | None = None) -> Verified:
    """Follow an authority's chain, as it is at this moment, from its first row to its end.

    Finds a row that was altered, removed, inserted, swapped or dated back. Rows removed from the very end together with
    the heads that name them, or a chain written anew from some row on, show only against an exported checkpoint.

    Args:
        months: first days of the months to follow; None for all. The first of them is checked against the head before.
        marks: what checkpoints say stood there (`audit_checkpoints.marks_of`).
    """
    chain = _Chain(last=BEFORE_THE_FIRST)
    try:
        with _one_snapshot():
            _follow(chain, authority_id, months, marks or {})
    except _NotAsWritten as found:
        return Verified(rows=chain.rows, first_bad=found.first_bad)
    return Verified(rows=chain.rows, first_bad=None)


def _follow(chain: _Chain, authority_id: UUID, months: Sequence[date] | None, marks: Marks) -> None:
    heads = {head.month: head for head in AuditHead.objects.filter(authority_id=authority_id)}
    every = sorted(set(heads) | set(_months_with_rows(authority_id)) | set(marks))
    chosen = [month for month in every if months is None or month in months]
    before = [month for month in heads if chosen and month < chosen[0]]
    if before:
        chain.last = heads[max(before)].hash
    for month in chosen:
        _follow_month(chain, authority_id, month, head=heads.get(month), marks=marks.get(month, {}))


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """Read rows and heads as of one moment, whatever is written meanwhile; not where a transaction is open already."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SET LOCAL enable_sort = off")  # the rows lie in this order already
        yield


def _months_with_rows(authority_id: UUID) -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute(MONTHS, {"authority": authority_id})
        return [month for (month,) in cursor.fetchall()]


def _follow_month(
    chain: _Chain, authority_id: UUID, month: date, *, head: AuditHead | None, marks: Mapping[int, str]
) -> None:
    begins, expected, last = f'["{authority_id}", "{month}", ', 1, chain.last.encode()
    with connection.cursor() as cursor, cursor.copy(ROWS, [authority_id, month]) as lines:
        for line in lines:
            row = bytes(line[:-1])
            if b"\\" in row:
                row = row.replace(b"\\\\", b"\\")
            digest, text = row[:HASH], row[HASH:]
            follows = text.endswith(b'"%b"]' % last)
            in_turn = text.startswith(f"{begins}{expected}, ".encode())
            chain.rows += 1
            if not (follows and in_turn and sha256(text).hexdigest().encode() == digest):
                raise _NotAsWritten(_named(month, text, expected=expected, follows=follows))
            if expected in marks and marks[expected].encode() != digest:
                raise _NotAsWritten(_written_anew(month, expected, marks))
            expected, last = expected + 1, digest
    chain.last = last.decode()
    wrong = _wrong_end(month, expected - 1, chain.last, head) or _cut_off(month, expected - 1, marks)
    if wrong:
        raise _NotAsWritten(wrong)


def _named(month: date, text: bytes, *, expected: int, follows: bool) -> FirstBad:
    seq = json.loads(text[text.index(b"[") :])[2]
    if seq != expected:
        return FirstBad(month=month, seq=expected, why=f"Row {expected} is missing: row {seq} comes in its place.")
    if not follows:
        why = f"Row {seq} does not follow the row before it: one was altered, put in or taken out."
        return FirstBad(month=month, seq=seq, why=why)
    return FirstBad(month=month, seq=seq, why=f"Row {seq} was altered: it is not what its hash was made from.")


def _wrong_end(month: date, seq: int, last: str, head: AuditHead | None) -> FirstBad | None:
    if head is None and seq == 0:
        return None
    if head is None:
        return FirstBad(month=month, seq=seq, why="The month has rows, but its end is not on record.")
    if seq < head.seq:
        why = f"Row {seq + 1} is missing: the month ends with row {head.seq}."
        return FirstBad(month=month, seq=seq + 1, why=why)
    if seq > head.seq or last != head.hash:
        first = min(seq, head.seq + 1)
        return FirstBad(month=month, seq=first, why=f"Row {first} is not the one that the month was ended with.")
    return None


def _written_anew(month: date, seq: int, marks: Mapping[int, str]) -> FirstBad:
    good = max((each for each in marks if each < seq), default=0)
    which = f"Row {seq}" if good == seq - 1 else f"One of the rows {good + 1} to {seq}"
    return FirstBad(month=month, seq=good + 1, why=f"{which} was written anew: a checkpoint names another hash.")


def _cut_off(month: date, seq: int, marks: Mapping[int, str]) -> FirstBad | None:
    if not marks or max(marks) <= seq:
        return None
    why = f"Row {seq + 1} is missing: a checkpoint was made when the month had {max(marks)}."
    return FirstBad(month=month, seq=seq + 1, why=why)
