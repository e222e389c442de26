"""The check itself finds what is planted, and finds nothing in a good page."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import assert_no_axe_findings

GOOD = '<html lang="en"><head><title>Work</title></head><body><main><h1>Work</h1>{}</main></body></html>'
PLANTED = [
    ('<input name="reason">', "label"),
    ('<p style="color:#999;background:#fff">Hard to read</p>', "color-contrast"),
    ('<img src="data:,">', "image-alt"),
    ('<div style="width:900px;height:1px"></div>', "at 320 px: the page scrolls sideways"),
]


@pytest.mark.parametrize(("fault", "named"), PLANTED)
def test_a_planted_fault_is_found(page: Page, fault: str, named: str) -> None:
    page.set_content(GOOD.format(fault))
    with pytest.raises(AssertionError, match=named):
        assert_no_axe_findings(page)


def test_a_good_page_has_no_findings_and_keeps_its_width(page: Page) -> None:
    page.set_content(GOOD.format("<p>Nothing to do.</p>"))
    assert_no_axe_findings(page)
    assert page.viewport_size == {"width": 1280, "height": 900}
