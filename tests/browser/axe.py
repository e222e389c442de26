"""Asks axe-core what a page does wrong, at the width of a desktop and of a telephone."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.looked_at import was_looked_at

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 320)
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
WIDER_THAN_ITS_WINDOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def assert_no_axe_findings(page: Page) -> None:
    """Fail with each finding and its element; also where a page scrolls sideways (WCAG 2.2: 1.4.10, Reflow).

    The window gets its first width back.
    """
    before = page.viewport_size
    findings = [finding for width in WIDTHS for finding in _at(page, width)]
    if before:
        page.set_viewport_size(before)
    was_looked_at(page.url)
    assert not findings, f"{page.url}:\n" + "\n".join(findings)


def _at(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    if page.evaluate("window.axe === undefined"):
        page.evaluate(AXE.read_text("utf-8"))
    violations: list[dict[str, Any]] = page.evaluate(RUN, TAGS)["violations"]
    findings = [
        f"at {width} px: {each['id']}: {each['help']}: {node['html'][:200]}"
        for each in violations
        for node in each["nodes"]
    ]
    if page.evaluate(WIDER_THAN_ITS_WINDOW):
        findings.append(f"at {width} px: the page scrolls sideways")
    return findings
