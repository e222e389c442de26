"""Migrations run as the owner; afterwards the application may use the frameworks' tables, and owns none."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.support.database import Databases, migrate

MAY = "SELECT has_table_privilege('permanence_app', %s, %s)"
TABLES = [
    ("django_session", "INSERT", True),
    ("django_cache", "DELETE", True),
    ("procrastinate_jobs", "UPDATE", True),
    ("django_migrations", "SELECT", True),
    ("django_migrations", "INSERT", False),
    ("django_session", "TRUNCATE", False),
]


@pytest.mark.parametrize(("table", "privilege", "expected"), TABLES)
def test_what_the_application_may_do(
    test_server: Databases, django_db_setup: str, table: str, privilege: str, expected: bool
) -> None:
    with psycopg.connect(test_server.owner_url(django_db_setup)) as connection:
        assert connection.execute(MAY, [table, privilege]).fetchone() == (expected,)


def test_migrating_again_changes_nothing(test_server: Databases, own_database: str) -> None:
    migrate(app=test_server.app_url(own_database), owner=test_server.owner_url(own_database))


def test_a_database_of_a_later_release_is_refused(test_server: Databases, own_database: str, tmp_path: Path) -> None:
    with psycopg.connect(test_server.owner_url(own_database)) as connection:
        later = "INSERT INTO django_migrations (app, name, applied) VALUES ('records', '9999_later', now())"
        connection.execute(later)
    addresses = {
        "DATABASE_URL": test_server.app_url(own_database),
        "DATABASE_OWNER_URL": test_server.owner_url(own_database),
    }
    command = [sys.executable, "-m", "permanence", "migrate", "--data", str(tmp_path)]
    done = subprocess.run(command, env=os.environ | addresses, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The database was made by a later release of Permanence (records 9999_later)")
