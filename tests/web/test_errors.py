"""Pages that say what went wrong: the status of C05, whole sentences, and never how the program is made."""

from typing import Any

import psycopg
import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import Client, RequestFactory
from procrastinate.contrib.django.django_connector import wrap_exceptions
from procrastinate.exceptions import ConnectorException

from permanence.kernel.reasons import Hidden, KeyReused, Reason, Refused, Stale
from permanence.web import errors
from permanence.web.acting import NotAsSent

ASKED = RequestFactory().get("/steps/")
ROLE = Reason(sentence="Only the Agency Decision Maker finishes this workstep.", status=403)
RULE = Reason(sentence="Section 9 is not started.", where="section:nine")
# C05: what happened, the status it is answered with, and words on the page.
STATUSES = [
    (Hidden(), 404, "There is nothing here, or you may not see it."),
    (Refused([ROLE]), 403, ROLE.sentence),
    (Refused([RULE]), 409, RULE.sentence),
    (Refused([RULE, ROLE]), 403, RULE.sentence),
    (Stale("Joan Ellery saved this section while you were writing."), 409, "Joan Ellery saved"),
    (KeyReused("This page was sent a second time with something else in it."), 422, "a second time"),
    (NotAsSent(), 422, "Part of this form did not arrive."),
]


@pytest.mark.parametrize(("happened", "status", "says"), STATUSES)
def test_each_refusal_has_its_status_and_its_words(happened: Exception, status: int, says: str) -> None:
    answer = errors.RefusalPages(errors.not_found).process_exception(ASKED, happened)
    assert answer
    assert (answer.status_code, says in answer.content.decode()) == (status, True)


def test_anything_else_is_left_to_become_a_500() -> None:
    assert errors.RefusalPages(errors.not_found).process_exception(ASKED, ValueError()) is None


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.not_readable, 400),
        (errors.too_many, 429),
        (errors.broke, 500),
        (errors.unreachable, 503),
        (errors.overloaded, 503),
    ],
)
def test_pages_that_ask_nothing_of_the_database(view: Any, status: int) -> None:
    """No database is allowed in this test: a page that asked it something would fail."""
    answer = view(ASKED)
    assert answer.status_code == status
    page = answer.content.decode()
    assert page.count("<h1") == 1
    assert not any(word in page for word in ("Traceback", "Django", "sorry", "successfully"))


class WhoeverAsks:
    """Whom nobody can look up: the database is gone."""

    @property
    def is_authenticated(self) -> bool:
        """Ask the database who it is."""
        raise OperationalError("the connection is closed")


@pytest.mark.parametrize("gone", [OperationalError, InterfaceError])
def test_where_the_database_is_gone_the_page_says_so_and_asks_it_nothing(gone: type[Exception]) -> None:
    """P36: a clear page, and one that a browser may send again."""
    asked = RequestFactory().post("/steps/")
    asked.user = WhoeverAsks()  # type: ignore[assignment]  # all that is asked of it
    try:
        raise gone("the connection is closed")
    except gone:
        answer = errors.broke(asked)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "The records could not be reached. Try again in a minute" in answer.content.decode()


@pytest.mark.parametrize(("said", "status"), [(psycopg.OperationalError, 503), (psycopg.errors.UniqueViolation, 500)])
def test_a_job_that_could_not_be_queued_says_why_by_its_cause(said: type[psycopg.Error], status: int) -> None:
    """Found by a kill of PostgreSQL while a finish had its mails queued."""
    try:
        with wrap_exceptions():
            raise DatabaseError from said("the connection is closed")
    except ConnectorException:
        assert errors.broke(ASKED).status_code == status


@pytest.mark.parametrize(("said", "status"), [(OperationalError, 503), (None, 400)])
def test_a_session_that_could_not_be_written_is_not_a_broken_request(said: type[Exception] | None, status: int) -> None:
    """Found by a kill after the act and before its session: the act was done, and the answer was 400."""
    happened = SessionInterrupted("The request's session was deleted before the request completed.")
    happened.__context__ = UpdateError()
    happened.__context__.__context__ = said("the connection is closed") if said else None
    assert errors.not_readable(ASKED, happened).status_code == status


def test_a_form_of_another_sign_in_is_refused_in_words(own_database: str) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-out/")
    assert answer.status_code == 403
    assert b"This form was sent after you signed out or in again." in answer.content


def test_an_address_that_is_none_is_answered_in_the_frame(own_database: str) -> None:
    answer = Client().get("/no-such-page/")
    assert answer.status_code == 404
    assert "There is nothing here, or you may not see it." in answer.content.decode()
