"""The pages of processes, of moving work on and of a path drawn, in Chromium: axe at both widths."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from permanence.operations.definitions import lay_out_process
from permanence.records.definitions import Candidate, ProcessVersion
from tests.browser.axe import assert_no_axe_findings
from tests.browser.test_mending import sit
from tests.processes.screens.administrators import ADA, hire_administrators, publish
from tests.processes.screens.later import later
from tests.processes.screens.test_moving import written
from tests.web.office import Office, open_office

WHY = "The managers agreed it on 12 November."
MOST_TABS = 60
PICTURES = os.environ.get("PERMANENCE_LOOK", "")


@pytest.fixture
def office(own_database: str) -> Office:
    made = open_office()
    hire_administrators(made.world)
    return made


def look(page: Page, live: str, *paths: str) -> None:
    for path in paths:
        page.goto(live + path)
        assert_no_axe_findings(page)
        if PICTURES:
            name = path.strip("/").replace("/", "-").replace("?", "-")
            page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_each_page_has_no_axe_findings_at_either_width(page: Page, office: Office, live: str) -> None:
    w = office.world
    report = written(w)
    publish(w, later())
    w.does(ADA, lay_out_process, process=later("3"), source="this release")
    candidate = Candidate.objects.get(authority_id=w.authority_id).id
    sit(page, office, live, ADA)
    versions = ("", "small/2/", "small/2/forms/report/", "small/1/compare/2/", "small/2/drawing/", "small/2/trial/")
    look(page, live, *(f"/processes/{each}" for each in versions))
    look(
        page, live, "/processes/publish/", f"/processes/candidates/{candidate}/", "/processes/small/1/move/?step=report"
    )
    sit(page, office, live, "Joan Ellery")
    look(page, live, f"/steps/{report}/move/", f"/children/{w.child_id}/pathway/map/")
    page.goto(f"{live}/steps/{report}/move/")
    page.get_by_label("Reason").fill(WHY)
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator('[data-test="flash"]')).to_contain_text("Report is under version 2 now.")
    look(page, live, f"/steps/{report}/moved/")


def test_without_script_and_by_keyboard_alone_a_version_is_laid_out_and_published(
    browser: Browser, office: Office, live: str
) -> None:
    """The process of this release is chosen, read through, and published with a reason."""
    page = browser.new_context(java_script_enabled=False).new_page()
    sit(page, office, live, ADA)
    page.goto(f"{live}/processes/publish/")
    tab_to(page, "#release")
    page.keyboard.press("Space")
    enters(page, 'form[action="/processes/lay-out"] button')
    expect(page.get_by_role("heading", level=1)).to_contain_text("Publish Permanency Process")
    tab_to(page, "#reason")
    page.keyboard.type(WHY)
    enters(page, 'form[action$="/publish"] button')
    assert ProcessVersion.objects.filter(process_key="long_term_fostering", why=WHY).exists()
    page.context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(MOST_TABS):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{MOST_TABS} times Tab do not reach {selector}")


def enters(page: Page, button: str) -> None:
    """Tab to a button, press Enter, and wait for the page that follows."""
    tab_to(page, button)
    with page.expect_navigation():
        page.keyboard.press("Enter")
