"""The job that mails a notice: deferred in the transaction of the act that tells, done once, tried again (C23)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from procrastinate.sql import queries
from psycopg.types.json import Jsonb

from permanence.operations import mail
from permanence.records.gathered import call
from permanence.records.notices import Notice

AGAIN = RetryStrategy(max_attempts=12, exponential_wait=2)

_read_before: ContextVar[datetime | None] = ContextVar("practice time before which all mail was read", default=None)


@contextmanager
def mail_read_before(day: datetime) -> Iterator[None]:
    """Take the mail of every notice before this practice time as sent then: of a past that is told now, as a demo's."""
    token = _read_before.set(day)
    try:
        yield
    finally:
        _read_before.reset(token)


def was_read(at: datetime) -> bool:
    """Return whether mail of that practice time was sent long ago, so that none is sent now."""
    before = _read_before.get()
    return before is not None and at < before


def later_mail(notice_ids: Iterable[UUID]) -> None:
    """Defer one mail for each notice, in the transaction under way and with what else is written."""
    jobs = [mail_notice.configure(task_kwargs={"notice_id": str(each)}).job for each in notice_ids]
    if jobs:
        call(queries["defer_jobs"].replace("%(jobs)s", "%s").rstrip("; \n"), [_row(job) for job in jobs])


def _row(job: Job) -> tuple[Any, ...]:
    """Return a job as the type procrastinate_job_to_defer_v1 has it."""
    named = (job.queue, job.task_name, job.priority, job.lock, job.queueing_lock)
    return (*named, Jsonb(job.task_kwargs), job.scheduled_at)


@app.task(name="permanence.mail_notice", queue="mail", retry=AGAIN)
def mail_notice(notice_id: str) -> None:
    """Send the mail of one notice, once. A mail server that is down is tried again."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update(of=("self",)).select_related("authority").get(id=notice_id)
        if notice.mail_sent_at is None:
            mail.send(notice)
            Notice.objects.filter(id=notice_id).update(mail_sent_at=Now())
