"""Why the product cannot work now: database, migrations, durability, disk, jobs. Whole sentences, nobody's data.

The clock used is the database's, real time (C20): the demo's clock has no say in whether jobs run.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import LiteralString

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from psycopg_pool import PoolTimeout

LEAST_FREE_BYTES = 200 * 1024 * 1024
WORKER_SILENCE = 60
SCHEDULER_SILENCE = 15 * 60
SWITCHED_OFF: LiteralString = """
    SELECT name FROM pg_settings
    WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name
"""
JOBS: LiteralString = """
    SELECT (SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers),
           (SELECT extract(epoch FROM now()) - max(defer_timestamp) FROM procrastinate_periodic_defers),
           (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')
"""


@dataclass(frozen=True)
class NotReady:
    """One reason; `serves` where pages are served and jobs run all the same, and somebody must look."""

    sentence: str
    serves: bool = False


def reasons_against_being_ready() -> Iterator[NotReady]:
    """Yield each reason; none means that all is well."""
    yield from _disk()
    try:
        waiting = list(_migrations())
        yield from waiting or [*_durability(), *_jobs()]
    except (DatabaseError, PoolTimeout):
        yield NotReady("The database does not answer.")


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Return every migration of this release; read once, since the files of a release do not change."""
    return frozenset(MigrationLoader(None).disk_migrations or {})


def _migrations() -> Iterator[NotReady]:
    applied: set[tuple[str, str]] = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    known = _known_migrations()
    if missing := len(known - applied):
        yield NotReady(f"{missing} migrations have not been run. Run: permanence migrate")
    apps = {app for app, _ in known}
    if newer := sum(1 for app, name in applied - known if app in apps):
        yield NotReady(f"The database was made by a later release: this one does not know {newer} of its migrations.")


def _durability() -> Iterator[NotReady]:
    with connection.cursor() as cursor:
        cursor.execute(SWITCHED_OFF)
        for (name,) in cursor.fetchall():
            yield NotReady(f"A save that was confirmed could be lost: {name} is off in the database. Switch it on.")


def _jobs() -> Iterator[NotReady]:
    with connection.cursor() as cursor:
        cursor.execute(JOBS)
        silence, asleep, failed = cursor.fetchone()
    if silence is None or silence > WORKER_SILENCE:
        yield NotReady("Nothing runs the jobs: no process of theirs has been heard of for a minute.")
    if asleep is not None and asleep > SCHEDULER_SILENCE:
        yield NotReady(f"The scheduler last ran {int(asleep // 60)} minutes ago.", serves=True)
    if failed:
        yield NotReady(f"Jobs that failed and wait to be looked at: {failed}.", serves=True)


def _disk() -> Iterator[NotReady]:
    data_dir: Path | None = settings.DATA_DIR
    if data_dir and shutil.disk_usage(data_dir).free < LEAST_FREE_BYTES:
        yield NotReady(f"The disk of the data directory has less than {LEAST_FREE_BYTES // 1024**2} MiB free.")
