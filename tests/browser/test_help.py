"""Help and shortcuts in Chromium: axe at both widths; single keys do nothing until they are turned on."""

import pytest
from playwright.sync_api import Page, expect

from permanence.queries.shortcuts import SHORTCUTS
from permanence.records.forms import Draft
from tests.browser.axe import assert_no_axe_findings
from tests.browser.test_section import sign_in
from tests.web.conftest import Review, review

__all__ = ["review"]
LEADS = {("g", "w"): "/work/incoming/", ("g", "n"): "/notices/", ("g", "h"): "/help/"}
NOT_A_PLACE = {("/",), ("s",)}


@pytest.fixture
def toms(page: Page, review: Review, live: str) -> Page:
    """Return the browser of Tom, who has a review on his desk."""
    sign_in(page, review, live, "tom")
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def turn_on(page: Page, live: str) -> None:
    page.goto(f"{live}/account/keyboard/")
    page.get_by_role("button", name="Turn shortcuts on").click()
    expect(page.get_by_text("Keyboard shortcuts are on.")).to_be_visible()
    page.wait_for_load_state("load")  # the keys are listened to from then on


def test_every_page_of_help_has_no_axe_findings_and_keeps_its_width(toms: Page, review: Review, live: str) -> None:
    toms.goto(f"{live}/help/")
    assert_no_axe_findings(toms)
    toms.get_by_role("link", name="SC Permanency Planning Process").click()
    expect(toms.get_by_role("heading", level=1)).to_have_text("Help: SC Permanency Planning Process")
    assert_no_axe_findings(toms)
    for place in (f"{review.href}help/", "/account/keyboard/", "/accessibility/"):
        toms.goto(live + place)
        assert_no_axe_findings(toms)


def test_single_keys_do_nothing_until_they_are_turned_on_and_then_what_the_page_lists(
    toms: Page, review: Review, live: str
) -> None:
    assert {each.keys for each in SHORTCUTS} == LEADS.keys() | NOT_A_PLACE
    toms.goto(f"{live}/help/")
    press(toms, "g", "w")
    toms.wait_for_timeout(500)
    assert toms.url == f"{live}/help/"
    turn_on(toms, live)
    for keys, place in LEADS.items():
        press(toms, *keys)
        toms.wait_for_url(live + place)
    press(toms, "/")
    expect(toms.get_by_role("searchbox", name="Find a child")).to_be_focused()
    assert_no_axe_findings(toms)


def test_what_is_typed_in_a_box_is_text_and_s_outside_it_keeps_a_draft(toms: Page, review: Review, live: str) -> None:
    turn_on(toms, live)
    toms.goto(live + review.section("review"))
    toms.get_by_label("Not yet", exact=True).check()
    why = toms.get_by_label("Why not yet")
    why.focus()
    press(toms, "g", "w", "s", "/")
    expect(why).to_have_value("gws/")
    assert not Draft.objects.exists()
    toms.get_by_role("heading", level=1).click()
    with toms.expect_navigation():
        press(toms, "s")
    assert Draft.objects.get().typed["why_not_yet"] == "gws/"
