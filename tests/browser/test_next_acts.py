"""The next act on the Workstep summary in Chromium: each of its states for axe, at both widths; by keyboard alone."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from permanence.operations import worksteps
from permanence.records.requests import Request
from tests.browser.axe import assert_no_axe_findings
from tests.browser.seats import take_seat
from tests.factories import inbox
from tests.queries.test_query_counts import another_child
from tests.web.office import Office, open_office


@pytest.fixture
def office(live_demo: str) -> Office:
    """An authority of the test's own, served."""
    assert live_demo
    return open_office()


def opens(page: Page, office: Office, address: str, name: str, path: str) -> None:
    """Open a page as somebody who signed in."""
    take_seat(page, address, office.at(name))
    page.goto(address + path)


def test_no_state_of_it_has_axe_findings(page: Page, office: Office, live_demo: str) -> None:
    here = office.world
    report: Any = here.report_to_manager()

    def look(name: str, path: str, says: str) -> None:
        opens(page, office, live_demo, name, path)
        expect(page.get_by_role("main")).to_contain_text(says)
        assert_no_axe_findings(page)

    look("Joan Ellery", f"/steps/{report}/", "Yours to complete")
    here.completes("Joan Ellery", report, "authorise")
    look("Joan Ellery", f"/steps/{report}/", "The procedure asks two things of you")
    another_child(here)
    look("Lena Voss", f"/steps/{here.report_to_qaag()}/", "Completed and Finish")
    look("Priya Nair", "/work/started/?group=child", "Noah Pelham")
    another_child(here)
    search = here.incoming_search()
    here.does("Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=(search,))
    look("Kit Hale", f"/inboxes/{inbox('cs_family_finders')}/", "Dee Marlow picked it up today")
    here.on("Dee Marlow", worksteps.start_step, search)
    here.saves("Dee Marlow", search, "plan", purpose="meeting", found="no", next_on=date(2027, 3, 1))
    look("Dee Marlow", f"/steps/{search}/", "Two are due from this meeting")


def test_by_keyboard_a_request_is_answered_and_the_next_one_sent(page: Page, office: Office, live_demo: str) -> None:
    report = office.world.report_to_manager()
    opens(page, office, live_demo, "Joan Ellery", f"/steps/{report}/")
    page.get_by_label("Completed: I authorise version 1").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="OK")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#flash")).to_be_focused()
    both = page.get_by_role("button", name="Send request and Add")
    both.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#flash")).to_contain_text("Sent to CS QAAG – Inbox.")
    assert Request.objects.filter(step_id=report, key="check", state="sent").exists()
