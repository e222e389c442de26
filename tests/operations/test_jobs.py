"""Jobs are found by their names in a fresh process, and mail is a link, sent once (C23)."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from permanence.operations import mail
from permanence.operations.jobs import mail_notice
from permanence.operations.notices import tell
from permanence.outside.notices import HeldMail
from permanence.outside.unable import Unable
from permanence.records.authorities import Authority
from permanence.records.notices import Notice, OutboxMail
from tests.factories import World, with_login

NAMES = {"permanence.mail_notice", "permanence.run_due", "permanence.sweep_files", "permanence.take_up_again"}
FRESH = """
import json, os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "permanence.settings"
os.environ["PERMANENCE_DEMO"] = "1"
django.setup()
from procrastinate.contrib.django import app
app.perform_import_paths()
print(json.dumps(sorted(app.tasks)))
"""


def test_a_fresh_process_finds_every_job_by_its_name() -> None:
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)) >= NAMES


def told(here: World) -> Notice:
    account = with_login(here, "Priya Nair")
    says = "Joan Ellery passed you Report for Maya Thornbury."
    tell([account.worker_id], authority_id=here.authority_id, kind="passed", says=says, at=here.at)
    return Notice.objects.get()


def test_a_notice_defers_its_mail_in_the_same_transaction(here: World) -> None:
    notice = told(here)
    job = ProcrastinateJob.objects.get(task_name="permanence.mail_notice")
    assert (job.queue_name, job.args) == ("mail", {"notice_id": str(notice.id)})


def test_in_the_demo_it_lands_in_the_outbox_once_and_says_nothing_of_the_child(here: World) -> None:
    notice = told(here)
    mail_notice(notice_id=str(notice.id))
    mail_notice(notice_id=str(notice.id))
    sent = OutboxMail.objects.get()
    assert "Maya" not in sent.subject + sent.body
    assert sent.body == f"Sign in and open it here:\n{settings.BASE_URL}/notices/\n"
    notice.refresh_from_db()
    assert notice.mail_sent_at is not None


def test_elsewhere_it_goes_to_the_mail_server_and_is_tried_again_when_that_is_down(here: World) -> None:
    notice = told(here)
    Authority.objects.update(is_demo=False)
    notice.refresh_from_db()
    held = HeldMail(is_down=True)
    with pytest.raises(Unable):
        mail.send(notice, mailer=held)
    held.is_down = False
    mail.send(notice, mailer=held)
    assert [each.subject for each in held.sent] == ["Something is waiting for you in Permanence"]
    assert not OutboxMail.objects.exists()


def test_whoever_cannot_sign_in_gets_no_mail(here: World) -> None:
    says = "Something"
    tell([here.people["Una Tait"]], authority_id=here.authority_id, kind="passed", says=says, at=here.at)
    mail_notice(notice_id=str(Notice.objects.get().id))
    assert not OutboxMail.objects.exists()


def defer(name: str, *, timestamp: int) -> int:
    return app.configure_task(f"permanence.{name}", queue="clock", queueing_lock=name, lock=name).defer(
        timestamp=timestamp
    )


def killed(job_id: int) -> int:
    """Its process was killed in the middle of it."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job_id])
    return job_id


def do_what_waits() -> None:
    """Work in a thread of its own: a browser test of the same process may have left its loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_do_what_waits).result()


def _do_what_waits() -> None:
    """Work as the clock never struck: what it would have put there is put there by the test."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # it is Django's
    no_clock = patch.dict(app.periodic_registry.periodic_tasks, clear=True)
    with no_clock, app.replace_connector(connector) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, delete_jobs="never")


def state_of(job_id: int) -> str | None:
    return ProcrastinateJob.objects.filter(id=job_id).values_list("status", flat=True).first()


def test_a_mail_whose_process_was_killed_is_sent_by_another(committed: World) -> None:
    told(committed)
    mail = killed(ProcrastinateJob.objects.get().id)
    do_what_waits()
    assert (state_of(mail), OutboxMail.objects.count()) == ("doing", 0)
    defer("take_up_again", timestamp=0)
    do_what_waits()
    do_what_waits()
    assert (state_of(mail), OutboxMail.objects.count()) == ("succeeded", 1)


@pytest.mark.usefixtures("own_database")
def test_a_killed_round_of_due_dates_gives_way_to_the_next_and_keeps_no_lock() -> None:
    dead = killed(defer("run_due", timestamp=0))
    waiting = defer("run_due", timestamp=600)
    do_what_waits()
    assert (state_of(dead), state_of(waiting)) == ("doing", "todo")
    defer("take_up_again", timestamp=0)
    do_what_waits()
    do_what_waits()
    assert (state_of(dead), state_of(waiting)) == (None, "succeeded")
