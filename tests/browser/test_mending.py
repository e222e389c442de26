"""The pages of mending in Chromium: axe at both widths in each state, by keyboard, and without script."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from permanence.operations import worksteps
from permanence.records.pathways import PathwayEnding
from tests.browser.axe import assert_no_axe_findings
from tests.browser.seats import take_seat
from tests.factories import newest, step
from tests.operations.test_replacing import sent_early
from tests.operations.test_wrong_child import TEXT, another_child, written_on_maya
from tests.web.office import Office, open_office

WHY = "The wrong version was authorised."


@pytest.fixture
def office(own_database: str) -> Office:
    return open_office()


@pytest.fixture
def plain(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page without script."""
    context = browser.new_context(java_script_enabled=False, **browser_context_args)
    yield context.new_page()
    context.close()


def sit(page: Page, office: Office, live: str, name: str) -> None:
    """Give the browser the session of somebody who signed in."""
    take_seat(page, live, office.at(name))


def look(page: Page, live: str, *paths: str) -> None:
    for path in paths:
        page.goto(live + path)
        assert_no_axe_findings(page)


def test_each_page_has_no_axe_findings_at_either_width(page: Page, office: Office, live: str) -> None:
    here = office.world
    here.incoming_search()
    report = newest("report")
    sit(page, office, live, "Joan Ellery")
    look(page, live, f"/steps/{report}/", f"/steps/{report}/undo-finish/", f"/steps/{report}/reopen/?find=una")
    search = newest("search")
    look(page, live, f"/steps/{search}/replace/", f"/children/{here.child_id}/pathway/")
    look(page, live, f"/children/{here.child_id}/end-pathway/")
    page.locator("main").get_by_role("button", name="End the pathway").click()
    expect(page.locator("#refused-title")).to_be_focused()
    assert_no_axe_findings(page)


def test_taking_back_and_the_wrong_child_have_no_axe_findings(page: Page, office: Office, live: str) -> None:
    here = office.world
    search, sent = sent_early(here)
    sit(page, office, live, "Dee Marlow")
    look(page, live, f"/steps/{search}/next-actions/{sent}/take-back/")
    page.get_by_label("Reason").fill(WHY)
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator('[data-test="flash"]')).to_contain_text("Meet is taken back.")
    assert_no_axe_findings(page)


def test_the_wrong_child_by_keyboard_alone(page: Page, office: Office, live: str) -> None:
    here = office.world
    maya, here.child_id = here.child_id, another_child(here)
    target, here.child_id = here.started_report(), maya
    report = written_on_maya(here)
    sit(page, office, live, "Priya Nair")
    look(page, live, f"/steps/{report}/wrong-child/")
    page.get_by_role("button", name="Close it on this child").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Begun on the wrong child")
    expect(page.get_by_role("main")).to_contain_text(TEXT)
    assert_no_axe_findings(page)
    page.locator("#find").focus()
    page.keyboard.type("okafor")
    page.keyboard.press("Enter")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    assert_no_axe_findings(page)
    page.get_by_role("button", name="Bring it over").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Text brought over")
    assert_no_axe_findings(page)
    page.get_by_role("link", name="1. Details").click()
    expect(page.get_by_label("Words")).to_have_value(TEXT)
    assert step(target).form_version == 0


def test_whoever_may_not_read_it_sees_that_it_is_closed(page: Page, office: Office, live: str) -> None:
    report = written_on_maya(office.world)
    office.post("Priya Nair", f"/steps/{report}/wrong-child", _version=str(step(report).version))
    sit(page, office, live, "Tom Askew")
    look(page, live, f"/steps/{report}/")
    expect(page.get_by_role("main")).not_to_contain_text(TEXT)


def test_without_script_a_finish_is_undone_and_a_pathway_ended(plain: Page, office: Office, live: str) -> None:
    here = office.world
    here.incoming_search()
    report = newest("report")
    sit(plain, office, live, "Joan Ellery")
    plain.goto(f"{live}/steps/{report}/")
    plain.get_by_role("link", name="Undo finish").click()
    plain.get_by_label("Reason").fill(WHY)
    plain.get_by_role("button", name="Undo finish").click()
    expect(plain.locator('[data-test="flash"]')).to_contain_text("The finish is undone.")
    assert step(report).state == "started"
    plain.goto(f"{live}/children/{here.child_id}/pathway/")
    plain.get_by_role("link", name="End the pathway").click()
    plain.get_by_label("Moved to another authority").check()
    for box, value in (("day", "16"), ("month", "11"), ("year", "2026")):
        plain.locator(f"#on-{box}").fill(value)
    plain.get_by_label("Reason").fill("Northmoor took over.")
    plain.get_by_label("What shows it").fill("Letter of 13 November 2026.")
    plain.get_by_role("button", name="End the pathway").click()
    expect(plain.locator('[data-test="flash"]')).to_contain_text("The pathway is ended")
    assert PathwayEnding.objects.get().state == "ended"


def test_an_end_that_waits_for_an_answer(page: Page, office: Office, live: str) -> None:
    here = office.world
    here.on("Dee Marlow", worksteps.start_step, here.incoming_search())
    given = {"ground": "no_longer_required", "on-day": "16", "on-month": "11", "on-year": "2026"}
    said = {"reason": "Home.", "evidence": "Review of 13 November 2026."}
    version = str(step(newest("search")).pathway.version)
    office.post("Priya Nair", f"/children/{here.child_id}/end-pathway", _version=version, **given, **said)
    sit(page, office, live, "Joan Ellery")
    look(page, live, f"/children/{here.child_id}/end-pathway/")
    expect(page.get_by_role("button", name="I authorise the end")).to_be_visible()
