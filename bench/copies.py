"""Copies of a database at some moment, to be asked in turns."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import psycopg

from permanence.outside.postgres import DATABASE, superuser_url
from permanence.outside.postgres_cluster import make_database


class Copies:
    """The database of a data directory, and copies of it as it stood when each was made."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._connections: dict[str, Any] = {}

    def keep(self, name: str) -> None:
        """Keep the database as it stands under another name."""
        from django.db import connections

        connections.close_all()
        standing: Any = connections["default"]
        standing.close_pool()
        with psycopg.connect(superuser_url(self.data), autocommit=True) as superuser:
            make_database(superuser=superuser, name=name, template=DATABASE)

    def on(self, name: str, act: Callable[[], object]) -> Callable[[], object]:
        """Return the act as one that asks the copy of that name."""
        connection = self._connection(name)

        def done_there() -> object:
            from django.db import connections

            connections["default"] = connection
            return act()

        return done_there

    def _connection(self, name: str) -> Any:
        from django.db import connections

        if name not in self._connections:
            given = deepcopy(connections.databases["default"])
            given["NAME"] = name
            given["OPTIONS"].pop("pool", None)
            connections.databases[name] = given
            self._connections[name] = connections.create_connection(name)
        return self._connections[name]

    def close(self) -> None:
        """Let go of all of them."""
        for connection in self._connections.values():
            connection.close()
