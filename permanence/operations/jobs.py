"""What runs apart from any request: the one module where the process of the jobs finds every job by its name.

PROCRASTINATE_IMPORT_PATHS names it; without that every job would fail quietly. A clock is never read here: the
scheduler says what time it was for.
"""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.job_context import JobContext
from procrastinate.jobs import Status

from permanence.operations.clock import practice_time
from permanence.operations.due_round import run_due
from permanence.operations.files import sweep
from permanence.operations.mailing import AGAIN, mail_notice
from permanence.records.authorities import Authority

__all__ = ["mail_notice", "run_due_everywhere", "sweep_files", "take_up_again"]

A_DAY = timedelta(days=1)


@app.periodic(cron="*/10 * * * *")
@app.task(name="permanence.run_due", queue="clock", queueing_lock="run_due", lock="run_due", retry=AGAIN)
def run_due_everywhere(timestamp: int) -> None:
    """Do what has fallen due in every authority, by its own practice time (P39)."""
    real_at = datetime.fromtimestamp(timestamp, UTC)
    for authority in Authority.objects.order_by("id"):
        run_due(authority_id=authority.id, at=practice_time(authority_id=authority.id, real_at=real_at))


@app.periodic(cron="17 * * * *")
@app.task(name="permanence.sweep_files", queue="clock", queueing_lock="sweep_files", retry=AGAIN)
def sweep_files(timestamp: int) -> None:
    """Remove bytes that no row names, a day after they were kept (P05)."""
    sweep(before=datetime.fromtimestamp(timestamp, UTC) - A_DAY)


@app.periodic(cron="* * * * *")
@app.task(name="permanence.take_up_again", queue="clock", queueing_lock="take_up_again", pass_context=True)
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Let jobs whose process was killed be done again: else they would hold their lock, and no later one would run.

    Every job does once what it does however often it is begun. Where the next of its kind waits already, that one does
    its work, and the dead one goes.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        try:
            await jobs.retry_job(job)
        except UniqueViolation:
            await jobs.finish_job(job, status=Status.ABORTED, delete_job=True)
