"""What the application's role may do. It owns nothing; what is kept for ever it may only add to."""

from typing import Any

from django.conf import settings
from django.db import migrations
from psycopg import sql

APPEND_ONLY = ("records_auditrow", "records_stepevent", "records_revision", "records_processversion")
HEAD = "records_audithead"

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ~ '^records_' ORDER BY tablename"
EVERYTHING_ORDINARY = "SELECT, INSERT, UPDATE, DELETE"
FUTURE = (
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {EVERYTHING_ORDINARY} ON TABLES TO {{}}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {}",
)
BEGIN = (
    "GRANT USAGE ON SCHEMA public TO {}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}",
    "GRANT EXECUTE ON FUNCTION records_audit_make_month(date) TO {}",
)


def may(table: str) -> str:
    """Return what the application may do to a table."""
    if table in APPEND_ONLY:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE" if table == HEAD else EVERYTHING_ORDINARY


def grant(_apps: Any, schema_editor: Any) -> None:
    role = sql.Identifier(settings.APP_DATABASE_ROLE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL(f"GRANT {may(table)} ON {{}} TO {{}}").format(sql.Identifier(table), role))
        for statement in (*BEGIN, *FUTURE):
            cursor.execute(sql.SQL(statement).format(role))


class Migration(migrations.Migration):
    dependencies = [("records", "0003_audit")]
    operations = [migrations.RunPython(grant)]
