"""Why the product cannot work now: database, migrations, durability, disk, jobs. Whole sentences, nobody's data.

The clock used is the database's, real time (C20): the demo's clock has no say in whether jobs run.
"""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader

LEAST_FREE_BYTES = 200 * 1024 * 1024
WORKER_SILENCE = 60
SCHEDULER_SILENCE = 15 * 60
DURABILITY = """
    SELECT name FROM pg_settings
    WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'
    ORDER BY name
"""
WORKER = "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
SCHEDULER = "SELECT extract(epoch FROM now()) - max(defer_timestamp) FROM procrastinate_periodic_defers"
FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"


def reasons_against_being_ready() -> Iterator[str]:
    """Yield each reason; none means that a page can be served and a job run."""
    yield from _disk()
    try:
        connection.ensure_connection()
        waiting = list(_migrations())
        yield from waiting or [*_durability(), *_jobs()]
    except OperationalError:
        yield "The database does not answer."


def _one(query: str) -> float | None:
    with connection.cursor() as cursor:
        cursor.execute(query)
        value = cursor.fetchone()[0]
    return None if value is None else float(value)


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Return every migration of this release; read once, since the files of a release do not change."""
    return frozenset(MigrationLoader(None).disk_migrations or {})


def _migrations() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        applied: set[tuple[str, str]] = set()
        if cursor.fetchone()[0]:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    ours = _known_migrations()
    if missing := len(ours - applied):
        yield f"{missing} migrations have not been run. Run: permanence migrate"
    apps = {app for app, _ in ours}
    if newer := sum(1 for app, name in applied if app in apps and (app, name) not in ours):
        yield f"The database was made by a later release: it has {newer} migrations that this one does not know."


def _durability() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(DURABILITY)
        for (name,) in cursor.fetchall():
            yield f"The database may lose what it confirmed: {name} is off. Switch it on."


def _jobs() -> Iterator[str]:
    silence = _one(WORKER)
    if silence is None or silence > WORKER_SILENCE:
        yield "No worker runs the jobs: none has been heard of for a minute."
    asleep = _one(SCHEDULER)
    if asleep is not None and asleep > SCHEDULER_SILENCE:
        yield f"The scheduler last ran {int(asleep // 60)} minutes ago."
    if failed := _one(FAILED):
        yield f"{int(failed)} jobs have failed and wait to be looked at."


def _disk() -> Iterator[str]:
    data_dir: Path | None = settings.DATA_DIR
    if data_dir and shutil.disk_usage(data_dir).free < LEAST_FREE_BYTES:
        yield f"The disk of the data directory has less than {LEAST_FREE_BYTES // 1024**2} MiB free."
