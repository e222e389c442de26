"""One digest of all that a demo holds: the same for the same seed, whatever the real time was (C04)."""

import hashlib
from collections.abc import Iterator

from django.apps import apps
from django.db import connection

REAL = {
    "records_user": ("password", "date_joined", "last_login", "sessions_end_at"),
    "records_democlock": ("set_at",),
    "records_doneact": ("done_at",),
    "records_notice": ("mail_sent_at",),
    "records_outboxmail": ("id", "at"),
    "records_auditrow": ("month", "real_at", "previous_hash", "hash"),
    "records_audithead": ("month", "hash"),
}
"""What holds a real instant, or follows from one; a password is kept with a salt that nobody chose."""
ROWS = 'SELECT (to_jsonb(row) - %s::text[])::text COLLATE "C" AS said FROM {table} AS row ORDER BY said'


def state_digest() -> str:
    """Return the SHA-256, in hex, of every row of every table but real instants."""
    whole = hashlib.sha256()
    for line in _lines():
        whole.update(line)
    return whole.hexdigest()


def _lines() -> Iterator[bytes]:
    models = apps.get_app_config("records").get_models()
    tables = sorted(model._meta.db_table for model in models)  # noqa: SLF001  # Django's only name for it
    with connection.cursor() as cursor:
        for table in tables:
            yield f"{table}\n".encode()
            cursor.execute(ROWS.format(table=table), [list(REAL.get(table, ()))])
            for (said,) in cursor.fetchall():
                yield f"{said}\n".encode()
