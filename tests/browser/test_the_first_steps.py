"""The first steps without script, and by keyboard alone; and what a page says to whoever may not, or comes too late."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from permanence.kernel.actors import operator
from permanence.operations.clock import set_clock
from permanence.records.authorities import Inbox
from tests.browser.axe import assert_no_axe_findings
from tests.browser.by_pages import ByPages, hands
from tests.browser.met import NotLookedAt
from tests.browser.signed_in import PASSWORD
from tests.journeys import c1_plan
from tests.journeys import titles as t
from tests.journeys.conftest import Tell, s, told_so_far
from tests.journeys.founding import let_sign_in
from tests.journeys.prelude import the_report_is_authorised, the_report_is_written
from tests.journeys.real_time import now
from tests.journeys.seen import incoming_requests, open_steps
from tests.journeys.story import Story

__all__ = ["s", "told_so_far"]
LATER = 11_000
MOST_TABS = 60


def so_far(tell: Tell) -> Story:
    """2 Dec 2026: the report on Maya is authorised; the request to confirm its quality waits in the QAAG inbox."""
    story = tell("maya", "27 Jul 2026")
    c1_plan.step_01_the_second_review_agrees_long_term_fostering(story)
    the_report_is_written(story, on="16 Nov 2026")
    the_report_is_authorised(story, on="2 Dec 2026")
    let_sign_in(story, password=PASSWORD)
    founder = operator(authority_id=story.authority_id, real_at=now())
    set_clock(practice_at=story.at, actor=founder, at=story.at)
    return story


@pytest.fixture
def own_database(s: Story) -> str:
    """Serve the pages from the copy in which the story stands."""
    return str(connection.settings_dict["NAME"])


@pytest.fixture
def pages(s: Story, browser: Browser, live_demo: str, browser_context_args: dict[str, Any]) -> Iterator[ByPages]:
    """Browsers of the people of the story."""
    with hands(browser, live_demo, browser_context_args) as made:
        s.hands = made
        yield made


def test_lena_confirms_the_quality_and_refers_to_the_adm_with_script_off(
    s: Story, browser: Browser, live_demo: str, browser_context_args: dict[str, Any]
) -> None:
    with hands(browser, live_demo, {**browser_context_args, "java_script_enabled": False}) as without:
        without.met = NotLookedAt()
        s.hands = without
        s.lena.picks_up(t.PLANNING)
        s.lena.resumes(t.PLANNING)
        s.lena.completes_and_finishes(t.CONFIRM_QUALITY)
        s.lena.picks_up(t.ADM_DECISION)
        s.lena.starts(t.ADM_DECISION)
        s.lena.fills(1, meeting_date="2026-12-02", recommendation="plan_agreed")
        s.lena.adds(t.ADM_AGREES, to=s.priya)
        s.lena.sends(t.REFER_TO_ADM, to=s.ruth)
    assert t.REFER_TO_ADM in incoming_requests(s.ruth)


def test_lena_finishes_by_keyboard_alone(s: Story, pages: ByPages) -> None:
    page = pages.contexts.setdefault("lena", pages.browser.new_context(**pages.arguments)).new_page()
    page.goto(f"{pages.address}/sign-in/")
    tab_to(page, "#login")
    page.keyboard.type("lena")
    tab_to(page, "#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/work/incoming/")
    tab_to(page, 'a[href^="/inboxes/"]')
    enters(page, "a")
    tab_to(page, "main button[value]")
    enters(page, "button")
    tab_to(page, 'form[action$="/complete-and-finish"] button')
    enters(page, "button")
    assert [step.title for step in open_steps(s)] == [t.ADM_DECISION]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(MOST_TABS):
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{MOST_TABS} times Tab do not reach {selector} on {page.url}")


def enters(page: Page, what: str) -> None:
    """Press Enter on what has the focus, and wait for the page that follows."""
    assert page.evaluate("document.activeElement.localName") == what
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_whoever_may_not_is_told_so_and_whoever_may_not_know_learns_nothing(s: Story, pages: ByPages) -> None:
    inbox = Inbox.objects.get(authority_id=s.authority_id, title=t.QAAG_INBOX)
    assert answers(pages, s, "priya", f"/inboxes/{inbox.id}/") == (403, "Only the people of CS QAAG – Inbox see")
    nothing = (404, "There is nothing here, or you may not see it.")
    assert answers(pages, s, "una", f"/children/{s.child.id}/") == nothing
    assert answers(pages, s, "una", f"/children/{uuid4()}/") == nothing
    assert answers(pages, s, "una", f"/steps/{s.open_step(t.PLANNING)}/") == nothing


def answers(pages: ByPages, s: Story, first_name: str, path: str) -> tuple[int, str]:
    """Return the status of a page and as much of what it says as is expected of it; axe finds nothing wrong with it."""
    page = pages.page_of(s.people[first_name])
    response = page.goto(pages.address + path)
    assert response
    assert_no_axe_findings(page)
    said = page.locator("main").inner_text()
    known = ("Only the people of CS QAAG – Inbox see", "There is nothing here, or you may not see it.")
    return response.status, next((words for words in known if words in said), said)


def test_two_pick_up_the_same_request_and_one_is_told_who_was_quicker(s: Story, pages: ByPages) -> None:
    inbox = Inbox.objects.get(authority_id=s.authority_id, title=t.QAAG_INBOX)
    lena, nora = pages.goes(s.lena, f"/inboxes/{inbox.id}/"), pages.goes(s.nora, f"/inboxes/{inbox.id}/")
    assert [picks_up(page) for page in (lena, nora)] == [200, 409]
    expect(nora.locator("#refused")).to_contain_text("Lena Voss picked this up at ")
    assert_no_axe_findings(nora)


def picks_up(page: Page) -> int:
    """Press Pick up on an inbox as it was shown; return the status of the page that follows."""
    with page.expect_navigation() as went:
        page.get_by_role("button", name="Pick up").first.click()
    return went.value.status


def test_a_session_that_ends_while_typing_loses_nothing(s: Story, pages: ByPages) -> None:
    s.lena.picks_up(t.PLANNING)
    s.lena.resumes(t.PLANNING)
    s.lena.completes_and_finishes(t.CONFIRM_QUALITY)
    s.lena.picks_up(t.ADM_DECISION)
    s.lena.starts(t.ADM_DECISION)
    page = pages.page_of(s.lena)
    section = page.url
    page.clock.install()
    page.reload()
    page.locator('[name="discussion"]').fill("The meeting read the portrait aloud first.")
    page.clock.run_for(LATER)
    expect(page.get_by_role("status").last).to_contain_text("Draft kept")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save and close").last.click()
    expect(page.locator("main")).to_contain_text("What you had typed is kept.")
    pages.sign_in_here(page, "lena")
    page.goto(section)
    expect(page.locator('[name="discussion"]')).to_have_value("The meeting read the portrait aloud first.")
