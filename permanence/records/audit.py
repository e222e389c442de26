"""The audit: append-only, partitioned by month, one hash chain an authority, its head locked last."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

BEFORE_THE_FIRST = "0" * 64
"""What an authority's very first row has for `previous_hash`."""


class AuditHead(models.Model):
    """The end of one authority's chain for one month: sequence number and hash of its last row.

    `is_end`: no newer month was begun, so that the next row is added here.
    """

    pk = models.CompositePrimaryKey("authority_id", "month")
    authority = models.ForeignKey("records.Authority", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    is_end = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority"], condition=models.Q(is_end=True), name="chain_has_one_end")
        ]


class AuditRow(models.Model):
    """One act or read, as written in the transaction that did it. Partitioned by `month`; never changed.

    `at` is practice time, `real_at` the real instant; `why` says why it was allowed; `ids` what was shown. `month` is
    that of `real_at` in UTC, or the newest month begun where a clock was behind.
    """

    pk = models.CompositePrimaryKey("authority_id", "month", "seq")
    authority = models.ForeignKey("records.Authority", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    month = models.DateField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    real_at = models.DateTimeField()
    act = models.TextField()
    user_id = models.UUIDField(null=True)
    worker_id = models.UUIDField(null=True)
    acting_for_id = models.UUIDField(null=True)
    child_id = models.UUIDField(null=True)
    object_type = models.TextField()
    object_id = models.UUIDField(null=True)
    why = models.TextField()
    ids = models.JSONField(default=list)
    said = models.JSONField(default=dict)
    request_id = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        managed = False
        db_table = "records_auditrow"


# Columns in the order in which they are hashed, each with its type.
COLUMNS = {
    "authority_id": "uuid",
    "month": "date",
    "seq": "bigint",
    "at": "timestamptz",
    "real_at": "timestamptz",
    "act": "text",
    "user_id": "uuid",
    "worker_id": "uuid",
    "acting_for_id": "uuid",
    "child_id": "uuid",
    "object_type": "text",
    "object_id": "uuid",
    "why": "text",
    "ids": "jsonb",
    "said": "jsonb",
    "request_id": "text",
    "previous_hash": "text",
}
_HASHED = ", ".join(f"{name} AT TIME ZONE 'UTC'" if kind == "timestamptz" else name for name, kind in COLUMNS.items())
CANONICAL = f"json_build_array({_HASHED})::text"
"""A row's canonical text: the JSON array of its columns but `hash`, instants in UTC. PostgreSQL writes it, since only
its text of a jsonb value is the same before and after the value is stored; hashed here and checked in Python."""

_NAMES = ", ".join(COLUMNS)
_AT_THE_END = {"month": "head.month", "seq": "head.seq + 1", "previous_hash": "head.hash"}
_GIVEN = ", ".join(f"{_AT_THE_END.get(name, f'%({name})s::{kind}')} AS {name}" for name, kind in COLUMNS.items())
_APPEND = f"""
    WITH head AS MATERIALIZED (
        SELECT month, seq, hash FROM records_audithead
        WHERE authority_id = %(authority_id)s AND is_end AND month >= %(month)s FOR UPDATE),
    given AS (SELECT {_GIVEN} FROM head),
    written AS (
        INSERT INTO records_auditrow ({_NAMES}, hash)
        SELECT {_NAMES}, encode(sha256(convert_to({CANONICAL}, 'UTF8')), 'hex') FROM given
        RETURNING month, seq, hash)
    UPDATE records_audithead AS head SET seq = written.seq, hash = written.hash FROM written
    WHERE head.authority_id = %(authority_id)s AND head.month = written.month
"""  # noqa: S608  # names only
"""One statement locks the end of the chain, adds the row there and moves the end: none where its month is yet to be
begun. Whoever waited for the lock finds the end as it is then, or no end, where a newer month was begun meanwhile."""


class Head(NamedTuple):
    """Where an authority's chain ends."""

    month: date
    seq: int
    hash: str


def append(
    *,
    authority_id: UUID,
    act: str,
    user_id: UUID | None,
    worker_id: UUID | None,
    acting_for_id: UUID | None,
    child_id: UUID | None,
    object_type: str,
    object_id: UUID | None,
    why: str,
    ids: Iterable[UUID],
    said: Mapping[str, Any],
    at: datetime,
    real_at: datetime,
    request_id: str,
) -> None:
    """Write one row at the end of the authority's chain, in the transaction of the act or read that it tells of.

    Call it last: the chain's end is locked until the transaction ends, and nothing may be locked after it.

    Args:
        said: what JSON keeps as it is.
        ids: public ids of what was shown, made or changed.
        real_at: the real instant; it decides the month.
    """
    row = dict(locals())
    row |= {"month": real_at.astimezone(UTC).date().replace(day=1)}
    row |= {"ids": json.dumps([str(each) for each in ids]), "said": json.dumps(dict(said))}
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, row)
        while not cursor.rowcount:
            _begin_month(authority_id, month=row["month"])
            cursor.execute(_APPEND, row)


def newest_head(authority_id: UUID) -> Head | None:
    """Return where the authority's chain ends, or None before its first row."""
    return _end(AuditHead.objects.filter(authority_id=authority_id, is_end=True))


def _end(ends: "models.QuerySet[AuditHead]") -> Head | None:
    found = ends.values_list("month", "seq", "hash").first()
    return Head(*found) if found else None


def _begin_month(authority_id: UUID, *, month: date) -> None:
    """Begin a month, chained to the last row of the month before, unless somebody else has meanwhile.

    Only who holds the end of the chain may move it; whoever waited for an end that was moved meanwhile finds none.
    The table of the month is made before, since who makes it holds a lock that the chain's holder may wait for.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT records_audit_make_month(%s)", [month])
    heads = AuditHead.objects.filter(authority_id=authority_id)
    end = _end(heads.filter(is_end=True).select_for_update())
    if end and end.month < month:
        heads.filter(is_end=True).update(is_end=False)
        AuditHead.objects.create(authority_id=authority_id, month=month, hash=end.hash)
    elif not end and not heads.exists():
        # Of several who write the very first row, one begins; the others wait for that one's end.
        first = AuditHead(authority_id=authority_id, month=month, hash=BEFORE_THE_FIRST)
        AuditHead.objects.bulk_create([first], ignore_conflicts=True)
