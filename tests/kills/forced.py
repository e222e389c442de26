"""Whether a commit is on the disk: PostgreSQL says up to where its log is forced there, and where each commit stands.

A log is forced by fsync alone, so that a commit which stands before that place when its answer comes was followed by an
fsync between the request and the answer (P02).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from permanence.outside.postgres import DATABASE, superuser_url

IS_FORCED = """
    SELECT EXISTS (SELECT FROM pg_get_wal_records_info(%s::pg_lsn, %s::pg_lsn)
        WHERE resource_manager = 'Transaction' AND record_type LIKE 'COMMIT%%' AND xid::text = %s)"""
SAVED_BY = "SELECT xmin::text FROM records_revision WHERE answers ->> 'words' = %s"
NOT_FORCED = "INSERT INTO django_cache VALUES (%s, '', now()) RETURNING xmin::text"
TRIES = 20


@dataclass
class Log:
    """The log of a server that runs, as its superuser reads it."""

    database: psycopg.Connection[tuple[Any, ...]]

    @classmethod
    def of(cls, data: Path) -> "Log":
        """Begin to read it."""
        database = psycopg.connect(superuser_url(data, database=DATABASE), autocommit=True)
        database.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect")
        return cls(database)

    def forced_to(self) -> str:
        """Return up to where it is on the disk now."""
        return str(self._one("SELECT pg_current_wal_flush_lsn()::text"))

    def has_commit_of(self, words: str, *, began: str, answered: str) -> bool:
        """Return whether the save of those words stands between two such places."""
        return bool(self._one(IS_FORCED, began, answered, self._one(SAVED_BY, words)))

    def notices_what_is_not_forced(self) -> bool:
        """Return whether a commit that does not wait for the disk is seen to be missing there, in one of some tries."""
        self.database.execute("SET synchronous_commit = off")
        return not all(self._is_forced_at_once(f"later {number}") for number in range(TRIES))

    def _is_forced_at_once(self, name: str) -> bool:
        began = self.forced_to()
        transaction = self._one(NOT_FORCED, name)
        answered = self.forced_to()
        return began != answered and bool(self._one(IS_FORCED, began, answered, transaction))

    def _one(self, query: str, *given: Any) -> Any:
        row = self.database.execute(query.encode(), given).fetchone()
        assert row
        return row[0]
