"""An authority as its stories need it: who works there, where work goes, and who acts at what real instant."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import connection

from permanence.demo.subject import Colleague
from permanence.kernel.actors import Actor
from permanence.kernel.definitions import Process
from permanence.records.base import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A founded authority.

    Args:
        name: of its file in people/.
        operator: who founds it, at the command line.
        actors, colleagues: by login; workers who do not sign in are colleagues by name.
    """

    name: str
    authority_id: UUID
    process: Process
    operator: Actor
    actors: dict[str, Actor] = field(default_factory=dict)
    colleagues: dict[str, Colleague] = field(default_factory=dict)
    inboxes: dict[str, UUID] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)

    def acting(self, login: str) -> Actor:
        """Return a worker about to act, at this real instant and by a request of its own."""
        return replace(self.actors[login], real_at=real_now(), request_id=str(new_id()))

    def worker_id(self, login: str) -> UUID:
        """Return a worker's id."""
        return self.colleagues[login].id


def real_now() -> datetime:
    """Return the real instant, as the database tells it: no clock is read here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return cast("datetime", now)
