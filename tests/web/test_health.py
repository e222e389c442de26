"""C01: up and ready, without sign-in and without a word about anybody; C11: each response has its id."""

import io
import logging
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from permanence.outside import readiness

HEARTBEAT = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second')"
TICK = """
    INSERT INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
    VALUES ('run_due', '', extract(epoch FROM now())::bigint - %s)
"""
FAILED = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, lock, status, args)
    VALUES ('default', 'told', 'told', 'failed', '{"name": "Casey"}')
"""


def execute(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def ask(client: Client) -> tuple[int, dict[str, Any]]:
    response = client.get("/readyz")
    return response.status_code, response.json()


@pytest.mark.django_db
def test_ready_when_a_worker_beats(client: Client) -> None:
    execute(HEARTBEAT, 5)
    assert ask(client) == (200, {"ready": True, "serves": True, "reasons": []})


@pytest.mark.django_db
def test_not_ready_without_a_worker(client: Client) -> None:
    status, told = ask(client)
    assert (status, told["serves"]) == (503, False)
    assert told["reasons"] == ["Nothing runs the jobs: no process of theirs has been heard of for a minute."]
    execute(HEARTBEAT, 120)
    assert ask(client)[0] == 503


@pytest.mark.django_db
def test_a_sleeping_scheduler_and_failed_jobs_are_told_while_pages_are_served(client: Client) -> None:
    execute(HEARTBEAT, 5)
    execute(TICK, 3630)
    execute(FAILED)
    status, told = ask(client)
    assert (status, told["serves"]) == (503, True)
    expected = ["The scheduler last ran 60 minutes ago.", "Jobs that failed and wait to be looked at: 1."]
    assert told["reasons"] == expected


@pytest.mark.django_db
def test_a_missing_migration_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    known = readiness._known_migrations() | {("records", "9999_next")}
    monkeypatch.setattr(readiness, "_known_migrations", lambda: known)
    assert ask(client)[1]["reasons"] == ["1 migrations have not been run. Run: permanence migrate"]


@pytest.mark.django_db
def test_a_later_release_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    known = readiness._known_migrations() - {("auth", "0001_initial")}
    monkeypatch.setattr(readiness, "_known_migrations", lambda: known)
    assert any("later release" in reason for reason in ask(client)[1]["reasons"])


@pytest.mark.django_db
def test_a_full_disk_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    execute(HEARTBEAT, 5)
    monkeypatch.setattr(readiness, "LEAST_FREE_BYTES", 2**62)
    assert "less than" in ask(client)[1]["reasons"][0]


@pytest.mark.django_db
def test_durability_that_is_off_is_told(client: Client) -> None:
    execute(HEARTBEAT, 5)
    execute("SET LOCAL synchronous_commit = off")
    assert "synchronous_commit is off" in ask(client)[1]["reasons"][0]


def test_up_needs_no_database_and_only_asking_is_allowed(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"up": True})
    assert "no-store" in response["Cache-Control"]
    assert client.post("/healthz").status_code == 405


def test_each_response_has_an_id_of_its_own_that_nobody_else_chooses(client: Client) -> None:
    given = [client.get("/healthz", headers={"X-Request-ID": "mine"})["X-Request-ID"] for _ in range(2)]
    assert [UUID(each).version for each in given] == [7, 7]
    assert given[0] < given[1]


def test_the_log_line_has_the_path_and_not_the_query(client: Client) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger("permanence.request").addHandler(handler)
    client.get("/healthz?name=Casey")
    logging.getLogger("permanence.request").removeHandler(handler)
    assert "/healthz" in written.getvalue()
    assert "Casey" not in written.getvalue()


POLICY = ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]


@pytest.mark.parametrize("directive", POLICY)
def test_a_page_may_load_our_own_files_alone(client: Client, directive: str) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert directive in policy
    assert "unsafe" not in policy
