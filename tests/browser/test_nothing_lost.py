"""The session ends while somebody types, in Chromium: with script and without it, the text is there after signing in.

P11: type, delete the session row, press Save and close, sign in.
"""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from permanence.records.accounts import User
from permanence.records.forms import Draft, SectionAnswers
from tests.browser.axe import assert_no_axe_findings
from tests.web.conftest import Review, review

__all__ = ["review"]
PASSWORD = "a home that lasts, 2027"
WORDS = "The court has not decided. Maya asked twice whether her dog may come."
SECOND = 1000


def open_section(browser: Browser, review: Review, live: str, *, script: bool) -> Page:
    """Sign in as Tom by password, and open the section."""
    cache.clear()
    review.sit("tom")
    user = User.objects.get(username="tom")
    user.set_password(PASSWORD)
    user.save()
    page = browser.new_context(java_script_enabled=script).new_page()
    page.goto(f"{live}/sign-in/?next={review.section('review')}")
    sign_in(page)
    return page


def sign_in(page: Page) -> None:
    page.locator("#login").fill("tom")
    page.locator("#password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_type_delete_the_session_row_save_and_close_sign_in(
    browser: Browser, review: Review, live: str, *, script: bool
) -> None:
    page = open_section(browser, review, live, script=script)
    if script:
        page.get_by_label("Not yet", exact=True).check()
        page.get_by_label("Why not yet").fill(WORDS)
    page.locator("#held_on-day").fill("the tenth, I think")
    Session.objects.all().delete()
    with page.expect_navigation():
        page.get_by_role("button", name="Save and close").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_role("main")).to_contain_text("What you had typed is kept.")
    assert not Draft.objects.exists(), "nobody is signed in"
    sign_in(page)
    assert page.url.endswith(review.section("review"))
    expect(page.locator("#held_on-day")).to_have_value("the tenth, I think")
    expect(page.get_by_role("main")).to_contain_text("What you typed before you were signed out is back")
    if script:
        expect(page.get_by_label("Why not yet")).to_have_value(WORDS)
        assert_no_axe_findings(page)
    assert not SectionAnswers.objects.exists()
    assert [cookie["name"] for cookie in page.context.cookies() if "kept" in cookie["name"]] == []
    page.context.close()


def test_two_minutes_before_it_ends_one_is_warned_and_stays_with_one_button(
    browser: Browser, review: Review, live: str
) -> None:
    page = open_section(browser, review, live, script=True)
    page.clock.install()
    page.reload()
    page.clock.run_for(28 * 60 * SECOND + SECOND)
    warning = page.get_by_role("dialog")
    expect(warning).to_contain_text(re.compile(r"You will be signed out at \d\d:\d\d\. What you typed is kept\."))
    assert_no_axe_findings(page)
    with page.expect_response("**/account/session"):
        warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    page.clock.run_for(27 * 60 * SECOND)
    expect(warning).to_be_hidden()
    page.context.close()


def test_what_is_kept_by_itself_goes_on_after_signing_in_on_another_tab(
    browser: Browser, review: Review, live: str
) -> None:
    page = open_section(browser, review, live, script=True)
    page.clock.install()
    page.reload()
    Session.objects.all().delete()
    page.locator("#held_on-day").fill("10")
    page.clock.run_for(11 * SECOND)
    line = page.get_by_role("main").get_by_role("status").last
    expect(line).to_contain_text("You are signed out. What you typed is on this page and kept for you.")
    other = page.context.new_page()
    other.goto(f"{live}/sign-in/")
    sign_in(other)
    page.clock.run_for(11 * SECOND)
    expect(line).to_contain_text("You signed in again after this page was opened")
    page.locator("#held_on-month").fill("11")
    page.clock.run_for(11 * SECOND)
    expect(line).to_contain_text("Draft kept")
    page.locator("#held_on-year").fill("2026")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and close").click()
    assert SectionAnswers.objects.get().answers["held_on"] == "2026-11-10"
    assert not Draft.objects.exists()
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_rows_are_added_and_removed_and_the_focus_goes_where_it_is_said(
    browser: Browser, review: Review, live: str, *, script: bool
) -> None:
    page = open_section(browser, review, live, script=script)
    agency = page.locator("input[name^='present.'][name$='.agency']")
    agency.first.fill("Hazel Road School")
    with page.expect_navigation():
        page.get_by_role("button", name="Add another row to: Who was present").or_(
            page.get_by_role("button", name=re.compile("Add another row"))
        ).first.click()
    assert agency.count() == 2
    focused = page.locator("*:focus")
    expect(focused).to_have_attribute("name", re.compile(r"^present\.\w+\."))
    rows = page.get_by_role("table").filter(has=agency.first).get_by_role("row")
    assert rows.count() == 3, "its head and two rows: a table at any width"
    page.set_viewport_size({"width": 320, "height": 900})
    assert rows.count() == 3
    with page.expect_navigation():
        rows.nth(1).get_by_role("button", name=re.compile("^Remove")).click()
    expect(page.locator("*:focus")).to_contain_text("Row 1, Hazel Road School is removed from your draft.")
    if script:
        assert_no_axe_findings(page)
    page.context.close()
