"""What reviewers and authors see of an authorisation, in Chromium: axe, 320 px, no script (pages, 10.3 to 10.5)."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from permanence.operations import requests
from tests.browser.axe import assert_no_axe_findings
from tests.browser.seats import take_seat
from tests.factories import asked, version
from tests.web.office import Office, open_office

BETTER = "Maya likes to paint, and wants to stay near Larkfield Primary."


@pytest.fixture
def office(own_database: str, live_demo: str) -> Office:
    return open_office()


def signed_in(browser: Browser, office: Office, name: str, live: str) -> Page:
    """Return a page without script on which somebody is signed in."""
    page = browser.new_context(java_script_enabled=False).new_page()
    take_seat(page, live, office.at(name))
    return page


def looked_at(browser: Browser, page: Page) -> None:
    """Ask axe about the page as it stands, in a browser with script: axe is script itself."""
    looking = browser.new_context()
    looking.add_cookies([{**cookie} for cookie in page.context.cookies()])  # type: ignore[typeddict-item]
    other = looking.new_page()
    other.goto(page.url)
    assert_no_axe_findings(other)
    looking.close()


def returned(office: Office) -> Any:
    here = office.world
    report = here.report_to_manager()
    given = {"request_id": asked(report, "authorise").id, "version": version(report), "reason": "Which school?"}
    here.does("Joan Ellery", requests.decline_request, **given)
    here.saves("Priya Nair", report, "details", words=BETTER)
    here.sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])
    return report


def test_a_comment_is_kept_and_settled_without_script(browser: Browser, office: Office, live_demo: str) -> None:
    report = returned(office)
    joan = signed_in(browser, office, "Joan Ellery", live_demo)
    joan.goto(f"{live_demo}/steps/{report}/sections/details/")
    joan.get_by_label("Comment on section 1. Details").fill("How often?")
    joan.get_by_role("button", name="Keep comment").click()
    expect(joan.locator("#section-comments")).to_contain_text("How often?")
    looked_at(browser, joan)
    priya = signed_in(browser, office, "Priya Nair", live_demo)
    for path in ("", "comments/"):
        priya.goto(f"{live_demo}/steps/{report}/{path}")
        expect(priya.get_by_role("main")).to_contain_text("How often?")
        looked_at(browser, priya)
    priya.get_by_label("Your answer, which settles it").fill("Every Sunday.")
    priya.get_by_role("button", name="Settle").click()
    expect(priya.get_by_role("main")).to_contain_text("“Every Sunday.”")
    looked_at(browser, priya)


def test_what_changed_is_seen_authorised_and_changed_without_script(
    browser: Browser, office: Office, live_demo: str
) -> None:
    report = returned(office)
    joan = signed_in(browser, office, "Joan Ellery", live_demo)
    joan.goto(f"{live_demo}/steps/{report}/requests/")
    joan.locator("summary", has_text="Changed since").click()
    expect(joan.locator(".pm-change ins").last).to_contain_text("Larkfield Primary")
    looked_at(browser, joan)
    joan.get_by_label("Completed: I authorise version 2").check()
    joan.get_by_role("button", name="OK").click()
    expect(joan.get_by_role("main")).to_contain_text("Completed")
    priya = signed_in(browser, office, "Priya Nair", live_demo)
    priya.goto(f"{live_demo}/steps/{report}/sections/details/")
    expect(priya.get_by_role("main")).to_contain_text("Joan Ellery authorised version 2")
    looked_at(browser, priya)
    priya.locator("#words").fill("Something else.")
    priya.locator("main").get_by_role("button", name="Save and close").click()
    expect(priya.get_by_role("main")).to_contain_text("Joan Ellery has been asked again.")
    looked_at(browser, priya)
