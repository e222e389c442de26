"""How fast the audit is verified (P37: 100,000 rows a second or better).

    python bench/audit.py [--rows 200000]

A chain is written by the audit itself, then lengthened by its own last row, each new row with its own number, previous
hash and hash. Rows a second differ from machine to machine: the last column says the time in bare hashes of the same
texts, the ratio that stays.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from permanence.cli.data import database, name_data
from permanence.kernel.actors import operator
from permanence.outside.postgres import running_or_started

TIMES = 5
WRITTEN = 100
"""Rows that the audit itself writes first."""


def lengthen(authority_id: UUID, rows: int) -> None:
    """Let the chain grow to that many rows."""
    from django.db import connection

    from permanence.records.audit import CANONICAL, COLUMNS, newest_head

    names = ", ".join(COLUMNS)
    changed = {"seq": "seq + 1 AS seq", "previous_hash": "hash AS previous_hash"}
    following = ", ".join(changed.get(name, name) for name in COLUMNS)
    grow = f"""
        INSERT INTO records_auditrow ({names}, hash)
        WITH RECURSIVE chain AS (
            SELECT {names}, hash::text AS hash FROM records_auditrow
            WHERE authority_id = %(authority)s AND seq = %(from)s
            UNION ALL
            SELECT {names}, encode(sha256(convert_to({CANONICAL}, 'UTF8')), 'hex')
            FROM (SELECT {following} FROM chain WHERE seq < %(rows)s) AS given)
        SELECT {names}, hash FROM chain WHERE seq > %(from)s
    """  # noqa: S608  # names only
    end = """
        UPDATE records_audithead AS head SET seq = row.seq, hash = row.hash FROM records_auditrow AS row
        WHERE row.authority_id = head.authority_id AND row.seq = %(rows)s AND head.authority_id = %(authority)s
    """
    begun = newest_head(authority_id)
    assert begun
    given: dict[str, Any] = {"authority": authority_id, "from": begun.seq, "rows": rows}
    with connection.cursor() as cursor:
        cursor.execute(grow, given)
        cursor.execute(end, given)
        cursor.execute("ANALYZE records_auditrow")


def write() -> UUID:
    """Found an authority and write the first rows of its audit, as acts do; return its id."""
    from django.db import transaction

    from permanence.demo.house import real_now
    from permanence.operations.authorities import found_authority
    from permanence.records import audit

    now, authority_id = real_now(), uuid4()
    founder = operator(authority_id=authority_id, real_at=now)
    found_authority(name="Westmere", slug="westmere", is_demo=True, actor=founder, at=now)
    for number in range(WRITTEN):
        with transaction.atomic():
            audit.append(
                authority_id=authority_id,
                act="save_section",
                user_id=uuid4(),
                worker_id=uuid4(),
                acting_for_id=None,
                child_id=uuid4(),
                object_type="step",
                object_id=uuid4(),
                why="allocated: social worker",
                ids=[uuid4()],
                said={"section": "health", "version": number},
                at=now,
                real_at=now,
                request_id=str(uuid4()),
            )
    return authority_id


def measure(authority_id: UUID, rows: int) -> None:
    """Verify the chain some times, and hash as many texts of the same length beside it."""
    from django.db import connection

    from permanence.queries.audit import verify
    from permanence.records.audit import CANONICAL

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {CANONICAL} FROM records_auditrow LIMIT 1")  # noqa: S608  # names only
        text = cursor.fetchone()[0].encode()
    print(f"{'':10} {'rows':>9} {'seconds':>8} {'rows a second':>14} {'in bare hashes':>15}")
    for number in range(1, TIMES + 1):
        began = perf_counter()
        for _ in range(rows):
            sha256(text).hexdigest()
        bare = perf_counter() - began
        began = perf_counter()
        found = verify(authority_id)
        seconds = perf_counter() - began
        if found.first_bad or found.rows != rows:
            sys.exit(f"It was not verified: {found}")
        print(f"time {number:<5} {rows:9,} {seconds:8.2f} {rows / seconds:14,.0f} {seconds / bare:15.1f}")


def main() -> None:
    """Make a database, a chain in it, verify it, and throw it away."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000, help="how long the chain is (200000)")
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as kept:
        data = name_data(Path(kept))
        os.environ["PERMANENCE_DEMO"] = "1"
        with running_or_started(data):
            subprocess.run([sys.executable, "-m", "permanence", "migrate", "--data", str(data)], check=True)
            with database(data):
                authority_id = write()
                lengthen(authority_id, rows)
                measure(authority_id, rows)


if __name__ == "__main__":
    main()
