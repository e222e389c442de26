"""A told child as text: every row of theirs, table by table, parted where a like child has something of their own."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from permanence.records.children import Child

OF_CHILD: Final = "child_id = %(child)s"
OF_STEP: Final = "step_id IN (SELECT id FROM records_workstep WHERE child_id = %(child)s)"
PEOPLE: Final = "(SELECT person_id FROM records_relationship WHERE of_id = %(person)s UNION SELECT %(person)s::uuid)"
TABLES: Final[Mapping[str, str]] = {
    "records_person": f"id IN {PEOPLE}",
    "records_personname": f"person_id IN {PEOPLE}",
    "records_child": "id = %(child)s",
    "records_relationship": "of_id = %(person)s",
    "records_careperiod": OF_CHILD,
    "records_legalstatus": OF_CHILD,
    "records_placement": OF_CHILD,
    "records_allocation": OF_CHILD,
    "records_review": OF_CHILD,
    "records_pathway": OF_CHILD,
    "records_pathwayending": "pathway_id IN (SELECT id FROM records_pathway WHERE child_id = %(child)s)",
    "records_workstep": OF_CHILD,
    "records_stepevent": OF_STEP,
    "records_stepviewed": OF_STEP,
    "records_request": OF_CHILD,
    "records_nextaction": OF_STEP,
    "records_sectionanswers": OF_STEP,
    "records_sectioncomment": OF_STEP,
    "records_revision": OF_STEP,
    "records_draft": OF_STEP,
    "records_admission": OF_CHILD,
    "records_storedfile": OF_CHILD,
    "records_due": OF_CHILD,
    "records_notice": OF_CHILD,
    "records_auditrow": OF_CHILD,
    "procrastinate_jobs": "args ->> 'notice_id' IN (SELECT id::text FROM records_notice WHERE child_id = %(child)s)",
}
"""The tables in which a child has rows, and which of them are theirs. A new table that has some is added here."""
AUDIT: Final = "records_auditrow"
GIVEN_ANEW: Final[Mapping[str, frozenset[str]]] = {"procrastinate_jobs": frozenset({"id"})}
"""Columns that follow from where a row comes to stand. Those of the audit follow from its chain."""
UUIDS: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A told child.

    Args:
        tables: the text of each table's rows, parted: every second part is a key of what a like child has instead.
        ids: of the child's own rows.
        keys: the first name, surname, number, and what the social worker is known by, by what they are.
        hashed: the texts of which a hash is kept, by that hash, parted as well.
    """

    tables: Mapping[str, list[str]]
    ids: frozenset[str]
    keys: Mapping[str, str]
    hashed: Mapping[str, list[str]]


def filled(parts: list[str], instead: Mapping[str, str]) -> str:
    """Return parted text with every key in it replaced."""
    whole = parts.copy()
    whole[1::2] = [instead[key] for key in parts[1::2]]
    return "".join(whole)


def read_block(child_id: UUID, *, keys: Mapping[str, str], hashed: Mapping[str, str]) -> Block:
    """Return a told child.

    Args:
        keys: what stands for the child and the social worker in texts, by what it is.
        hashed: the texts of the child's forms of which a hash is kept, by that hash.
    """
    person = Child.objects.values_list("person_id", flat=True).get(id=child_id)
    asked = {"child": child_id, "person": person}
    texts = {table: _rows(table, asked) for table in TABLES}
    ids = frozenset(_ids(asked))
    pattern = re.compile(f"({'|'.join(map(re.escape, keys.values()))}|{UUIDS}|[0-9a-f]{{64}})")
    own = ids | hashed.keys() | set(keys.values())
    return Block(
        tables={table: parted(text, pattern, own) for table, text in texts.items()},
        ids=ids,
        keys=keys,
        hashed={kept: parted(text, pattern, own) for kept, text in hashed.items()},
    )


def parted(text: str, pattern: re.Pattern[str], own: Collection[str]) -> list[str]:
    """Part a text at each of these; whatever else the pattern finds stays in the text between."""
    parts: list[str] = []
    since = 0
    for found in pattern.finditer(text):
        if found[0] in own:
            parts += [text[since : found.start()], found[0]]
            since = found.end()
    return [*parts, text[since:]]


def columns_of(table: str) -> list[str]:
    """Return the columns that a row is written with."""
    query = """
        SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s
        AND is_generated = 'NEVER' ORDER BY ordinal_position"""
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        return [name for (name,) in cursor.fetchall() if name not in GIVEN_ANEW.get(table, ())]


def listed(columns: list[str]) -> str:
    """Return columns as SQL names them."""
    return ", ".join(f'"{name}"' for name in columns)


def _rows(table: str, asked: Mapping[str, Any]) -> str:
    if table == AUDIT:
        return _audit(asked)
    query = f"COPY (SELECT {listed(columns_of(table))} FROM {table} WHERE {TABLES[table]} ORDER BY id) TO STDOUT"  # noqa: S608  # names only
    with connection.cursor() as cursor, cursor.copy(query, asked) as copy:
        return b"".join(bytes(each) for each in copy).decode()


def _audit(asked: Mapping[str, Any]) -> str:
    """Return the rows of the audit as JSON, one a line."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT row_to_json(a)::text FROM {AUDIT} a WHERE {TABLES[AUDIT]} ORDER BY month, seq", asked)  # noqa: S608  # names only
        return "".join(f"{row}\n" for (row,) in cursor.fetchall())


def _ids(asked: Mapping[str, Any]) -> list[str]:
    own = [table for table in TABLES if table.startswith("records_") and table != AUDIT]
    query = " UNION ALL ".join(f"SELECT id::text FROM {table} WHERE {TABLES[table]}" for table in own)  # noqa: S608  # names only
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        return [id_ for (id_,) in cursor.fetchall()]
