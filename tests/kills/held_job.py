"""A job that was begun and not ended when everything was killed: another process does it, once."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from permanence.outside.postgres import DATABASE, app_url, superuser_url

BEGUN_WITHIN = 60
DONE_WITHIN = 180
"""Seconds: a process of the jobs that says nothing for 30 is taken for dead, once a minute."""

DEFER = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, priority)
    VALUES ('mail', 'permanence.mail_notice', %s, 100) RETURNING id"""
STATUS = "SELECT status FROM procrastinate_jobs WHERE id = %s"
MAILS = """
    SELECT count(*) FROM records_outboxmail UNION ALL
    SELECT count(*) FROM records_notice n JOIN records_user u ON u.worker_id = n.worker_id"""


@dataclass
class HeldJob:
    """A mail that cannot end while somebody holds its notice."""

    data: Path
    id: int
    holder: psycopg.Connection[tuple[Any, ...]]

    @classmethod
    def begin(cls, data: Path) -> "HeldJob":
        """Defer it while its notice is held, and wait until it is begun."""
        holder = psycopg.connect(superuser_url(data, database=DATABASE))
        row = holder.execute("SELECT id FROM records_notice ORDER BY id DESC LIMIT 1 FOR UPDATE").fetchone()
        assert row
        with psycopg.connect(app_url(data), autocommit=True) as database:
            deferred = database.execute(DEFER, [json.dumps({"notice_id": str(row[0])})]).fetchone()
            assert deferred
            held = cls(data=data, id=deferred[0], holder=holder)
            held._wait_for({"doing"}, database, within=BEGUN_WITHIN)
        return held

    def is_done_once(self) -> None:
        """Wait until it and every other mail is done; each notice of somebody with an account was mailed once."""
        self.holder.close()
        with psycopg.connect(app_url(self.data), autocommit=True) as database:
            self._wait_for({None, "succeeded"}, database, within=DONE_WITHIN)
            self._wait_until_none_is_left(database)
            (mails,), (notices,) = database.execute(MAILS).fetchall()
            assert mails == notices

    def _wait_for(self, states: set[str | None], database: psycopg.Connection[tuple[Any, ...]], *, within: int) -> None:
        deadline = time.monotonic() + within
        while True:
            row = database.execute(STATUS, [self.id]).fetchone()
            if (row[0] if row else None) in states:
                return
            assert time.monotonic() < deadline, row
            time.sleep(0.2)

    def _wait_until_none_is_left(self, database: psycopg.Connection[tuple[Any, ...]]) -> None:
        deadline = time.monotonic() + DONE_WITHIN
        query = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'mail' AND status <> 'succeeded'"
        while (left := database.execute(query).fetchone()) != (0,):
            assert time.monotonic() < deadline, left
            time.sleep(0.2)
