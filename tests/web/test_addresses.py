"""Every address: its one method, signed out, the demonstration's own, and notices (C05, C10, C20, C23)."""

import re
from typing import Any

import pytest
from django.test import Client

from permanence.operations.notices import tell
from permanence.records.notices import Notice
from permanence.web.addresses import urlpatterns
from permanence.web.opening import methods_of
from tests.web.office import NOBODY, Office, open_office, rows, words

BOTH = {"account_login"}
PUBLIC = {"account_logout", "accessibility"}
PATTERNS = [pattern for pattern in urlpatterns if pattern.name not in BOTH]
ACTS = {"account_logout"} | {pattern.name for pattern in PATTERNS if methods_of(pattern.callback) == ("POST",)}


@pytest.fixture
def office(db: None, settings: Any) -> Office:
    settings.DEMO = True
    return open_office()


def example(pattern: Any) -> str:
    path = re.sub(r"<uuid:\w+>", str(NOBODY), str(pattern.pattern))
    return "/" + re.sub(r"<slug:\w+>", "incoming", re.sub(r"<int:\w+>", "1", path))


def test_the_other_method_is_405(office: Office) -> None:
    browser = office.at("Priya Nair")
    for pattern in PATTERNS:
        other = browser.get if pattern.name in ACTS else browser.post
        assert other(example(pattern)).status_code == 405, pattern.name


def test_signed_out_it_leads_to_sign_in(office: Office) -> None:
    for pattern in PATTERNS:
        ask = Client().post if pattern.name in ACTS else Client().get
        if pattern.name not in PUBLIC:
            assert ask(example(pattern))["Location"].startswith("/sign-in/?next="), pattern.name


def test_no_page_is_kept_in_a_cache(office: Office) -> None:
    for pattern in PATTERNS:
        if pattern.name not in ACTS:
            answer = office.get("Priya Nair", example(pattern))
            assert answer.status_code == 404 or "no-store" in answer.headers["Cache-Control"], pattern.name


def test_the_demonstrations_clock_is_set_and_runs_on(office: Office) -> None:
    assert office.post("Priya Nair", "/demo/clock", at="2027-03-10T09:00").status_code == 303
    assert "It is Wednesday 10 March 2027." in words(office.get("Priya Nair", "/work/incoming/"))


@pytest.mark.parametrize("given", ["", "tomorrow", "2027-02-31T09:00", "\x00"])
def test_a_time_that_is_none(office: Office, given: str) -> None:
    answer = office.post("Priya Nair", "/demo/clock", at=given)
    assert answer.status_code == 422
    assert "Enter the day and time as 2026-11-16T09:00." in words(answer)


def test_anywhere_else_the_demonstrations_addresses_do_not_exist(office: Office, settings: Any) -> None:
    settings.DEMO = False
    for browser in (Client(), office.at("Priya Nair")):
        assert browser.get("/demo/outbox").status_code == 404
        assert browser.post("/demo/clock", {"at": "2027-03-10T09:00"}).status_code == 404


def told(office: Office, name: str, says: str) -> Notice:
    here = office.world
    tell(
        [here.people[name]],
        authority_id=here.authority_id,
        kind="passed",
        says=says,
        at=here.at,
        child_id=here.child_id,
    )
    return Notice.objects.get(says=says)


def test_notices_are_read_one_by_one_or_all(office: Office) -> None:
    first, second = told(office, "Priya Nair", "One thing."), told(office, "Priya Nair", "Another thing.")
    assert "New for you (2)" in words(office.get("Priya Nair", "/work/incoming/"))
    assert office.post("Priya Nair", "/notices/read", notice=str(first.id)).status_code == 303
    assert "1 unread." in words(office.get("Priya Nair", "/notices/"))
    assert office.post("Priya Nair", "/notices/read").status_code == 422, "which of them is said"
    office.post("Priya Nair", "/notices/read", all="yes")
    second.refresh_from_db()
    assert second.read_at is not None


def test_another_workers_notice_is_neither_shown_nor_marked(office: Office) -> None:
    theirs = told(office, "Joan Ellery", "For Joan alone.")
    assert rows(office.get("Priya Nair", "/notices/")) == []
    office.post("Priya Nair", "/notices/read", notice=str(theirs.id))
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_an_alert_stays_on_top_until_it_is_ended(office: Office) -> None:
    alert = told(office, "Priya Nair", "No agreed permanence plan. A review is needed.")
    Notice.objects.filter(id=alert.id).update(is_alert=True)
    office.post("Priya Nair", "/notices/read", all="yes")
    for path in ("/work/incoming/", f"/children/{office.world.child_id}/"):
        assert "No agreed permanence plan. A review is needed." in words(office.get("Priya Nair", path))
    Notice.objects.filter(id=alert.id).update(ended_at=office.world.at)
    assert "No agreed permanence plan." not in words(office.get("Priya Nair", "/work/incoming/"))
