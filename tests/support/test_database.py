"""The test databases are what the deployment's are: two roles, and a copy for whoever commits."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.utils import timezone

FAR = timezone.now()


def keep_a_session(name: str) -> None:
    Session.objects.create(session_key=name, session_data="", expire_date=FAR)


@pytest.mark.django_db
def test_the_application_connects_as_a_role_that_owns_no_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == ("permanence_app", 0)


@pytest.mark.django_db
@pytest.mark.parametrize("_time", [1, 2])
def test_what_a_test_writes_is_gone_for_the_next(_time: int) -> None:
    assert not Session.objects.exists()
    keep_a_session("rolled back")


@pytest.mark.parametrize("_time", [1, 2])
def test_what_threads_commit_stays_in_the_tests_own_database(own_database: str, _time: int) -> None:
    def commit() -> None:
        keep_a_session(threading.current_thread().name)
        connections.close_all()

    assert not Session.objects.exists()
    threads = [threading.Thread(target=commit) for _ in range(5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert Session.objects.count() == 5
    assert connection.settings_dict["NAME"] == own_database
