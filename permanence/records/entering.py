"""Who acts while somebody leaves: acts go on beside each other, but not beside a change of who works here (P12, P39).

Without it, work could be passed to a worker, or picked up by one, in the very moment in which they are disabled: each
of the two acts would find all well, and the work would be nobody's.
"""

from typing import LiteralString
from uuid import UUID

from django.db import connection

from permanence.records.people import Worker

SHARED: LiteralString = "SELECT pg_advisory_xact_lock_shared(hashtext(%s))"
ALONE: LiteralString = "SELECT pg_advisory_xact_lock(hashtext(%s))"


def enter(authority_id: UUID, *, alone: bool) -> None:
    """Begin an act, beside the others or alone, until the transaction ends. Take it before any other lock."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE if alone else SHARED, [f"who works in {authority_id}"])


def is_disabled(worker_id: UUID) -> bool:
    """Return whether the worker was disabled, as it stands once the act has been entered."""
    return Worker.objects.filter(id=worker_id, disabled_at__isnull=False).exists()
