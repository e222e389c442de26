"""Whoever acts, as the product knows them today: asked anew once anything changed on which that rests."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from permanence.kernel.actors import Actor
from permanence.queries.actors import _actor
from permanence.records.actors import ActorFacts, facts_of_worker
from tests.model.founding import REAL

# Every row that says what somebody is, and whether it holds today; of leave, for whoever covers it.
_STANDING: Final = """
    WITH dated AS (
        SELECT worker_id, r::text AS says, from_on, to_on FROM records_roleheld r
        UNION ALL SELECT worker_id, m::text, from_on, to_on FROM records_membership m
        UNION ALL SELECT worker_id, i::text, from_on, to_on FROM records_inboxmember i
        UNION ALL SELECT covered_by_id, l::text, from_on, to_on FROM records_leave l
    ), said AS (
        SELECT worker_id, concat_ws(' ', says, from_on <= %(today)s, to_on > %(today)s) AS says FROM dated
        UNION ALL SELECT id, w::text FROM records_worker w
    )
    SELECT worker_id, md5(string_agg(says, ' ' ORDER BY says)) FROM said GROUP BY worker_id"""


class Actors:
    """Makes actors."""

    def __init__(self) -> None:
        self.today: date | None = None
        self.standing: dict[UUID, str] = {}
        self.known: dict[UUID, tuple[str, ActorFacts]] = {}

    def changed(self) -> None:
        """Somebody came, moved, left or goes on leave."""
        self.today = None

    def actor(self, worker_id: UUID, *, today: date, acting_for: UUID | None) -> Actor:
        """Return a worker as they may act; whether in another's name is the product's to say."""
        if self.today != today:
            self.today, self.standing = today, _standing(today)
        stands, facts = self.known.get(worker_id, ("", None))
        if facts is None or stands != self.standing[worker_id]:
            facts = facts_of_worker(worker_id, today)
            self.known[worker_id] = (self.standing[worker_id], facts)
        return _actor(facts, real_at=REAL, request_id="model", acting_for=acting_for)


def _standing(today: date) -> dict[UUID, str]:
    given: dict[str, Any] = {"today": today}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, given)
        return dict(cursor.fetchall())
