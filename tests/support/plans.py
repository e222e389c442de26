"""Which tables PostgreSQL reads from end to end for a query."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

PLACE = re.compile(r"\$\d")
LARGE = frozenset(
    {"records_workstep", "records_person", "records_child", "records_pathway", "records_personname", "records_request"}
)
"""Tables that grow with the children of an authority."""


def read_whole(queries: Iterable[str]) -> frozenset[str]:
    """Return the large tables that would be read whole for any of these queries."""
    asked = (sql for sql in queries if sql.lstrip(" (").startswith(("SELECT", "WITH")))
    return frozenset(table for sql in asked for table in _whole(_plan(sql))) & LARGE


def _plan(sql: str) -> dict[str, Any]:
    from django.db import connection

    # What is asked in a prepared statement is planned for whatever it is asked for.
    how = "GENERIC_PLAN, FORMAT JSON" if PLACE.search(sql) else "FORMAT JSON"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({how}) {sql}")
        (plan,) = cursor.fetchone()
    found: dict[str, Any] = (plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]
    return found


def _whole(node: dict[str, Any]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan":
        yield node["Relation Name"]
    for part in node.get("Plans", ()):
        yield from _whole(part)
