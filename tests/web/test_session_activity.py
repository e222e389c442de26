"""A session's use is noted when it begins, when a minute has passed, and when it comes from elsewhere (P21)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.utils import timezone

from tests.web.office import Office, open_office

PAGE = "/work/incoming/"


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def noted(office: Office, **headers: Any) -> Any:
    """Open a page; return how the session's use stands then."""
    assert office.at("Priya Nair").get(PAGE, **headers).status_code == 200
    return UserSession.objects.get()


def test_with_every_page_of_a_minute_it_stands_as_it_was(office: Office) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = noted(office).last_seen_at
        clock.shift(timedelta(seconds=59))
        assert noted(office).last_seen_at == first
        clock.shift(timedelta(seconds=2))
        assert noted(office).last_seen_at == first + timedelta(seconds=61)


def test_from_elsewhere_or_with_another_browser_it_is_noted_at_once(office: Office) -> None:
    assert noted(office).user_agent == "Tests"
    assert noted(office, headers={"user-agent": "Another"}).user_agent == "Another"
    assert noted(office, REMOTE_ADDR="192.0.2.7").ip == "192.0.2.7"
