"""Passing work to somebody on leave: it is said, with who acts for them, and nobody is filled in (P39; pages, 10.5)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from permanence.operations import workers
from tests.factories import asked, version
from tests.web.office import Office, open_office, reasons, text, words

JOAN = "Joan Ellery, on leave, back Mon 23 Nov 2026; Ravi Menon acts for them"


@pytest.fixture
def office(db: None) -> Office:
    """Joan is away for a week from today, and Ravi acts for her."""
    here = open_office()
    world = here.world
    given: dict[str, Any] = {
        "from_on": world.today,
        "to_on": world.today + timedelta(days=7),
        "covered_by": world.people["Ravi Menon"],
    }
    workers.put_on_leave(worker_id=world.people["Joan Ellery"], actor=world.founder, at=world.at, **given)
    return here


def written(office: Office) -> UUID:
    report = office.world.started_report()
    office.world.saves("Priya Nair", report, "details", words="She paints.")
    return report


def everybody_away(office: Office) -> None:
    world = office.world
    given: dict[str, Any] = {"from_on": world.today, "to_on": world.today + timedelta(days=2)}
    workers.put_on_leave(worker_id=world.people["Ravi Menon"], actor=world.founder, at=world.at, **given)


def test_another_manager_who_is_here_is_filled_in(office: Office) -> None:
    page = office.get("Priya Nair", f"/steps/{written(office)}/")
    assert "Manager authorises, to Ravi Menon" in words(page)
    assert ">Send request</button>" in text(page)


def test_nothing_goes_to_somebody_away_by_one_button(office: Office) -> None:
    everybody_away(office)
    page = office.get("Priya Nair", f"/steps/{written(office)}/")
    assert f"Manager authorises, to {JOAN}" in words(page)
    assert ">Send request</button>" not in text(page)


def test_whoever_acts_for_her_stands_beside_her_and_neither_is_chosen(office: Office) -> None:
    everybody_away(office)
    page = text(office.get("Priya Nair", f"/steps/{written(office)}/requests/?send=authorise"))
    form = page.split('id="send"', 1)[1]
    assert JOAN in form
    assert f'value="worker:{office.world.people["Ravi Menon"]}"' in form
    assert "Ravi Menon, on leave, back Wed 18 Nov 2026" in form
    assert " checked" not in form


def test_without_a_choice_it_is_not_sent_and_with_one_it_is(office: Office) -> None:
    report = written(office)
    given = {"request_key": "authorise", "to": ""}
    unchosen = office.post("Priya Nair", f"/steps/{report}/requests/send", _version=version(report), **given)
    assert "Choose whom Manager authorises goes to." in reasons(unchosen)
    given["to"] = f"worker:{office.world.people['Ravi Menon']}"
    sent = office.post("Priya Nair", f"/steps/{report}/requests/send", _version=version(report), **given)
    assert sent.status_code == 303
    assert asked(report, "authorise").to_worker_id == office.world.people["Ravi Menon"]


def test_a_next_action_is_filled_in_for_nobody_on_leave(office: Office) -> None:
    world = office.world
    given: dict[str, Any] = {
        "from_on": world.today,
        "to_on": world.today + timedelta(days=3),
        "covered_by": world.people["Una Tait"],
    }
    workers.put_on_leave(worker_id=world.people["Priya Nair"], actor=world.founder, at=world.at, **given)
    review = world.begins_review()
    page = text(office.get("Tom Askew", f"/steps/{review}/next-actions/"))
    away = "Priya Nair, on leave, back Thu 19 Nov 2026; Una Tait acts for them"
    assert f"Passes to {away}. Choose below whom it goes to." in words(
        office.get("Tom Askew", f"/steps/{review}/next-actions/")
    )
    assert f">{away}</option>" in page
    assert f'<option value="worker:{world.people["Una Tait"]}">Una Tait</option>' in page
    add = f"/steps/{review}/next-actions/add"
    unchosen = office.post("Tom Askew", add, _version=version(review), action="write_report")
    assert "Choose whom Write report goes to." in reasons(unchosen)
