"""C1 through the pages: everybody signs in as themselves and does their part; every page met is looked at by axe."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.by_pages import hands
from tests.browser.signed_in import PASSWORD
from tests.journeys import c1
from tests.journeys.cast import CHILDREN
from tests.journeys.founding import found, let_sign_in
from tests.journeys.story import Story


def test_maya_goes_from_the_review_to_the_placement(
    browser: Browser, live_demo: str, browser_context_args: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with hands(browser, live_demo, browser_context_args) as pages:
        s: Story = found(pages, CHILDREN["maya"], looked_after_from=c1.LOOKED_AFTER_FROM)
        let_sign_in(s, password=PASSWORD)
        pages.page_of(s.tom)
        for step in c1.STEPS:
            step(s)
    with capsys.disabled():
        print(f"\n{pages.clicks.table()}\n{len(pages.met.looked_at)} shapes of page looked at by axe")  # noqa: T201
