"""Long lists: a worker with very much work, and a child on whose workstep very much was done."""

from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from bench.many import owning
from bench.worklist import fill

READER = "Priya Nair"
COPIED = """
    INSERT INTO {table} SELECT (jsonb_populate_record(one, jsonb_build_object('id', uuidv7()) || {changed})).*
    FROM (SELECT * FROM {table} WHERE {which} LIMIT 1) AS one, generate_series(1, %(count)s) AS n
"""


def lengthen(data: Path, *, number: str, steps: int) -> None:
    """Give the worker so many worksteps, and each workstep of the child so many events and revisions more."""
    from permanence.records.people import Worker
    from permanence.records.worksteps import Workstep

    told = Workstep.objects.get(child__person__number="3900001", state="incoming")
    reader = Worker.objects.values_list("id", flat=True).get(person__name=READER)
    fill(data, count=steps, after=0, held=steps, told=told, reader=reader)
    worked = Workstep.objects.filter(child__person__number=number).values_list("id", flat=True)
    with owning(data) as owner:
        for step_id in worked:
            _more(owner, step_id, steps)


def _more(owner: "psycopg.Connection[Any]", step_id: UUID, count: int) -> None:
    """Copy an event of the workstep, one of its revisions and one of its notices."""
    newest = "(SELECT max({column}) FROM records_revision WHERE step_id = %(step)s) + n"
    number, version = (newest.format(column=each) for each in ("number", "section_version"))
    revision = f"jsonb_build_object('number', {number}, 'section_version', {version})"
    for table, changed, which in (
        ("records_stepevent", "'{}'::jsonb", "TRUE"),
        ("records_revision", revision, "TRUE"),
        ("records_notice", "'{}'::jsonb", "due_id IS NULL"),
    ):
        copied = COPIED.format(table=table, changed=changed, which=f"step_id = %(step)s AND {which}")
        owner.execute(copied.encode(), {"count": count, "step": step_id})
