"""Adding many audit rows to the chain at once: each numbered, chained and hashed as `records.audit` does it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from permanence.records.audit import CANONICAL, COLUMNS

_FROM_CHAIN = {"month": "chain.month", "seq": "chain.seq + 1", "previous_hash": "chain.hash"}
_GIVEN = ", ".join(f"{_FROM_CHAIN.get(name, f'waiting.{name}')} AS {name}" for name in COLUMNS)
_STAYS = [name for name in COLUMNS if name not in _FROM_CHAIN]
_CHAIN = f"""
    WITH RECURSIVE waiting AS MATERIALIZED (
        SELECT place, row.* FROM unnest(%(rows)s::text[]) WITH ORDINALITY AS line (said, place),
        LATERAL json_populate_record(NULL::records_auditrow, line.said::json) AS row),
    head AS MATERIALIZED (
        SELECT month, seq, hash FROM records_audithead WHERE authority_id = %(authority)s AND is_end FOR UPDATE),
    chain AS (
        SELECT 0::bigint AS place, month, seq, ''::text AS previous_hash, hash::text FROM head
        UNION ALL
        SELECT place, month, seq, previous_hash, encode(sha256(convert_to({CANONICAL}, 'UTF8')), 'hex')
        FROM (SELECT waiting.place, {_GIVEN} FROM chain JOIN waiting ON waiting.place = chain.place + 1) AS given),
    written AS (
        INSERT INTO records_auditrow ({", ".join(_STAYS)}, month, seq, previous_hash, hash)
        SELECT {", ".join(f"waiting.{name}" for name in _STAYS)}, chain.month, chain.seq, previous_hash, chain.hash
        FROM (SELECT place, month, seq, previous_hash, hash FROM chain) AS chain
        JOIN (SELECT place, {", ".join(_STAYS)} FROM waiting) AS waiting USING (place)
        RETURNING seq, hash)
    UPDATE records_audithead AS head SET seq = written.seq, hash = written.hash FROM written
    WHERE head.authority_id = %(authority)s AND head.is_end AND written.seq = (SELECT max(seq) FROM written)
"""  # noqa: S608  # names only


def add_to_chain(rows: Sequence[str], *, authority_id: UUID) -> None:
    """Add rows, each as JSON, at the end of the authority's chain in this order. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, {"authority": authority_id, "rows": list(rows)})
