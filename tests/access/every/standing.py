"""All that is written down: whether anything of it changed, and what an act made of it, free of ids and times."""

import json
import re
from collections import Counter
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection

from permanence.access import permissions
from permanence.records.audit import AuditRow

READINGS = frozenset({"see_child", "see_file", "see_inbox", "read_withheld"})
LOOKS = ("records_auditrow", "records_audithead")
"""What a look alone writes to: a refused act shows its page again."""
DRAFTS = ("records_draft", "records_storedfile", "records_doneact", "records_stepevent")
"""What a refused save writes to: what was typed and chosen is kept for its writer, and for nobody else."""
OF_THE_MOMENT = ("real_at", "done_at", "hash", "previous_hash", "request_id", "seq", "month", "body_digest", "key")
MD5 = "SELECT md5(coalesce(string_agg(row::text, chr(10) ORDER BY row::text COLLATE \"C\"), '')) FROM {} AS row"
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Rows = dict[str, dict[str, dict[str, Any]]]
Effect = Counter[str]


def tables(*, but: tuple[str, ...] = ()) -> list[str]:
    """Return the tables of the product, in order."""
    models = apps.get_app_config("records").get_models()
    return sorted({model._meta.db_table for model in models} - set(but))  # Django's only name for it


def standing(*, drafts: bool = False) -> list[str]:
    """Return what changes when anything is written but a look at a page: a digest a table, and the number of acts.

    Args:
        drafts: leave the drafts of what was typed out of it.
    """
    named = tables(but=(*LOOKS, *(DRAFTS if drafts else ())))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({MD5.format(table)})" for table in named))
        found = [row[0] for row in cursor.fetchall()]
    said = [f"{table} {digest}" for table, digest in zip(named, found, strict=True)]
    return [*said, f"acts {acts_on_record(but=('keep_draft', 'attach_file') if drafts else ())}"]


def acts_on_record(*, but: tuple[str, ...] = ()) -> int:
    """Return how many acts are on record, looks left out."""
    return AuditRow.objects.filter(act__in=permissions().grants.keys() - READINGS - {*but}).count()


def rows() -> Rows:
    """Return every row by table and id."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in tables(but=("records_audithead",)):
            cursor.execute(f"SELECT to_jsonb(row)::text FROM {table} AS row")  # Django's own names
            plain = [json.loads(said) for (said,) in cursor.fetchall()]
            found[table] = {str(row.get("id", row.get("seq", index))): row for index, row in enumerate(plain)}
    return found


def effect(before: Rows, after: Rows) -> Effect:
    """Return what was written between the two: each new or changed row, new ids and real instants left out of it."""
    known = {key for table in before.values() for key in table}
    return Counter(
        f"{table} {_plain(row, known)}"
        for table, all_rows in after.items()
        for key, row in all_rows.items()
        if before[table].get(key) != row and not _is_a_look(table, row)
    )


def _is_a_look(table: str, row: dict[str, Any]) -> bool:
    return table == "records_auditrow" and (row["act"] in READINGS or row["act"] not in permissions().grants)


def _plain(row: dict[str, Any], known: set[str]) -> str:
    """Return what a row says, in an order that does not follow from new ids."""
    said = json.dumps({name: value for name, value in row.items() if name not in OF_THE_MOMENT}, sort_keys=True)
    said = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:[\d.]+[+-]\d\d:\d\d|\b\d\d:\d\d\b", "when", said)
    told = ID.sub(lambda found: found[0] if found[0] in known or not _is_new(found[0]) else "new", said)
    return " ".join(sorted(part.strip() for part in re.split(r"[,{}\[\]]", told)))


def _is_new(text: str) -> bool:
    return UUID(text).version == 7  # as the product makes them
