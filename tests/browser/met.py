"""Every page that somebody meets on the way: looked at by axe at both widths, once for each shape of page."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.axe import assert_no_axe_findings

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass
class PagesMet:
    """The shapes of page met so far: address without ids, heading, and what is marked on it (reasons, errors)."""

    looked_at: set[tuple[str, ...]] = field(default_factory=set)

    def look(self, page: Page) -> None:
        """Look at the page, unless one of its shape was looked at before."""
        shape = self._shape(page)
        if shape not in self.looked_at:
            self.looked_at.add(shape)
            assert_no_axe_findings(page)

    def _shape(self, page: Page) -> tuple[str, ...]:
        path = ID.sub("<id>", page.url.split("/", 3)[3].split("#")[0])
        heading = page.locator("h1").inner_text()
        parts = page.evaluate("[...document.querySelectorAll('[data-test]')].map((each) => each.dataset.test)")
        return (path, heading, *sorted(set(parts)))


class NotLookedAt(PagesMet):
    """Without script axe cannot run; the same pages are looked at on the walk."""

    def look(self, page: Page) -> None:
        """Look at nothing."""
