"""Every component and every kind of answer, empty, filled in and in error: no axe finding, no sideways scrolling."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings

from tests.browser.axe import assert_no_axe_findings

PAGES = ("gallery/", "gallery/empty/", "gallery/faulty/")


@pytest.mark.parametrize("path", PAGES)
def test_has_no_axe_findings(page: Page, live: str, settings: Settings, path: str) -> None:
    settings.DEMO = True
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    answer = page.goto(f"{live}/{path}")
    assert answer
    assert answer.status == 200
    assert_no_axe_findings(page)
    assert said == [], "a script failed, or the policy stopped something"


@pytest.mark.parametrize("path", PAGES)
def test_has_none_without_script(browser: Browser, live: str, settings: Settings, path: str) -> None:
    settings.DEMO = True
    page = browser.new_context(bypass_csp=True).new_page()
    page.route("**/*.mjs", lambda route: route.abort())
    page.route("**/supported.js", lambda route: route.abort())
    page.goto(f"{live}/{path}")
    assert_no_axe_findings(page)
    page.context.close()


def test_there_is_no_gallery_but_in_a_demonstration(page: Page, live: str) -> None:
    answer = page.goto(f"{live}/gallery/")
    assert answer
    assert answer.status == 404


def test_a_conditional_question_is_revealed_at_once(page: Page, live: str, settings: Settings) -> None:
    settings.DEMO = True
    page.goto(f"{live}/gallery/empty/")
    where_to = page.get_by_label("Where to?")
    assert not where_to.is_visible()
    page.get_by_role("group", name="Did the child move?").get_by_label("Yes").check()
    assert where_to.is_visible()
    page.get_by_role("group", name="Did the child move?").get_by_label("No").check()
    assert not where_to.is_visible()


def test_the_alert_after_an_act_has_the_focus(page: Page, live: str, settings: Settings) -> None:
    settings.DEMO = True
    page.goto(f"{live}/gallery/")
    assert page.evaluate("document.activeElement.dataset.test") == "flash"
