"""Paper from the browser: no navigation, answers whole, whom it is about, who printed it and when (pages, 7)."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_no_axe_findings
from tests.browser.test_section import sign_in
from tests.papers.reading import read_pdf, squeezed
from tests.web.conftest import Review, review

__all__ = ["review"]
PICTURES = os.environ.get("PERMANENCE_PRINTS", "")
LONG = "\n".join(
    f"{number}. Maya asked again when the court decides, and was told what is known." for number in range(60)
)
NEVER = ("Current work", "Sign out", "Find a child", "Save and continue", "Save draft", "Everything you open here")


@pytest.fixture
def toms(page: Page, review: Review, live: str) -> Page:
    """Tom's browser, on the section of the review that he writes."""
    sign_in(page, review, live, "tom")
    page.goto(live + review.section("review"))
    return page


def printed(page: Page, name: str) -> str:
    """Return the words that the browser prints of the page."""
    content = page.pdf(prefer_css_page_size=True, tagged=True)
    if PICTURES:
        (Path(PICTURES) / f"{name}.pdf").write_bytes(content)
    return read_pdf(content).words


def test_a_section_that_is_being_written_prints_whole_and_without_navigation(toms: Page) -> None:
    toms.get_by_label("Not yet", exact=True).check()
    toms.get_by_label("Why not yet").fill(LONG)
    words = printed(toms, "section")
    assert squeezed(LONG) in words
    assert not [each for each in NEVER if squeezed(each) in words]
    assert squeezed("Maya Thornbury, born 4 May 2018") in words
    assert squeezed("Printed by Tom Askew") in words


def test_the_whole_form_the_letters_and_the_chronology_are_clean_and_print(
    toms: Page, review: Review, live: str
) -> None:
    for path, says in (
        (f"{review.href}print/", "1. Child in Care Review"),
        (f"{review.href}letters/", "Forms and letters"),
        (f"/children/{review.story.child.id}/chronology/", "Chronology"),
    ):
        toms.goto(live + path)
        expect(toms.get_by_role("main")).to_contain_text(says)
        assert_no_axe_findings(toms)
        words = printed(toms, path.strip("/").rpartition("/")[2])
        assert squeezed(says) in words
        assert not [each for each in NEVER if squeezed(each) in words]
        assert squeezed("Printed by Tom Askew") in words


def test_the_files_are_had_from_the_page(toms: Page, review: Review, live: str) -> None:
    toms.goto(f"{live}{review.href}print/")
    with toms.expect_download() as pdf:
        toms.get_by_role("link", name="PDF", exact=True).click()
    assert pdf.value.suggested_filename.endswith(".pdf")
    assert squeezed("Maya Thornbury") in read_pdf(Path(pdf.value.path()).read_bytes()).words
    with toms.expect_download() as word:
        toms.get_by_role("link", name="Word", exact=True).click()
    assert word.value.suggested_filename.endswith(".docx")
