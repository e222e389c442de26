"""How many rows a database has had written, by table, as PostgreSQL counts them."""

from typing import NamedTuple

import psycopg

COUNT = "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables"


class Written(NamedTuple):
    """Rows inserted, updated and deleted."""

    inserted: float = 0
    updated: float = 0
    deleted: float = 0

    def since(self, before: "Written") -> "Written":
        """Return what was written after that."""
        return Written(*(now - then for now, then in zip(self, before, strict=True)))

    def __str__(self) -> str:
        return " ".join(f"{number:g}" for number in self)


def written(address: str) -> dict[str, Written]:
    """Return what was written in each table until now; the parts of a table of many parts count as one."""
    with psycopg.connect(address, autocommit=True) as connection:
        rows = connection.execute(COUNT).fetchall()
    return {str(table): Written(*map(int, counts)) for table, *counts in rows}
