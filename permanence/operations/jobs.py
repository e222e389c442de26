"""What runs apart from any request: the one module where the process of the jobs finds every job by its name.

PROCRASTINATE_IMPORT_PATHS names it; without that every job would fail quietly. A clock is never read here: the
scheduler says what time it was for.
"""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from permanence.operations.clock import practice_time
from permanence.operations.due_round import run_due
from permanence.operations.files import sweep
from permanence.operations.mailing import AGAIN, mail_notice
from permanence.records.authorities import Authority

__all__ = ["mail_notice", "run_due_everywhere", "sweep_files"]

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
