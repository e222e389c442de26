"""The test server: one a run, with one migrated template, of which each worker and each free-standing test gets a copy.

The audit's triggers refuse TRUNCATE and the application's role may not delete, so that nothing can be flushed between
tests: a test that commits gets a database of its own instead, and the triggers stay as they are.
"""

import fcntl
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from permanence.outside.postgres import DATABASE, app_url, owner_url, superuser_url
from permanence.outside.postgres_cluster import make_database

TEMPLATE = "template_migrated"


def at(address: str, database: str) -> str:
    """Return the address with another database in it."""
    return address.replace(f"dbname={DATABASE} ", f"dbname={database} ")


@dataclass(frozen=True)
class Databases:
    """The databases of the test server that runs on `data_dir`."""

    data_dir: Path

    def app_url(self, database: str) -> str:
        """Return the address as the application."""
        return at(app_url(self.data_dir), database)

    def owner_url(self, database: str) -> str:
        """Return the address as the role that owns the tables."""
        return at(owner_url(self.data_dir), database)

    def make(self, name: str, *, template: str = "template1") -> None:
        """Make a database, empty or as a copy."""
        with self._superuser() as superuser:
            make_database(superuser=superuser, name=name, template=template)

    def clone(self, name: str) -> None:
        """Make a copy of the migrated template, which the first to ask for makes."""
        self._make_template()
        self.make(name, template=TEMPLATE)

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        with self._superuser() as superuser:
            superuser.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _superuser(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(superuser_url(self.data_dir), autocommit=True)

    def _make_template(self) -> None:
        made = self.data_dir / "template.made"
        with (self.data_dir / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                self.make(TEMPLATE)
                migrate(app=self.app_url(TEMPLATE), owner=self.owner_url(TEMPLATE))
                made.touch()


def migrate(*, app: str, owner: str) -> None:
    """Run the migrations as the deployment does: by the command, as the owner."""
    with tempfile.TemporaryDirectory() as data:
        environ = os.environ | {"DATABASE_URL": app, "DATABASE_OWNER_URL": owner}
        command = [sys.executable, "-m", "permanence", "migrate", "--data", data]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def point_django_at(address: str) -> None:
    """Have Django connect there from now on, in all threads of this process; without a pool, to be dropped easily."""
    from django.db import connections

    from permanence.outside.database import from_url

    connections.close_all()
    settings: dict[str, Any] = from_url(address)
    connections["default"].settings_dict.update(settings)


@contextmanager
def django_pointed_at(address: str) -> Iterator[None]:
    """Have Django connect there meanwhile, and afterwards where it did before."""
    from django.db import connections

    before = dict(connections["default"].settings_dict)
    point_django_at(address)
    yield
    connections.close_all()
    connections["default"].settings_dict.update(before)
