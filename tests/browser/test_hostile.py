"""P30 in Chromium: what was typed is shown, and none of it runs: section, versions, both texts, events."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_section import sign_in
from tests.forms.hostile import WHOLE
from tests.web.conftest import Review, review

__all__ = ["review"]
RUNS = [text for text in WHOLE if "pwned" in text]


@pytest.mark.parametrize("mine", ["The court decides in June.", "</textarea><img src=x onerror=pwned()>"])
def test_nothing_typed_runs(page: Page, review: Review, live: str, mine: str) -> None:
    ran: list[str] = []
    page.expose_function("pwned", lambda: ran.append(page.url))
    sign_in(page, review, live, "tom")
    late = page.context.new_page()
    late.expose_function("pwned", lambda: ran.append(late.url))
    late.goto(live + review.section("review"))
    page.goto(live + review.section("review"))
    for each, words in ((page, "\n".join(RUNS)), (late, mine)):
        each.get_by_label("Not yet", exact=True).check()
        each.get_by_label("Why not yet").fill(words)
        each.locator("input[name^='present.'][name$='.agency']").fill(RUNS[3])
        with each.expect_navigation():
            each.get_by_role("button", name="Save and close").click()
    assert "pwned()" in late.get_by_role("main").inner_text(), "both texts, side by side"
    for place in ("sections/review/", "versions/", "versions/1/", "events/", ""):
        page.goto(live + review.href + place)
        page.wait_for_load_state("networkidle")
    sign_in(page, review, live, "priya")
    page.goto(live + review.section("review"))
    assert "pwned()" in page.get_by_role("main").inner_text()
    assert ran == []
