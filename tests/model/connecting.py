"""How the harness is connected: nothing here is about a power cut, nor about a table that is made or dropped."""

from django.db import connection
from psycopg._preparing import PrepareManager


class Kept(PrepareManager):
    """Statements stay planned when an act is refused: psycopg has all of them planned anew after each rollback."""

    def clear(self) -> bool:
        """Clear nothing."""
        return False


def quickly() -> None:
    """Let a commit not wait for the disk, and a statement be planned once."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
        cursor.execute("SET plan_cache_mode TO force_generic_plan")
    connection.connection._prepared = Kept()
