"""What the benchmarks of pages share: a demo made for them, very many rows in it, and turns taken one after another."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any
from uuid import UUID

import psycopg

from permanence.cli.data import database, name_data
from permanence.outside.postgres import owner_url, running_or_started

BARE = 500
CHILDREN = """
    WITH made AS (
        SELECT n, uuidv7() AS person, uuidv7() AS child, uuidv7() AS pathway,
            firsts[1 + n %% cardinality(firsts)] || ' ' || lasts[1 + (n * 7919) %% cardinality(lasts)] AS name
        FROM generate_series(%(after)s + 1, %(after)s + %(count)s) AS n,
            (SELECT %(firsts)s::text[] AS firsts, %(lasts)s::text[] AS lasts)),
    persons AS (
        INSERT INTO records_person
            (id, authority_id, number, name, known_as, date_of_birth, sex, gender_described, agency)
        SELECT person, %(authority)s, (5000000 + n)::text, name, '', date '2008-01-01' + (n %% 5000), 'F', '', ''
        FROM made),
    names AS (
        INSERT INTO records_personname (id, authority_id, person_id, kind, name)
        SELECT uuidv7(), %(authority)s, person, 'current', name FROM made),
    children AS (
        INSERT INTO records_child (id, authority_id, person_id, team_id, access_class, version, facts_from_forms)
        SELECT child, %(authority)s, person, %(team)s, 'open', 1, '{}' FROM made)
    INSERT INTO records_pathway
        (id, authority_id, child_id, process_key, opened_at, anchors, position, outcome, outcome_reason, version)
    SELECT pathway, %(authority)s, child, 'long_term_fostering', %(at)s, '{}', '', '', '', 1 FROM made
"""
"""Children with a pathway, whose names come from two lists."""


@contextmanager
def server() -> Iterator[Path]:
    """Have a private PostgreSQL with migrated tables, and throw it away."""
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as kept:
        data = name_data(Path(kept))
        os.environ["PERMANENCE_DEMO"] = "1"
        with running_or_started(data):
            subprocess.run([sys.executable, "-m", "permanence", "migrate", "--data", str(data)], check=True)
            yield data


@contextmanager
def demo(*children: int) -> Iterator[Path]:
    """Have a demo in which the stories of these children are told, and throw it away."""
    with server() as data, database(data):
        from permanence.demo import make_demo

        make_demo(seed=1, only=children)
        yield data


def add_children(owner: "psycopg.Connection[Any]", *, count: int, after: int, authority_id: UUID, at: datetime) -> None:
    """Add children to the first team; their numbers follow 5000000 + `after`."""
    from permanence.demo.size_names import BEGUN, ENDED, FIRST
    from permanence.records.authorities import Team

    given = {
        "count": count,
        "after": after,
        "authority": authority_id,
        "at": at,
        "team": Team.objects.filter(authority_id=authority_id, key="north").values_list("id", flat=True).get(),
        "firsts": [*FIRST["F"], *FIRST["M"]],
        "lasts": [begun + ended for begun in BEGUN for ended in ENDED],
    }
    owner.execute(CHILDREN.encode(), given)


@contextmanager
def owning(data: Path) -> Iterator["psycopg.Connection[Any]"]:
    """Have a connection as the role that owns the tables; what was added is counted anew at its end."""
    with psycopg.connect(owner_url(data), autocommit=True) as owner:
        yield owner
        owner.execute("VACUUM ANALYZE")


def statements(act: Callable[[], object]) -> list[str]:
    """Return what an act asks of the database but savepoints; it is done once before, so that all is in memory."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act()
    with CaptureQueriesContext(connection) as asked:
        act()
    return [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]


def in_turns(acts: Mapping[str, Callable[[], object]], *, turns: int, warm: int = 5) -> dict[str, list[float]]:
    """Return the seconds of each act, all of them done once a turn, so that whatever else runs here hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(-warm, turns):
        for name, act in acts.items():
            began = perf_counter()
            act()
            if turn >= 0:
                taken[name].append(perf_counter() - began)
    return taken


def processor_time(act: Callable[[], object], *, turns: int, warm: int) -> float:
    """Return the seconds of processor time that this process needs for an act: the middle of some turns."""
    for _ in range(warm):
        act()
    spent = []
    for _ in range(turns):
        began = process_time()
        act()
        spent.append(process_time() - began)
    return median(spent)


def bare_statement() -> float:
    """Return the seconds of processor time that a statement takes which does nothing, through Django."""
    return processor_time(_bare, turns=5, warm=1) / BARE


def _bare() -> None:
    from django.db import connection

    for _ in range(BARE):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
