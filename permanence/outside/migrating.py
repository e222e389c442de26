"""Brings the database to this release, as the role that owns the tables. Django is set up for that role already."""

from collections.abc import Iterator
from typing import LiteralString

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from permanence.outside.unable import Unable

ONE_AT_A_TIME: LiteralString = "SELECT pg_advisory_lock(hashtext('permanence migrate'))"
FRAMEWORK_TABLES: LiteralString = """
    SELECT tablename FROM pg_tables WHERE schemaname = 'public'
    AND tablename ~ '^(auth|django|account|mfa|usersessions|procrastinate)_' AND tablename <> 'django_migrations'
"""
TO_READ_AND_WRITE = sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}")
TO_BEGIN = (
    sql.SQL("GRANT USAGE ON SCHEMA public TO {}"),
    sql.SQL("GRANT SELECT ON django_migrations TO {}"),
    sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}"),
)


def migrate() -> None:
    """Run the migrations, make the cache's table, and grant the application what the frameworks' tables need.

    What it may do to the records' own tables is granted by their migrations, table by table.

    Raises:
        Unable: the database was made by a later release.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    unknown = sorted(_unknown_migrations())
    if unknown:
        sentence = (
            f"The database was made by a later release of Permanence ({unknown[0]}): use that release or a later one."
        )
        raise Unable(sentence)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    _grant()


def _unknown_migrations() -> Iterator[str]:
    loader = MigrationLoader(connection)
    known = loader.disk_migrations or {}
    apps = {app for app, _ in known}
    return (f"{app} {name}" for app, name in loader.applied_migrations if app in apps and (app, name) not in known)


@transaction.atomic
def _grant() -> None:
    role = sql.Identifier(settings.APP_DATABASE_ROLE)
    with connection.cursor() as cursor:
        for begin in TO_BEGIN:
            cursor.execute(begin.format(role))
        cursor.execute(FRAMEWORK_TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(TO_READ_AND_WRITE.format(sql.Identifier(table), role))
