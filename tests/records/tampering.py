"""Changing the audit behind the application's back, as whoever holds the owner's password could."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from permanence.records.audit import CANONICAL, COLUMNS

JANUARY = datetime(2027, 1, 31, 23, 0, tzinfo=UTC)
ROWS = 8  # four in January, four in February
REHASHED = f"UPDATE records_auditrow SET hash = encode(sha256(convert_to({CANONICAL}, 'UTF8')), 'hex') WHERE "
MINE = "authority_id = (SELECT id FROM records_authority WHERE key = 'northmoor')"
ROW_2 = f"{MINE} AND month = '2027-01-01' AND seq = 2"
HEAD = f"UPDATE records_audithead SET hash = repeat('0', 64) WHERE {MINE} AND month = '2027-02-01'"
HEAD_GONE = f"DELETE FROM records_audithead WHERE {MINE} AND month = '2027-{{}}-01'"
HEAD_SET = (
    "UPDATE records_audithead AS head SET seq = last.seq, hash = last.hash FROM (SELECT seq, hash FROM records_auditrow"
    f" WHERE {MINE} AND month = '2027-02-01' ORDER BY seq DESC LIMIT 1) AS last WHERE {MINE} AND month = '2027-02-01'"
)
COPY = ", ".join(name for name in (*COLUMNS, "hash") if name != "seq")


def removed(month: int, *seqs: int) -> str:
    chosen = ", ".join(str(seq) for seq in seqs)
    return f"DELETE FROM records_auditrow WHERE {MINE} AND month = '2027-{month:02}-01' AND seq IN ({chosen})"


@contextmanager
def tampering() -> Iterator[CursorWrapper]:
    """Switch the triggers off, and undo all that is done then."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ("records_auditrow", "records_auditrow_202701", "records_auditrow_202702"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        transaction.set_rollback(True)
