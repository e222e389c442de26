"""A section of a form in Chromium: axe in each state, the draft that keeps itself, what Enter does."""

import re

import pytest
from playwright.sync_api import Page, expect

from permanence.records.forms import Draft, SectionAnswers
from tests.browser.axe import assert_no_axe_findings
from tests.browser.seats import take_seat
from tests.web.conftest import Review, review

__all__ = ["review"]
LATER = 11_000


@pytest.fixture
def toms(page: Page, review: Review, live: str) -> Page:  # a fixture is asked for by its name
    """Return a page on which Tom has opened the section."""
    sign_in(page, review, live, "tom")
    page.goto(live + review.section("review"))
    return page


def sign_in(page: Page, review: Review, live: str, first_name: str) -> None:
    """Give the browser the session of somebody who signed in."""
    take_seat(page, live, review.sit(first_name).browser)


def test_writing_reading_and_mending_have_no_axe_findings(toms: Page, review: Review, live: str) -> None:
    assert_no_axe_findings(toms)
    toms.get_by_label("Not yet", exact=True).check()
    toms.locator("#held_on-day").fill("31")
    toms.locator("#held_on-month").fill("2")
    toms.locator("#held_on-year").fill("2027")
    toms.locator("main").get_by_role("button", name="Save and continue").last.click()
    expect(toms.get_by_role("alert")).to_contain_text("31 February 2027 does not exist.")
    assert toms.title().startswith("Error: ")
    assert_no_axe_findings(toms)
    sign_in(toms, review, live, "priya")
    toms.goto(live + review.section("review"))
    expect(toms.get_by_role("main")).to_contain_text("writes this section.")
    assert_no_axe_findings(toms)


def test_a_draft_keeps_itself_and_is_there_again(toms: Page) -> None:
    toms.clock.install()
    toms.reload()
    toms.get_by_label("Not yet", exact=True).check()
    toms.get_by_label("Why not yet").fill("The court has not decided.")
    toms.clock.run_for(LATER)
    expect(toms.get_by_role("status").last).to_have_text(
        re.compile(r"^Draft kept \d\d:\d\d:\d\d\. Only you see a draft\.")
    )
    assert Draft.objects.get().typed["why_not_yet"] == "The court has not decided."
    assert not SectionAnswers.objects.exists()
    toms.reload()
    expect(toms.get_by_label("Why not yet")).to_have_value("The court has not decided.")


def test_where_nothing_can_be_kept_the_page_says_since_when(toms: Page) -> None:
    toms.clock.install()
    toms.reload()
    toms.route("**/save", lambda route: route.abort())
    toms.get_by_label("Not yet", exact=True).check()
    toms.clock.run_for(LATER)
    line = toms.get_by_role("status").last
    expect(line).to_have_text(
        re.compile(r"^Not kept since \d\d:\d\d: no connection\. What you typed is on this page\. Trying again\.$")
    )
    toms.unroute("**/save")
    toms.clock.run_for(LATER)
    expect(line).to_have_text(re.compile(r"^Draft kept"))


def test_enter_saves_the_section_and_the_focus_goes_to_the_next_heading(toms: Page, review: Review) -> None:
    toms.locator("#held_on-day").fill("10")
    toms.locator("#held_on-month").fill("11")
    toms.locator("#held_on-year").fill("2026")
    toms.locator("#held_on-year").press("Enter")
    toms.wait_for_url("**/next-actions/#title")
    assert toms.evaluate("document.activeElement.id") == "title"
    assert SectionAnswers.objects.get().answers["held_on"] == "2026-11-10"


def test_two_versions_have_no_axe_findings_and_nothing_is_chosen(toms: Page, review: Review, live: str) -> None:
    other = toms.context.new_page()
    other.goto(live + review.section("review"))
    for page, words in ((toms, "The court decides in June."), (other, "The court decides in July. She knows.")):
        page.get_by_label("Not yet", exact=True).check()
        page.get_by_label("Why not yet").fill(words)
        page.get_by_role("button", name="Save and close").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("You saved this section on another page")
    assert other.locator("ins").first.is_visible()
    assert other.locator("input[type=radio]:checked").count() == 0
    assert not other.get_by_label("Text from both").is_visible()
    other.get_by_label("Write one from both").check()
    assert other.get_by_label("Text from both").is_visible()
    assert_no_axe_findings(other)
    other.goto(f"{live}{review.href}compare/?section=review")
    expect(other.get_by_role("heading", level=1)).to_contain_text("You saved this section on another page")
    assert_no_axe_findings(other)
