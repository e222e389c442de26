"""What is never there in part, however it was killed (P01, P03): each question returns what breaks its sentence."""

from collections.abc import Iterator
from typing import Any

import psycopg

from permanence.kernel.canonical import digest

Database = psycopg.Connection[tuple[Any, ...]]

REPORT_IS_WHOLE = """
    SELECT w.id FROM records_workstep w WHERE w.step_type = 'report' AND (w.state = 'finished') <> ({})"""
REPORT_HAS = """
    SELECT w.id FROM records_workstep w WHERE w.step_type = 'report' AND
        CASE w.state WHEN 'finished' THEN {1} ELSE 0 END <> (SELECT count(*) FROM {0})"""

HALF_DONE = {
    "a section whose version is not the number of its saves": """
        SELECT s.step_id FROM records_sectionanswers s WHERE s.version <>
            (SELECT count(*) FROM records_revision r WHERE r.step_id = s.step_id AND r.section = s.section)""",
    "a section that is not its newest save": """
        SELECT s.step_id FROM records_sectionanswers s WHERE s.answers IS DISTINCT FROM (
            SELECT r.answers FROM records_revision r WHERE r.step_id = s.step_id AND r.section = s.section
            ORDER BY number DESC LIMIT 1)""",
    "a save without its audit row, or the other way round": """
        SELECT w.id FROM records_workstep w WHERE
            (SELECT count(*) FROM records_revision r WHERE r.step_id = w.id) <>
            (SELECT count(*) FROM records_auditrow a WHERE a.act = 'save_section' AND a.object_id = w.id)""",
    "a form whose version is not the number of its saves": """
        SELECT w.id FROM records_workstep w WHERE w.form_version <>
            (SELECT count(*) FROM records_revision r WHERE r.step_id = w.id)""",
    "one text saved twice": """
        SELECT r.step_id FROM records_revision r WHERE r.answers ->> 'words' LIKE 'Words %'
            GROUP BY r.step_id, r.answers ->> 'words' HAVING count(*) > 1""",
    "a finish without its finisher, or the other way round": REPORT_IS_WHOLE.format("w.finished_by_id IS NOT NULL"),
    "a finish without its time, or the other way round": REPORT_IS_WHOLE.format(
        "w.finished_at IS NOT NULL AND w.closed_at IS NOT NULL"
    ),
    "a finish without its audit row, or the other way round": REPORT_HAS.format(
        "records_auditrow a WHERE a.act = 'finish_step' AND a.object_id = w.id", 1
    ),
    "a finish without its event, or the other way round": REPORT_HAS.format(
        "records_stepevent e WHERE e.act = 'finish_step' AND e.step_id = w.id", 1
    ),
    "a finish without both its worksteps, or the other way round": REPORT_HAS.format(
        "records_workstep s WHERE s.child_id = w.child_id AND s.step_type IN ('search', 'meeting')", 2
    ),
    "a finish without its next actions sent, or the other way round": REPORT_HAS.format(
        "records_nextaction n WHERE n.step_id = w.id AND n.state = 'sent' AND n.created_step_id IS NOT NULL", 2
    ),
    "somebody told whose mail neither waits nor went": """
        SELECT n.id FROM records_notice n WHERE n.mail_sent_at IS NULL AND NOT EXISTS (
            SELECT FROM procrastinate_jobs j WHERE j.args ->> 'notice_id' = n.id::text)""",
}

FINISHED = "SELECT id, head, finished_hash FROM records_workstep WHERE step_type = 'report' AND state = 'finished'"
ANSWERS = "SELECT section, answers FROM records_sectionanswers WHERE step_id = %s"
LOCKED = "a finished report whose hash is not that of its text"


def half_done(database: Database) -> Iterator[str]:
    """Yield each sentence that something breaks, with the ids."""
    for what, query in HALF_DONE.items():
        if found := database.execute(query.encode()).fetchall():
            yield f"{what}: {[str(each) for (each,) in found]}"
    for step, head, kept in database.execute(FINISHED).fetchall():
        answers: dict[str, Any] = dict(database.execute(ANSWERS, [step]).fetchall())
        if digest({"answers": answers, "head": head}) != kept:
            yield f"{LOCKED}: {step}"


def is_saved(database: Database, words: str) -> bool:
    """Return whether a save of these words is kept."""
    query = "SELECT EXISTS (SELECT FROM records_revision WHERE answers ->> 'words' = %s)"
    return _one(database.execute(query, [words])) is True


def is_finished(database: Database, report: str) -> bool:
    """Return whether a report is finished."""
    return str(_one(database.execute("SELECT state FROM records_workstep WHERE id = %s", [report]))) == "finished"


def _one(cursor: psycopg.Cursor[tuple[Any, ...]]) -> Any:
    row = cursor.fetchone()
    assert row
    return row[0]


FOREIGN_KEYS = """
    SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, f.attname
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
    WHERE c.contype = 'f' AND cardinality(c.conkey) = 1"""


def broken_references(superuser: Database) -> Iterator[str]:
    """Yield each column that names a row which is not there, however the tables came by it."""
    for table, column, other, key in superuser.execute(FOREIGN_KEYS).fetchall():
        there = f"SELECT FROM {other} o WHERE o.{key} = t.{column}"
        missing = f"SELECT count(*) FROM {table} t WHERE t.{column} IS NOT NULL AND NOT EXISTS ({there})"
        if count := _one(superuser.execute(missing.encode())):
            yield f"{count} of {table}.{column}"


def corrupt_tables(superuser: Database) -> Iterator[str]:
    """Yield what PostgreSQL's own examiner finds wrong in tables and their indexes (P01)."""
    superuser.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
    yield from (
        f"{table}: {message}"
        for table, message in superuser.execute(
            "SELECT c.oid::regclass::text, v.msg FROM pg_class c, verify_heapam(c.oid) v WHERE c.relkind IN ('r', 't')"
        ).fetchall()
    )
    superuser.execute(
        "SELECT bt_index_check(c.oid, true) FROM pg_class c JOIN pg_am m ON m.oid = c.relam"
        " WHERE c.relkind = 'i' AND m.amname = 'btree'"  # raises where one is corrupt
    )
