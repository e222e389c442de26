"""The coordinator of a privileged group admits somebody, in Chromium; axe on each page of it."""

from functools import partial

import pytest
from playwright.sync_api import Page, expect

from permanence.records.people import RoleHeld
from tests.access.house import House, build
from tests.access.test_privileged import closed
from tests.browser.axe import assert_no_axe_findings
from tests.browser.seats import take_seat
from tests.web.office import open_office

COORDINATOR = "Ravi Menon"


@pytest.fixture
def house(live_demo: str, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house in which the report is of a privileged kind, which Ravi coordinates."""
    assert live_demo
    monkeypatch.setattr("tests.access.house.open_office", partial(open_office, process=closed()))
    made = build()
    w = made.office.world
    given = {"worker_id": w.people[COORDINATOR], "role": "reviewing_team_manager", "team_id": w.teams["east"]}
    RoleHeld.objects.create(authority_id=w.authority_id, from_on=w.today, **given)
    return made


def test_admitting_and_ending_it_have_no_axe_findings(page: Page, house: House, live_demo: str) -> None:
    take_seat(page, live_demo, house.browser(COORDINATOR))
    page.goto(f"{live_demo}/steps/{house.report}/admit/")
    page.get_by_label("Find a worker by name").fill("dai")
    page.get_by_role("search", name="Find a worker").get_by_role("button").click()
    page.get_by_role("radio", name="Dai Prosser").check()
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_role("main")).to_contain_text("Say why they are admitted.")
    assert_no_axe_findings(page)
    page.get_by_label("Reason").fill("She knows the family from before.")
    page.get_by_role("button", name="Admit").click()
    page.goto(f"{live_demo}/steps/{house.report}/admit/")
    expect(page.get_by_role("main")).to_contain_text("Admitted by Ravi Menon")
    assert_no_axe_findings(page)
    page.get_by_role("button", name="End").click()
    page.goto(f"{live_demo}/steps/{house.report}/admit/")
    expect(page.get_by_role("main")).to_contain_text("Nobody is admitted.")
